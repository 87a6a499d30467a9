"""What became of the sessions: the state at a given age, and the time to realisation or to a stop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus
from flash360.statistics.grades import Whole

_STATUSES: Final = pa.array([status.value for status in OutcomeStatus], pa.string())
_CLASSES: Final = list(OutcomeClass)
_CLASS: Final = np.array([_CLASSES.index(OUTCOME_CLASS[status]) for status in OutcomeStatus])
_REALISED, _STOPPED, _UNDER_WAY, _NO_NEWS = (
    _CLASSES.index(one) for one in (OutcomeClass.REALISED, OutcomeClass.STOPPED, OutcomeClass.UNDER_WAY, OutcomeClass.NO_NEWS)
)


class State(StrEnum):
    """What is known of a session at a given age."""

    REALISED = "realised"
    STOPPED = "stopped"
    UNDER_WAY = "under_way"
    NO_NEWS = "no_news"
    TOO_RECENT = "too_recent"


@dataclass(frozen=True)
class _News:
    """The dated news of sessions, session after session, the oldest first: place of its session, day, class (of `_CLASSES`)."""

    sessions: int
    place: Whole
    day: Any
    kind: Whole

    def only(self, chosen: Any) -> _News:
        """Those of a mask."""
        return _News(self.sessions, self.place[chosen], self.day[chosen], self.kind[chosen])

    def ends(self, first: bool) -> tuple[Whole, Whole]:
        """The sessions that have any news, and the place of the first news of each, or of the last."""
        count = np.bincount(self.place, minlength=self.sessions)
        some = np.flatnonzero(count)
        after = np.cumsum(count)[some]
        return some, after - count[some] if first else after - 1


def states(sessions: pa.Table, outcomes: pa.Table, months: int, today: date) -> pa.Array:
    """What is known of each session `months` calendar months after it; null for those without a date or without a verdict.

    sessions: session_id, verdict, session_date. outcomes: session_id, date, status (codes of OutcomeStatus).
    Realised: realised or engaged by then. Otherwise what the latest news by then says; without any, or when it says so,
    no news. A session younger than that on `today` is too recent, whatever became of it already: to count the
    quick ones alone would flatter.
    """
    held, news = _days(sessions["session_date"]), _news(sessions, outcomes)
    end = _months_later(held, months)
    known = news.only(news.day <= end[news.place])
    found = np.full(sessions.num_rows, _NO_NEWS)
    some, last = known.ends(first=False)
    found[some] = known.kind[last]
    found[known.place[known.kind == _REALISED]] = _REALISED
    found[end > np.datetime64(today)] = len(_CLASSES)
    names = pa.array([*(State(kind).value for kind in _CLASSES), State.TOO_RECENT.value])
    left_out = np.isnat(held) | _missing(sessions["verdict"])
    return names.take(pa.array(found, mask=left_out))


def durations(sessions: pa.Table, outcomes: pa.Table) -> tuple[pa.Array, pa.Array]:
    """Days of each session to its first end, and the event there: 1 realised, 2 stopped, 0 none yet, at the latest news.

    Both null for those without a date or a verdict, and for those without any news after the session. Tables as for `states`.
    Without an end, the session is followed to its latest news that says something: « sans nouvelle » adds nothing.
    """
    held, news = _days(sessions["session_date"]), _news(sessions, outcomes)
    told = news.only((news.day >= held[news.place]) & (news.kind != _NO_NEWS))
    ended = told.only(told.kind != _UNDER_WAY)
    days, events = np.zeros(sessions.num_rows, dtype=np.int64), np.zeros(sessions.num_rows, dtype=np.int64)
    followed = np.zeros(sessions.num_rows, dtype=bool)
    for one, first in ((told, False), (ended, True)):
        some, at = one.ends(first)
        days[some] = (one.day[at] - held[some]).astype(np.int64)
        events[some] = np.where(one.kind[at] == _REALISED, 1, np.where(one.kind[at] == _STOPPED, 2, 0))
        followed[some] = True
    left_out = ~followed | _missing(sessions["verdict"])
    return pa.array(days, pa.int32(), mask=left_out), pa.array(events, pa.int32(), mask=left_out)


def add_months(day: date, months: int) -> date:
    """The same day some calendar months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def _months_later(days: Any, months: int) -> Any:
    """The same as `add_months` of many days (datetime64[D])."""
    month = days.astype("datetime64[M]")
    later = month + months
    return np.minimum(later.astype("datetime64[D]") + (days - month), (later + 1).astype("datetime64[D]") - 1)


def _news(sessions: pa.Table, outcomes: pa.Table) -> _News:
    ids, told = (table["session_id"].cast(pa.string()) for table in (sessions, outcomes))  # an empty table may have no type
    place = pc.index_in(told, value_set=ids.combine_chunks())
    own = outcomes.select(["date", "status"]).filter(pc.is_valid(place))
    places, days = place.drop_null().to_numpy().astype(np.int64), _days(own["date"])
    kinds = _CLASS[pc.index_in(own["status"].cast(pa.string()), value_set=_STATUSES).to_numpy().astype(np.int64)]
    order = np.lexsort((days, places))  # stable: those of one day stay as they were entered
    return _News(sessions.num_rows, places[order], days[order], kinds[order])


def _days(column: pa.ChunkedArray) -> Any:
    """Dates as datetime64[D], NaT where there is none."""
    return column.cast(pa.date32()).to_numpy().astype("datetime64[D]")


def _missing(column: pa.ChunkedArray) -> Any:
    return pc.is_null(column).to_numpy()
