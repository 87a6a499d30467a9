"""An attacker reads everything that is published and solves it: nobody's vote follows."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from flash360.access.disclosure import POSSIBLE, bounds, hidden_groups, isolates, panel_too_small, unanimous

SMALL = 5


def attacked(sizes, tally, hidden, *, everything=False):
    """How many values each hidden count may have, by linear programming over what is published: {(group, grade): values}.

    Unknown: each hidden group's tally. Known: how many of the hidden gave each grade, that each group has someone, that none
    is larger than a group shown. everything: as if all groups were hidden, the whole panel's tally alone being told.
    """
    groups = sorted(sizes) if everything else sorted(hidden)
    grades = len(next(iter(tally.values())))
    told = [sum(tally[group][grade] for group in groups) for grade in range(grades)]
    largest = min((sizes[group] for group in sizes if group not in groups), default=sum(sizes.values()))
    unknowns = len(groups) * grades
    sums = np.zeros((grades, unknowns))
    rows = np.zeros((2 * len(groups), unknowns))
    for place, grade in itertools.product(range(len(groups)), range(grades)):
        sums[grade, place * grades + grade] = 1
        rows[2 * place, place * grades + grade] = 1
        rows[2 * place + 1, place * grades + grade] = -1
    limits = [limit for _ in groups for limit in (largest, -1)]
    found = {}
    for cell in range(unknowns):
        ends = []
        for sign in (1, -1):
            goal = np.zeros(unknowns)
            goal[cell] = sign
            solved = linprog(goal, A_ub=rows, b_ub=limits, A_eq=sums, b_eq=told, bounds=(0, None), method="highs")
            assert solved.status == 0
            ends.append(sign * solved.fun)
        found[groups[cell // grades], cell % grades] = round(ends[1]) - round(ends[0]) + 1
    return found


panels = st.integers(2, 4).flatmap(
    lambda groups: st.lists(
        st.lists(st.integers(0, 5), min_size=5, max_size=5).filter(sum), min_size=groups, max_size=groups
    ).filter(lambda tallies: sum(map(sum, tallies)) <= 40)
)


@settings(max_examples=60, deadline=None)
@given(panels)
def test_no_hidden_count_is_narrowed_below_three_values_unless_the_whole_panel_says_it_alone(tallies):
    tally = dict(enumerate(tallies))
    sizes = {group: sum(counts) for group, counts in tally.items()}
    hidden = hidden_groups(sizes, [tally], SMALL)
    assert hidden >= {group for group, size in sizes.items() if size < SMALL}
    if not hidden:
        return
    alone = attacked(sizes, tally, hidden, everything=True)
    for cell, values in attacked(sizes, tally, hidden).items():
        assert values >= min(POSSIBLE, alone[cell]), (cell, tally, hidden)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 9), st.integers(0, 9), st.integers(2, 4), st.integers(1, 10))
@example(people=4, total=3, groups=2, most=2)
def test_the_bounds_are_those_of_every_way_to_share_the_people_out(people, total, groups, most):
    splits = [split for split in itertools.product(range(1, most + 1), repeat=groups) if sum(split) == people]
    if not splits or total > people:
        return
    reached = {given for own, *_ in splits for given in range(max(0, own + total - people), min(own, total) + 1)}
    assert bounds(total, people, groups, most) == (min(reached), max(reached))
    assert reached == set(range(min(reached), max(reached) + 1))


def test_with_no_small_group_nothing_is_hidden():
    tally = {"usagers": (1, 4, 0), "agents": (0, 3, 3)}
    assert hidden_groups({"usagers": 5, "agents": 6}, [tally], SMALL) == frozenset()


def test_one_small_group_takes_another_with_it_or_it_would_be_the_total_minus_the_rest():
    tally = {"usagers": (3, 3, 0), "agents": (2, 5, 0), "experts": (1, 1, 0)}
    assert hidden_groups({"usagers": 6, "agents": 7, "experts": 2}, [tally], SMALL) == {"experts", "usagers"}


def test_a_second_group_is_hidden_when_the_first_two_leave_a_vote_to_guess():
    """Two small groups hide 4 people, of whom one gave the lowest grade that three gave in all: too few to get lost among."""
    tally = {"a": (1, 1, 0), "b": (0, 2, 0), "c": (2, 4, 0), "d": (0, 9, 0)}
    assert hidden_groups({"a": 2, "b": 2, "c": 6, "d": 9}, [tally], SMALL) == {"a", "b", "c"}


def test_every_question_counts():
    quiet = {"a": (2, 2, 0), "b": (2, 2, 0), "c": (2, 4, 0), "d": (2, 7, 0)}
    telling = {"a": (1, 3, 0), "b": (0, 4, 0), "c": (3, 3, 0), "d": (0, 9, 0)}
    sizes = {"a": 4, "b": 4, "c": 6, "d": 9}
    assert hidden_groups(sizes, [quiet], SMALL) == {"a", "b"}
    assert hidden_groups(sizes, [quiet, telling], SMALL) == {"a", "b", "c"}


@pytest.mark.parametrize(("people", "hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_panel_of_four_is_a_small_group_itself(people, hidden):
    assert panel_too_small(people, SMALL) is hidden


@pytest.mark.parametrize(
    ("kept", "isolating"),
    [({"a": 4}, True), ({"a": 5}, False), ({"a": 5, "b": 8}, True), ({}, False), ({"a": 5, "b": 10}, False)],
)
def test_a_filter_isolates_by_what_it_keeps_and_by_what_it_leaves_out(kept, isolating):
    assert isolates(kept, {"a": 5, "b": 10}, SMALL) is isolating


@pytest.mark.parametrize(("tally", "said"), [((0, 5, 0), True), ((0, 5, 1), False), ((1, 4, 0), False), ((0, 0, 5), False)])
def test_a_unanimous_group_tells_the_vote_of_each(tally, said):
    assert unanimous(tally) is said
