SELECT h.version, h.moved_at, h.last_import,
       (SELECT count(*) FROM current_sessions
        WHERE $whole_programme OR session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[])))::INTEGER AS sessions
FROM base.base_head h
