-- What each version of the base says something else of: imports, codings and proposals of sessions, remembered shapes of none.
-- An undo or a redo concerns the sessions of what it names. A version that is not here may concern all of them.
WITH written AS (
    SELECT i.base_version AS version, s.session_id
    FROM base.imports i JOIN base.import_sections s ON s.import_id = coalesce(i.target_import_id, i.import_id)
    UNION ALL
    SELECT o.number, c.session_id
    FROM base.coding_operations o
    JOIN base.coding_operations d ON d.number = coalesce(o.target, o.number) AND d.action IN ('code', 'second', 'aspect')
    JOIN (SELECT number, session_id FROM base.theme_codings WHERE origin <> 'import'
          UNION ALL SELECT number, session_id FROM base.aspect_codings) c ON c.number = d.number
    UNION ALL
    SELECT p.number, p.session_id FROM base.proposals p
    UNION ALL
    SELECT d.number, p.session_id FROM base.proposal_decisions d JOIN base.proposals p USING (proposal_id)
    UNION ALL
    SELECT r.number, NULL FROM base.remembered_shapes r
)
SELECT DISTINCT version, session_id::VARCHAR AS session_id
FROM written
WHERE version > $after
  AND ($whole_programme OR session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
ORDER BY version
