"""How far apart two panels are, and whether two other panels of the same kinds would say so too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from flash360.model import Counts, Scale
from flash360.statistics.grades import Real, one_panel
from flash360.statistics.posterior import DRAWS, posterior_draws
from flash360.statistics.share import DECIMALS, LEVEL

_POINTS = 200
"""Slices of each panel's draws; two panels are compared slice by slice, all with all."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The mean position of one panel less that of another. higher, lower: their places in what was compared.

    value, low, high: points of 100; value ≥ 0. certain: the interval leaves zero out.
    """

    higher: int
    lower: int
    value: float
    low: float
    high: float

    @property
    def certain(self) -> bool:
        """Whether another two panels of these kinds would be in the same order."""
        return self.low > 0


def gaps(panels: Sequence[tuple[Counts, Scale]], level: float = LEVEL) -> list[Gap]:
    """Every pair of panels, widest gap first; the intervals hold together at `level`, whatever the number of pairs.

    panels: votes per grade, lowest first, and the scale they are on; positions run from 0, its bottom, to 100. The two
    panels are independent: the interval is that of the difference of two draws, one from each posterior (see
    `posterior_means`), each cut into slices of equal weight; widened where needed to hold the gap itself. With m pairs
    each is at 1 − (1 − level)/m (Bonferroni): the widest of several gaps is wide by chance too. Raises NoGrades when a
    panel expressed no grade.
    Source: Gelman et al., Bayesian Data Analysis, 3rd ed., 3.4; Dunn 1961 for the pairs.
    """
    drawn = [_positions(posterior_draws(counts), scale) for counts, scale in panels]
    means = [float(_positions(one_panel(counts)[0] @ np.arange(len(counts)) / sum(counts), scale)) for counts, scale in panels]
    pairs = list(combinations(range(len(panels)), 2))
    tail = (1 - level) / max(2 * len(pairs), 1)
    found = list[Gap]()
    for one, other in pairs:
        higher, lower = (one, other) if means[one] >= means[other] else (other, one)
        low, high = np.quantile(_slices(drawn[higher])[:, None] - _slices(drawn[lower]), (tail, 1 - tail))
        value = means[higher] - means[lower]
        limits = min(float(low), value), max(float(high), value)
        found.append(Gap(higher, lower, round(value, DECIMALS), *(round(limit, DECIMALS) for limit in limits)))
    return sorted(found, key=lambda gap: (-gap.value, gap.higher, gap.lower))


def _positions(grades: Real, scale: Scale) -> Real:
    """Grade indices as positions, points of 100."""
    return 100 * grades / (scale.max - scale.min)


def _slices(draws: Real) -> Real:
    """The means of equal slices of the ordered draws."""
    return np.sort(draws).reshape(_POINTS, DRAWS // _POINTS).mean(axis=1)
