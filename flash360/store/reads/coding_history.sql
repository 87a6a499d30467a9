WITH coded AS (
    SELECT number, session_id, text_key FROM base.theme_codings WHERE origin <> 'import'
    UNION ALL
    SELECT number, session_id, text_key FROM base.aspect_codings
), named AS (
    SELECT c.number, count(*) AS text_count, list(f.text ORDER BY d.code, f.text)[1:3] AS texts,
           list(DISTINCT d.code ORDER BY d.code) FILTER (d.code IS NOT NULL) AS codes
    FROM coded c
    LEFT JOIN current_sessions d ON d.session_id = c.session_id
    LEFT JOIN (SELECT session_id, text_key, any_value(text) AS text FROM current_statements
               WHERE session_id IN (SELECT session_id FROM coded) GROUP BY ALL) f
      ON f.session_id = c.session_id AND f.text_key = c.text_key
    WHERE ($whole_programme OR c.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
    GROUP BY c.number
)
SELECT o.number, o.recorded_at, o.author, o.action, o.details, o.target, o.target_active,
       coalesce(w.active, true) AS active, w.switched_by AS undone_by,
       coalesce(n.text_count, 0) AS text_count, coalesce(n.texts, []) AS texts, coalesce(n.codes, []) AS codes
FROM base.coding_operations o
LEFT JOIN named n ON n.number = o.number
LEFT JOIN coding_switches w ON w.number = o.number
WHERE n.number IS NOT NULL OR o.action NOT IN ('code', 'second', 'aspect')
ORDER BY o.number DESC
