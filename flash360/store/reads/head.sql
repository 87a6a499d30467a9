-- A session exists while an active import holds its fiche.
SELECT h.version, h.moved_at, h.last_import,
       (SELECT count(DISTINCT s.session_id)
        FROM base.import_sections s JOIN fact_imports i ON i.import_id = s.import_id AND i.active
        WHERE s.section = 'fiche'
          AND ($whole_programme OR s.session_id::VARCHAR IN (SELECT unnest($session_ids::VARCHAR[]))))::INTEGER AS sessions
FROM base.base_head h
