SELECT f.session_id::VARCHAR AS session_id, f.code, f.title, f.administration, f.administration_type, f.idea, f.domain,
       f.idea_date, f.contact_date, f.cadrage_date, f.cadrage_hours, f.session_date, f.session_hours,
       f.place, f.facilitation, f.declared_verdict, f.reported_date, f.reported_panel, f.source,
       f.cells, f.sheet, f.cell, p.import_number, p.file_name, p.author, p.recorded_at
FROM (SELECT unnest($current_session_id::UUID[]) AS session_id, unnest($current_fiche::UUID[]) AS import_id) h
JOIN base.sessions f ON f.session_id = h.session_id AND f.import_id = h.import_id
JOIN provenance p ON p.import_id = f.import_id
WHERE ($whole_programme OR f.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
