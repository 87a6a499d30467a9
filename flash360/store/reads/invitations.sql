SELECT f.session_id::VARCHAR AS session_id, d.code, f.college, f.planned, f.confirmed,
       f.sheet, f.cell, p.import_number, p.file_name, p.author, p.recorded_at
FROM current_invitations f
JOIN current_sessions d ON d.session_id = f.session_id
JOIN provenance p ON p.import_id = f.import_id
WHERE ($whole_programme OR f.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
ORDER BY d.code, f.college
