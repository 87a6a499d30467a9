SELECT f.session_id::VARCHAR AS session_id, d.code, d.title, d.administration, d.domain, d.session_date,
       f.date, f.status, f.class, f.accompaniment, f.comment, f.next_review,
       f.sheet, f.cell, p.import_number, p.file_name, p.author, p.recorded_at
FROM outcomes_of(scoped($whole_programme, $session_ids)) f
JOIN sessions_of(scoped($whole_programme, $session_ids)) d ON d.session_id = f.session_id
JOIN provenance p ON p.import_id = f.import_id
WHERE $session_id IS NULL OR f.session_id = $session_id::UUID
ORDER BY d.code, f.date, f.number, f.status, f.accompaniment, f.comment, f.next_review
