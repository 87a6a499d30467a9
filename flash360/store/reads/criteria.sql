SELECT f.session_id::VARCHAR AS session_id, f.position, f.criterion, f.label, f.axis, f.aspect,
       f.scale_min, f.scale_max, f.favourable_from, f.is_global,
       f.sheet, f.cell, p.import_number, p.file_name, p.author, p.recorded_at
FROM current_criteria f
JOIN current_sessions USING (session_id)
JOIN provenance p ON p.import_id = f.import_id
WHERE ($whole_programme OR f.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
  AND ($session_id IS NULL OR f.session_id = $session_id::UUID)
ORDER BY session_id, f.position
