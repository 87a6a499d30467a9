SELECT session_id::VARCHAR AS session_id, * EXCLUDE (session_id, code_key)
FROM programme_on($today::DATE, scoped($whole_programme, $session_ids))
ORDER BY code
