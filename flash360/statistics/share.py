"""How many are for: the share of favourable grades, with its Jeffreys interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from flash360.model import Counts, Scale
from flash360.statistics.grades import Real, Whole, one_panel

LEVEL = 0.95
"""The level of every interval shown."""
DECIMALS = 9
"""Figures from special functions are rounded here, so that two machines give the same ones."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a whole with its interval, as fractions of 1."""

    value: float
    low: float
    high: float


def jeffreys(favourable: Whole, n: Whole, level: float = LEVEL) -> tuple[Real, Real]:
    """The equal-tailed Jeffreys interval of a binomial share: quantiles of Beta(x + ½, n − x + ½).

    favourable, n: counts of the same shape, 0 ≤ favourable ≤ n. Returns the two limits, fractions of 1; the lower
    is 0 when favourable = 0 and the upper is 1 when favourable = n. Nothing known (n = 0) gives 0 to 1.
    Source: Brown, Cai & DasGupta, Statistical Science 16, 2001.
    """
    x, size = np.asarray(favourable), np.asarray(n)
    tail = (1 - level) / 2
    low = np.where(x == 0, 0.0, betaincinv(x + 0.5, size - x + 0.5, tail))
    high = np.where(x == size, 1.0, betaincinv(x + 0.5, size - x + 0.5, 1 - tail))
    return low.round(DECIMALS), high.round(DECIMALS)


def share(favourable: int, n: int, level: float = LEVEL) -> Share:
    """A count's share of n with its Jeffreys interval, fractions of 1. Raises ValueError unless 0 ≤ favourable ≤ n, n > 0."""
    if not 0 <= favourable <= n or n == 0:
        raise ValueError(f"not a share: {favourable} of {n}")
    low, high = jeffreys(np.array([favourable]), np.array([n]), level)
    return Share(favourable / n, float(low[0]), float(high[0]))


def share_favourable(counts: Counts, scale: Scale) -> Share:
    """Share of expressed grades at or above the scale's favourable grade, with its Jeffreys 95 % interval.

    counts: votes per grade, lowest first. Returns fractions of 1. Raises NoGrades when nobody expressed a grade.
    Source: Brown, Cai & DasGupta 2001.
    """
    panel = one_panel(counts)
    return share(int(panel[0, scale.favourable_from - scale.min :].sum()), int(panel.sum()))
