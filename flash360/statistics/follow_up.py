"""What became of the sessions: the state at a given age, and the time to realisation or to a stop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus

_CLASS: Final[Mapping[str, OutcomeClass]] = {status.value: OUTCOME_CLASS[status] for status in OutcomeStatus}


class State(StrEnum):
    """What is known of a session at a given age."""

    REALISED = "realised"
    STOPPED = "stopped"
    UNDER_WAY = "under_way"
    NO_NEWS = "no_news"
    TOO_RECENT = "too_recent"


@dataclass(frozen=True, slots=True)
class Followed:
    """One session that has a date and a verdict, with its dated news in order."""

    session_id: str
    verdict: str
    held: date
    news: tuple[tuple[date, OutcomeClass], ...]


class Duration(NamedTuple):
    """days since the session: until its idea was realised (event 1) or stopped (event 2), or until the last news (event 0)."""

    session_id: str
    verdict: str
    days: int
    event: int


def followed(sessions: pa.Table, outcomes: pa.Table) -> list[Followed]:
    """The sessions to follow: those with a date and a verdict. Others are left out.

    sessions: session_id, verdict, session_date. outcomes: session_id, date, status (codes of OutcomeStatus).
    """
    known = sessions.filter(pc.and_(pc.is_valid(sessions["verdict"]), pc.is_valid(sessions["session_date"])))
    news: dict[str, list[tuple[date, OutcomeClass]]] = {}
    wanted, told = (table["session_id"].cast(pa.string()) for table in (known, outcomes))  # an empty table may have no type
    own = outcomes.filter(pc.is_in(told, value_set=wanted.combine_chunks()))
    for session_id, day, status in _rows(own, "session_id", "date", "status"):
        news.setdefault(session_id, []).append((day, _CLASS[status]))
    return [
        Followed(session_id, verdict, held, tuple(sorted(news.get(session_id, ()), key=_day)))
        for session_id, verdict, held in _rows(known, "session_id", "verdict", "session_date")
    ]


def state_after(session: Followed, months: int, today: date) -> State:
    """What is known of a session `months` calendar months after it.

    Realised: realised or engaged by then. Otherwise what the latest news by then says; without any, or when it says so,
    no news. A session younger than that on `today` is too recent, whatever became of it already: to count the
    quick ones alone would flatter.
    """
    end = add_months(session.held, months)
    if end > today:
        return State.TOO_RECENT
    known = [kind for day, kind in session.news if day <= end]
    if OutcomeClass.REALISED in known:
        return State.REALISED
    return State(known[-1]) if known else State.NO_NEWS


def durations(sessions: list[Followed]) -> Iterator[Duration]:
    """How long each session took to its first end, for those with any news after the session.

    Without an end, the session is followed to its latest news that says something: « sans nouvelle » adds nothing.
    """
    for session in sessions:
        news = [(day, kind) for day, kind in session.news if day >= session.held and kind is not OutcomeClass.NO_NEWS]
        ends = [(day, kind) for day, kind in news if kind is not OutcomeClass.UNDER_WAY]
        if news:
            day, kind = ends[0] if ends else news[-1]
            event = {OutcomeClass.REALISED: 1, OutcomeClass.STOPPED: 2}.get(kind, 0)
            yield Duration(session.session_id, session.verdict, (day - session.held).days, event)


@lru_cache(maxsize=16_384)
def add_months(day: date, months: int) -> date:
    """The same day some calendar months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def _rows(table: pa.Table, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[name].to_pylist() for name in names), strict=True)


def _day(entry: tuple[date, OutcomeClass]) -> date:
    return entry[0]
