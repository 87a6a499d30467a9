-- What seals an import's own row, and the places of its facts in their file. An alteration of either shows in a verification.

CREATE MACRO import_seal(import_id, number, recorded_at, author, layout, file_name, file_hash, size, base_version,
                         target_import_id, target_active) AS
sha256(concat_ws(chr(31),
    import_id::VARCHAR, number::VARCHAR, recorded_at::VARCHAR, author, layout, coalesce(file_name, chr(30)),
    coalesce(file_hash, chr(30)), coalesce(size::VARCHAR, chr(30)), base_version::VARCHAR,
    coalesce(target_import_id::VARCHAR, chr(30)), coalesce(target_active::VARCHAR, chr(30))));

CREATE VIEW section_origins AS
SELECT session_id, import_id, section, sha256(string_agg(origin, chr(30) ORDER BY origin)) AS origin_hash
FROM (
    SELECT session_id, import_id, 'fiche' AS section, concat_ws(chr(31), sheet, cell, cells) AS origin FROM base.sessions
    UNION ALL SELECT session_id, import_id, 'participants', concat_ws(chr(31), sheet, cell, participant) FROM base.participants
    UNION ALL SELECT session_id, import_id, 'criteria', concat_ws(chr(31), sheet, cell, criterion) FROM base.criteria
    UNION ALL SELECT session_id, import_id, 'votes', concat_ws(chr(31), sheet, cell, participant, criterion) FROM base.votes
    UNION ALL SELECT session_id, import_id, 'statements', concat_ws(chr(31), sheet, cell, kind, number::VARCHAR)
    FROM base.statements
    UNION ALL SELECT session_id, import_id, 'outcomes', concat_ws(chr(31), sheet, cell, date::VARCHAR, status) FROM base.outcomes
    UNION ALL SELECT session_id, import_id, 'invitations', concat_ws(chr(31), sheet, cell, college) FROM base.invitations
)
GROUP BY session_id, import_id, section;
