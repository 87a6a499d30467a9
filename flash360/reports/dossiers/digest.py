"""The week in one page: what is late, what falls due, what is new. A file to send, never sent by the product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from flash360 import labels, paris
from flash360.charts.theme import verdict_text
from flash360.model import OutcomeStatus, Section
from flash360.reports.dossiers import actions
from flash360.reports.dossiers.actions import Action
from flash360.reports.dossiers.clock import SOON, Row

DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class News:
    """Something that the week brought to a dossier, on the day it was recorded."""

    day: date
    code: str
    title: str
    what: str
    sentence: str


@dataclass(frozen=True)
class Digest:
    """The week that ends on `day`, that day included; due: in the SOON days that follow."""

    day: date
    late: tuple[Action, ...]
    due: tuple[Action, ...]
    new: tuple[News, ...]

    @property
    def first(self) -> date:
        """The first day of the week."""
        return self.day - timedelta(days=DAYS - 1)


def digest(
    rows: Iterable[Row],
    outcomes: Iterable[Mapping[str, Any]],
    history: Iterable[Mapping[str, Any]],
    proposals: Iterable[Mapping[str, Any]],
    day: date,
) -> Digest:
    """What the week of a day holds, from the rows of `store.read`: programme on that day, outcomes, history, proposals."""
    kept, asked = list(rows), list(proposals)
    todo = actions.actions(kept, asked, day)
    by_code = {row["code"]: row for row in kept}
    new = [*_dossiers(by_code, history, day), *_outcomes(outcomes, day), *_proposed(asked, day)]
    new.sort(key=lambda one: (one.day, one.code, one.what), reverse=True)
    return Digest(day, tuple(actions.late(todo)), tuple(actions.due(todo)), tuple(new))


def headline(found: Digest) -> str:
    """« 4 en retard, 2 à faire sous 7 jours, 3 nouveautés »."""
    behind, ahead, new = len(found.late), len(found.due), len(found.new)
    if not (behind or ahead or new):
        return "Une semaine calme : rien en retard, rien à faire, rien de nouveau"
    return f"{behind} en retard, {ahead} à faire sous {SOON} jours, {labels.plural(new, 'nouveauté')}"


def week(found: Digest) -> str:
    """« Semaine du 19 novembre 2026 au 25 novembre 2026 »."""
    return f"Semaine du {labels.french_date(found.first)} au {labels.french_date(found.day)}"


def _dossiers(rows: Mapping[str, Row], history: Iterable[Mapping[str, Any]], day: date) -> Iterable[News]:
    """The dossiers opened and the verdicts reached in the week: the first import in force that speaks of each."""
    opened: set[str] = set()
    judged: set[str] = set()
    for one in sorted(history, key=lambda row: row["number"]):
        if one["layout"] == "undo" or not one["active"]:
            continue
        on = _paris(one["recorded_at"])
        for code in one["codes"] or ():
            row = rows.get(code)
            if row is None:
                continue
            if code not in opened:
                opened.add(code)
                if _in_week(on, day):
                    yield News(on, code, row["title"], "dossier", f"Nouveau dossier, porté par {row['administration']}.")
            if Section.VOTES.value in one["sections"] and code not in judged:
                judged.add(code)
                if _in_week(on, day) and row["verdict"] is not None:
                    yield News(on, code, row["title"], "avis", f"Avis du panel : {verdict_text(row['verdict'])}.")


def _outcomes(outcomes: Iterable[Mapping[str, Any]], day: date) -> Iterable[News]:
    for one in outcomes:
        on = _paris(one["recorded_at"])
        if _in_week(on, day):
            status = labels.OUTCOME[OutcomeStatus(one["status"])]
            said = f"Suite du {labels.french_date(one['date'])} : {status}."
            yield News(on, one["code"], one["title"], "suite", said)


def _proposed(proposals: Iterable[Mapping[str, Any]], day: date) -> Iterable[News]:
    for one in proposals:
        on = _paris(one["recorded_at"])
        if _in_week(on, day):
            said = f"{one['author']} propose « {labels.OUTCOME[OutcomeStatus(one['status'])]} »."
            yield News(on, one["code"], one["title"], "proposition", said)


def _in_week(on: date, day: date) -> bool:
    return day - timedelta(days=DAYS) < on <= day


def _paris(moment: datetime) -> date:
    return paris.local(moment).date()
