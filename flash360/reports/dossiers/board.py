"""The dossiers under way as a board: one column per step, the late ones first in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus, Step
from flash360.reports.dossiers.actions import is_waiting, since
from flash360.reports.dossiers.clock import Row, clock, is_under_way, short

_LEFT: Final = {OutcomeStatus.REALISED} | {one for one, kind in OUTCOME_CLASS.items() if kind is OutcomeClass.STOPPED}
_FIELDS: Final = [
    "code", "title", "administration", "step", "outcome_status", "outcome_date", "next_review", "realised_date",
    "idea_date", "contact_date", "cadrage_date", "deadline", "session_date",
]  # fmt: skip
_DATE: Final = {Step.IDEA: "idea_date", Step.CONTACT: "contact_date", Step.CADRAGE: "cadrage_date"}


@dataclass(frozen=True, slots=True)
class Slip:
    """One dossier on the board. said: where it stands, in a few words. late: whether it should have moved already."""

    code: str
    title: str
    administration: str
    said: str
    late: bool
    order: int


def rows(programme: pa.Table) -> list[dict[str, Any]]:
    """The rows of a programme table that may be on the board, with what it looks at."""
    left = pa.array([status.value for status in OutcomeStatus if status in _LEFT], pa.string())
    return programme.filter(pc.invert(pc.is_in(programme["outcome_status"], value_set=left))).select(_FIELDS).to_pylist()


def board(rows: Iterable[Row], today: date) -> Mapping[Step, list[Slip]]:
    """The dossiers under way, by step: on their way to their session, or held and awaiting news, or engaged.

    An idea stopped, or realised for good, has left the board.
    """
    columns: dict[Step, list[Slip]] = {step: [] for step in Step}
    for row in rows:
        if row["outcome_status"] not in _LEFT:
            columns[Step(row["step"])].append(_slip(row, today))
    for slips in columns.values():
        slips.sort(key=lambda slip: (not slip.late, -slip.order, slip.code))
    return columns


def sentence(columns: Mapping[Step, list[Slip]]) -> str:
    """How many dossiers stand at each step, and how many are late."""
    counts = ", ".join(f"{labels.STEP[step].lower()} {len(slips)}" for step, slips in columns.items())
    late = sum(slip.late for slips in columns.values() for slip in slips)
    said = labels.plural(late, "dossier en retard", "dossiers en retard") if late else "aucun en retard"
    return f"Dossiers en cours, par étape atteinte : {counts} ; {said}."


def _slip(row: Row, today: date) -> Slip:
    said, late, order = _stands(row, today)
    return Slip(row["code"], row["title"], row["administration"], said, late, order)


def _stands(row: Row, today: date) -> tuple[str, bool, int]:
    running = clock(row, today)
    if running:
        return short(running), running.late, -running.days_left
    if is_under_way(row):
        day: date | None = row[_DATE[Step(row["step"])]]
        days = (today - day).days if day else 0
        return (f"depuis {labels.plural(days, 'jour')}" if day else "sans date"), False, days
    review: date | None = row["next_review"]
    if review is not None:
        return f"point le {review:%d/%m/%Y}", review < today, (today - review).days
    days = since(row, today) or 0
    if is_waiting(row):
        return (f"sans nouvelle depuis {labels.plural(days, 'jour')}" if days else "sans nouvelle"), False, days
    return labels.OUTCOME[OutcomeStatus(row["outcome_status"])] if row["outcome_status"] else "en cours", False, days
