"""The gap between two panels: order, symmetry, pairs together, and how often the interval holds the truth."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benches.interval_coverage import SHAPES
from flash360.errors import NoGrades
from flash360.model import Scale
from flash360.statistics import gaps, posterior_mean

FIVE, TEN = Scale(1, 5, 4), Scale(0, 10, 6)
PANELS = st.lists(st.integers(0, 8), min_size=5, max_size=5).filter(any).map(tuple)


@given(PANELS, PANELS)
@settings(max_examples=40)
def test_a_gap_does_not_depend_on_who_comes_first(one, other):
    (found,), (again,) = gaps([(one, FIVE), (other, FIVE)]), gaps([(other, FIVE), (one, FIVE)])
    assert (found.value, found.low, found.high) == pytest.approx((again.value, again.low, again.high)) or found.value == 0
    assert found.value == pytest.approx(25 * abs(np.average(range(5), weights=one) - np.average(range(5), weights=other)))
    assert found.low <= found.value <= found.high


def test_the_same_panel_twice_has_a_gap_of_nothing_and_no_certainty():
    (found,) = gaps([((1, 2, 3, 4, 5), FIVE), ((1, 2, 3, 4, 5), FIVE)])
    assert found.value == 0
    assert found.low == pytest.approx(-found.high)
    assert not found.certain


def test_scales_are_brought_to_one_ruler_and_all_pairs_are_there_widest_first():
    found = gaps([((0, 0, 0, 0, 9), FIVE), ((0,) * 5 + (9,) + (0,) * 5, TEN), ((9, 0, 0, 0, 0), FIVE)])
    assert [(gap.higher, gap.lower) for gap in found] == [(0, 2), (0, 1), (1, 2)]
    assert found[1].value == pytest.approx(found[2].value)
    assert all(gap.certain for gap in found)


def test_more_pairs_widen_each_interval():
    two = gaps([((0, 1, 2, 3, 4), FIVE), ((4, 3, 2, 1, 0), FIVE)])[0]
    three = gaps([((0, 1, 2, 3, 4), FIVE), ((4, 3, 2, 1, 0), FIVE), ((2, 2, 2, 2, 2), FIVE)])[0]
    assert two.value == three.value
    assert three.low < two.low < two.high < three.high


def test_overlapping_intervals_may_leave_a_certain_gap():
    """What the eye reads from two bars is too cautious: two 95 % intervals that overlap, and a difference that is certain."""
    low, high = (2, 5, 4, 1, 0), (0, 2, 4, 5, 1)
    assert posterior_mean(low)[2] > posterior_mean(high)[1]
    assert gaps([(low, FIVE), (high, FIVE)])[0].certain


def test_a_silent_panel_is_an_error():
    with pytest.raises(NoGrades):
        gaps([((0, 0, 0, 0, 0), FIVE), ((1, 0, 0, 0, 0), FIVE)])


@pytest.mark.parametrize(("first", "second"), [("accord fort", "penchant"), ("avis étalés", "deux camps")])
def test_the_interval_holds_the_true_gap_about_as_often_as_it_says(first, second):
    generator, held = np.random.default_rng(360), []
    for n, m in product((5, 9, 14, 20), repeat=2):
        for _ in range(12):
            panels = generator.multinomial(n, SHAPES[first]), generator.multinomial(m, SHAPES[second])
            (gap,) = gaps([(tuple(panel.tolist()), FIVE) for panel in panels])
            truth = 25 * (np.dot(SHAPES[first], range(5)) - np.dot(SHAPES[second], range(5))) * (1 if gap.higher == 0 else -1)
            held.append(gap.low <= truth <= gap.high)
    assert 0.90 <= np.mean(held) <= 0.985
