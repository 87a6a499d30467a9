"""What must hold in any base, asked in SQL: no orphan, no double key. Integrity without keys in the schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa

from flash360.model import Section
from flash360.store.checks import CHECKS
from flash360.store.database import Queryable


def orphan_votes(base: Queryable, session_ids: Sequence[str] | None = None) -> pa.Table:
    """Current votes of a visible session without their participant or criterion, or off its scale: session_id, code,
    number, votes.

    number: of the import that wrote the votes. session_ids: only those; every session when None.
    """
    ids = every_session(base) if session_ids is None else list(session_ids)
    return base.query(
        """
        SELECT d.session_id::VARCHAR AS session_id, d.code, p.import_number AS number, count(*) AS votes
        FROM (SELECT * FROM current_votes WHERE session_id IN (SELECT unnest($ids::UUID[]))) v
        JOIN current_sessions d USING (session_id)
        JOIN provenance p ON p.import_id = v.import_id
        LEFT JOIN current_participants w ON w.session_id = v.session_id AND w.participant = v.participant
        LEFT JOIN current_criteria c ON c.session_id = v.session_id AND c.criterion = v.criterion
        WHERE (w.participant IS NULL OR c.criterion IS NULL OR v.grade < c.scale_min OR v.grade > c.scale_max)
        GROUP BY ALL ORDER BY ALL
        """,
        {"ids": ids},
    )


def faults(base: Queryable) -> Iterator[str]:
    """One French sentence per fault of structure."""
    for check in CHECKS:
        for row in base.query(check.sql).to_pylist():
            yield check.sentence.format(**row)
    for row in orphan_votes(base).to_pylist():
        yield (
            f"session {row['code']} : {row['votes']} vote(s) de l'import n° {row['number']} sans participant, "
            "sans critère ou hors du barème"
        )


_STORED = {
    Section.FICHE: """
        SELECT session_id::VARCHAR || ' ' || import_id::VARCHAR AS session_id, * EXCLUDE (session_id, import_id)
        FROM base.sessions WHERE session_id IN (SELECT unnest($ids::UUID[]))""",
    Section.PARTICIPANTS: """
        SELECT session_id::VARCHAR || ' ' || import_id::VARCHAR AS session_id, * EXCLUDE (session_id, import_id)
        FROM base.participants WHERE session_id IN (SELECT unnest($ids::UUID[]))""",
    Section.CRITERIA: """
        SELECT session_id::VARCHAR || ' ' || import_id::VARCHAR AS session_id, * EXCLUDE (session_id, import_id)
        FROM base.criteria WHERE session_id IN (SELECT unnest($ids::UUID[]))""",
    Section.VOTES: """
        SELECT session_id::VARCHAR || ' ' || import_id::VARCHAR AS session_id, * EXCLUDE (session_id, import_id)
        FROM base.votes WHERE session_id IN (SELECT unnest($ids::UUID[]))""",
    Section.STATEMENTS: """
        SELECT session_id::VARCHAR || ' ' || import_id::VARCHAR AS session_id, * EXCLUDE (session_id, import_id)
        FROM base.statements WHERE session_id IN (SELECT unnest($ids::UUID[]))""",
    Section.OUTCOMES: """
        SELECT session_id::VARCHAR || ' ' || import_id::VARCHAR AS session_id, * EXCLUDE (session_id, import_id)
        FROM base.outcomes WHERE session_id IN (SELECT unnest($ids::UUID[]))""",
    Section.INVITATIONS: """
        SELECT session_id::VARCHAR || ' ' || import_id::VARCHAR AS session_id, * EXCLUDE (session_id, import_id)
        FROM base.invitations WHERE session_id IN (SELECT unnest($ids::UUID[]))""",
}


def stored(base: Queryable, section: Section, session_ids: Sequence[str]) -> pa.Table:
    """Every row ever stored of one section of these sessions; session_id is « session import »: one content each."""
    return base.query(_STORED[section], {"ids": list(session_ids)})


def stored_hashes(base: Queryable, session_ids: Sequence[str]) -> pa.Table:
    """Content (« session import »), section and content_hash of every section of these sessions that an import wrote."""
    return base.query(
        """
        SELECT DISTINCT session_id::VARCHAR || ' ' || content_import_id::VARCHAR AS content, section, content_hash
        FROM base.import_sections WHERE session_id IN (SELECT unnest($ids::UUID[]))
        """,
        {"ids": list(session_ids)},
    )


def visible_sessions(base: Queryable) -> list[str]:
    """The ids of the sessions that the reads show, ascending."""
    return base.query("SELECT session_id::VARCHAR AS session_id FROM current_sessions ORDER BY 1").column(0).to_pylist()


def codes(base: Queryable) -> dict[str, str]:
    """The code of each session that ever had a fiche, by its id."""
    rows = base.query("SELECT session_id::VARCHAR AS session_id, any_value(code) AS code FROM base.sessions GROUP BY session_id")
    return {row["session_id"]: row["code"] for row in rows.to_pylist()}


def every_session(base: Queryable) -> list[str]:
    """The ids of all sessions ever seen, ascending."""
    rows = base.query("SELECT DISTINCT session_id::VARCHAR AS session_id FROM base.import_sections ORDER BY session_id")
    return rows.column("session_id").to_pylist()


def newest_migration(base: Queryable) -> int:
    """The number of the newest migration that the base has had."""
    return int(base.query("SELECT max(version) AS version FROM base.schema_migrations").column(0)[0].as_py())
