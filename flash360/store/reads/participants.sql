SELECT f.session_id::VARCHAR AS session_id, f.participant, f.college, f.organisation, f.territory,
       f.sheet, f.cell, p.import_number, p.file_name, p.author, p.recorded_at
FROM current_participants f
JOIN current_sessions USING (session_id)
JOIN provenance p ON p.import_id = f.import_id
WHERE ($whole_programme OR f.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
  AND ($session_id IS NULL OR f.session_id = $session_id::UUID)
ORDER BY session_id, f.participant
