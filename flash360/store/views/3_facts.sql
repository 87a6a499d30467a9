-- The current facts. A session exists while an active import holds its fiche.

CREATE VIEW current_sessions AS
SELECT f.*
FROM base.sessions f
JOIN current_sections c
  ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'fiche';

CREATE VIEW current_participants AS
SELECT f.*
FROM base.participants f
JOIN current_sections c
  ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'participants';

CREATE VIEW current_criteria AS
SELECT f.*
FROM base.criteria f
JOIN current_sections c
  ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'criteria';

CREATE VIEW current_votes AS
SELECT f.*
FROM base.votes f
JOIN current_sections c
  ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'votes';

CREATE VIEW current_statements AS
SELECT f.*
FROM base.statements f
JOIN current_sections c
  ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'statements';

-- Freins that some levier answers.
CREATE VIEW statement_answers AS
SELECT DISTINCT session_id, answers_number AS number
FROM current_statements
WHERE kind = 'levier' AND answers_number IS NOT NULL;

-- All active imports' outcomes; one that a later import repeats counts once, with its first origin.
CREATE VIEW current_outcomes AS
SELECT o.session_id, o.date, o.status, o.accompaniment, o.comment, o.next_review,
       CASE WHEN o.status IN ('realised', 'engaged') THEN 'realised'
            WHEN o.status IN ('waiting', 'redirected') THEN 'under_way'
            WHEN o.status IN ('abandoned', 'stopped_after_session') THEN 'stopped'
            ELSE o.status END AS class,
       arg_min(o.import_id, i.number) AS import_id, min(i.number) AS number,
       arg_min(o.sheet, i.number) AS sheet, arg_min(o.cell, i.number) AS cell
FROM base.outcomes o JOIN fact_imports i ON i.import_id = o.import_id AND i.active
GROUP BY o.session_id, o.date, o.status, o.accompaniment, o.comment, o.next_review;

-- The newest commit or undo that touched a session left its measures. A null verdict: votes unknown.
CREATE VIEW current_measures AS
SELECT m.* EXCLUDE (import_id)
FROM base.session_measures m
JOIN (SELECT session_id, max(number) AS number FROM base.session_measures GROUP BY session_id) newest
  USING (session_id, number);

CREATE VIEW current_themes AS
SELECT t.*
FROM base.themes t
JOIN (SELECT theme, max(version) AS version FROM base.themes GROUP BY theme) newest USING (theme, version)
WHERE NOT t.retired;

-- One theme per session and text. A coding made on screen wins over those that workbooks bring, so that it survives
-- a corrected workbook; an import's coding holds while the statements it wrote are current.
CREATE VIEW current_codings AS
SELECT c.session_id, c.text_key,
       arg_max(struct_pack(theme := c.theme, origin := c.origin), struct_pack(screen := c.origin = 'screen', number := c.number)) AS coding
FROM base.theme_codings c
LEFT JOIN current_sections s
  ON s.session_id = c.session_id AND s.content_import_id = c.import_id AND s.section = 'statements'
WHERE c.origin <> 'import' OR s.session_id IS NOT NULL
GROUP BY c.session_id, c.text_key;
