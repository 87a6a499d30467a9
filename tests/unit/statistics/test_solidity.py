"""The solidity of a verdict, held against brute force on small panels."""

from __future__ import annotations

from functools import cache
from itertools import combinations, combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flash360.model import Scale, Verdict
from flash360.statistics import solidity

FIVE = Scale(1, 5, 4)


@cache
def state(grades, scale):
    """One axis by the letter of the rule: number of grades, favourable, split."""
    n, ordered = len(grades), sorted(grades)
    if not n:
        return 0, False, False
    favourable = ordered[(n + 1) // 2 - 1] >= scale.favourable_from
    if scale.max - scale.min == 1:
        return n, favourable, 10 * min(grades.count(scale.min), grades.count(scale.max)) >= 3 * n
    low, high = np.percentile(ordered, [30, 70], method="averaged_inverted_cdf")
    a, b = (1 + 8 * (end - scale.min) / (scale.max - scale.min) for end in (low, high))
    return n, favourable, bool(b - a > 2.35 + 1.5 * abs(5 - (a + b) / 2) and high - low >= 2)


def rule(first, second):
    (n, favourable, split), (m, also_favourable, also_split) = first, second
    if min(n, m) < 5:
        return Verdict.INCONCLUSIVE
    if favourable and also_favourable:
        return Verdict.WITH_RESERVATIONS if split or also_split else Verdict.FAVOURABLE
    return Verdict.TO_REWORK if favourable or also_favourable else Verdict.UNFAVOURABLE


def axis_of(grades, axis):
    return tuple(sorted(pair[axis] for pair in grades if pair[axis] is not None))


def verdict_of(grades, scales):
    return rule(*(state(axis_of(grades, axis), scales[axis]) for axis in (0, 1)))


@cache
def reachable(kept, free, scale):
    """The states of an axis where `free` participants may give any grade."""
    choices = combinations_with_replacement(range(scale.min, scale.max + 1), free)
    return frozenset(state(tuple(sorted([*kept, *new])), scale) for new in choices)


def brute_flips(grades, scales):
    """Try every set of participants, smallest first, and every grades they might give instead."""
    current = verdict_of(grades, scales)
    for size in range(1, len(grades) + 1):
        for chosen in combinations(range(len(grades)), size):
            kept = [pair for place, pair in enumerate(grades) if place not in chosen]
            states = [
                reachable(axis_of(kept, axis), sum(grades[place][axis] is not None for place in chosen), scales[axis])
                for axis in (0, 1)
            ]
            if any(rule(first, second) is not current for first, second in product(*states)):
                return size
    return None


def brute_absences(grades, scales):
    current = verdict_of(grades, scales)
    changed, too_few = 0, 0
    for place in range(len(grades)):
        rest = [pair for other, pair in enumerate(grades) if other != place]
        few = min(sum(pair[axis] is not None for pair in rest) for axis in (0, 1)) < 5
        new = verdict_of(rest, scales)
        changed += new is not current and not few
        too_few += new is not current and few
    return changed, too_few


@st.composite
def panels(draw, sizes, tops):
    scales = tuple(
        Scale(low, low + width, low + draw(st.integers(1, width)))
        for low, width in ((draw(st.integers(0, 1)), draw(st.sampled_from(tops))) for _ in range(2))
    )
    n = draw(st.integers(*sizes))
    ends = [st.sampled_from([scale.min, scale.max, *range(scale.min, scale.max + 1)]) for scale in scales]
    grade = [st.one_of(end, end, end, end, st.none()) for end in ends]
    return draw(st.lists(st.tuples(*grade), min_size=n, max_size=n)), scales


@settings(max_examples=200, deadline=None)
@given(panels(sizes=(0, 6), tops=(1, 2, 3, 4)))
def test_flips_and_absences_of_small_panels_are_those_of_brute_force(drawn):
    grades, scales = drawn
    found = solidity(grades, *scales)
    spoken = [pair for pair in grades if pair != (None, None)]
    assert found.flips == brute_flips(grades, scales)
    assert (found.pivotal, found.too_few) == brute_absences(spoken, scales)
    assert found.voters == len(spoken)


DIVIDED = st.integers(8, 11).flatmap(
    lambda n: st.lists(st.tuples(*[st.sampled_from([1, 1, 1, 1, 2, 3, 4, 4, 4, 4, 4, 4, 0])] * 2), min_size=n, max_size=n)
)


@settings(max_examples=60, deadline=None)
@given(DIVIDED)
def test_two_splits_that_must_end_at_once_are_those_of_brute_force(grades):
    scales = (Scale(0, 4, 1), Scale(0, 4, 1))
    assert solidity(grades, *scales).flips == brute_flips(grades, scales)


def test_where_two_splits_must_end_neither_the_larger_cost_nor_the_sum_is_right():
    scale = Scale(0, 4, 1)
    # On each axis 5 give 1 and 7 give 4: two of the 5 must move. One participant alone is low on both axes.
    grades = [(1, 1)] + [(1, 4)] * 4 + [(4, 1)] * 4 + [(4, 4)] * 3
    alone = [solidity([(pair[axis], 4) for pair in grades], scale, scale).flips for axis in (0, 1)]
    found = solidity(grades, scale, scale)
    assert (found.verdict, alone, found.flips) == (Verdict.WITH_RESERVATIONS, [2, 2], 3)
    assert brute_flips(grades, (scale, scale)) == 3


def test_turning_an_axis_costs_the_grades_missing_at_the_middle():
    # 18 participants, m = 9; 7 grades below favourable on feasibility, none on impact: 9 − 7 = 2 must fall.
    grades = [(3, 5)] * 7 + [(4, 5)] * 11
    found = solidity(grades, FIVE, FIVE)
    assert (found.verdict, found.flips, found.voters) == (Verdict.FAVOURABLE, 2, 18)


def test_an_inconclusive_verdict_cannot_be_changed_by_other_grades():
    found = solidity([(4, 5)] * 4 + [(4, None)] * 3, FIVE, FIVE)
    assert (found.verdict, found.flips, found.pivotal, found.too_few) == (Verdict.INCONCLUSIVE, None, 0, 0)


def test_an_absence_that_merely_leaves_four_grades_is_named_as_such():
    found = solidity([(4, 5)] * 5, FIVE, FIVE, ["usager", "usager", "agent", "expert", "decideur"])
    assert (found.pivotal, found.too_few) == (0, 5)
    assert {(c.college, c.verdict, c.too_few) for c in found.colleges} == {
        (name, Verdict.INCONCLUSIVE, True) for name in ("usager", "agent", "expert", "decideur")
    }


def test_a_college_whose_absence_changes_the_verdict_is_pivotal():
    grades = [(5, 5)] * 6 + [(2, 5)] * 5
    found = solidity(grades, FIVE, FIVE, ["usager"] * 6 + ["agent"] * 5)
    assert [(c.college, c.verdict, c.too_few) for c in found.colleges] == [
        ("agent", Verdict.FAVOURABLE, False),
        ("usager", Verdict.TO_REWORK, False),
    ]


def test_colleges_are_optional_and_a_participant_without_one_belongs_to_none():
    assert solidity([(5, 5)] * 6, FIVE, FIVE).colleges == ()
    assert solidity([(5, 5)] * 6, FIVE, FIVE, [None] * 6).colleges == ()


@pytest.mark.parametrize("n", [5, 6, 10, 20])
def test_unanimity_needs_the_fewest_grades_of_a_split_or_of_a_turn(n):
    grades = [(5, 5)] * n
    assert solidity(grades, FIVE, FIVE).flips == min((n + 1) // 2, -(-3 * n // 10) + (n % 10 == 0))
