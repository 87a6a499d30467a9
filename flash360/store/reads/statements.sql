SELECT f.session_id::VARCHAR AS session_id, d.code, d.title, d.administration, d.domain, d.session_date,
       f.number, f.kind, coalesce(f.aspect, s.aspect) AS aspect, f.text, f.college, k.theme, k.label AS theme_label,
       k.origin AS theme_origin, k.author AS theme_author,
       CASE WHEN f.aspect IS NOT NULL THEN 'sheet' WHEN s.aspect IS NOT NULL THEN 'screen' END AS aspect_origin,
       f.text_key, f.answers_number,
       a.number IS NOT NULL AND f.kind = 'frein' AS answered,
       f.sheet, f.cell, p.import_number, p.file_name, p.author, p.recorded_at
FROM statements_of(scoped($whole_programme, $session_ids)) f
JOIN sessions_of(scoped($whole_programme, $session_ids)) d ON d.session_id = f.session_id
JOIN provenance p ON p.import_id = f.import_id
LEFT JOIN answers_of(scoped($whole_programme, $session_ids)) a ON a.session_id = f.session_id AND a.number = f.number
LEFT JOIN codings_of(scoped($whole_programme, $session_ids)) k ON k.session_id = f.session_id AND k.text_key = f.text_key
LEFT JOIN aspects_of(scoped($whole_programme, $session_ids)) s ON s.session_id = f.session_id AND s.text_key = f.text_key
WHERE $session_id IS NULL OR f.session_id = $session_id::UUID
ORDER BY d.code, f.kind, f.number
