WITH touched AS (
    SELECT s.import_id, list(DISTINCT k.code ORDER BY k.code) AS codes,
           list(DISTINCT s.section ORDER BY s.section) AS sections, sum(s.row_count)::BIGINT AS row_count
    FROM base.import_sections s LEFT JOIN codes_of(scoped($whole_programme, $session_ids)) k USING (session_id)
    WHERE $whole_programme OR s.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[]))
    GROUP BY s.import_id
)
SELECT i.number, i.recorded_at, i.author, i.layout, i.file_name, i.sha256, i.size,
       coalesce(f.active, w.switched_by = i.number) AS active,
       CASE WHEN NOT f.active THEN f.switched_by END AS undone_by,
       t.number AS target_number, i.target_active,
       touched.codes, touched.sections, touched.row_count
FROM base.imports i
JOIN touched ON touched.import_id = coalesce(i.target_import_id, i.import_id)
LEFT JOIN fact_imports f ON f.import_id = i.import_id
LEFT JOIN base.imports t ON t.import_id = i.target_import_id
LEFT JOIN switches w ON w.import_id = i.target_import_id
ORDER BY i.number DESC
