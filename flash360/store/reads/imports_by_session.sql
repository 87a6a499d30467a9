-- The imports in force that speak of each session in scope, by code, the oldest first.
SELECT s.session_id::VARCHAR AS session_id, d.code, i.number, i.recorded_at,
       list(DISTINCT s.section ORDER BY s.section) AS sections
FROM base.import_sections s
JOIN fact_imports i ON i.import_id = s.import_id AND i.active
JOIN sessions_of(scoped($whole_programme, $session_ids)) d ON d.session_id = s.session_id
WHERE ($whole_programme OR s.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
GROUP BY s.session_id, d.code, i.number, i.recorded_at
ORDER BY d.code, i.number
