"""Rules on a session's dates and durations."""

from __future__ import annotations

import calendar
from datetime import date
from itertools import pairwise

from flash360.findings import CATALOGUE
from flash360.labels import french_date
from flash360.model import Section
from flash360.validation.content import Content, once
from flash360.validation.tell import Told, found

LateSession = CATALOGUE["late-session"]
StepOrder = CATALOGUE["step-order"]
UnusualDuration = CATALOGUE["unusual-duration"]
OutcomeBeforeSession = CATALOGUE["outcome-before-session"]

EXPECTED_HOURS = {"cadrage_hours": 2, "session_hours": 3}
TOLERANCE_HOURS = 1
"""A cadrage takes two hours and a session three; half an hour more or less is ordinary, more than one hour is not."""
_STEPS = {
    "idea_date": "l'idée",
    "contact_date": "la prise de contact",
    "cadrage_date": "le cadrage",
    "session_date": "la session",
}


def one_month_after(day: date) -> date:
    """The same day of the next month, or its last day when it is shorter: 31 January gives 28 or 29 February."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def late_sessions(content: Content) -> Told:
    """A session held more than one calendar month after its cadrage."""
    for row, dates in _dates(content):
        cadrage, session = dates["cadrage_date"], dates["session_date"]
        if cadrage is None or session is None or session <= one_month_after(cadrage):
            continue
        details = {"days": (session - cadrage).days, "deadline": french_date(one_month_after(cadrage))}
        yield found(LateSession, content.drafts[Section.FICHE].spot(row, "session_date"), details)


def unusual_durations(content: Content) -> Told:
    """A duration more than TOLERANCE_HOURS away from what the method foresees."""
    fiche = content.drafts[Section.FICHE]
    for key, expected in EXPECTED_HOURS.items():
        for row, value in enumerate(fiche.values[key].to_pylist() if key in fiche.values else ()):
            if value is not None and abs(value - expected) > TOLERANCE_HOURS:
                shown = f"{value:g}".replace(".", ",")
                details = {"hours": shown, "expected": expected, "tolerance": TOLERANCE_HOURS}
                yield found(UnusualDuration, fiche.spot(row, key), details)


def step_order(content: Content) -> Told:
    """A step dated before an earlier one, told at the later step's cell against the nearest dated step before it."""
    for row, dates in _dates(content):
        known = [(key, day) for key, day in dates.items() if day is not None]
        for (before, earlier), (key, day) in pairwise(known):
            if day < earlier:
                details = {
                    "later": _STEPS[key],
                    "later_date": french_date(day),
                    "earlier": _STEPS[before],
                    "earlier_date": french_date(earlier),
                }
                yield found(StepOrder, content.drafts[Section.FICHE].spot(row, key), details)


def outcomes_before_session(content: Content) -> Told:
    """A follow-up dated before the session that it follows; a dossier without a session date has none to compare with."""
    outcomes = content.drafts[Section.OUTCOMES]
    dates = outcomes.values["date"].to_pylist() if "date" in outcomes.values else []
    if not any(dates):
        return
    held = {number: known.session_date for number, known in enumerate(content.sessions.known) if known}
    fiches = content.drafts[Section.FICHE]
    for row, steps in _dates(content):
        if steps["session_date"] is not None:
            held[int(fiches.session[row])] = steps["session_date"]
    for row, day in enumerate(dates):
        session = held.get(int(outcomes.session[row]))
        if day is not None and session is not None and day < session:
            details = {"outcome_date": french_date(day), "session_date": french_date(session)}
            yield found(OutcomeBeforeSession, outcomes.spot(row, "date"), details)


@once
def _dates(content: Content) -> list[tuple[int, dict[str, date | None]]]:
    """Each fiche's row number and the dates of its steps."""
    fiche = content.drafts[Section.FICHE]
    nothing = [None] * len(fiche.grid)
    columns = {key: fiche.values[key].to_pylist() if key in fiche.values else nothing for key in _STEPS}
    return [(row, {key: column[row] for key, column in columns.items()}) for row in range(len(fiche.grid))]
