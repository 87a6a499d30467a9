SELECT f.session_id::VARCHAR AS session_id, f.participant, w.college, f.criterion, c.axis, f.grade,
       f.sheet, f.cell, p.import_number, p.file_name, p.author, p.recorded_at
FROM (SELECT unnest($current_session_id::UUID[]) AS session_id, unnest($current_votes::UUID[]) AS import_id,
             unnest($current_criteria::UUID[]) AS criteria, unnest($current_participants::UUID[]) AS participants) h
JOIN base.votes f ON f.session_id = h.session_id AND f.import_id = h.import_id
JOIN base.criteria c ON c.session_id = h.session_id AND c.import_id = h.criteria AND c.criterion = f.criterion
JOIN base.participants w ON w.session_id = h.session_id AND w.import_id = h.participants AND w.participant = f.participant
JOIN provenance p ON p.import_id = f.import_id
WHERE ($whole_programme OR f.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
ORDER BY session_id, c.position, f.participant
