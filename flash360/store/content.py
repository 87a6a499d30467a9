"""What the writer must know of the base before it writes. No scope: only `ingest` asks, and shows none of it unchecked."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from flash360.model import Section
from flash360.store.database import Queryable

_FACTS = {
    Section.FICHE: """
        SELECT f.session_id::VARCHAR AS session_id, f.* EXCLUDE (session_id, import_id), p.import_number
        FROM base.sessions f
        JOIN sections_of($ids) c
          ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'fiche'
        JOIN provenance p ON p.import_id = f.import_id""",
    Section.PARTICIPANTS: """
        SELECT f.session_id::VARCHAR AS session_id, f.* EXCLUDE (session_id, import_id)
        FROM base.participants f
        JOIN sections_of($ids) c
          ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'participants'""",
    Section.CRITERIA: """
        SELECT f.session_id::VARCHAR AS session_id, f.* EXCLUDE (session_id, import_id)
        FROM base.criteria f
        JOIN sections_of($ids) c
          ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'criteria'""",
    Section.VOTES: """
        SELECT f.session_id::VARCHAR AS session_id, f.* EXCLUDE (session_id, import_id)
        FROM base.votes f
        JOIN sections_of($ids) c
          ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'votes'""",
    Section.STATEMENTS: """
        SELECT f.session_id::VARCHAR AS session_id, f.* EXCLUDE (session_id, import_id)
        FROM base.statements f
        JOIN sections_of($ids) c
          ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'statements'""",
    Section.OUTCOMES: """
        SELECT session_id::VARCHAR AS session_id, * EXCLUDE (session_id, import_id, number, class)
        FROM outcomes_of($ids)""",
    Section.INVITATIONS: """
        SELECT f.session_id::VARCHAR AS session_id, f.* EXCLUDE (session_id, import_id)
        FROM base.invitations f
        JOIN sections_of($ids) c
          ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'invitations'""",
}


_NO_STATES = pa.table({name: pa.array([], pa.string()) for name in ("code_key", "session_id", "code", "touched", "current")})


def version(base: Queryable) -> int:
    """The base's version, as a transaction sees it when asked from inside one."""
    return int(base.query("SELECT version FROM base.base_head").column(0)[0].as_py())


def facts(base: Queryable, section: Section, session_ids: Sequence[str]) -> pa.Table:
    """The current rows of one section of these sessions: the columns of its table, without import_id.

    Of fiches, also import_number: that of the import that wrote them.
    """
    return base.query(_FACTS[section], {"ids": list(session_ids)})


def states(base: Queryable, code_keys: Sequence[str]) -> pa.Table:
    """The sessions ever seen under these normalised codes: code_key, session_id, code (newest spelling), touched, current.

    touched: the number of the newest import, undo or redo on the session: when it has not moved, neither has the session.
    current: whether an active import holds its fiche.
    """
    known = base.query(
        """
        SELECT DISTINCT code_key FROM base.sessions
        WHERE code_key IN (SELECT unnest($code_keys::VARCHAR[]))
        """,
        {"code_keys": list(code_keys)},
    )  # most workbooks bring new sessions: this spares them the rest
    if not known.num_rows:
        return _NO_STATES
    return base.query(
        """
        WITH named AS (
            SELECT f.code_key, f.session_id, arg_max(f.code, i.number) AS code
            FROM base.sessions f JOIN base.imports i USING (import_id)
            WHERE f.code_key IN (SELECT unnest($code_keys::VARCHAR[]))
            GROUP BY f.code_key, f.session_id
        ), touches AS (
            SELECT s.session_id, max(greatest(s.number, coalesce(w.switched_by, 0))) AS touched
            FROM base.import_sections s LEFT JOIN switches w USING (import_id)
            WHERE s.session_id IN (SELECT session_id FROM named)
            GROUP BY s.session_id
        )
        SELECT n.code_key, n.session_id::VARCHAR AS session_id, n.code, t.touched, c.session_id IS NOT NULL AS current
        FROM named n JOIN touches t USING (session_id)
        LEFT JOIN current_sections c ON c.session_id = n.session_id AND c.section = 'fiche'
        """,
        {"code_keys": known.column("code_key").to_pylist()},
    )


def sections(base: Queryable, session_ids: Sequence[str]) -> pa.Table:
    """The current sections of these sessions, outcomes left out: session_id, section, content_hash, content_import_id."""
    return base.query(
        """
        SELECT session_id::VARCHAR AS session_id, section, content_hash, content_import_id::VARCHAR AS content_import_id
        FROM sections_of($ids)
        """,
        {"ids": list(session_ids)},
    )


def measures(base: Queryable, session_ids: Sequence[str]) -> pa.Table:
    """The current measures of these sessions: the columns of session_measures, without import_id and number."""
    return base.query(
        """
        SELECT session_id::VARCHAR AS session_id, * EXCLUDE (session_id, number)
        FROM measures_of($ids)
        """,
        {"ids": list(session_ids)},
    )


def same_files(base: Queryable, sha256s: Sequence[str]) -> pa.Table:
    """The active imports of files with these bytes whose whole content is current, newest first.

    sha256, number, recorded_at, author. Content is current when an equal one is, whoever brought it last.
    """
    asked = {"sha256s": list(sha256s)}
    seen = base.query(
        "SELECT sha256, number, recorded_at, author FROM base.imports WHERE sha256 IN (SELECT unnest($sha256s::VARCHAR[]))",
        asked,
    )
    if not seen.num_rows:
        return seen  # the common case, for a twentieth of the time
    return base.query(
        """
        SELECT i.sha256, i.number, i.recorded_at, i.author
        FROM fact_imports i JOIN base.import_sections s USING (import_id)
        LEFT JOIN current_sections c
          ON c.session_id = s.session_id AND c.section = s.section AND c.content_hash = s.content_hash
        WHERE i.sha256 IN (SELECT unnest($sha256s::VARCHAR[])) AND i.active
        GROUP BY ALL
        HAVING bool_and(s.section = 'outcomes' OR c.session_id IS NOT NULL)
        ORDER BY i.number DESC
        """,
        asked,
    )


def hashes_imported(base: Queryable) -> frozenset[str]:
    """The SHA-256 of every file ever imported."""
    return frozenset(base.query("SELECT DISTINCT sha256 FROM base.imports WHERE sha256 IS NOT NULL").column(0).to_pylist())


def import_by_number(base: Queryable, number: int) -> dict[str, object] | None:
    """import_id, number, target_import_id, target_number, target_active, active (of the facts it holds or targets)."""
    rows = base.query(
        """
        SELECT i.import_id::VARCHAR AS import_id, i.number, i.target_import_id::VARCHAR AS target_import_id,
               t.number AS target_number, i.target_active, f.active, f.switched_by
        FROM base.imports i
        LEFT JOIN base.imports t ON t.import_id = i.target_import_id
        JOIN fact_imports f ON f.import_id = coalesce(i.target_import_id, i.import_id)
        WHERE i.number = $number
        """,
        {"number": number},
    ).to_pylist()
    return rows[0] if rows else None


def sessions_of(base: Queryable, import_id: str) -> list[str]:
    """The ids of the sessions that an import touches."""
    rows = base.query(
        "SELECT DISTINCT session_id::VARCHAR AS session_id FROM base.import_sections WHERE import_id = $import_id::UUID",
        {"import_id": import_id},
    )
    return rows.column("session_id").to_pylist()


def codebook(base: Queryable) -> pa.Table:
    """Theme and label of the codebook in force, then the other names that its themes had, those merged into them included."""
    return base.query(
        """
        SELECT theme, label FROM (
            SELECT c.theme, c.label, 0 AS past, 0 AS version FROM current_themes c
            UNION ALL
            SELECT s.theme, t.label, 1, t.version FROM theme_successors s JOIN base.themes t ON t.theme = s.code
            UNION ALL
            SELECT s.theme, s.code, 1, 0 FROM theme_successors s WHERE s.code <> s.theme
        ) ORDER BY past, version DESC, theme
        """
    )


def proposal(base: Queryable, proposal_id: str) -> dict[str, object] | None:
    """One proposal: the code of its session, date, status, accompaniment, comment, next_review, and its state."""
    rows = base.query(
        """
        SELECT f.code, p.date, p.status, p.accompaniment, p.comment, p.next_review, p.state
        FROM current_proposals p JOIN current_sessions f USING (session_id)
        WHERE p.proposal_id = $proposal_id::UUID
        """,
        {"proposal_id": proposal_id},
    ).to_pylist()
    return rows[0] if rows else None
