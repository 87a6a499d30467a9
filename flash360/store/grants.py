"""Grants as the base keeps them: read into values, given and taken back, each with its line in the audit trail."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from flash360.access import Grant, SubjectKind
from flash360.access.subjects import subject
from flash360.errors import BadGrant
from flash360.model import Action, Role
from flash360.store import read, write
from flash360.store.database import Database, Transaction, now


@dataclass(frozen=True, slots=True)
class Wanted:
    """A grant as an administrator asks for it. A partner's opens one session or all those of an administration, never both.

    written: the e-mail, the domain or the SIRET as typed. until: its last day.
    """

    kind: SubjectKind
    written: str
    role: Role
    session_id: str | None = None
    administration: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the table grants. revokes: the grant that this row takes back, whose words it repeats."""

    grant_id: str
    recorded_at: datetime
    author: str
    subject_kind: str
    subject: str
    role: str
    session_id: str | None = None
    administration: str | None = None
    until: date | None = None
    revokes: str | None = None


def grants_of(rows: pa.Table) -> tuple[Grant, ...]:
    """The rows of `read.grants` as values."""
    return tuple(
        Grant(
            kind=SubjectKind(row["subject_kind"]),
            subject=row["subject"],
            role=Role(row["role"]),
            session_ids=tuple(row["session_ids"]),
            until=row["until"],
            revoked=row["revoked_at"] is not None,
        )
        for row in rows.select(["subject_kind", "subject", "role", "session_ids", "until", "revoked_at"]).to_pylist()
    )


def give(database: Database, wanted: Wanted, *, author: str, today: date) -> str:
    """Record a grant and return its id; it counts from the next action of the person. Raises BadGrant."""
    named = subject(wanted.kind, wanted.written, wanted.role)
    _check(database, wanted, today)
    at = now()
    with database.transaction() as tx:
        row = _Row(
            _new_id(tx), at, author, wanted.kind, named, wanted.role, wanted.session_id, wanted.administration, wanted.until
        )
        if _same(tx, row):
            raise BadGrant("Cette habilitation existe déjà et elle est en vigueur. Rien n'a été ajouté.")
        _move(tx)
        _append(tx, row)
        _audit(tx, Action.GRANT, row)
    return row.grant_id


def take_back(database: Database, grant_id: str, *, author: str) -> None:
    """Revoke a grant; open pages lose it at their next action. Raises BadGrant when it is unknown or already taken back."""
    found = next((row for row in read.grants(database).to_pylist() if row["grant_id"] == grant_id), None)
    if found is None or found["revoked_at"] is not None:
        raise BadGrant("Cette habilitation n'est plus en vigueur. Rien n'a changé.")
    names = ("subject_kind", "subject", "role", "session_id", "administration", "until")
    said: dict[str, Any] = {name: found[name] for name in names}
    with database.transaction() as tx:
        row = _Row(_new_id(tx), now(), author, **said, revokes=grant_id)
        _move(tx)
        _append(tx, row)
        _audit(tx, Action.REVOKE, row)


def _check(database: Database, wanted: Wanted, today: date) -> None:
    places = [place for place in (wanted.session_id, wanted.administration) if place]
    if wanted.role is Role.PARTENAIRE and len(places) != 1:
        raise BadGrant("Une administration partenaire reçoit une session, ou toutes celles d'une administration : choisissez.")
    if wanted.role is not Role.PARTENAIRE and places:
        raise BadGrant("Un rôle du programme ouvre toutes les sessions : ne choisissez ni session ni administration.")
    if wanted.until is not None and wanted.until < today:
        raise BadGrant("La date de fin est déjà passée. Choisissez un jour à venir, ou aucun.")
    if wanted.session_id and not _known(database, wanted.session_id):
        raise BadGrant("Cette session n'est plus dans la base. Choisissez-la de nouveau dans la liste.")


def _known(database: Database, session_id: str) -> bool:
    found = database.query("SELECT 1 FROM current_sessions WHERE session_id::VARCHAR = $session_id", {"session_id": session_id})
    return found.num_rows > 0


def _same(tx: Transaction, row: _Row) -> bool:
    found = tx.query(
        """
        SELECT 1 FROM base.grants g
        WHERE g.revokes IS NULL AND g.grant_id NOT IN (SELECT revokes FROM base.grants WHERE revokes IS NOT NULL)
          AND g.subject_kind = $subject_kind AND g.subject = $subject AND g.role = $role
          AND g.session_id IS NOT DISTINCT FROM $session_id::UUID AND g.administration IS NOT DISTINCT FROM $administration
          AND g.until IS NOT DISTINCT FROM $until::DATE
        """,
        {
            "subject_kind": row.subject_kind, "subject": row.subject, "role": row.role,
            "session_id": row.session_id, "administration": row.administration, "until": row.until,
        },
    )  # fmt: skip
    return found.num_rows > 0


def _new_id(tx: Transaction) -> str:
    return str(tx.query("SELECT uuidv7()::VARCHAR AS id").column(0)[0].as_py())


def _move(tx: Transaction) -> None:
    """Move the base's version, but not the day of its data: no cache made under other rights is served any more."""
    tx.execute("UPDATE base.base_head SET version = version + 1")


def _append(tx: Transaction, row: _Row) -> None:
    tx.execute(
        """
        INSERT INTO base.grants BY NAME
        SELECT $grant_id AS grant_id, $recorded_at AS recorded_at, $author AS author, $subject_kind AS subject_kind,
               $subject AS subject, $role AS role, $session_id AS session_id, $administration AS administration,
               $until AS until, $revokes AS revokes
        """,
        asdict(row),
    )


def _audit(tx: Transaction, action: Action, row: _Row) -> None:
    said = {"role": row.role, "session_id": row.session_id, "administration": row.administration, "until": row.until}
    details = json.dumps({name: str(value) for name, value in said.items() if value is not None}, ensure_ascii=False)
    write.append_audit(tx, author=row.author, at=row.recorded_at, action=action, subject=row.subject, details=details)
