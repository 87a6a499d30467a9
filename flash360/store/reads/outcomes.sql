SELECT f.session_id::VARCHAR AS session_id, d.code, d.title, d.administration, d.domain, d.session_date,
       f.date, f.status, f.class, f.accompaniment, f.comment, f.next_review,
       f.sheet, f.cell, p.import_number, p.file_name, p.author, p.recorded_at
FROM current_outcomes f
JOIN current_sessions d ON d.session_id = f.session_id
JOIN provenance p ON p.import_id = f.import_id
WHERE ($whole_programme OR f.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
  AND ($session_id IS NULL OR f.session_id = $session_id::UUID)
ORDER BY d.code, f.date, f.number
