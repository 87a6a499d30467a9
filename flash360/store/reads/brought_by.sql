-- Whether imports in force of an author, of files whose names begin so, speak of sessions in scope.
SELECT count(*) > 0 AS found
FROM (
    SELECT 1
    FROM fact_imports i JOIN base.import_sections s ON s.import_id = i.import_id
    WHERE i.active AND i.author = $author AND starts_with(i.file_name, $prefix)
      AND ($whole_programme OR s.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
    LIMIT 1
)
