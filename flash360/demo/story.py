"""The life of the newest dossiers on the analyst's desk, day after day, so that the history has something to tell.

A first workbook takes over the years before the tool. Then each session has its workbook, some dossiers a fiche before
their session; outcomes come twice a year; one workbook is corrected, one sent by mistake, one undone then redone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from flash360.demo.deliveries import Delivery, Switch, dated, follow_ups, single, together
from flash360.demo.dossier import Dossier, Record
from flash360.demo.steps import HORIZON, working_day
from flash360.model import Section

TAKEN_OVER = date(2024, 1, 15)
"""The day of the first workbook."""
REVIEWS = (
    TAKEN_OVER, date(2024, 6, 28), date(2024, 12, 13), date(2025, 6, 27),
    date(2025, 12, 12), date(2026, 6, 26), HORIZON,
)  # fmt: skip
"""The days on which the outcomes since the review before are sent."""
DRAFT, UNDONE = date(2024, 12, 13), date(2025, 6, 27)
"""The review whose first version is a mistake, and the one undone then redone."""


def story(dossiers: Sequence[Dossier]) -> list[Delivery | Switch]:
    """Everything that happens with these dossiers, in order of days."""
    old = [dossier for dossier in dossiers if _known_on(dossier) < TAKEN_OVER]
    held = [dossier for dossier in dossiers if dossier not in old and dossier.fiche["session_date"]]
    others = [dossier for dossier in dossiers if dossier not in old and dossier not in held]
    events: list[Delivery | Switch] = []
    if old:
        events.append(together(TAKEN_OVER, "reprise_2021_2023", old, until=TAKEN_OVER))
    slipped = next((place for place, dossier in enumerate(held) if place >= 3 and dossier.records(Section.VOTES)), None)
    for place, dossier in enumerate(held):
        events += _held(place, dossier, slipped=place == slipped)
    stopped = [dossier for dossier in others if dossier.records(Section.OUTCOMES)]
    events += [single(working_day(_known_on(dossier) + timedelta(days=4)), dossier, "_fiche") for dossier in stopped]
    under_way = [dossier for dossier in others if dossier not in stopped]
    if under_way:
        events.append(together(HORIZON, "dossiers_en_cours", under_way))
    events += _reviews(dossiers, {dossier.code for dossier in old})
    return sorted(events, key=lambda event: event.day)


def _held(place: int, dossier: Dossier, *, slipped: bool) -> Iterator[Delivery]:
    """The workbooks of one session: its own some days after; before it a fiche, or afterwards a correction, for some."""
    day = working_day(_known_on(dossier) + timedelta(days=2 + place % 4))
    if place % 7 == 5:
        yield single(working_day(_date(dossier.fiche["cadrage_date"]) + timedelta(days=1)), _before_session(dossier), "_cadrage")
    if slipped:
        yield single(day, _with_slips(dossier))
        yield single(working_day(day + timedelta(days=8)), dossier, "_corrige")
    else:
        yield single(day, dossier, long_votes=place % 5 == 2)


def _reviews(dossiers: Sequence[Dossier], taken_over: set[str]) -> Iterator[Delivery | Switch]:
    """The outcomes of every half year; those of the dossiers taken over begin after that day."""
    for after, until in pairwise(REVIEWS):
        since = date.min if after is TAKEN_OVER else after
        found: list[Record] = []
        for dossier in dossiers:
            found += dated(dossier.records(Section.OUTCOMES), after if dossier.code in taken_over else since, until)
        if not found:
            continue
        name = f"suites_{until:%Y-%m}"
        if until == DRAFT:
            slip = [{**found[0], "comment": "Ligne d'une autre session, collée par erreur."}]
            yield follow_ups(until, name + "_brouillon", slip)
            yield Switch(until, f"demo_{name}_brouillon.xlsx")
        yield follow_ups(until, name, found)
        if until == UNDONE:
            yield Switch(until + timedelta(days=3), f"demo_{name}.xlsx")
            yield Switch(until + timedelta(days=4), f"demo_{name}.xlsx", redo=True)


def _before_session(dossier: Dossier) -> Dossier:
    """The same dossier as it stood after its cadrage."""
    later = {"session_date", "session_hours", "place", "declared_verdict", "reported_panel", "source"}
    fiche = {key: None if key in later else value for key, value in dossier.fiche.items()}
    return Dossier(dossier.code, {Section.FICHE: [fiche]})


def _with_slips(dossier: Dossier) -> Dossier:
    """The same dossier with three grades typed on the wrong line: each expressed grade at the scale's other end."""
    low, high = (int(str(dossier.records(Section.CRITERIA)[0][key])) for key in ("scale_min", "scale_max"))
    votes = list(dossier.records(Section.VOTES))
    given = [place for place, vote in enumerate(votes) if vote["grade"] is not None]
    for place in given[:: max(1, len(given) // 3)][:3]:
        votes[place] = {**votes[place], "grade": low + high - int(str(votes[place]["grade"]))}
    return Dossier(dossier.code, dossier.sections | {Section.VOTES: votes})


def _known_on(dossier: Dossier) -> date:
    """The day of the furthest step."""
    fiche = dossier.fiche
    reached = [fiche[key] for key in ("session_date", "cadrage_date", "contact_date", "idea_date") if fiche[key]]
    return _date(reached[0])


def _date(value: object) -> date:
    assert isinstance(value, date)
    return value
