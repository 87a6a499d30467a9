-- The imports in force that speak of one session, oldest first.
SELECT i.number, i.recorded_at, list(DISTINCT s.section ORDER BY s.section) AS sections
FROM base.import_sections s
JOIN fact_imports i ON i.import_id = s.import_id AND i.active
WHERE ($whole_programme OR s.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
  AND s.session_id = $session_id::UUID
GROUP BY i.number, i.recorded_at
ORDER BY i.number
