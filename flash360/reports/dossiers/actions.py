"""What the dossiers ask of the team on a day: late first, then what falls due, each in one sentence with what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from flash360 import labels
from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus
from flash360.reports.dossiers.clock import SOON, Row, clock, is_held, is_stopped, is_under_way, sentence

SILENCE: Final = 90
"""Days without news after which a session held is called back, when no review is fixed."""
ASLEEP: Final = 45
"""Days without a new step after which a dossier before its cadrage is called back."""
_OPEN: Final = (OutcomeClass.UNDER_WAY, OutcomeClass.NO_NEWS)


class Kind(StrEnum):
    """What is to be done, the most pressing first: others wait for the answer, the protocol's month runs, then the rest."""

    PROPOSAL = "proposition"
    SESSION = "session"
    RESULTS = "resultats"
    REVIEW = "point"
    SILENT = "silence"
    ASLEEP = "sommeil"


_ORDER: Final = tuple(Kind)
NAME: Final = {
    Kind.PROPOSAL: "Proposition à confirmer",
    Kind.SESSION: "Session à tenir",
    Kind.RESULTS: "Résultats à importer",
    Kind.REVIEW: "Point de suivi",
    Kind.SILENT: "Sans nouvelle",
    Kind.ASLEEP: "Dossier à relancer",
}


@dataclass(frozen=True, slots=True)
class Action:
    """One dossier asks one thing. due: the day it was or is to be done. late: whether that day has passed."""

    kind: Kind
    code: str
    title: str
    administration: str
    sentence: str
    due: date
    late: bool


def actions(rows: Iterable[Row], proposals: Iterable[Mapping[str, Any]], today: date, *, ahead: int = SOON) -> list[Action]:
    """Everything to do on that day, the late ones first; in the order of `Kind`, then the oldest first.

    rows: of `store.read.programme` on that day. proposals: of `store.read.proposals`.
    """
    found = [action for row in rows for action in _of(row, today, ahead)]
    found += [_proposal(row) for row in proposals if row["state"] == "pending"]
    return sorted(found, key=lambda one: (not one.late, _ORDER.index(one.kind), one.due, one.code))


def late(found: Sequence[Action]) -> list[Action]:
    """Those that should have been done already."""
    return [one for one in found if one.late]


def due(found: Sequence[Action]) -> list[Action]:
    """Those that fall due in the days ahead."""
    return [one for one in found if not one.late]


def headline(found: Sequence[Action]) -> str:
    """« 5 actions en retard, 3 à venir sous 7 jours »."""
    behind, ahead = len(late(found)), len(due(found))
    if not found:
        return "Rien n'attend aujourd'hui"
    parts: list[str] = []
    if behind:
        parts.append(labels.plural(behind, "action en retard", "actions en retard"))
    if ahead:
        parts.append(f"{ahead if behind else labels.plural(ahead, 'action')} à faire sous {SOON} jours")
    return ", ".join(parts)


def since(row: Row, today: date) -> int | None:
    """Days without news of a session held: since its latest outcome, else since the session; None without any date."""
    last: date | None = row["outcome_date"] or row["session_date"]
    return None if last is None else (today - last).days


def is_waiting(row: Row) -> bool:
    """Whether news of a session held are awaited: its outcome is open, silent or was never entered."""
    status = row["outcome_status"]
    return is_held(row) and row["realised_date"] is None and (status is None or OUTCOME_CLASS[OutcomeStatus(status)] in _OPEN)


def _of(row: Row, today: date, ahead: int) -> Iterable[Action]:
    if is_under_way(row):
        yield from _under_way(row, today, ahead)
    elif not is_stopped(row):
        yield from _held(row, today, ahead)


def _under_way(row: Row, today: date, ahead: int) -> Iterable[Action]:
    running = clock(row, today)
    if running:
        if running.late or running.days_left <= ahead or (running.session and (running.session - today).days <= ahead):
            on = running.session if running.session and not running.late else running.deadline
            yield _action(Kind.SESSION, row, sentence(running), on, running.late)
        return
    steps = [row[f"{step}_date"] for step in ("idea", "contact")]
    last = max((day for day in steps if day is not None and day <= today), default=None)
    if row["next_review"] is not None:
        yield from _review(row, today, ahead)
    elif last is not None and (today - last).days > ASLEEP:
        step = "la prise de contact" if row["contact_date"] else "l'idée"
        days = labels.plural((today - last).days, "jour")
        yield _action(
            Kind.ASLEEP, row, f"Rien depuis {step}, il y a {days} : fixez l'étape suivante, ou arrêtez l'idée.", last, True
        )


def _held(row: Row, today: date, ahead: int) -> Iterable[Action]:
    if row["verdict"] is None and row["declared_verdict"] is None and row["outcome_status"] is None:
        held: date = row["session_date"] or today
        yield _action(
            Kind.RESULTS, row, f"Session tenue le {labels.french_date(held)} : importez son classeur.", held, held < today
        )
        return
    if row["next_review"] is not None and not _over(row):
        yield from _review(row, today, ahead)
        return
    days = since(row, today)
    if is_waiting(row) and days is not None and days > SILENCE:
        last = row["outcome_date"] or row["session_date"]
        yield _action(
            Kind.SILENT, row, f"Sans nouvelle depuis {labels.plural(days, 'jour')} : demandez où en est l'idée.", last, True
        )


def _over(row: Row) -> bool:
    """Whether nothing more is awaited: realised for good."""
    return row["outcome_status"] == OutcomeStatus.REALISED


def _review(row: Row, today: date, ahead: int) -> Iterable[Action]:
    day: date = row["next_review"]
    left = (day - today).days
    if left < 0:
        said = f"Point prévu le {labels.french_date(day)}, dépassé de {labels.plural(-left, 'jour')}."
        yield _action(Kind.REVIEW, row, said, day, True)
    elif left <= ahead:
        when = "aujourd'hui" if left == 0 else f"le {labels.french_date(day)}, dans {labels.plural(left, 'jour')}"
        yield _action(Kind.REVIEW, row, f"Point à faire {when}.", day, False)


def _proposal(row: Mapping[str, Any]) -> Action:
    status = labels.OUTCOME[OutcomeStatus(row["status"])]
    said = f"{row['author']} propose « {status} » : confirmez ou écartez."
    return Action(Kind.PROPOSAL, row["code"], row["title"], row["administration"], said, row["recorded_at"].date(), True)


def _action(kind: Kind, row: Row, said: str, due: date, late: bool) -> Action:
    return Action(kind, row["code"], row["title"], row["administration"], said, due, late)
