"""What the method asks at each step, and what the dossier already shows of it. Read from the data, ticked by nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flash360 import labels
from flash360.charts.words import listed
from flash360.model import Axis, OutcomeStatus, Step
from flash360.reports.dossiers.clock import Row, clock, is_held, sentence
from flash360.reports.dossiers.panel import Composition
from flash360.reports.dossiers.panel import sentence as panel_sentence

CADRAGE_HOURS: Final = 2
SESSION_HOURS: Final = 3
SENTENCES: Final = 3
_END: Final = re.compile(r"[.!?…]+(?:\s|$)")
_SIGN: Final = {True: "✓", False: "✗", None: "○"}
_WORD: Final = {True: "fait", False: "à corriger", None: "à faire"}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that the method asks. done: yes, no (it was done otherwise), or None while it is still to do."""

    name: str
    done: bool | None
    found: str = ""

    @property
    def line(self) -> str:
        """« ✓ Cadrage de 2 heures : fait (2 h) »."""
        return f"{_SIGN[self.done]} {self.name} : {_WORD[self.done]}" + (f" ({self.found})" if self.found else "")


def checklist(row: Row, panel: Composition, today: date) -> Mapping[Step, tuple[Task, ...]]:
    """The tasks of the five steps for a dossier's row of `store.read.programme`."""
    return {
        Step.IDEA: (_named("Un titre et une administration qui la porte", row["title"]), _idea(row), _dated("Idée", row, "idea")),
        Step.CONTACT: (_dated("Prise de contact", row, "contact"), _named("Un domaine de politique publique", row["domain"])),
        Step.CADRAGE: (
            _dated("Cadrage", row, "cadrage"),
            _hours("Cadrage", row["cadrage_hours"], CADRAGE_HOURS),
            _obstacles(row),
        ),
        Step.SESSION: (
            _in_a_month(row, today),
            _panel(row, panel),
            _hours("Session", row["session_hours"], SESSION_HOURS),
            _axes(row),
        ),
        Step.REALISATION: (
            Task("Une suite connue", True if row["outcome_status"] else None, _outcome(row)),
            Task("Un prochain point fixé", True if row["next_review"] else None, _day(row["next_review"])),
        ),
    }


def left(tasks: Mapping[Step, tuple[Task, ...]], step: Step) -> list[Task]:
    """What remains to be done before a dossier leaves its step: the tasks of that step and of the next one."""
    order = list(Step)
    following = order[min(order.index(step) + 1, len(order) - 1)]
    wanted = dict.fromkeys((step, following))
    return [task for one in wanted for task in tasks[one] if task.done is not True]


def _named(name: str, value: str | None) -> Task:
    return Task(name, True if value else None, value or "")


def _dated(name: str, row: Row, step: str) -> Task:
    day: date | None = row[f"{step}_date"]
    return Task(f"{name}, avec sa date", True if day else None, _day(day))


def _idea(row: Row) -> Task:
    name = f"L'idée en {SENTENCES} phrases"
    text = (row["idea"] or "").strip()
    if not text:
        return Task(name, None)
    count = len([part for part in _END.split(text) if part.strip()])
    return Task(name, count <= SENTENCES, labels.plural(count, "phrase"))


def _hours(name: str, hours: float | None, expected: int) -> Task:
    title = f"{name} de {expected} heures"
    if hours is None:
        return Task(title, None)
    shown = labels.french_number(hours, 0 if hours == int(hours) else 1)
    return Task(title, abs(hours - expected) <= 1, f"{shown}\u00a0h")


def _obstacles(row: Row) -> Task:
    freins = row["freins"]
    return Task(
        "Les obstacles à discuter",
        True if freins else None,
        labels.plural(freins, "frein noté", "freins notés") if freins else "",
    )


def _in_a_month(row: Row, today: date) -> Task:
    name = "Session un mois au plus après le cadrage"
    running = clock(row, today)
    if running:
        found = sentence(running).rstrip(".")
        return Task(name, False if running.late else (True if running.session else None), found)
    if row["session_date"] is None or row["deadline"] is None:
        return Task(name, None)
    return Task(name, not row["late"], _day(row["session_date"]))


def _panel(row: Row, panel: Composition) -> Task:
    name = "Les quatre collèges, 20 personnes au plus"
    if row["panel"]:
        return Task(name, row["panel"] <= 20, labels.plural(row["panel"], "participant"))
    if not panel.places:
        return Task(name, None)
    return Task(name, panel.fits, panel_sentence(panel).rstrip("."))


def _axes(row: Row) -> Task:
    name = "Vote sur les deux axes, faisabilité et impact"
    voted = [labels.AXIS[axis] for axis in Axis if row[f"{axis.value}_n"]]
    if not voted:
        return Task(name, None, "résultats à importer" if is_held(row) else "")
    return Task(name, len(voted) == len(Axis), listed(voted))


def _outcome(row: Row) -> str:
    return labels.OUTCOME[OutcomeStatus(row["outcome_status"])] if row["outcome_status"] else ""


def _day(day: Any) -> str:
    return labels.french_date(day) if day else ""
