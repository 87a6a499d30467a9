SELECT f.session_id::VARCHAR AS session_id, d.code, f.college, f.planned, f.confirmed,
       f.sheet, f.cell, p.import_number, p.file_name, p.author, p.recorded_at
FROM invitations_of(scoped($whole_programme, $session_ids)) f
JOIN sessions_of(scoped($whole_programme, $session_ids)) d ON d.session_id = f.session_id
JOIN provenance p ON p.import_id = f.import_id
ORDER BY d.code, f.college
