SELECT f.session_id::VARCHAR AS session_id, f.participant, w.college, f.criterion, c.axis, f.grade,
       f.sheet, f.cell, p.import_number, p.file_name, p.author, p.recorded_at
FROM current_votes f
JOIN current_sessions USING (session_id)
JOIN current_criteria c ON c.session_id = f.session_id AND c.criterion = f.criterion
JOIN current_participants w ON w.session_id = f.session_id AND w.participant = f.participant
JOIN provenance p ON p.import_id = f.import_id
WHERE ($whole_programme OR f.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
  AND ($session_id IS NULL OR f.session_id = $session_id::UUID)
ORDER BY session_id, c.position, f.participant
