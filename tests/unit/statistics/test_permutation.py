"""Rank tests, against every arrangement written out one by one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flash360.statistics import rank_test
from flash360.statistics.sharing_out import TRIED, shared_out

Groups = tuple[tuple[int, ...], ...]


def arrangements(people: list[int], sizes: list[int]) -> Iterator[list[list[int]]]:
    """Every way of putting these people into groups of these sizes."""
    if len(sizes) == 1:
        yield [people]
        return
    for chosen in combinations(range(len(people)), sizes[0]):
        others = [one for place, one in enumerate(people) if place not in chosen]
        for rest in arrangements(others, sizes[1:]):
            yield [[people[place] for place in chosen], *rest]


def written_out(groups: Groups) -> tuple[Fraction, Fraction]:
    """p, and the smallest that it could be, from the definition."""
    grades = [[grade for grade, count in enumerate(counts) for _ in range(count)] for counts in groups]
    people = sorted(grade for group in grades for grade in group)
    rank = {grade: Fraction(people.index(grade) + 1 + people.index(grade) + people.count(grade), 2) for grade in people}
    middle = Fraction(len(people) + 1, 2)

    def apart(arranged: list[list[int]]) -> Fraction:
        sums = [sum(rank[one] for one in group) for group in arranged]
        if len(sums) == 2:
            return abs(sums[0] - len(arranged[0]) * middle)
        means = [total / len(group) for group, total in zip(arranged, sums, strict=True)]
        return sum((len(group) * (mean - middle) ** 2 for group, mean in zip(arranged, means, strict=True)), Fraction())

    found = [apart(one) for one in arrangements(people, [len(group) for group in grades])]
    return (
        Fraction(sum(one >= apart(grades) for one in found), len(found)),
        Fraction(sum(one == max(found) for one in found), len(found)),
    )


@st.composite
def few_people(draw: st.DrawFn) -> Groups:
    """Two to four groups of one to three people, on scales of two to five grades."""
    grades = draw(st.integers(2, 5))
    own = st.lists(st.integers(0, grades - 1), min_size=1, max_size=3)
    groups = draw(st.lists(own, min_size=2, max_size=4).filter(lambda all_of: sum(map(len, all_of)) <= 7))
    return tuple(tuple(group.count(grade) for grade in range(grades)) for group in groups)


@settings(deadline=None)
@given(few_people())
def test_p_is_the_share_of_all_arrangements_that_are_as_far_apart(groups: Groups):
    found, (p, smallest) = rank_test(groups), written_out(groups)
    assert (found.p, found.smallest_p, found.exact) == (pytest.approx(float(p)), pytest.approx(float(smallest)), True)


@settings(deadline=None)
@given(few_people(), st.randoms(use_true_random=False))
def test_neither_the_order_of_the_groups_nor_grades_that_nobody_gave_matter(groups: Groups, chance):
    shuffled = list(groups)
    chance.shuffle(shuffled)
    assert rank_test(tuple((0, *counts, 0) for counts in shuffled)) == rank_test(groups)


def test_a_full_panel_of_three_colleges_is_counted_however_many_its_arrangements():
    groups = ((0, 1, 2, 4), (1, 3, 2, 1), (4, 1, 1, 0))  # 20! / (7! 7! 6!) = 133,024,320 arrangements
    sums, times = shared_out([5, 5, 5, 5], [6, 16, 26, 36], (7, 7, 6), TRIED) or ([], [])
    assert (sum(times.tolist()), len(times)) == (133_024_320, 3_600)
    assert {total.item() for total in sums.sum(axis=0)} == {5 * (6 + 16 + 26 + 36)}
    assert rank_test(groups).exact
    assert 0.001 < rank_test(groups).p < 0.05


def test_too_many_ways_to_share_out_are_not_all_tried():
    assert shared_out([2] * 10, list(range(10)), (5, 5, 5, 5), most=10_000) is None


def test_what_does_not_fit_in_a_number_is_not_counted():
    assert shared_out([100] * 4, [101, 301, 501, 701], (100, 100, 100, 100), inf) is None


def test_no_person_is_shared_out_twice():
    sums, times = shared_out([1, 1, 1], [2, 4, 6], (1, 1, 1), TRIED) or ([], [])
    assert sorted(map(tuple, sums.T.tolist())) == [(2, 4, 6), (2, 6, 4), (4, 2, 6), (4, 6, 2), (6, 2, 4), (6, 4, 2)]
    assert times.tolist() == [1] * 6
