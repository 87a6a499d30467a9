-- The current content of (session, section) is that of its newest active import. Its rows may have been written by
-- an earlier import (content_import_id) when it was repeated unchanged: a fact keeps its first origin.
-- Outcomes accumulate instead: see outcomes_of.
--
-- Of some sessions only (null: of all), the others being left out before anything is joined or grouped, so that it costs alike
-- in a large base. Every macro « …_of » does so of each table that it reads.
CREATE MACRO sections_of(ids) AS TABLE
SELECT s.session_id, s.section,
       arg_max(s.import_id, s.number) AS import_id, max(s.number) AS number,
       arg_max(s.content_import_id, s.number) AS content_import_id,
       arg_max(s.content_hash, s.number) AS content_hash, arg_max(s.row_count, s.number) AS row_count,
       arg_max(s.freins, s.number) AS freins, arg_max(s.leviers, s.number) AS leviers,
       arg_max(s.uncovered_freins, s.number) AS uncovered_freins
FROM base.import_sections s JOIN fact_imports i ON i.import_id = s.import_id AND i.active
WHERE s.section <> 'outcomes' AND (ids IS NULL OR s.session_id IN (SELECT unnest(ids::UUID[])))
GROUP BY s.session_id, s.section;

CREATE VIEW current_sections AS SELECT * FROM sections_of(NULL);

-- The sessions of a scope for these macros.
CREATE MACRO scoped(whole_programme, session_ids) AS CASE WHEN NOT whole_programme THEN session_ids::UUID[] END;

-- Every session ever seen, with the code of its newest fiche, undone or not: the history names it.
CREATE MACRO codes_of(ids) AS TABLE
SELECT f.session_id, arg_max(f.code, i.number) AS code
FROM base.sessions f JOIN base.imports i USING (import_id)
WHERE ids IS NULL OR f.session_id IN (SELECT unnest(ids::UUID[]))
GROUP BY f.session_id;

CREATE VIEW known_codes AS SELECT * FROM codes_of(NULL);
