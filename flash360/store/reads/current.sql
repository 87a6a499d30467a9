SELECT session_id::VARCHAR AS session_id,
       (max(content_import_id) FILTER (section = 'fiche'))::VARCHAR AS fiche,
       (max(content_import_id) FILTER (section = 'participants'))::VARCHAR AS participants,
       (max(content_import_id) FILTER (section = 'criteria'))::VARCHAR AS criteria,
       (max(content_import_id) FILTER (section = 'votes'))::VARCHAR AS votes
FROM sections_of($asked)
WHERE ($whole_programme OR session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))
GROUP BY session_id
HAVING count(*) FILTER (section = 'fiche') > 0
