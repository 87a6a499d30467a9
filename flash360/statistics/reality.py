"""What became of the sessions, held against their verdicts. An association: those who decided knew the vote."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import Verdict
from flash360.statistics.brier import Brier, brier, left_out_rates
from flash360.statistics.follow_up import State, durations, states
from flash360.statistics.incidence import Incidence, cumulative_incidence
from flash360.statistics.share import Share, share

ENOUGH = 50
"""Below so many known outcomes, a figure with its interval and no curve."""
KNOWN = (State.REALISED, State.STOPPED)


@dataclass(frozen=True)
class Reality:
    """Verdicts against outcomes `months` months after the session.

    states: verdict, state, count (every pair, zeros included). rates: for each verdict with a known outcome, the share realised
    or engaged, Jeffreys 95 %. base: the same over all verdicts. known: sessions realised or stopped by then; the
    others are left out of rates and forecast, and counted: under_way, no_news, too_recent, and undated (no date or no
    verdict). forecast: judges the leave-one-out rate of each verdict as a forecast; None with nothing known.
    curve: whether there are enough known outcomes to draw one.
    """

    months: int
    states: pa.Table
    rates: dict[Verdict, Share]
    base: Share | None
    known: int
    under_way: int
    no_news: int
    too_recent: int
    undated: int
    forecast: Brier | None
    curve: bool


def reality(sessions: pa.Table, outcomes: pa.Table, today: date, months: int = 12) -> Reality:
    """Verdicts against what became of the ideas, `months` calendar months after each session.

    sessions: session_id, verdict (null when unknown), session_date. outcomes: session_id, date, status; statuses are codes
    of OutcomeStatus. today: the day of the question. The event is an idea realised or engaged within `months`
    months; the forecast of a session is the event's rate among the other sessions of the same verdict.
    Source: Murphy 1973 for the score; leave-one-out as in Lachenbruch & Mickey 1968.
    """
    return compared(sessions["verdict"], states(sessions, outcomes, months, today), months)


def compared(verdicts: pa.ChunkedArray, states: pa.Array | pa.ChunkedArray, months: int) -> Reality:
    """The same of sessions whose verdicts and states are known: `states` of follow_up, null for those to leave out."""
    pairs = pa.table({"verdict": verdicts, "state": states}).filter(pc.is_valid(states))
    found = pairs.group_by(["verdict", "state"], use_threads=False).aggregate([([], "count_all")]).to_pylist()
    counted = Counter({(Verdict(row["verdict"]), State(row["state"])): int(row["count_all"]) for row in found})
    of_state = Counter[State]()
    for (_, state), count in counted.items():
        of_state[state] += count
    cases = [(verdict, state, counted[verdict, state]) for verdict in Verdict for state in KNOWN]
    sizes = [count for *_, count in cases]
    known, realised = sum(sizes), of_state[State.REALISED]
    groups = np.repeat([list(Verdict).index(verdict) for verdict, *_ in cases], sizes)
    happened = np.repeat([state is State.REALISED for _, state, _ in cases], sizes)
    rows = [(verdict.value, state.value, counted[verdict, state]) for verdict in Verdict for state in State]
    columns = zip(("verdict", "state", "count"), zip(*rows, strict=True), strict=True)
    return Reality(
        months=months,
        states=pa.table({name: pa.array(values) for name, values in columns}),
        rates={
            verdict: share(counted[verdict, State.REALISED], sum(counted[verdict, state] for state in KNOWN))
            for verdict in Verdict
            if any(counted[verdict, state] for state in KNOWN)
        },
        base=share(realised, known) if known else None,
        known=known,
        under_way=of_state[State.UNDER_WAY],
        no_news=of_state[State.NO_NEWS],
        too_recent=of_state[State.TOO_RECENT],
        undated=len(verdicts) - pairs.num_rows,
        forecast=brier(left_out_rates(groups, happened), happened, groups=groups) if known else None,
        curve=known >= ENOUGH,
    )


def time_to_realisation(sessions: pa.Table, outcomes: pa.Table) -> dict[Verdict, Incidence]:
    """For each verdict, the cumulative incidence of realisation and, competing with it, of a stop; days since the session.

    Tables as for `reality`. Sessions without any news are not followed, so not counted: `n` of each verdict says how many are.
    """
    return incidences(sessions["verdict"], *durations(sessions, outcomes))


def incidences(
    verdicts: pa.ChunkedArray, days: pa.Array | pa.ChunkedArray, events: pa.Array | pa.ChunkedArray
) -> dict[Verdict, Incidence]:
    """The same of sessions whose verdicts and `durations` (follow_up) are known, null for those to leave out."""
    times = pa.table({"verdict": verdicts, "days": days, "event": events}).filter(pc.is_valid(days))
    found: dict[Verdict, Incidence] = {}
    for verdict in Verdict:
        own = times.filter(pc.equal(times["verdict"], verdict.value))
        if own.num_rows:
            found[verdict] = cumulative_incidence(own["days"].to_numpy(), own["event"].to_numpy())
    return found
