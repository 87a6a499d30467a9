-- The sessions that grants name, and those that are or were of an administration that they name.

CREATE VIEW granted_sessions AS
SELECT session_id FROM base.grants WHERE session_id IS NOT NULL
UNION
SELECT session_id FROM base.sessions
WHERE administration IN (SELECT administration FROM base.grants WHERE administration IS NOT NULL);
