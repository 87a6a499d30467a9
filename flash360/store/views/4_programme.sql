-- One row per session, as the programme's screens need it on a given day; ids: as of sections_of.

CREATE MACRO outcomes_on(today, ids) AS TABLE
SELECT session_id,
       last(struct_pack(status := status, date := date, next_review := next_review) ORDER BY date, number, status, next_review) AS latest,
       min(date) FILTER (class = 'realised') AS realised_date,
       min(date) FILTER (class = 'stopped') AS stopped_date
FROM outcomes_of(ids)
WHERE date <= today
GROUP BY session_id;

CREATE MACRO programme_on(today, ids) AS TABLE
SELECT f.session_id, f.code, f.code_key, f.title, f.administration, f.administration_type, f.idea, f.domain,
       f.idea_date, f.contact_date, f.cadrage_date, f.cadrage_hours, f.session_date, f.session_hours,
       f.place, f.facilitation, f.declared_verdict, f.reported_date, f.reported_panel, f.source,
       CASE WHEN o.realised_date IS NOT NULL THEN 'realisation'
            WHEN f.session_date <= today OR m.verdict IS NOT NULL OR f.declared_verdict IS NOT NULL THEN 'session'
            WHEN f.cadrage_date <= today THEN 'cadrage'
            WHEN f.contact_date <= today THEN 'contact'
            ELSE 'idea' END AS step,
       o.latest.status AS outcome_status, o.latest.date AS outcome_date, o.latest.next_review AS next_review,
       o.realised_date, o.stopped_date,
       coalesce(s.freins, 0) AS freins, coalesce(s.leviers, 0) AS leviers,
       coalesce(s.uncovered_freins, 0) AS uncovered_freins,
       (f.session_date - f.cadrage_date)::INTEGER AS days_cadrage_to_session,
       (f.cadrage_date + INTERVAL 1 MONTH)::DATE AS deadline,
       -- Held after the deadline; or not held, not stopped, not known to be held, and the deadline has passed.
       coalesce(CASE WHEN f.session_date IS NOT NULL THEN f.session_date > deadline
                     WHEN m.verdict IS NULL AND f.declared_verdict IS NULL
                          AND o.realised_date IS NULL AND o.stopped_date IS NULL THEN today > deadline
                END, false) AS late,
       p.import_number,
       m.* EXCLUDE (session_id, number)
FROM sessions_of(ids) f
JOIN provenance p USING (import_id)
LEFT JOIN measures_of(ids) m USING (session_id)
LEFT JOIN outcomes_on(today, ids) o USING (session_id)
LEFT JOIN sections_of(ids) s ON s.session_id = f.session_id AND s.section = 'statements';
