"""What the base holds of one session, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from flash360.access.scope import Scope, Sessions
from flash360.reports.session.panel import isolated
from flash360.settings import Settings
from flash360.store import read
from flash360.store.database import Database

_AT_ONCE: Final = 50
"""Sessions whose votes are read by one query: a query costs the same for one session or for many."""


@dataclass(frozen=True)
class Common:
    """What is read once for all the sessions in scope, and each takes its own of. moved: when the base last changed (UTC).

    isolating: the sessions of which no vote is told (`panel.isolated`).
    """

    moved: datetime
    statements: pa.Table
    outcomes: pa.Table
    history: pa.Table
    isolating: frozenset[str]


@dataclass(frozen=True)
class Facts:
    """One session's rows, as the functions of `store.read` give them. row: its line of the programme. moved: UTC.

    isolating: no vote of it is told to a partner (`panel.isolated`).
    """

    row: Mapping[str, Any]
    moved: datetime
    people: pa.Table
    criteria: pa.Table
    votes: pa.Table
    statements: pa.Table
    outcomes: pa.Table
    history: pa.Table
    isolating: bool


def common(database: Database, scope: Scope) -> Common:
    """What the sessions in scope share."""
    moved: Any = read.head(database, scope)["moved_at"]
    small = Settings.from_environment().small_group
    tables = [ask(database, scope) for ask in (read.statements, read.outcomes, read.history)]
    return Common(moved, *tables, isolating=isolated(database, scope, small))


def facts(database: Database, row: Mapping[str, Any], shared: Common) -> Facts:
    """The facts of a session. row: its line of the programme table, read in the viewer's scope as `shared` was."""
    return next(many_facts(database, [row], shared))


def many_facts(database: Database, rows: Sequence[Mapping[str, Any]], shared: Common) -> Iterator[Facts]:
    """The facts of several sessions, one after the other; rows: their lines of the programme table, in scope."""
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        own = Sessions(tuple(str(row["session_id"]) for row in some))
        panels = read.panels(database, own, own.session_ids)
        tables = (panels.people, panels.criteria, panels.votes)
        for row in some:
            people, criteria, votes = (_where(table, "session_id", str(row["session_id"])) for table in tables)
            statements, outcomes = (_where(table, "code", row["code"]) for table in (shared.statements, shared.outcomes))
            parts = (people, criteria, votes, statements, outcomes)
            numbers = {row["import_number"]}.union(*(part["import_number"].to_pylist() for part in parts))
            history = shared.history.filter(pc.is_in(shared.history["number"], value_set=pa.array(numbers, pa.int64())))
            yield Facts(row, shared.moved, *parts, history=history, isolating=str(row["session_id"]) in shared.isolating)


def _where(table: pa.Table, column: str, value: str) -> pa.Table:
    return table.filter(pc.equal(table[column], value))
