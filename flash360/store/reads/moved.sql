-- An undo or a redo concerns the sessions of the import that it names.
SELECT DISTINCT i.base_version AS version, s.session_id::VARCHAR AS session_id
FROM base.imports i
JOIN base.import_sections s ON s.import_id = coalesce(i.target_import_id, i.import_id)
WHERE i.base_version > $after
  AND ($whole_programme OR s.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
ORDER BY version
