-- What an alteration would otherwise leave no trace of: where the facts stood in their file, and the import's own row.
-- Written with each import, compared by a verification; an older base is sealed as it stands (views/0_seals.sql writes the same).

ALTER TABLE imports ADD COLUMN seal VARCHAR;
ALTER TABLE import_sections ADD COLUMN origin_hash VARCHAR;   -- null where the content is an earlier import's: its seal is there

UPDATE imports SET seal = sha256(concat_ws(chr(31),
    import_id::VARCHAR, number::VARCHAR, recorded_at::VARCHAR, author, layout, coalesce(file_name, chr(30)),
    coalesce(sha256, chr(30)), coalesce(size::VARCHAR, chr(30)), base_version::VARCHAR,
    coalesce(target_import_id::VARCHAR, chr(30)), coalesce(target_active::VARCHAR, chr(30))));

UPDATE import_sections SET origin_hash = o.origin_hash
FROM (
    SELECT session_id, import_id, section, sha256(string_agg(origin, chr(30) ORDER BY origin)) AS origin_hash
    FROM (
        SELECT session_id, import_id, 'fiche' AS section, concat_ws(chr(31), sheet, cell, cells) AS origin FROM sessions
        UNION ALL SELECT session_id, import_id, 'participants', concat_ws(chr(31), sheet, cell, participant) FROM participants
        UNION ALL SELECT session_id, import_id, 'criteria', concat_ws(chr(31), sheet, cell, criterion) FROM criteria
        UNION ALL SELECT session_id, import_id, 'votes', concat_ws(chr(31), sheet, cell, participant, criterion) FROM votes
        UNION ALL SELECT session_id, import_id, 'statements', concat_ws(chr(31), sheet, cell, kind, number::VARCHAR)
        FROM statements
        UNION ALL SELECT session_id, import_id, 'outcomes', concat_ws(chr(31), sheet, cell, date::VARCHAR, status) FROM outcomes
        UNION ALL SELECT session_id, import_id, 'invitations', concat_ws(chr(31), sheet, cell, college) FROM invitations
    )
    GROUP BY session_id, import_id, section
) o
WHERE o.session_id = import_sections.session_id AND o.import_id = import_sections.import_id
  AND o.section = import_sections.section AND import_sections.content_import_id = import_sections.import_id;
