SELECT session_id::VARCHAR AS session_id
FROM current_sessions
WHERE ($whole_programme OR session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
  AND (code = $code OR code_key = $code)
ORDER BY code = $code DESC
LIMIT 1
