"""What the base holds of one session, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flash360.access.scope import Scope, Sessions
from flash360.errors import UnknownSession
from flash360.store import read
from flash360.store.database import Database


@dataclass(frozen=True)
class Facts:
    """One session's rows, as the functions of `store.read` give them. row: its line of the programme. moved: UTC."""

    row: Mapping[str, Any]
    moved: datetime
    people: pa.Table
    criteria: pa.Table
    votes: pa.Table
    statements: pa.Table
    outcomes: pa.Table
    history: pa.Table


def facts(database: Database, scope: Scope, code: str, day: date) -> Facts:
    """Read a session. Raises UnknownSession when no session of this code is in scope."""
    row = read.session(database, scope, code, day)
    if row is None:
        raise UnknownSession(f"Aucune session « {code} » dans ce périmètre. La commande « portfolio » en donne la liste.")
    session_id = str(row["session_id"])
    own = Sessions((session_id,))
    moved: Any = read.head(database, own)["moved_at"]
    return Facts(
        row=row,
        moved=moved,
        people=read.participants(database, own, session_id),
        criteria=read.criteria(database, own, session_id),
        votes=read.votes(database, own, session_id),
        statements=read.statements(database, own, session_id),
        outcomes=read.outcomes(database, own, session_id),
        history=read.history(database, own),
    )


def many_facts(database: Database, scope: Scope, rows: Sequence[Mapping[str, Any]]) -> Iterator[Facts]:
    """The facts of several sessions, one after the other; rows: their lines of the programme table, in scope.

    What the base can give for all of them at once is read once.
    """
    moved: Any = read.head(database, scope)["moved_at"]
    statements, outcomes, history = (ask(database, scope) for ask in (read.statements, read.outcomes, read.history))
    for row in rows:
        session_id = str(row["session_id"])
        own = Sessions((session_id,))
        yield Facts(
            row=row,
            moved=moved,
            people=read.participants(database, own, session_id),
            criteria=read.criteria(database, own, session_id),
            votes=read.votes(database, own, session_id),
            statements=_of(statements, row["code"]),
            outcomes=_of(outcomes, row["code"]),
            history=history,
        )


def _of(table: pa.Table, code: str) -> pa.Table:
    return table.filter(pc.equal(table["code"], code))
