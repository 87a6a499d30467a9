"""Ranking and funnel: sessions held against the programme."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from scipy.special import ndtr

from flash360.model import Axis
from flash360.statistics import funnel, ranking
from flash360.statistics.first_places import among_first
from flash360.statistics.hierarchy import hierarchy

I = Axis.IMPACT  # noqa: E741


def measured(*rows):
    """session_id, n, position, variance, share."""
    names = ("session_id", "impact_n", "impact_position", "impact_position_variance", "impact_share")
    types = (pa.string(), pa.int32(), pa.float64(), pa.float64(), pa.float64())
    columns = list(zip(*rows, strict=True)) if rows else [[]] * 5
    return pa.table({name: pa.array(list(values), kind) for name, values, kind in zip(names, columns, types, strict=True)})


PROGRAMME = measured(
    *[(f"s{place:02d}", 6 + place % 14, 20.0 + 4 * ((place * 7) % 16), 400.0 + 10 * place, 0.5) for place in range(16)]
)


def test_the_ranking_shrinks_towards_the_programme_and_keeps_width():
    found = ranking(PROGRAMME, I)
    table = found.table.to_pandas()
    centre = found.centre
    assert (np.abs(table["mean"] - centre) <= np.abs(table.position - centre) + 1e-9).all()
    assert (table.low < table["mean"]).all()
    assert (table["mean"] < table.high).all()
    assert table["mean"].is_monotonic_decreasing
    assert table.top.sum() == pytest.approx(5, abs=1e-9)


def test_the_within_panel_variance_is_pooled_by_degrees_of_freedom():
    found = ranking(measured(("a", 5, 50, 100, 0.5), ("b", 15, 60, 300, 0.5)), I)
    assert found.within == pytest.approx((4 * 100 + 14 * 300) / 18)


def test_a_unanimous_panel_has_no_infinite_weight():
    found = ranking(
        measured(("unanimous", 5, 100, 0, 1.0), *[(f"s{n}", 18, 40 + n, 600, 0.4) for n in range(8)]), I
    ).table.to_pylist()
    assert found[0]["session_id"] == "unanimous"
    assert found[0]["mean"] < 99
    assert found[0]["high"] - found[0]["low"] > found[-1]["high"] - found[-1]["low"]


def test_two_sessions_exactly_tied_have_the_same_figures_and_rank():
    found = ranking(measured(("b", 10, 60, 400, 0.5), ("a", 10, 60, 400, 0.5), ("c", 9, 30, 500, 0.5)), I, k=1).table.to_pylist()
    assert [row["session_id"] for row in found] == ["a", "b", "c"]
    assert [row["rank"] for row in found] == [1, 1, 3]
    same = ("mean", "low", "high", "top", "raw_rank", "band")
    assert [found[0][name] for name in same] == [found[1][name] for name in same]
    assert found[0]["above_next"] == 0.5


def test_the_order_of_the_rows_changes_nothing():
    shuffled = PROGRAMME.take(pa.array([*range(15, -1, -1)]))
    assert ranking(PROGRAMME, I).table.equals(ranking(shuffled, I).table)


def test_a_session_far_above_begins_its_own_band():
    rows = [("top", 20, 95, 100, 0.5), *[(f"s{n}", 20, 50 + n / 10, 100, 0.5) for n in range(6)], ("low", 20, 5, 100, 0.5)]
    bands = {row["session_id"]: row["band"] for row in ranking(measured(*rows), I).table.to_pylist()}
    assert bands == {"top": 1, **{f"s{n}": 2 for n in range(6)}, "low": 3}


def test_a_portfolio_of_one_session_is_its_own_ranking():
    found = ranking(measured(("only", 12, 70, 300, 0.5)), I).table.to_pylist()[0]
    assert (found["rank"], found["band"], found["top"], found["above_next"]) == (1, 1, 1.0, None)
    assert found["mean"] == pytest.approx(70)
    assert (found["low"], found["high"]) == pytest.approx((70 - 1.959964 * 5, 70 + 1.959964 * 5), abs=1e-4)


def test_panels_below_five_are_counted_and_left_out():
    found = ranking(measured(("a", 4, 50, 100, 0.5), ("b", 0, None, None, None), ("c", 8, 40, 200, 0.5)), I)
    assert (found.table["session_id"].to_pylist(), found.left_out) == (["c"], 1)


def test_sessions_never_measured_are_ignored():
    rows = measured(("a", 8, 50, 100, 0.5), ("never", None, None, None, None))
    assert (ranking(rows, I).table["session_id"].to_pylist(), ranking(rows, I).left_out) == (["a"], 0)
    assert funnel(rows, I).points["session_id"].to_pylist() == ["a"]


def test_an_empty_programme_has_an_empty_ranking_and_funnel():
    found = ranking(measured(), I)
    assert (found.table.num_rows, found.centre) == (0, None)
    assert found.table.column_names == ranking(PROGRAMME, I).table.column_names
    assert (funnel(measured(), I).share, funnel(measured(), I).points.num_rows) == (None, 0)


def test_only_unanimous_panels_still_have_a_width():
    found = ranking(measured(("a", 6, 100, 0, 1.0), ("b", 6, 75, 0, 1.0)), I).table.to_pylist()
    assert all(row["low"] < row["mean"] < row["high"] for row in found)


def test_the_funnel_names_the_sessions_beyond_chance():
    rows = [(f"s{n}", 20, 50, 100, 0.5) for n in range(9)]
    found = funnel(measured(*rows, ("high", 20, 90, 100, 1.0), ("low", 20, 30, 100, 0.25), ("empty", 0, None, None, None)), I)
    assert found.share == pytest.approx((9 * 10 + 20 + 5) / 220)
    outside = dict(zip(found.points["session_id"].to_pylist(), found.points["outside"].to_pylist(), strict=True))
    assert outside == {f"s{n}": 0 for n in range(9)} | {"high": 2, "low": -1}
    assert found.limits["n"].to_pylist() == list(range(1, 21))


def test_limits_are_quantiles_whatever_the_number_of_sessions():
    generator = np.random.default_rng(7)
    for sessions in (3, 40, 900):
        n = generator.integers(5, 21, sessions)
        model = hierarchy(generator.integers(0, 21, sessions) * 5.0, 300 / n, 50.0)
        mean, variance = model.components()
        for probability in (0.025, 0.975):
            below = model.weight @ ndtr((model.quantiles(probability) - mean) / np.sqrt(variance))
            assert np.abs(below - probability).max() < 1e-9


def test_sessions_that_are_alike_are_asked_for_once():
    y, noise, count = np.array([80.0, 50.0, 30.0]), np.array([20.0, 15.0, 60.0]), np.array([3, 1, 2])
    one_by_one = hierarchy(np.repeat(y, count), np.repeat(noise, count), 50.0)
    together = hierarchy(y, noise, 50.0, count)
    assert together.means() == pytest.approx(one_by_one.means()[[0, 3, 4]])
    places = one_by_one.among_first(2)
    assert together.among_first(2) == pytest.approx(places[[0, 3, 4]], abs=1e-6)
    assert together.among_first(2) @ count == pytest.approx(2)


SURE = np.array([1.0])


def test_the_first_of_two_is_the_higher_of_two_normal_values():
    mean, deviation = np.array([[60.0, 52.0]]), np.array([[9.0, 5.0]])
    higher = ndtr(8 / np.sqrt(81 + 25))
    assert among_first(mean, deviation, SURE, np.array([1, 1]), 1) == pytest.approx([higher, 1 - higher], abs=1e-6)


def test_cases_are_weighed():
    mean, deviation, count = np.array([[60.0, 52.0, 40.0], [45.0, 52.0, 50.0]]), np.full((2, 3), 6.0), np.array([1, 2, 1])
    apart = [among_first(mean[at : at + 1], deviation[at : at + 1], SURE, count, 2) for at in (0, 1)]
    found = among_first(mean, deviation, np.array([0.25, 0.75]), count, 2)
    assert found == pytest.approx(0.25 * apart[0] + 0.75 * apart[1], abs=1e-6)


def test_one_far_above_is_first_and_the_other_places_are_shared():
    mean = np.array([[400.0, *np.full(30, 50.0), -300.0]])
    found = among_first(mean, np.full((1, 32), 5.0), SURE, np.ones(32, dtype=np.int64), 4)
    assert found == pytest.approx([1.0, *np.full(30, 0.1), 0.0], abs=1e-6)


@pytest.mark.parametrize(("sets", "most", "k"), [(3, 1, 1), (12, 1, 5), (40, 3, 5), (300, 40, 5), (60, 2, 20)])
def test_places_are_those_that_draws_find(sets, most, k):
    """Beside 20,000 draws, whose own error is a third of a point at most: four of it are allowed."""
    generator = np.random.default_rng(sets)
    mean, deviation = generator.normal(55, 9, (1, sets)), generator.uniform(3, 8, (1, sets))
    count = generator.integers(1, most + 1, sets)
    own, draws, wins = np.repeat(np.arange(sets), count), 20_000, np.zeros(sets)
    for _ in range(draws // 500):
        drawn = mean[0, own] + deviation[0, own] * generator.standard_normal((500, len(own)))
        least = np.partition(drawn, len(own) - k, axis=1)[:, len(own) - k, None]
        wins += np.bincount(own, (drawn >= least).sum(axis=0), sets)
    found = among_first(mean, deviation, SURE, count, k)
    assert found == pytest.approx(wins / count / draws, abs=0.0145)
    assert found @ count == pytest.approx(k)


def test_a_few_values_of_the_spread_stand_for_all_of_them():
    generator = np.random.default_rng(3)
    for sessions in (3, 12, 48):
        y, noise = generator.normal(55, 15, sessions), 600 / generator.integers(5, 21, sessions)
        model, grid = hierarchy(y, noise, 50.0), _on_the_whole_grid(y, noise)
        assert model.means() == pytest.approx(grid.means(), abs=1e-4)
        assert model.quantiles(0.975) == pytest.approx(grid.quantiles(0.975), abs=2e-3)


def _on_the_whole_grid(y, noise):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flash360.statistics.hierarchy.NODES", 60)
        return hierarchy(y, noise, 50.0)
