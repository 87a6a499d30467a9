"""What the base holds of one session, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

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
