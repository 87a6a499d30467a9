-- What was erased or made anonymous, newest first.
SELECT e.recorded_at, e.author, e.kind, e.code, e.people, e.reason
FROM base.erasures e
WHERE $whole_programme OR e.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[]))
ORDER BY e.recorded_at DESC, e.erasure_id DESC
