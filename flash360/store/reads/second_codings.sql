SELECT k.session_id::VARCHAR AS session_id, k.text_key, k.author, k.theme, k.first_theme, k.compared, k.settled
FROM second_codings k
JOIN (SELECT DISTINCT session_id, text_key FROM current_statements) f USING (session_id, text_key)
WHERE ($whole_programme OR k.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
ORDER BY k.session_id, k.text_key, k.author
