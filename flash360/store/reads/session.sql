SELECT session_id::VARCHAR AS session_id, * EXCLUDE (session_id, code_key)
FROM programme_on($today::DATE, [$session_id])
WHERE $whole_programme OR session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[]))
