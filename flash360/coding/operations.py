"""One decision is one transaction and one operation of the history; undoing switches it off, nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flash360.coding import rules
from flash360.errors import AlreadyUndone, CodingRefused
from flash360.store import write
from flash360.store.database import Database, Transaction, now


class Action(StrEnum):
    """What an operation did. EDIT: a theme's name, place or description. SECOND: a second coder's coding."""

    CODE = "code"
    SECOND = "second"
    ASPECT = "aspect"
    ADD = "add"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    RETIRE = "retire"
    UNDO = "undo"


OF_TEXTS = frozenset({Action.CODE, Action.SECOND, Action.ASPECT})


@dataclass(frozen=True, slots=True)
class Writing:
    """What an operation may do inside its transaction. head: of the base after it; its version is the operation's number."""

    tx: Transaction
    head: write.Head
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Undone:
    """number: of the undoing. target: the operation switched. active: whether it counts now."""

    number: int
    target: int
    active: bool


def commit(
    database: Database,
    action: Action,
    body: Callable[[Writing], Mapping[str, object]],
    *,
    author: str,
    at: datetime | None = None,
) -> int:
    """Do what `body` writes, all of it or nothing, and return the operation's number. body: gives the details to record.

    Raises CodingRefused when the codebook would not be sound after it.
    """

    def done(tx: Transaction) -> int:
        moment = at or now()
        head = write.move_head(tx, moment)
        details = json.dumps(body(Writing(tx, head, author, moment)), ensure_ascii=False)
        write.append_operation(tx, write.OperationRow(moment, author, action, details), head)
        if action not in OF_TEXTS:
            rules.check(tx)
            write.append_audit(tx, author=author, at=moment, action=f"codebook-{action}", subject=str(head.version))
        return head.version

    return database.write(done)


def undo(database: Database, number: int, *, author: str, at: datetime | None = None) -> Undone:
    """Undo an operation, or redo one that is undone. What was there before counts again, and this is recorded.

    Raises CodingRefused when there is no such operation, or when a later one stands on it.
    """
    return database.write(lambda tx: _switch(tx, number, None, author, at or now()))


def undo_once(database: Database, number: int, *, author: str) -> Undone:
    """Undo an operation; never redoes it. Raises AlreadyUndone when it is undone already, and as `undo` does."""
    return database.write(lambda tx: _switch(tx, number, False, author, now()))


def _switch(tx: Transaction, number: int, wanted: bool | None, author: str, at: datetime) -> Undone:
    found = tx.query(
        """
        SELECT o.action, coalesce(w.active, true) AS active
        FROM base.coding_operations o LEFT JOIN coding_switches w USING (number)
        WHERE o.number = $number AND o.target IS NULL
        """,
        {"number": number},
    ).to_pylist()
    if not found:
        raise CodingRefused(f"Aucune opération de codage ne porte le numéro {number}. L'historique en donne la liste.")
    if wanted is False and not found[0]["active"]:
        raise AlreadyUndone(f"L'opération n°\u00a0{number} est déjà annulée. Rien à faire.")
    active = not found[0]["active"]
    if found[0]["action"] not in OF_TEXTS:
        rules.check_newest(tx, number)
    head = write.move_head(tx, at)
    row = write.OperationRow(at, author, Action.UNDO, "{}", number, active)
    write.append_operation(tx, row, head)
    if found[0]["action"] not in OF_TEXTS:
        rules.check(tx)
        rules.check_nothing_stranded(tx)
        write.append_audit(tx, author=author, at=at, action=f"codebook-{'redo' if active else 'undo'}", subject=str(number))
    return Undone(head.version, number, active)
