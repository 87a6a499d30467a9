"""How few grades of one axis would have to change for the axis to turn, or to become or stop being split.

A grade changes to any other grade of the scale; abstentions stay abstentions, so n does not move.
"""

from __future__ import annotations

import numpy as np

from flash360.statistics.disagreement import far_apart, split_ranks, splits
from flash360.statistics.grades import Panels, Whole


def sorted_grades(panels: Panels, n: int) -> Whole:
    """The grades (indices) of panels of n grades each, ascending: shape (panels, n)."""
    grades = np.tile(np.arange(panels.shape[1]), len(panels))
    return np.repeat(grades, panels.ravel()).reshape(len(panels), n)


def turning_costs(panels: Panels, favourable: Whole) -> Whole:
    """The smallest number of changed grades that makes each axis favourable, or no longer so.

    With m = ⌈n/2⌉ and b grades below the favourable one: m − b when it is favourable (b < m), b − m + 1 when not.
    """
    m = (panels.sum(axis=1) + 1) // 2
    below = (panels * (np.arange(panels.shape[1]) < favourable[:, None])).sum(axis=1)
    return np.where(below < m, m - below, below - m + 1)


def splitting_costs(panels: Panels) -> Whole:
    """The smallest number of changed grades that splits each panel, or ends its split. An empty panel gives 0.

    To end a split, some a lowest and b highest grades move to the middle: the percentiles become those of ranks
    shifted by a and b. To make one, they move to the two ends: the shifts are reversed. The least a + b is the answer, since any
    other choice leaves the percentiles no closer (or no further apart).
    """
    costs = np.zeros(len(panels), dtype=np.int64)
    sizes = panels.sum(axis=1)
    for n in np.unique(sizes[sizes > 0]).tolist():
        rows = np.flatnonzero(sizes == n)
        split = splits(panels[rows])
        for ending in (True, False):
            chosen = rows[split == ending]
            if len(chosen):
                costs[chosen] = _fewest_moves(sorted_grades(panels[chosen], n), panels.shape[1], ending)
    return costs


def _fewest_moves(ordered: Whole, grades: int, ending: bool) -> Whole:
    """The least a + b for panels of the same size, all split (`ending`) or all not."""
    n = ordered.shape[1]
    (low, low_next), (high, high_next) = split_ranks(np.array(n), grades)
    ends = np.repeat([0, grades - 1], n)
    padded = np.column_stack([np.broadcast_to(ends[:n], ordered.shape), ordered, np.broadcast_to(ends[n:], ordered.shape)])
    costs, open_rows = np.full(len(ordered), n), np.arange(len(ordered))
    for total in range(1, n + 1):
        for a in range(total + 1):
            up, down = (a, a - total) if ending else (-a, total - a)
            rows = padded[open_rows]
            p30 = (rows[:, n - 1 + low + up] + rows[:, n - 1 + low_next + up]) / 2
            p70 = (rows[:, n - 1 + high + down] + rows[:, n - 1 + high_next + down]) / 2
            reached = far_apart(p30, p70, grades) != ending
            costs[open_rows[reached]] = total
            open_rows = open_rows[~reached]
        if not len(open_rows):
            break
    return costs
