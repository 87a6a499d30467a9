"""The interval of the median, from order statistics alone."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import bdtr

from flash360.model import Counts
from flash360.statistics.grades import Flag, Panels, Whole, grade_at, one_panel
from flash360.statistics.share import LEVEL


@cache
def median_ranks(n: int, level: float = LEVEL) -> tuple[int, int] | None:
    """The ranks (from 1) of the two grades that hold the median between them at `level`, or None.

    The largest r with P(Binomial(n, ½) < r) ≤ (1 − level)/2, and n + 1 − r: whatever the distribution, the
    population's median lies between these two grades with at least that probability. None when even the lowest and
    the highest do not suffice: below n = 6 at 95 %. Source: Conover, Practical Nonparametric Statistics, 3rd ed., 3.2.
    """
    r = int((bdtr(np.arange(n + 1), n, 0.5) <= (1 - level) / 2).sum())
    return (r, n + 1 - r) if r else None


def median_intervals(panels: Panels) -> tuple[Whole, Whole, Flag]:
    """The limits (grade indices) of each panel's median interval at 95 %, and whether there is one."""
    n = panels.sum(axis=1)
    ranks = np.array([median_ranks(size) or (0, 0) for size in range(int(n.max(initial=0)) + 1)])
    return grade_at(panels, ranks[n, 0]), grade_at(panels, ranks[n, 1]), ranks[n, 0] > 0


def median_interval(counts: Counts, low: int = 0) -> tuple[int, int] | None:
    """The 95 % interval of one panel's median, in grades of a scale that begins at `low`; None below six grades.

    Raises NoGrades when nobody expressed a grade.
    """
    lower, upper, exists = median_intervals(one_panel(counts))
    return (int(lower[0]) + low, int(upper[0]) + low) if exists[0] else None
