SELECT f.criterion, w.college, f.grade, count(*)::INTEGER AS count
FROM current_votes f
JOIN current_sessions USING (session_id)
JOIN current_criteria c ON c.session_id = f.session_id AND c.criterion = f.criterion
JOIN current_participants w ON w.session_id = f.session_id AND w.participant = f.participant
WHERE ($whole_programme OR f.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
  AND f.session_id = $session_id::UUID
GROUP BY GROUPING SETS ((c.position, f.criterion, f.grade), (c.position, f.criterion, w.college, f.grade))
ORDER BY c.position, w.college NULLS FIRST, f.grade NULLS LAST
