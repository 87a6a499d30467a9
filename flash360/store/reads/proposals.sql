SELECT f.proposal_id::VARCHAR AS proposal_id, f.session_id::VARCHAR AS session_id, d.code, d.title, d.administration,
       f.date, f.status, f.accompaniment, f.comment, f.next_review,
       f.author, f.recorded_at, f.state, f.decided_by, f.decided_at
FROM current_proposals f
JOIN sessions_of(scoped($whole_programme, $session_ids)) d ON d.session_id = f.session_id
ORDER BY f.number
