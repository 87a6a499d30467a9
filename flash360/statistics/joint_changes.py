"""How few participants would have to change for two split axes to both stop being split.

One participant can serve both axes, so the answer lies between the larger and the sum of the two axes' costs. The
participants' joint grades decide.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flash360.statistics.disagreement import far_apart, split_ranks
from flash360.statistics.grades import Flag, Real, Whole


@dataclass(frozen=True)
class _Targets:
    """Ways in which one axis may stop being split, each a set of demands on who changes.

    size: participants that each way needs. cap, uncovered: the ways of cutting its demands, shapes (ways, 9) and
    (ways, 9, participants); see `_overlap`.
    """

    size: Whole
    cap: Real
    uncovered: Real


def both_ends_cost(feasibility: Whole, impact: Whole, grades: tuple[int, int], bound: int) -> int:
    """The smallest number of participants whose change ends the split of both axes, or `bound` if that is smaller.

    feasibility, impact: each participant's grade index, −1 without one; both axes are split. grades: of the two scales.

    An axis stops being split when its order statistics come within some thresholds: at least so many of those below
    one grade, and of those above another, must change (they can all go to one grade between). Two such families of demands,
    one per axis, are two laminar matroids; the fewest participants meeting both are the two sizes less the largest set
    that serves both at once (matroid intersection).
    """
    first, second = _targets(feasibility, grades[0], bound), _targets(impact, grades[1], bound)
    if not len(first.size) or not len(second.size):
        return bound
    cost = first.size[:, None] + second.size[None, :] - _overlap(first, second)
    return min(bound, int(cost.min()))


def _overlap(first: _Targets, second: _Targets) -> Whole:
    """For each pair of ways, the largest set of participants that serves the demands of both: shape (ways, ways).

    Max-flow min-cut: the least, over the cuts of the two, of their capacities plus the participants that neither covers.
    """
    ways, cuts, people = first.uncovered.shape
    others = len(second.size)
    shared = first.uncovered.reshape(ways * cuts, people) @ second.uncovered.reshape(others * cuts, people).T
    total = shared.reshape(ways, cuts, others, cuts) + first.cap[:, :, None, None] + second.cap[None, None, :, :]
    return total.min(axis=(1, 3)).astype(np.int64)


def _targets(axis: Whole, grades: int, bound: int) -> _Targets:
    """The ways to end the split of one axis with fewer than `bound` participants.

    Thresholds on grades that somebody gave suffice: between two of them, IPR − IPRAS is concave in a moved grade. Of these,
    only the loosest: a way that asks more of somebody, and less of nobody, is left out.
    """
    given = np.sort(axis[axis >= 0])
    n, present = len(given), np.unique(given)
    below, above = np.searchsorted(given, present, "left"), n - np.searchsorted(given, present, "right")
    (low, low_next), (high, high_next) = ((int(a), int(b)) for a, b in split_ranks(np.array(n), grades))
    u, v = _pairs(len(present), together=low == low_next)
    w, z = _pairs(len(present), together=high == high_next)
    first_low = np.maximum(below[u] - low + 1, 0)
    first_high = np.maximum(above[z] - n + high_next, 0)
    all_low = np.maximum(first_low, below[v] - low_next + 1)
    all_high = np.maximum(first_high, above[w] - n + high)
    few_low, few_high = np.flatnonzero(all_low < bound), np.flatnonzero(all_high < bound)
    left, right = (side.ravel() for side in np.meshgrid(few_low, few_high, indexing="ij"))

    def ended(lower: Whole, lower_next: Whole, upper: Whole, upper_next: Whole) -> Flag:
        p30, p70 = (present[lower] + present[lower_next]) / 2, (present[upper] + present[upper_next]) / 2
        return (lower_next <= upper) & ~far_apart(p30, p70, grades)

    size = all_low[left] + all_high[right]
    kept = (size < bound) & ended(u[left], v[left], w[right], z[right])
    left, right = left[kept], right[kept]
    loosest = np.ones(len(left), dtype=bool)
    for step in _loosenings(together=low == low_next):
        looser = [index + move for index, move in zip((u[left], v[left], w[right], z[right]), step, strict=True)]
        possible = (looser[0] >= 0) & (looser[0] <= looser[1]) & (looser[2] <= looser[3]) & (looser[3] < len(present))
        inside = [np.clip(index, 0, len(present) - 1) for index in looser]
        loosest &= ~(possible & ended(*inside))
    left, right, size = left[loosest], right[loosest], size[kept][loosest]

    known, nobody = axis >= 0, np.zeros((len(left), len(axis)), dtype=bool)
    lower = [known & (axis < present[edge[left]][:, None]) for edge in (v, u)] + [nobody]
    upper = [known & (axis > present[edge[right]][:, None]) for edge in (w, z)] + [nobody]
    low_caps = [np.zeros(len(left)), (all_low - first_low)[left], all_low[left]]
    high_caps = [np.zeros(len(left)), (all_high - first_high)[right], all_high[right]]
    return _Targets(
        size,
        np.stack([a + b for a in low_caps for b in high_caps], axis=1),
        np.stack([a | b for a in lower for b in upper], axis=1).astype(np.float64),
    )


def _pairs(size: int, together: bool) -> tuple[Whole, Whole]:
    """Places (i, j) with i ≤ j below `size`; i = j only when the two ranks are one (`together`)."""
    if together:
        return np.arange(size), np.arange(size)
    first, second = np.triu_indices(size)
    return first, second


def _loosenings(together: bool) -> list[tuple[int, int, int, int]]:
    """The steps by which thresholds (two low ones, two high ones) ask less; the two of a rank go together."""
    if together:
        return [(-1, -1, 0, 0), (0, 0, 1, 1)]
    return [(-1, 0, 0, 0), (0, -1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)]
