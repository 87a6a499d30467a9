"""What another panel of the same kind might say: the mean grade under a Dirichlet posterior.

The shares of the grades follow a Dirichlet distribution of parameters counts + 1/K (K grades): its draws are gamma
draws, one per grade, divided by their sum. A draw depends on the grade and its count alone, so all panels of a
scale share one table of rows, filled as counts come up. Within a grade the same uniforms serve every count: a vote
that moves up can therefore never lower a limit.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import gammaincinv

from flash360.model import MAX_PARTICIPANTS, Counts
from flash360.statistics.grades import Panels, Real, one_panel
from flash360.statistics.share import DECIMALS

DRAWS = 4_000
SEED = 360
_TAIL = DRAWS // 40
"""Draws beyond each limit of a 95 % interval."""


def prepare(grades: int = 5, people: int = MAX_PARTICIPANTS) -> None:
    """Make what the draws of any panel of so many people need, which its first measure would otherwise wait for."""
    for count in range(people + 1):
        for grade in range(grades):
            _moments(grades, grade, count)


def posterior_means(panels: Panels) -> tuple[Real, Real, Real]:
    """The posterior mean of the mean grade of each panel and its 95 % interval, in grade indices.

    The mean is exact: (Σ kᵢ·cᵢ + K̄)/(n + 1), K̄ the middle of the scale (the prior weighs one vote in all). The limits
    are quantiles of DRAWS stratified draws with a fixed seed: for each grade, the midpoints of DRAWS equal slices of
    (0, 1) in a random order, through the gamma quantile function. The interval is never of width zero.
    Source: Gelman et al., Bayesian Data Analysis, 3rd ed., 3.4 (prior of total weight 1: Perks 1947).
    """
    grades = panels.shape[1]
    index = np.arange(grades)
    mean = (panels @ index + (grades - 1) / 2) / (panels.sum(axis=1) + 1)
    low, high = np.empty(len(panels)), np.empty(len(panels))
    weight, moment, draw = np.empty(DRAWS), np.empty(DRAWS), np.empty(DRAWS)
    for row, counts in enumerate(panels.tolist()):
        _draw(counts, weight, moment, draw)
        low[row], high[row] = _limits(draw)
    return mean, low, high


def _limits(draw: Real) -> tuple[float, float]:
    """The middles of the two draws around each limit; `draw` is put in another order.

    Parted at one place, then at the other: to part it at several places at once takes three times as long.
    """
    draw.partition(_TAIL)
    low = (draw[:_TAIL].max() + draw[_TAIL]) / 2
    rest = draw[_TAIL:]
    rest.partition(len(rest) - _TAIL - 1)
    return low, (rest[-_TAIL - 1] + rest[-_TAIL:].min()) / 2


def posterior_mean(counts: Counts, low: int = 0) -> tuple[float, float, float]:
    """The posterior mean grade of one panel and its 95 % interval, in grades of a scale that begins at `low`.

    Raises NoGrades when nobody expressed a grade.
    """
    mean, lower, upper = posterior_means(one_panel(counts))
    return float(mean[0]) + low, round(float(lower[0]) + low, DECIMALS), round(float(upper[0]) + low, DECIMALS)


def posterior_draws(counts: Counts) -> Real:
    """DRAWS equally likely values of the mean grade of another panel's population, in grade indices, in no order.

    Raises NoGrades when nobody expressed a grade.
    """
    draw = np.empty(DRAWS)
    _draw(one_panel(counts)[0].tolist(), np.empty(DRAWS), np.empty(DRAWS), draw)
    return draw


def _draw(counts: list[int], weight: Real, moment: Real, draw: Real) -> None:
    """Fills `draw` with the draws of one panel; `weight` and `moment` are room to work in, all of shape (DRAWS,)."""
    grades = len(counts)
    weight[:] = _gammas(grades, 0, counts[0])
    moment[:] = 0.0
    for grade in range(1, grades):
        gammas = _gammas(grades, grade, counts[grade])
        weight += gammas
        moment += gammas if grade == 1 else _moments(grades, grade, counts[grade])
    np.divide(moment, weight, out=draw)


@cache
def _orders(grades: int) -> tuple[np.ndarray, ...]:
    """For each grade, the random order of the slices; the only randomness there is."""
    generator = np.random.default_rng((SEED, grades))
    return tuple(generator.permutation(DRAWS) for _ in range(grades))


@cache
def _quantiles(grades: int, count: int) -> Real:
    """The gamma quantiles of shape count + 1/K at the midpoints of DRAWS equal slices, ascending."""
    return gammaincinv(count + 1 / grades, (np.arange(DRAWS) + 0.5) / DRAWS)


@cache
def _gammas(grades: int, grade: int, count: int) -> Real:
    """The gamma draws of a grade given `count` times, shape (DRAWS,)."""
    return _quantiles(grades, count)[_orders(grades)[grade]]


@cache
def _moments(grades: int, grade: int, count: int) -> Real:
    """The same draws times the grade's index."""
    return grade * _gammas(grades, grade, count)
