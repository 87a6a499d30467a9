"""Verdicts held against what became of the ideas."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus, Verdict
from flash360.statistics import State, brier, cumulative_incidence, left_out_rates, reality, time_to_realisation
from flash360.statistics.follow_up import add_months, durations, states
from flash360.statistics.incidence import terms

TODAY = date(2026, 1, 1)
HELD = date(2024, 3, 15)
YES, NO = "favourable", "unfavourable"


def tables(cases):
    """cases: session to (verdict, held, [(date, status)])."""
    sessions = [{"session_id": name, "verdict": verdict, "session_date": held} for name, (verdict, held, _) in cases.items()]
    outcomes = [{"session_id": name, "date": day, "status": status} for name, (*_, news) in cases.items() for day, status in news]
    return (
        pa.Table.from_pylist(
            sessions, pa.schema({"session_id": pa.string(), "verdict": pa.string(), "session_date": pa.date32()})
        ),
        pa.Table.from_pylist(outcomes, pa.schema({"session_id": pa.string(), "date": pa.date32(), "status": pa.string()})),
    )


def state_of(news, held=HELD, months=12):
    found = reality(*tables({"s": (YES, held, news)}), TODAY, months)
    return next(row["state"] for row in found.states.to_pylist() if row["count"])


@pytest.mark.parametrize(
    ("news", "state"),
    [
        ([(date(2024, 9, 1), "realised")], State.REALISED),
        ([(date(2025, 3, 15), "engaged")], State.REALISED),
        ([(date(2025, 3, 16), "engaged")], State.NO_NEWS),
        ([(date(2024, 6, 1), "waiting"), (date(2024, 9, 1), "abandoned")], State.STOPPED),
        ([(date(2024, 9, 1), "abandoned"), (date(2024, 6, 1), "waiting")], State.STOPPED),
        ([(date(2024, 3, 20), "stopped_after_session")], State.STOPPED),
        ([(date(2024, 6, 1), "redirected")], State.UNDER_WAY),
        ([(date(2024, 6, 1), "waiting"), (date(2024, 9, 1), "no_news")], State.NO_NEWS),
        ([(date(2024, 6, 1), "engaged"), (date(2024, 9, 1), "abandoned")], State.REALISED),
        ([], State.NO_NEWS),
    ],
)
def test_the_state_of_a_session_one_year_later(news, state):
    assert state_of(news) == state


def test_six_months_and_twelve_see_different_states():
    news = [(date(2024, 6, 1), "waiting"), (date(2025, 1, 1), "realised")]
    assert (state_of(news, months=6), state_of(news, months=12)) == (State.UNDER_WAY, State.REALISED)


def test_a_session_of_last_month_is_too_recent_even_when_already_realised():
    assert state_of([(date(2025, 12, 20), "realised")], held=date(2025, 12, 1)) == State.TOO_RECENT


def test_twelve_months_after_a_leap_day_is_the_end_of_february():
    assert (add_months(date(2024, 2, 29), 12), add_months(date(2023, 8, 31), 6)) == (date(2025, 2, 28), date(2024, 2, 29))
    assert add_months(date(2024, 12, 5), 12) == date(2025, 12, 5)


def programme():
    done, stopped = [(date(2024, 9, 1), "realised")], [(date(2024, 9, 1), "abandoned")]
    cases = {f"y{n}": (YES, HELD, done if n < 3 else stopped) for n in range(4)}
    cases |= {f"n{n}": (NO, HELD, done if n < 1 else stopped) for n in range(4)}
    cases |= {"u": (YES, HELD, [(date(2024, 9, 1), "waiting")]), "x": (YES, HELD, []), "r": (NO, date(2025, 6, 1), [])}
    cases |= {"undated": (YES, None, done), "unknown": (None, HELD, done)}
    return tables(cases)


def test_what_is_left_out_is_counted():
    found = reality(*programme(), TODAY)
    assert (found.known, found.under_way, found.no_news, found.too_recent, found.undated) == (8, 1, 1, 1, 2)
    assert sum(found.states["count"].to_pylist()) == 11
    assert found.curve is False


def test_the_rate_of_each_verdict_has_its_interval():
    found = reality(*programme(), TODAY)
    assert set(found.rates) == {Verdict.FAVOURABLE, Verdict.UNFAVOURABLE}
    assert found.rates[Verdict.FAVOURABLE].value == 0.75
    assert found.rates[Verdict.FAVOURABLE].low < 0.75 < found.rates[Verdict.FAVOURABLE].high
    assert found.base.value == 0.5


def test_the_forecast_of_a_session_never_knows_its_own_outcome():
    """Of 3 in 4, the others of a realised idea are 2 in 3, of a stopped one 3 in 3; the lone group takes everyone else."""
    assert left_out_rates(["y"] * 4 + ["n"], [1, 1, 1, 0, 1]).tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 3, 1.0, 3 / 4])
    assert left_out_rates(["y"], [1]).tolist() == [0.5]


def test_the_score_of_the_verdicts_by_hand():
    """Errors: favourable 3·(1/3)² + 1², unfavourable 1² + 3·(1/3)², over 8; resolution ¼² on both sides."""
    found = reality(*programme(), TODAY).forecast
    assert found.score == pytest.approx(2 * (3 / 9 + 1) / 8)
    assert (found.resolution, found.uncertainty) == (0.0625, 0.25)
    assert found.score == pytest.approx(found.reliability - found.resolution + found.uncertainty)
    assert found.skill == pytest.approx(1 - found.score / 0.25)
    assert 0 <= found.low < found.score < found.high <= 1


def test_with_no_outcome_known_there_is_no_rate_and_no_score():
    found = reality(*tables({"s": (YES, HELD, [])}), TODAY)
    assert (found.rates, found.base, found.forecast, found.known, found.no_news) == ({}, None, None, 0, 1)
    assert time_to_realisation(*tables({"s": (YES, HELD, [])})) == {}


def test_an_event_that_always_came_leaves_nothing_to_be_skilful_about():
    found = brier([0.9, 0.8], [1, 1])
    assert (found.uncertainty, found.skill) == (0, None)


def test_a_single_forecast_has_no_interval_and_none_is_refused():
    assert (brier([0.9], [1]).low, brier([0.9], [1]).score) == (None, pytest.approx(0.01))
    with pytest.raises(ValueError, match="no forecast"):
        brier([], [])


def test_fifty_known_outcomes_are_enough_for_a_curve():
    cases = {f"s{n}": (YES if n % 2 else NO, HELD, [(HELD, "realised" if n % 3 else "abandoned")]) for n in range(50)}
    assert reality(*tables(cases), TODAY).curve is True


def test_cumulative_incidence_by_hand():
    """Realised at 10, stopped at 20, lost at 30, realised at 40, lost at 50: F(10) = 1/5, F(40) = 1/5 + 3/5·1/2."""
    found = cumulative_incidence([10, 20, 30, 40, 50], [1, 2, 0, 1, 0])
    curve = found.curve.to_pydict()
    assert curve["days"] == [0, 10, 20, 30, 40, 50]
    assert curve["realised"] == pytest.approx([0, 0.2, 0.2, 0.2, 0.5, 0.5])
    assert curve["stopped"] == pytest.approx([0, 0, 0.2, 0.2, 0.2, 0.2])
    assert curve["followed"] == [5, 5, 4, 3, 2, 1]
    assert (found.n, found.realisations, found.stops) == (5, 2, 1)


def test_the_terms_of_the_incidence_are_those_done_by_hand():
    """The same five sessions: 1 of 5 when nobody has ended, 1 of 2 when 3/5 are still waiting; a bound leaves later days out."""
    found = cumulative_incidence([10, 20, 30, 40, 50], [1, 2, 0, 1, 0])
    assert [(one.days, pytest.approx(one.waiting), one.realised, one.followed) for one in terms(found, 50)] == [
        (10, 1.0, 1, 5),
        (40, 0.6, 1, 2),
    ]
    assert [one.days for one in terms(found, 39)] == [10]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 2)), min_size=1, max_size=40), st.integers(0, 13))
def test_the_terms_count_the_realisations_and_add_up_to_the_curve(cases, until):
    found = cumulative_incidence(*zip(*cases, strict=True))
    added = terms(found, until)
    assert sum(one.waiting * one.realised / one.followed for one in added) == pytest.approx(found.at(until)["realised"])
    for one in added:
        assert one.realised == cases.count((one.days, 1))
        assert one.followed == sum(day >= one.days for day, _ in cases)


def test_the_incidence_is_known_until_the_last_news_unless_every_session_had_its_end():
    assert cumulative_incidence([10, 20, 50], [1, 2, 0]).known_until == 50
    assert cumulative_incidence([10, 20, 50], [1, 2, 1]).known_until is None
    assert cumulative_incidence([3, 8], [0, 0]).known_until == 8


def test_without_loss_cumulative_incidence_is_the_share_so_far():
    days, events = [5, 5, 7, 9, 9, 12, 20, 21, 22, 30], [1, 2, 1, 1, 2, 1, 1, 2, 1, 0]
    curve = cumulative_incidence(days, events).curve.to_pydict()
    for day, realised, stopped in zip(curve["days"], curve["realised"], curve["stopped"], strict=True):
        assert realised == pytest.approx(sum(d <= day and e == 1 for d, e in zip(days, events, strict=True)) / 10)
        assert stopped == pytest.approx(sum(d <= day and e == 2 for d, e in zip(days, events, strict=True)) / 10)


def test_limits_come_with_five_realisations_and_hold_the_curve():
    four = cumulative_incidence([1, 2, 3, 4, 9, 9], [1, 1, 1, 1, 0, 2]).curve
    assert four["low"].null_count == four.num_rows
    five = cumulative_incidence([1, 2, 3, 4, 5, 9, 9, 9], [1, 1, 1, 1, 1, 0, 2, 0]).curve.to_pydict()
    shown = [(low, f, high) for low, f, high in zip(five["low"], five["realised"], five["high"], strict=True) if low is not None]
    assert len(shown) == 6
    assert all(0 < low < f < high < 1 for low, f, high in shown)


def test_the_limits_are_those_of_the_binomial_error_when_nobody_is_lost():
    """Without loss the standard error is √(F(1 − F)/n); the limits follow on the log–log scale."""
    found = cumulative_incidence(list(range(1, 21)), [1] * 8 + [2] * 12).curve.to_pydict()
    f = 8 / 20
    half = np.exp(1.959964 * np.sqrt(f * (1 - f) / 20) / (f * np.log(f)))
    assert sorted([found["low"][8], found["high"][8]]) == pytest.approx(sorted([f**half, f ** (1 / half)]), abs=1e-4)


def test_nobody_followed_is_refused_and_nothing_seen_is_flat():
    with pytest.raises(ValueError, match="nobody"):
        cumulative_incidence([], [])
    flat = cumulative_incidence([3, 8], [0, 0]).curve.to_pydict()
    assert (flat["days"], flat["realised"], flat["stopped"], flat["low"]) == ([0, 3, 8], [0, 0, 0], [0, 0, 0], [None] * 3)


def test_only_stops_leave_realisation_at_zero():
    found = cumulative_incidence([3, 8, 9], [2, 2, 0])
    assert found.curve["realised"].to_pylist() == [0, 0, 0, 0]
    assert found.curve["stopped"].to_pylist() == pytest.approx([0, 1 / 3, 2 / 3, 2 / 3])


def test_time_to_realisation_ends_at_the_first_end_and_is_followed_to_the_last_news():
    cases = {
        "a": (YES, HELD, [(date(2024, 3, 25), "engaged"), (date(2024, 9, 1), "realised")]),
        "b": (YES, HELD, [(date(2024, 4, 4), "waiting"), (date(2024, 9, 1), "no_news")]),
        "c": (YES, HELD, [(date(2024, 4, 14), "abandoned")]),
        "d": (YES, HELD, []),
    }
    found = time_to_realisation(*tables(cases))[Verdict.FAVOURABLE]
    assert (found.n, found.realisations, found.stops) == (3, 1, 1)
    assert found.curve["days"].to_pylist() == [0, 10, 20, 30]


NEWS = st.lists(st.tuples(st.integers(-40, 500), st.sampled_from([status.value for status in OutcomeStatus])), max_size=4)
CASES = st.lists(st.tuples(st.sampled_from([YES, NO, None]), st.none() | st.integers(0, 700), NEWS), max_size=6)


def one_by_one(held, news, months):
    """The state of one session with a date, then its days and event, as they are told of each alone."""
    end = add_months(held, months)
    known = [kind for day, kind in news if day <= end]
    state = State.REALISED if OutcomeClass.REALISED in known else State((known or [OutcomeClass.NO_NEWS])[-1])
    told = [one for one in news if one[0] >= held and one[1] is not OutcomeClass.NO_NEWS]
    ends = [one for one in told if one[1] is not OutcomeClass.UNDER_WAY]
    if not told:
        return State.TOO_RECENT if end > TODAY else state, None, None
    day, kind = ends[0] if ends else told[-1]
    event = {OutcomeClass.REALISED: 1, OutcomeClass.STOPPED: 2}.get(kind, 0)
    return State.TOO_RECENT if end > TODAY else state, (day - held).days, event


@given(CASES, st.sampled_from([6, 12]))
def test_sessions_told_together_are_told_as_each_alone(cases, months):
    first = date(2023, 12, 31)
    named = {
        f"s{n}": (
            verdict,
            None if after is None else first + timedelta(after),
            [(first + timedelta(day), code) for day, code in news],
        )
        for n, (verdict, after, news) in enumerate(cases)
    }
    expected = []
    for verdict, held, news in named.values():
        classes = sorted(((day, OUTCOME_CLASS[OutcomeStatus(code)]) for day, code in news), key=lambda one: one[0])
        left_out = verdict is None or held is None
        expected.append((None, None, None) if left_out else one_by_one(held, classes, months))
    sessions, outcomes = tables(named)
    days, events = durations(sessions, outcomes)
    found = zip(states(sessions, outcomes, months, TODAY).to_pylist(), days.to_pylist(), events.to_pylist(), strict=True)
    assert list(found) == expected
