"""The fewest grades that turn an axis, split it or end its split: against every panel there is."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from flash360.statistics.changes import splitting_costs, turning_costs
from flash360.statistics.disagreement import splits
from flash360.statistics.grades import majority_grades


def every_panel(n, grades):
    """All histograms of n grades on a scale of so many, by stars and bars."""
    bars = np.array(list(combinations(range(n + grades - 1), grades - 1)))
    edges = np.column_stack([np.full(len(bars), -1), bars, np.full(len(bars), n + grades - 1)])
    return np.diff(edges, axis=1) - 1


def nearest_other(panels, state):
    """The fewest grades to change to reach a panel of the other state: half the distance between histograms."""
    others = [panels[~state], panels[state]]
    return np.array([np.abs(others[int(own)] - panel).sum(axis=1).min() // 2 for panel, own in zip(panels, ~state, strict=True)])


SIZES = [(5, 5), (6, 4), (7, 5), (10, 4), (10, 5), (13, 4), (20, 3), (5, 11), (10, 2), (9, 2)]


@pytest.mark.parametrize(("n", "grades"), SIZES)
def test_splitting_or_ending_a_split_costs_the_distance_to_the_nearest_such_panel(n, grades):
    panels = every_panel(n, grades)
    assert splitting_costs(panels).tolist() == nearest_other(panels, splits(panels)).tolist()


@pytest.mark.parametrize(("n", "grades"), [(5, 5), (6, 4), (7, 5), (10, 4), (20, 3), (9, 2)])
def test_turning_an_axis_costs_the_distance_to_the_nearest_panel_on_the_other_side(n, grades):
    panels = every_panel(n, grades)
    for favourable in range(1, grades):
        state = majority_grades(panels)[0] >= favourable
        costs = turning_costs(panels, np.full(len(panels), favourable))
        assert costs.tolist() == nearest_other(panels, state).tolist()


def test_an_empty_panel_costs_nothing():
    assert splitting_costs(np.zeros((1, 5), dtype=np.int64)).tolist() == [0]
