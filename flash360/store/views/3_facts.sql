-- The current facts. A session exists while an active import holds its fiche.

CREATE MACRO sessions_of(ids) AS TABLE
SELECT f.*
FROM base.sessions f
JOIN sections_of(ids) c
  ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'fiche';

CREATE VIEW current_sessions AS SELECT * FROM sessions_of(NULL);

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

CREATE MACRO statements_of(ids) AS TABLE
SELECT f.*
FROM base.statements f
JOIN sections_of(ids) c
  ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'statements';

CREATE VIEW current_statements AS SELECT * FROM statements_of(NULL);

CREATE MACRO invitations_of(ids) AS TABLE
SELECT f.*
FROM base.invitations f
JOIN sections_of(ids) c
  ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'invitations';

-- Freins that some levier answers.
CREATE MACRO answers_of(ids) AS TABLE
SELECT DISTINCT session_id, answers_number AS number
FROM statements_of(ids)
WHERE kind = 'levier' AND answers_number IS NOT NULL;

-- All active imports' outcomes; one that a later import repeats counts once, with its first origin.
CREATE MACRO outcomes_of(ids) AS TABLE
SELECT o.session_id, o.date, o.status, o.accompaniment, o.comment, o.next_review,
       CASE WHEN o.status IN ('realised', 'engaged') THEN 'realised'
            WHEN o.status IN ('waiting', 'redirected') THEN 'under_way'
            WHEN o.status IN ('abandoned', 'stopped_after_session') THEN 'stopped'
            ELSE o.status END AS class,
       arg_min(o.import_id, i.number) AS import_id, min(i.number) AS number,
       arg_min(o.sheet, i.number) AS sheet, arg_min(o.cell, i.number) AS cell
FROM base.outcomes o JOIN fact_imports i ON i.import_id = o.import_id AND i.active
WHERE ids IS NULL OR o.session_id IN (SELECT unnest(ids::UUID[]))
GROUP BY o.session_id, o.date, o.status, o.accompaniment, o.comment, o.next_review;

-- The newest commit or undo that touched a session left its measures. A null verdict: votes unknown.
CREATE MACRO measures_of(ids) AS TABLE
SELECT m.* EXCLUDE (import_id)
FROM base.session_measures m
JOIN (SELECT session_id, max(number) AS number
      FROM base.session_measures
      WHERE ids IS NULL OR session_id IN (SELECT unnest(ids::UUID[]))
      GROUP BY session_id) newest USING (session_id, number);

-- Operations on themes that an undoing switched; the newest one decides. An operation that none names counts.
CREATE VIEW coding_switches AS
SELECT target AS number, arg_max(target_active, number) AS active, max(number) AS switched_by
FROM base.coding_operations
WHERE target IS NOT NULL
GROUP BY target;

-- Every theme that the codebook has or had, as its newest version that is not undone has it.
CREATE VIEW newest_themes AS
SELECT t.*
FROM base.themes t
JOIN (SELECT t.theme, max(t.version) AS version
      FROM base.themes t LEFT JOIN coding_switches w ON w.number = t.version
      WHERE coalesce(w.active, true)
      GROUP BY t.theme) newest USING (theme, version);

CREATE VIEW current_themes AS
SELECT * FROM newest_themes WHERE NOT retired;

-- What a theme's code stands for today: itself, the theme it was merged into, or nothing once it is retired.
CREATE VIEW theme_successors AS
SELECT n.theme AS code, c.theme, c.label
FROM newest_themes n
JOIN current_themes c ON c.theme = CASE WHEN n.retired THEN n.successor ELSE n.theme END;

-- Codings that count: those of an import hold while the statements it wrote are current, those made on screen until undone.
CREATE MACRO active_codings_of(ids) AS TABLE
SELECT c.*
FROM base.theme_codings c
LEFT JOIN coding_switches w ON w.number = c.number
LEFT JOIN sections_of(ids) s
  ON s.session_id = c.session_id AND s.content_import_id = c.import_id AND s.section = 'statements'
WHERE (ids IS NULL OR c.session_id IN (SELECT unnest(ids::UUID[])))
  AND coalesce(w.active, true) AND (c.origin <> 'import' OR s.session_id IS NOT NULL);

CREATE VIEW active_codings AS SELECT * FROM active_codings_of(NULL);

-- One coding per session and text. One made on screen wins over those that workbooks bring, so that it survives a corrected
-- workbook. A null theme: no theme suits. A text whose theme was retired is not coded any more.
CREATE MACRO codings_of(ids) AS TABLE
SELECT c.session_id, c.text_key, t.theme, t.label, c.coding.origin AS origin, c.coding.author AS author
FROM (
    SELECT session_id, text_key,
           arg_max(struct_pack(theme := theme, origin := origin, author := author),
                   struct_pack(screen := origin = 'screen', number := number)) AS coding
    FROM active_codings_of(ids)
    WHERE origin <> 'second'
    GROUP BY session_id, text_key
) c
LEFT JOIN theme_successors t ON t.code = c.coding.theme
WHERE c.coding.theme IS NULL OR t.theme IS NOT NULL;

CREATE VIEW current_codings AS SELECT * FROM codings_of(NULL);

-- What second coders say, apart from the coding that counts: one per session, text and coder. first_theme: what the coding that
-- counts said when the text was first coded a second time, so that settling a disagreement makes nobody agree; that of an import
-- brought anew since, where nothing older holds. compared: there is one. settled: the text was coded on screen since.
CREATE VIEW second_codings AS
WITH said AS (
    SELECT session_id, text_key, author, max(number) AS number, arg_max(struct_pack(theme := theme), number) AS coding
    FROM active_codings
    WHERE origin = 'second'
    GROUP BY session_id, text_key, author
), began AS (
    SELECT session_id, text_key, min(number) AS number FROM active_codings WHERE origin = 'second' GROUP BY session_id, text_key
), first_said AS (
    SELECT b.session_id, b.text_key, max(c.number) FILTER (c.origin = 'screen') AS on_screen,
           arg_max(struct_pack(theme := c.theme),
                   struct_pack(earlier := c.number < b.number,
                               held := (c.origin = 'screen') = (c.number < b.number), number := c.number)) AS coding
    FROM began b JOIN active_codings c ON c.session_id = b.session_id AND c.text_key = b.text_key
    WHERE c.origin <> 'second'
    GROUP BY b.session_id, b.text_key
)
SELECT s.session_id, s.text_key, s.author, t.theme, o.theme AS first_theme,
       f.session_id IS NOT NULL AND (f.coding.theme IS NULL OR o.theme IS NOT NULL) AS compared,
       coalesce(f.on_screen > s.number, false) AS settled
FROM said s
LEFT JOIN first_said f ON f.session_id = s.session_id AND f.text_key = s.text_key
LEFT JOIN theme_successors t ON t.code = s.coding.theme
LEFT JOIN theme_successors o ON o.code = f.coding.theme
WHERE s.coding.theme IS NULL OR t.theme IS NOT NULL;

-- The aspect given on screen; it is read only where the sheet gives none.
CREATE MACRO aspects_of(ids) AS TABLE
SELECT a.session_id, a.text_key, arg_max(a.aspect, a.number) AS aspect
FROM base.aspect_codings a LEFT JOIN coding_switches w ON w.number = a.number
WHERE (ids IS NULL OR a.session_id IN (SELECT unnest(ids::UUID[]))) AND coalesce(w.active, true)
GROUP BY a.session_id, a.text_key;
