"""What must hold in any base, asked in SQL: no orphan, no double key. Integrity without keys in the schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from flash360.model import Section
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


@dataclass(frozen=True, slots=True)
class Check:
    """sql gives one row per fault; its columns are the words of the sentence."""

    sentence: str
    sql: str


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


CHECKS = (
    Check(
        "la tête de la base compte {rows} lignes au lieu d'une",
        "SELECT count(*) AS rows FROM base.base_head HAVING count(*) <> 1",
    ),
    Check(
        "la tête de la base annonce {last_import} imports, le plus grand numéro est {largest}",
        """
        SELECT last_import, largest
        FROM base.base_head, (SELECT coalesce(max(number), 0) AS largest FROM base.imports)
        WHERE last_import < largest
        """,
    ),
    Check(
        "le numéro d'import {number} est porté par {rows} imports",
        "SELECT number, count(*) AS rows FROM base.imports GROUP BY number HAVING count(*) > 1",
    ),
    Check(
        "l'identifiant d'import {import_id} est porté par {rows} imports",
        "SELECT import_id, count(*) AS rows FROM base.imports GROUP BY import_id HAVING count(*) > 1",
    ),
    Check(
        "l'opération n° {number} vise un import qui n'existe pas",
        """
        SELECT number FROM base.imports
        WHERE target_import_id IS NOT NULL
          AND target_import_id NOT IN (SELECT import_id FROM base.imports WHERE target_import_id IS NULL)
        """,
    ),
    Check(
        "le code « {code_key} » désigne {rows} sessions",
        """
        SELECT code_key, count(DISTINCT session_id) AS rows
        FROM base.sessions GROUP BY code_key HAVING count(DISTINCT session_id) > 1
        """,
    ),
    Check(
        "l'import {import_id} déclare {rows} fois la section {section} de la session {session_id}",
        """
        SELECT import_id, session_id, section, count(*) AS rows
        FROM base.import_sections GROUP BY ALL HAVING count(*) > 1
        """,
    ),
    Check(
        "une section {section} de la session {session_id} ne vient d'aucun import connu",
        """
        SELECT s.session_id, s.section FROM base.import_sections s
        WHERE s.import_id NOT IN (SELECT import_id FROM base.imports)
           OR s.content_import_id NOT IN (SELECT import_id FROM base.imports)
        """,
    ),
    Check(
        "la section {section} de la session {session_id} annonce {row_count} lignes, la base en garde {rows}",
        """
        SELECT s.session_id, s.section, s.row_count, coalesce(f.rows, 0) AS rows
        FROM base.import_sections s
        LEFT JOIN (
            SELECT session_id, import_id, 'fiche' AS section, count(*) AS rows FROM base.sessions GROUP BY ALL
            UNION ALL SELECT session_id, import_id, 'participants', count(*) FROM base.participants GROUP BY ALL
            UNION ALL SELECT session_id, import_id, 'criteria', count(*) FROM base.criteria GROUP BY ALL
            UNION ALL SELECT session_id, import_id, 'votes', count(*) FROM base.votes GROUP BY ALL
            UNION ALL SELECT session_id, import_id, 'statements', count(*) FROM base.statements GROUP BY ALL
            UNION ALL SELECT session_id, import_id, 'outcomes', count(*) FROM base.outcomes GROUP BY ALL
        ) f ON f.session_id = s.session_id AND f.import_id = s.content_import_id AND f.section = s.section
        WHERE coalesce(f.rows, 0) <> s.row_count
        """,
    ),
    Check(
        "des lignes de la section {section} de la session {session_id} ne sont rattachées à aucun import",
        """
        SELECT DISTINCT f.session_id, f.section
        FROM (
            SELECT session_id, import_id, 'fiche' AS section FROM base.sessions
            UNION ALL SELECT session_id, import_id, 'participants' FROM base.participants
            UNION ALL SELECT session_id, import_id, 'criteria' FROM base.criteria
            UNION ALL SELECT session_id, import_id, 'votes' FROM base.votes
            UNION ALL SELECT session_id, import_id, 'statements' FROM base.statements
            UNION ALL SELECT session_id, import_id, 'outcomes' FROM base.outcomes
        ) f
        ANTI JOIN base.import_sections s
          ON s.session_id = f.session_id AND s.import_id = f.import_id AND s.section = f.section
        """,
    ),
    Check(
        "la section {section} de la session {session_id} annonce {freins} freins et {leviers} leviers, la base en garde d'autres",
        """
        SELECT s.session_id, s.section, s.freins, s.leviers
        FROM base.import_sections s
        JOIN (
            SELECT session_id, import_id, count(*) FILTER (kind = 'frein') AS freins, count(*) FILTER (kind = 'levier') AS leviers
            FROM base.statements GROUP BY ALL
        ) f ON f.session_id = s.session_id AND f.import_id = s.content_import_id AND s.section = 'statements'
        WHERE s.freins IS DISTINCT FROM f.freins OR s.leviers IS DISTINCT FROM f.leviers
        """,
    ),
    Check(
        "la ligne « {key} » de la section {section} de la session {session_id} est en double",
        """
        SELECT session_id, section, key
        FROM (
            SELECT session_id, import_id, 'fiche' AS section, code AS key FROM base.sessions
            UNION ALL SELECT session_id, import_id, 'participants', participant FROM base.participants
            UNION ALL SELECT session_id, import_id, 'criteria', criterion FROM base.criteria
            UNION ALL SELECT session_id, import_id, 'votes', participant || ' · ' || criterion FROM base.votes
            UNION ALL SELECT session_id, import_id, 'statements', kind || ' · ' || number FROM base.statements
        )
        GROUP BY session_id, import_id, section, key HAVING count(*) > 1
        """,
    ),
    Check(
        "les mesures de la session {session_id} sont en double ou ne viennent d'aucun import (n° {number})",
        """
        SELECT session_id, number FROM base.session_measures
        GROUP BY ALL HAVING count(*) > 1 OR number NOT IN (SELECT number FROM base.imports)
        """,
    ),
    Check(
        "un codage de thème vise la session {session_id}, inconnue",
        """
        SELECT DISTINCT session_id FROM base.theme_codings
        WHERE session_id NOT IN (SELECT session_id FROM base.import_sections)
        """,
    ),
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
