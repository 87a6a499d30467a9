-- The panels that a partner read on screen and that are no longer the session's: how many voted before, vote now, and did both.
-- A visit says the number of the import whose votes it showed (« votes »).
WITH told AS (
    SELECT DISTINCT k.session_id, i.import_id AS content
    FROM base.audit_events e
    JOIN codes_of(scoped($whole_programme, $session_ids)) k ON k.code = e.object
    JOIN base.imports i ON i.number::VARCHAR = regexp_extract(e.details, '"votes": "([0-9]+)"', 1)
    WHERE e.action = 'consultation'
), compared AS (
    SELECT t.session_id, t.content, c.content_import_id AS now_content
    FROM told t
    JOIN sections_of(scoped($whole_programme, $session_ids)) c ON c.session_id = t.session_id AND c.section = 'votes' AND c.content_import_id <> t.content
), voters AS (
    SELECT DISTINCT v.session_id, v.import_id AS content, v.participant
    FROM base.votes v JOIN compared p ON p.session_id = v.session_id AND v.import_id IN (p.content, p.now_content)
)
SELECT p.session_id::VARCHAR AS session_id,
       (SELECT count(*) FROM voters v WHERE v.session_id = p.session_id AND v.content = p.content) AS before,
       (SELECT count(*) FROM voters v WHERE v.session_id = p.session_id AND v.content = p.now_content) AS now,
       (SELECT count(*) FROM voters v JOIN voters w ON w.session_id = v.session_id AND w.participant = v.participant
        WHERE v.session_id = p.session_id AND v.content = p.content AND w.content = p.now_content) AS both
FROM compared p
ORDER BY ALL
