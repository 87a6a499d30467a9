"""What an erasure deletes and changes, on the copy of the base that `rewriting` writes anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

import pyarrow as pa

from flash360.model import Action, Section
from flash360.store.database import Queryable, Transaction

OF_A_SESSION: Final = (
    "DELETE FROM base.proposal_decisions WHERE proposal_id IN "
    "(SELECT proposal_id FROM base.proposals WHERE session_id = $session_id::UUID)",
    "DELETE FROM base.proposals WHERE session_id = $session_id::UUID",
    "DELETE FROM base.sessions WHERE session_id = $session_id::UUID",
    "DELETE FROM base.participants WHERE session_id = $session_id::UUID",
    "DELETE FROM base.criteria WHERE session_id = $session_id::UUID",
    "DELETE FROM base.votes WHERE session_id = $session_id::UUID",
    "DELETE FROM base.statements WHERE session_id = $session_id::UUID",
    "DELETE FROM base.outcomes WHERE session_id = $session_id::UUID",
    "DELETE FROM base.invitations WHERE session_id = $session_id::UUID",
    "DELETE FROM base.theme_codings WHERE session_id = $session_id::UUID",
    "DELETE FROM base.aspect_codings WHERE session_id = $session_id::UUID",
    "DELETE FROM base.session_measures WHERE session_id = $session_id::UUID",
    "DELETE FROM base.import_sections WHERE session_id = $session_id::UUID",
)
"""Every table with rows of a session; a test holds it against the schema."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table erasures."""

    erasure_id: str
    recorded_at: datetime
    author: str
    kind: str
    session_id: str
    code: str
    people: int
    reason: str


def people(base: Queryable, session_id: str) -> set[str]:
    """The codes of the participants that a session ever had."""
    rows = base.query("SELECT DISTINCT participant FROM base.participants WHERE session_id = $id::UUID", {"id": session_id})
    return set(rows.column(0).to_pylist())


def last(base: Queryable) -> str | None:
    """The moment of the last erasure: each leaves an event in the trail."""
    found = base.query(
        "SELECT max(recorded_at)::VARCHAR AS at FROM base.audit_events WHERE action IN ($erased, $anonymised)",
        {"erased": Action.ERASE, "anonymised": Action.ANONYMISE},
    )
    return found.column(0)[0].as_py()


def files(base: Queryable, session_ids: Sequence[str]) -> list[str]:
    """The SHA-256 of the files that ever brought something of these sessions."""
    rows = base.query(
        """
        SELECT DISTINCT i.sha256 FROM base.imports i JOIN base.import_sections s USING (import_id)
        WHERE i.sha256 IS NOT NULL AND s.session_id IN (SELECT unnest($ids::UUID[]))
        """,
        {"ids": list(session_ids)},
    )
    return rows.column(0).to_pylist()


def people_before(base: Queryable, day: date, anonymous: str) -> list[dict[str, Any]]:
    """session_id, code and participant, of the sessions held before a day, but those made anonymous already."""
    return base.query(
        """
        SELECT DISTINCT p.session_id::VARCHAR AS session_id, s.code, p.participant
        FROM base.participants p JOIN current_sessions s USING (session_id)
        WHERE s.session_date < $day AND NOT starts_with(p.participant, $anonymous)
        ORDER BY ALL
        """,
        {"day": day, "anonymous": anonymous},
    ).to_pylist()


def audit_events_before(base: Queryable, at: datetime) -> int:
    """How many audit events are older."""
    found = base.query("SELECT count(*) AS n FROM base.audit_events WHERE recorded_at < $at", {"at": at})
    return int(found.column(0)[0].as_py())


def remove_audit(tx: Transaction, before: datetime) -> None:
    """Let go of older audit events."""
    tx.execute("DELETE FROM base.audit_events WHERE recorded_at < $at", {"at": before})


def remove_session(tx: Transaction, session_id: str) -> None:
    """Every row of a session, and the name of the files that brought nothing else."""
    for statement in OF_A_SESSION:
        tx.execute(statement, {"session_id": session_id})
    tx.execute(
        """
        UPDATE base.imports SET file_name = NULL, sha256 = NULL, size = NULL
        WHERE target_import_id IS NULL AND file_name IS NOT NULL
          AND import_id NOT IN (SELECT import_id FROM base.import_sections)
        """
    )
    tx.execute(
        """
        UPDATE base.imports
        SET seal = import_seal(import_id, number, recorded_at, author, layout, file_name, sha256, size, base_version,
                               target_import_id, target_active)
        WHERE file_name IS NULL
        """
    )


def rename_people(tx: Transaction, rows: pa.Table) -> None:
    """session_id, participant, anonymous: the participant's rows under another code, cut from their cells and organisation."""
    tx.insert(
        """
        UPDATE base.participants
        SET participant = rows.anonymous, organisation = NULL, territory = NULL, sheet = 'effacé', cell = ''
        FROM rows
        WHERE participants.session_id = rows.session_id::UUID AND participants.participant = rows.participant
        """,
        rows,
    )
    tx.insert(
        """
        UPDATE base.votes SET participant = rows.anonymous, sheet = 'effacé', cell = ''
        FROM rows WHERE votes.session_id = rows.session_id::UUID AND votes.participant = rows.participant
        """,
        rows,
    )


def seal(tx: Transaction, section: Section, hashes: Mapping[str, str]) -> None:
    """Say what the contents of a section are from now on. hashes: « session import » to the hash of its rows."""
    keys = [key.split() for key in hashes]
    rows = pa.table(
        {
            "session_id": pa.array([key[0] for key in keys], pa.string()),
            "import_id": pa.array([key[1] for key in keys], pa.string()),
            "content_hash": pa.array(list(hashes.values()), pa.string()),
        }
    )
    tx.insert(
        """
        UPDATE base.import_sections SET content_hash = rows.content_hash
        FROM rows
        WHERE import_sections.session_id = rows.session_id::UUID AND import_sections.section = $section
          AND import_sections.content_import_id = rows.import_id::UUID
        """,
        rows,
        {"section": section},
    )
    tx.insert(
        """
        UPDATE base.import_sections SET origin_hash = o.origin_hash
        FROM section_origins o
        WHERE o.session_id = import_sections.session_id AND o.import_id = import_sections.import_id
          AND o.section = import_sections.section AND import_sections.section = $section
          AND import_sections.content_import_id = import_sections.import_id
          AND import_sections.session_id IN (SELECT session_id::UUID FROM rows)
        """,
        rows,
        {"section": section},
    )


def append(tx: Transaction, row: Row) -> None:
    """That something was erased."""
    tx.execute(
        """
        INSERT INTO base.erasures BY NAME
        SELECT $erasure_id AS erasure_id, $recorded_at AS recorded_at, $author AS author, $kind AS kind,
               $session_id AS session_id, $code AS code, $people AS people, $reason AS reason
        """,
        asdict(row),
    )
