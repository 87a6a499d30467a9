"""Are they split in two: the RAND/UCLA measure of disagreement."""

from __future__ import annotations

import numpy as np

from flash360.model import Counts
from flash360.statistics.grades import Flag, Panels, Real, Whole, grade_at, one_panel

MINORITY_TENTHS = 3
"""On two grades a minority of three tenths is a split."""


def percentile_ranks(n: Whole, tenths: int) -> tuple[Whole, Whole]:
    """The two ranks whose grades' mean is the percentile at `tenths` tenths: ⌈n·q⌉ and ⌊n·q⌋ + 1, in whole numbers.

    The same as numpy's `method="averaged_inverted_cdf"` (definition 2 of Hyndman & Fan 1996).
    """
    return -(-n * tenths // 10), n * tenths // 10 + 1


def percentiles(panels: Panels) -> tuple[Real, Real]:
    """The 30th and 70th percentiles of each panel, in grade indices (halves are possible)."""
    n = panels.sum(axis=1)
    ends = [[grade_at(panels, rank) for rank in percentile_ranks(n, tenths)] for tenths in (3, 7)]
    return (ends[0][0] + ends[0][1]) / 2, (ends[1][0] + ends[1][1]) / 2


def indices(p30: Real, p70: Real, grades: int) -> Real:
    """The disagreement index IPR/IPRAS, percentiles being grade indices; above 1 the panel disagrees.

    On the 1–9 scale (x → 1 + 8·x/(K − 1)): IPR = p70 − p30, IPRAS = 2.35 + 1.5·|5 − (p30 + p70)/2|.
    Source: Fitch et al., The RAND/UCLA Appropriateness Method User's Manual, RAND MR-1269, 2001, chapter 8.
    """
    step = 8 / (grades - 1)
    return step * (p70 - p30) / (2.35 + 1.5 * np.abs(4 - step * (p30 + p70) / 2))


def far_apart(p30: Real, p70: Real, grades: int) -> Flag:
    """Whether percentiles (grade indices) show a split: index above 1, and at least two grades apart on the scale."""
    return (indices(p30, p70, grades) > 1) & (p70 - p30 >= min(2, grades - 1))


def split_ranks(n: Whole, grades: int) -> tuple[tuple[Whole, Whole], tuple[Whole, Whole]]:
    """The ranks whose grades decide of a split: those of the 30th percentile, and those of the 70th.

    On two grades they are such that a split is a minority of at least three tenths.
    """
    if grades > 2:
        return percentile_ranks(n, 3), percentile_ranks(n, 7)
    minority = -(-n * MINORITY_TENTHS // 10)
    return (minority, minority), (n + 1 - minority, n + 1 - minority)


def splits(panels: Panels) -> Flag:
    """Whether each panel is split in two: IPR > IPRAS and percentiles two grades apart; on two grades, minority ≥ 30 %.

    An empty panel is not split.
    """
    n, grades = panels.sum(axis=1), panels.shape[1]
    low, high = split_ranks(n, grades)
    p30, p70 = ((grade_at(panels, a) + grade_at(panels, b)) / 2 for a, b in (low, high))
    return far_apart(p30, p70, grades) & (n > 0)


def disagreement(counts: Counts) -> tuple[bool, float]:
    """Whether one panel is split in two, and its disagreement index IPR/IPRAS (without unit).

    Raises NoGrades when nobody expressed a grade. Source: RAND MR-1269, 2001; the distance of two grades is ours.
    """
    panel = one_panel(counts)
    p30, p70 = percentiles(panel)
    return bool(splits(panel)[0]), float(indices(p30, p70, panel.shape[1])[0])
