SELECT f.session_id::VARCHAR AS session_id, d.code, d.title, d.administration, d.domain, d.session_date,
       f.number, f.kind, f.aspect, f.text, f.college, k.coding.theme AS theme, t.label AS theme_label,
       k.coding.origin AS theme_origin, f.text_key, f.answers_number,
       a.number IS NOT NULL AND f.kind = 'frein' AS answered,
       f.sheet, f.cell, p.import_number, p.file_name, p.author, p.recorded_at
FROM current_statements f
JOIN current_sessions d ON d.session_id = f.session_id
JOIN provenance p ON p.import_id = f.import_id
LEFT JOIN statement_answers a ON a.session_id = f.session_id AND a.number = f.number
LEFT JOIN current_codings k ON k.session_id = f.session_id AND k.text_key = f.text_key
LEFT JOIN current_themes t ON t.theme = k.coding.theme
WHERE ($whole_programme OR f.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
  AND ($session_id IS NULL OR f.session_id = $session_id::UUID)
ORDER BY d.code, f.kind, f.number
