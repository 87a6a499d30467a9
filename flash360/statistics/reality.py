"""What became of the sessions, held against their verdicts. An association: those who decided knew the vote."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from flash360.model import Verdict
from flash360.statistics.brier import Brier, brier, left_out_rates
from flash360.statistics.follow_up import State, durations, followed, state_after
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
    cases = [(Verdict(session.verdict), state_after(session, months, today)) for session in followed(sessions, outcomes)]
    counted = Counter(cases)
    states = Counter(state for _, state in cases)
    known = [(verdict, state is State.REALISED) for verdict, state in cases if state in KNOWN]
    verdicts, happened = [verdict.value for verdict, _ in known], [event for _, event in known]
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
        base=share(sum(happened), len(known)) if known else None,
        known=len(known),
        under_way=states[State.UNDER_WAY],
        no_news=states[State.NO_NEWS],
        too_recent=states[State.TOO_RECENT],
        undated=sessions.num_rows - len(cases),
        forecast=brier(left_out_rates(verdicts, happened), happened, groups=verdicts) if known else None,
        curve=len(known) >= ENOUGH,
    )


def time_to_realisation(sessions: pa.Table, outcomes: pa.Table) -> dict[Verdict, Incidence]:
    """For each verdict, the cumulative incidence of realisation and, competing with it, of a stop; days since the session.

    Tables as for `reality`. Sessions without any news are not followed, so not counted: `n` of each verdict says how many are.
    """
    times = list(durations(followed(sessions, outcomes)))
    chosen = {verdict: [time for time in times if time.verdict == verdict] for verdict in Verdict}
    return {
        verdict: cumulative_incidence([time.days for time in own], [time.event for time in own])
        for verdict, own in chosen.items()
        if own
    }
