-- The audit trail, newest first. A scope of sessions sees the events whose object is one of them; the whole programme, all.
SELECT e.recorded_at, e.author, e.action, e.object, e.details
FROM base.audit_events e
WHERE ($whole_programme OR e.object IN (
        SELECT code FROM known_codes WHERE session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[]))))
  AND e.recorded_at >= $since::TIMESTAMP
  AND (len($actions::VARCHAR[]) = 0 OR e.action IN (SELECT unnest($actions::VARCHAR[])))
  AND ($search = '' OR contains(lower(concat_ws(' ', e.author, e.object, e.details)), lower($search)))
ORDER BY e.recorded_at DESC, e.event_id DESC
LIMIT $most
