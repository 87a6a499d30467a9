"""One panel, one question: what is measured, and where nothing can be."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flash360.errors import NoGrades
from flash360.model import Scale
from flash360.statistics import (
    agreement,
    consensus,
    disagreement,
    majority_grade,
    measures,
    median_interval,
    posterior_mean,
    share_favourable,
    usual_judgment,
)
from flash360.statistics.grades import majority_grades
from flash360.statistics.posterior import posterior_means

FIVE = Scale(1, 5, 4)
counts_of_five = st.lists(st.integers(0, 6), min_size=5, max_size=5).filter(any).map(tuple)


def test_a_panel_of_fifteen_has_every_measure():
    found = measures((1, 2, 3, 4, 5), FIVE, abstentions=2)
    assert (found.n, found.abstentions, found.grade, found.grade_upper) == (15, 2, 4, 4)
    assert found.usual == pytest.approx(4 + 0.5 * (5 / 15 - 6 / 15) / (4 / 15))
    assert found.share == pytest.approx(9 / 15)
    assert found.mean == pytest.approx((55 + 3) / 16)
    assert found.position == pytest.approx(100 * (55 / 15 - 1) / 4)
    assert found.position_variance == pytest.approx(np.var(np.repeat([0, 25, 50, 75, 100], [1, 2, 3, 4, 5]), ddof=1))
    assert (found.median_low, found.median_high) == (3, 5)


def test_without_a_grade_all_but_the_counts_is_none():
    found = asdict(measures((0, 0, 0, 0, 0), FIVE, abstentions=12))
    assert {name for name, value in found.items() if value is not None} == {"counts", "n", "abstentions"}
    assert (found["n"], found["abstentions"]) == (0, 12)


@pytest.mark.parametrize(
    "measure", [agreement, consensus, disagreement, majority_grade, median_interval, posterior_mean, usual_judgment]
)
def test_a_measure_of_a_panel_without_a_grade_is_refused(measure):
    with pytest.raises(NoGrades):
        measure((0, 0, 0))


def test_a_share_of_nobody_is_refused():
    with pytest.raises(NoGrades):
        share_favourable((0, 0, 0, 0, 0), FIVE)


def test_one_grade_has_no_variance_and_no_interval_of_the_median():
    found = measures((0, 0, 0, 1, 0), FIVE)
    assert (found.grade, found.grade_upper, found.usual, found.agreement, found.consensus) == (4, 4, 4.0, 1.0, 1.0)
    assert (found.position_variance, found.median_low, found.median_high) == (None, None, None)


def test_a_unanimous_panel_still_has_a_width():
    found = measures((0, 0, 0, 0, 20), FIVE)
    assert found.mean_low < found.mean < found.mean_high < 5
    assert found.share_low < found.share == found.share_high == 1
    assert found.disagreement is False


def test_a_perfect_split_shows_both_middle_grades_and_disagrees():
    found = measures((10, 0, 0, 0, 10), FIVE)
    assert (found.grade, found.grade_upper, found.usual) == (1, 5, 1.5)
    assert (found.disagreement, found.agreement, found.consensus) == (True, -1.0, 0.0)


@pytest.mark.parametrize("counts", [(0, 0, 10, 10, 0), (0, 10, 10, 0, 0), (9, 11, 0, 0, 0)])
def test_neighbours_are_not_a_split(counts):
    assert disagreement(counts)[0] is False


@pytest.mark.parametrize(
    ("counts", "split"), [((3, 7), True), ((2, 8), False), ((6, 14), True), ((5, 15), False), ((2, 3), True)]
)
def test_on_two_grades_a_split_is_a_minority_of_three_tenths(counts, split):
    assert disagreement(counts)[0] is split


def test_on_three_grades_only_the_two_ends_can_be_a_split():
    assert disagreement((5, 0, 5))[0] is True
    assert disagreement((5, 5, 0))[0] is False


def test_counts_that_do_not_fit_the_scale_are_refused():
    with pytest.raises(ValueError, match="3 counts for a scale of 5"):
        measures((1, 2, 3), FIVE)


@pytest.mark.parametrize(
    "scale", [Scale(1, 3, 3), Scale(1, 4, 3), Scale(1, 5, 4), Scale(0, 10, 6), Scale(0, 1, 1), Scale(-2, 2, 1)]
)
def test_every_measure_stays_within_its_scale(scale):
    grades = scale.max - scale.min + 1
    found = measures(tuple(range(1, grades + 1)), scale)
    assert scale.min <= found.mean_low < found.mean < found.mean_high <= scale.max
    assert scale.min <= found.grade <= found.grade_upper <= scale.max
    assert -1 <= found.agreement <= 1
    assert 0 <= found.consensus <= 1
    assert found.share == pytest.approx(sum(range(scale.favourable_from - scale.min + 1, grades + 1)) / found.n)


@given(counts_of_five)
def test_the_usual_judgment_lies_within_half_a_grade_of_the_majority_grade(counts):
    assert abs(usual_judgment(counts) - majority_grade(counts)[0]) <= 0.5 + 1e-12


@given(counts_of_five)
def test_the_majority_grade_is_the_lower_median(counts):
    ordered = sorted(np.repeat(np.arange(5), counts).tolist())
    assert majority_grade(counts) == (ordered[(len(ordered) + 1) // 2 - 1], ordered[len(ordered) // 2])


@given(counts_of_five, st.integers(0, 3))
def test_a_vote_that_moves_up_never_lowers_a_limit_of_the_mean(counts, grade):
    if counts[grade]:
        better = list(counts)
        better[grade] -= 1
        better[grade + 1] += 1
        before, after = posterior_mean(counts), posterior_mean(tuple(better))
        assert all(a >= b for a, b in zip(after, before, strict=True))


def test_the_posterior_is_scipys_dirichlet():
    counts = (0, 1, 4, 9, 2, 0, 1)
    draws = np.random.default_rng(1).dirichlet(np.array(counts) + 1 / 7, 400_000) @ np.arange(7)
    mean, low, high = posterior_mean(counts)
    assert mean == pytest.approx(draws.mean(), abs=0.005)
    assert (low, high) == pytest.approx(np.quantile(draws, [0.025, 0.975]), abs=0.03)


def test_on_two_grades_the_posterior_is_a_beta():
    """Counts + ½ each: the mean's posterior is Beta(x + ½, n − x + ½), so the interval is Jeffreys's."""
    found = share_favourable((7, 13), Scale(0, 1, 1))
    assert posterior_mean((7, 13))[1:] == pytest.approx((found.low, found.high), abs=0.004)


def test_the_same_counts_give_the_same_figures_alone_or_among_others():
    alone = posterior_mean((1, 0, 3, 5, 2), low=1)
    table = posterior_means(np.array([[0, 0, 0, 0, 9], [1, 0, 3, 5, 2], [2, 2, 2, 2, 2]]))
    assert alone[1:] == (round(table[1][1] + 1, 9), round(table[2][1] + 1, 9))


def test_middle_grades_of_many_panels_at_once():
    lower, upper = majority_grades(np.array([[1, 0, 1], [0, 2, 1], [3, 0, 0]]))
    assert (lower.tolist(), upper.tolist()) == ([0, 1, 0], [2, 1, 0])


def test_the_cache_keeps_abstentions_apart():
    assert [measures((0, 1, 1, 3, 2), FIVE, abstentions=a).abstentions for a in (0, 3, 0)] == [0, 3, 0]
