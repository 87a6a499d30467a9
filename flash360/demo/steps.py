"""When each step takes place. Fixed dates, no clock: six years, working days only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flash360.demo.chance import Chance
from flash360.demo.situations import Situation
from flash360.model import Step

START, END = date(2021, 1, 11), date(2026, 10, 5)
"""Of the first idea and of the last one."""
HORIZON = date(2026, 10, 30)
"""Nothing of the portfolio is dated after it."""
HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)})
"""Month and day."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The date of each step, None when the dossier has not reached it."""

    idea: date
    contact: date | None
    cadrage: date | None
    session: date | None


def idea_date(place: int, sessions: int, chance: Chance) -> date:
    """The day of the idea at this place among so many; the programme grows, so the last ones are closer together."""
    x = (place + 0.8 * chance.uniform()) / sessions
    return working_day(START + timedelta(days=int((END - START).days * (1.4 - 0.4 * x) * x)))


def steps(idea: date, situation: Situation, chance: Chance) -> Steps:
    """The following steps: some weeks each; the session within a month of the cadrage, unless the situation is late."""
    contact = _after(idea, chance.whole(2, 20))
    cadrage = _after(contact, chance.whole(10, 55))
    session = _after(cadrage, chance.whole(34, 75) if situation.late else chance.whole(8, 25))
    if situation.stage is Step.IDEA:
        return Steps(idea, None, None, None)
    if situation.stage is Step.CONTACT:
        return Steps(idea, contact, None, None)
    if situation.stage is Step.CADRAGE:
        return Steps(idea, contact, min(cadrage, HORIZON), None)
    return Steps(idea, contact, cadrage, session)


def working_day(day: date) -> date:
    """The day itself, or the next that is no week-end and no public holiday of fixed date."""
    while day.weekday() > 4 or (day.month, day.day) in HOLIDAYS:
        day += timedelta(days=1)
    return day


def _after(day: date, days: int) -> date:
    return working_day(day + timedelta(days=days))
