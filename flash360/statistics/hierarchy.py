"""A normal hierarchical model: what many noisy means say of the values behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import ndtr, ndtri

from flash360.statistics.first_places import among_first
from flash360.statistics.grades import Real, Whole

GRID = 120
NODES = 12
"""Values of τ that stand for the grid: with theirs, sums over the grid come out alike to 10⁻⁶ of a point."""
FEW: Final = ((300, 2), (40, 3), (0, 5))
"""From how many θ, how many values of τ stand for the grid where places are counted: the surer τ, the fewer. Probabilities come
out alike to 2·10⁻³ for a few θ, 10⁻⁴ from 40 on.
"""
SQRT_TWO_PI = np.sqrt(2 * np.pi)
_NORMAL: Final = (np.array([-np.sqrt(3), 0.0, np.sqrt(3)]), np.array([1, 4, 1]) / 6)
"""Three values that stand for a normal one, and their weights: Gauss and Hermite's."""


@dataclass(frozen=True)
class Hierarchy:
    """The posterior of θ₁ … θⱼ under yⱼ ~ N(θⱼ, vⱼ), θⱼ ~ N(μ, τ²), μ and τ flat: a mixture over values of τ.

    tau, weight: of the mixture, shape (nodes,). centre, centre_variance: of μ given τ. noise: the known vⱼ. y: the observed
    means. count: how many θ share each y and v.
    """

    y: Real
    noise: Real
    count: Whole
    tau: Real
    weight: Real
    centre: Real
    centre_variance: Real

    def _shrinkage(self, chosen: Whole | slice = slice(None)) -> Real:
        """Bⱼ = vⱼ/(vⱼ + τ²) of the chosen θ, shape (grid, chosen)."""
        noise = self.noise[chosen]
        return noise / (noise + self.tau[:, None] ** 2)

    def components(self) -> tuple[Real, Real]:
        """Mean and variance of each θ given τ, shapes (grid, θ): (1 − B)·y + B·μ̂, and v·(1 − B) + B²·Var μ̂."""
        b = self._shrinkage()
        return (1 - b) * self.y + b * self.centre[:, None], self.noise * (1 - b) + b**2 * self.centre_variance[:, None]

    def means(self) -> Real:
        """The posterior mean of each θ."""
        return self.weight @ self.components()[0]

    def quantiles(self, probability: float) -> Real:
        """The posterior quantile of each θ: Newton's steps on the mixture's distribution function, kept between known bounds."""
        mean, variance = self.components()
        deviation = np.sqrt(variance)
        low, high = (mean - 8 * deviation).min(axis=0), (mean + 8 * deviation).max(axis=0)
        centre = self.weight @ mean
        spread = np.sqrt(self.weight @ (variance + (mean - centre) ** 2))
        found = centre + ndtri(probability) * spread
        for _ in range(80):
            z = (found - mean) / deviation
            excess = self.weight @ ndtr(z) - probability
            there = np.abs(excess) < 1e-12  # and stays, while the others go on
            if there.all():
                break
            low, high = np.where(excess < 0, found, low), np.where(excess < 0, high, found)
            step = found - excess / (self.weight @ (np.exp(-(z**2) / 2) / deviation) / SQRT_TWO_PI)
            found = np.where(there, found, np.where((step > low) & (step < high), step, (low + high) / 2))
        return found

    def exceeds(self, first: Whole, second: Whole) -> Real:
        """P(θ of `first` > θ of `second`), pair by pair of places. They share μ, so their covariance counts."""
        a, b = self._shrinkage(first), self._shrinkage(second)
        centre = self.centre[:, None]
        difference = (1 - a) * self.y[first] - (1 - b) * self.y[second] + (a - b) * centre
        variance = self.noise[first] * (1 - a) + self.noise[second] * (1 - b) + (a - b) ** 2 * self.centre_variance[:, None]
        return self.weight @ ndtr(difference / np.sqrt(variance))

    def among_first(self, k: int) -> Real:
        """The probability of each θ of being among the k highest: given τ and μ they are independent, and μ is normal given τ."""
        total = self.count.sum()
        tau, weight = quadrature(self.tau, self.weight, next(few for least, few in FEW if total >= least))
        middle, variance = _Grouped.of(self.y, self.noise, self.count).centres(tau)
        place, share = _NORMAL
        tau, centre = np.repeat(tau, len(place)), (middle[:, None] + place * np.sqrt(variance)[:, None]).ravel()
        b = self.noise / (self.noise + tau[:, None] ** 2)
        mean, deviation = (1 - b) * self.y + b * centre[:, None], np.sqrt(self.noise * (1 - b))
        return among_first(mean, deviation, np.outer(weight, share).ravel(), self.count, k)


def hierarchy(y: Real, noise: Real, largest: float, count: Whole | None = None) -> Hierarchy:
    """The posterior of the model, τ integrated on a grid over (0, largest) under a flat prior.

    y: observed means. noise: their known sampling variances, all above 0, same shape. largest: beyond what τ can be, in
    the unit of y. count: how many θ have each y and v, one by default: those that share both have one posterior, and are
    asked for once. The grid is made again twice where the one before found weight, then NODES values stand for it.
    Source: Gelman et al., Bayesian Data Analysis, 3rd ed., 5.4 (p(τ|y), equation 5.21).
    """
    shared = np.ones(len(y), dtype=np.int64) if count is None else count
    tau, weight = quadrature(*posterior_spread(y, noise, shared, largest), NODES)
    return Hierarchy(y, noise, shared, tau, weight, *_Grouped.of(y, noise, shared).centres(tau))


def posterior_spread(y: Real, noise: Real, count: Whole, largest: float) -> tuple[Real, Real]:
    """The posterior of τ: a grid of GRID even values where it has weight, and their weights, of sum 1."""
    grouped, tau = _Grouped.of(y, noise, count), _grid(0.0, largest)
    for _ in range(2):
        weight = grouped.weights(tau)
        kept = tau[weight > weight.max() * 1e-9]
        step = tau[1] - tau[0]
        tau = _grid(max(kept[0] - step, 0.0), min(kept[-1] + step, largest))
    return tau, grouped.weights(tau)


def quadrature(point: Real, weight: Real, nodes: int) -> tuple[Real, Real]:
    """A few points, and their weights, with the same moments as many, up to the 2·nodes − 1st; fewer where fewer are enough.

    Source: Golub & Welsch, Mathematics of Computation 23, 1969; the recurrence is Stieltjes's.
    """
    middle, spread = float(weight @ point), float(np.ptp(point)) or 1.0
    x = (point - middle) / spread
    before, now, last = np.zeros_like(x), np.ones_like(x), 0.0
    diagonal, beside = list[float](), list[float]()
    for _ in range(nodes):
        diagonal.append(float(weight @ (x * now**2)))
        after = (x - diagonal[-1]) * now - last * before
        last = float(np.sqrt(weight @ after**2))
        beside.append(last)
        if last < 1e-7:
            break
        before, now = now, after / last
    off = np.diag(beside[:-1], 1)
    values, vectors = np.linalg.eigh(np.diag(diagonal) + off + off.T)
    return middle + spread * values, vectors[0] ** 2


def moment_spread(y: Real, noise: Real) -> float:
    """The DerSimonian–Laird estimate of τ, in the unit of y; often exactly 0, hence only a cross-check.

    max(0, (Q − (J − 1))/(Σw − Σw²/Σw))^½ with w = 1/v and Q = Σw·(y − ȳw)². 0 for one mean.
    Source: DerSimonian & Laird, Controlled Clinical Trials 7, 1986.
    """
    if len(y) < 2:
        return 0.0
    w = 1 / noise
    q = (w * (y - (w * y).sum() / w.sum()) ** 2).sum()
    return float(np.sqrt(max(0.0, (q - (len(y) - 1)) / (w.sum() - (w**2).sum() / w.sum()))))


def _grid(low: float, high: float) -> Real:
    """The midpoints of GRID equal steps."""
    return low + (high - low) / GRID * (np.arange(GRID, dtype=np.float64) + 0.5)


@dataclass(frozen=True)
class _Grouped:
    """All that the posterior of τ and μ needs: of each v, how many θ have it, their mean y and Σ (y − mean)²."""

    noise: Real
    count: Real
    mean: Real
    squares: Real

    @classmethod
    def of(cls, y: Real, noise: Real, count: Whole) -> _Grouped:
        distinct, group = np.unique(noise, return_inverse=True)
        size, total = (np.bincount(group, part).astype(np.float64) for part in (count, count * y))
        squares = np.bincount(group, count * (y - (total / size)[group]) ** 2).astype(np.float64)
        return cls(distinct, size, total / size, squares)

    def centres(self, tau: Real) -> tuple[Real, Real]:
        """Mean and variance of μ given each τ."""
        precision = 1 / (self.noise + tau[:, None] ** 2)
        variance = 1 / (precision @ self.count)
        return variance * (precision @ (self.count * self.mean)), variance

    def weights(self, tau: Real) -> Real:
        """The posterior weights of τ on a grid."""
        precision = 1 / (self.noise + tau[:, None] ** 2)
        centre, variance = self.centres(tau)
        apart = self.squares + self.count * (self.mean - centre[:, None]) ** 2
        log_weight = 0.5 * (np.log(variance) + np.log(precision) @ self.count - (precision * apart).sum(axis=1))
        weight = np.exp(log_weight - log_weight.max())
        return weight / weight.sum()
