SELECT f.session_id::VARCHAR AS session_id, f.participant, f.college, f.organisation, f.territory,
       f.sheet, f.cell, p.import_number, p.file_name, p.author, p.recorded_at
FROM (SELECT unnest($current_session_id::UUID[]) AS session_id, unnest($current_participants::UUID[]) AS import_id) h
JOIN base.participants f ON f.session_id = h.session_id AND f.import_id = h.import_id
JOIN provenance p ON p.import_id = f.import_id
WHERE ($whole_programme OR f.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
ORDER BY session_id, f.participant
