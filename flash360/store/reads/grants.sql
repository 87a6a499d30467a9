-- Every grant ever given, newest first. session_ids: the current sessions that it opens, by itself or by their administration.
-- named: those of granted_sessions, asked beforehand so that the others are left out before anything is joined.
SELECT g.grant_id::VARCHAR AS grant_id, g.recorded_at, g.author, g.subject_kind, g.subject, g.role,
       g.session_id::VARCHAR AS session_id, k.code AS session_code, g.administration, g.until,
       r.recorded_at AS revoked_at, r.author AS revoked_by,
       coalesce(list(f.session_id::VARCHAR ORDER BY f.session_id) FILTER (f.session_id IS NOT NULL), []) AS session_ids
FROM base.grants g
LEFT JOIN (SELECT revokes, min(recorded_at) AS recorded_at, arg_min(author, recorded_at) AS author
           FROM base.grants WHERE revokes IS NOT NULL GROUP BY revokes) r ON r.revokes = g.grant_id
LEFT JOIN codes_of($named) k ON k.session_id = g.session_id
LEFT JOIN sessions_of($named) f ON f.session_id = g.session_id OR f.administration = g.administration
WHERE g.revokes IS NULL
GROUP BY ALL
ORDER BY 2 DESC, 1 DESC
