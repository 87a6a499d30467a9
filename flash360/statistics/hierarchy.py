"""A normal hierarchical model: what many noisy means say of the values behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from flash360.statistics.grades import Real, Whole

GRID = 120
DRAWS = 4_000
SEED = 360
SQRT_TWO_PI = np.sqrt(2 * np.pi)


@dataclass(frozen=True)
class Hierarchy:
    """The posterior of θ₁ … θⱼ under yⱼ ~ N(θⱼ, vⱼ), θⱼ ~ N(μ, τ²), μ and τ flat: a mixture over a grid of τ.

    tau, weight: the grid and its posterior weights, shape (grid,). centre, centre_variance: of μ given τ. noise: the known vⱼ.
    y: the observed means.
    """

    y: Real
    noise: Real
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

    def drawn(self, generator: np.random.Generator) -> tuple[Whole, Real]:
        """τ and μ of DRAWS joint draws: the place of each τ on the grid, taken evenly by weight, and the μ drawn given it."""
        slices = (np.arange(DRAWS) + 0.5) / DRAWS
        place = np.minimum(np.searchsorted(self.weight.cumsum(), slices), len(self.tau) - 1)
        return place, self.centre[place] + np.sqrt(self.centre_variance[place]) * generator.standard_normal(DRAWS)

    def among_first(self, k: int) -> Real:
        """The probability of each θ of being among the k highest, by DRAWS joint draws with a fixed seed.

        θs with the same y and v have the same probability exactly.
        """
        size = len(self.y)
        if k >= size:
            return np.ones(size)
        generator = np.random.default_rng((SEED, size, k))
        place, centre = self.drawn(generator)
        wins = np.zeros(size)
        for start in range(0, DRAWS, 100):
            rows = slice(start, start + 100)
            b = self.noise / (self.noise + self.tau[place[rows], None] ** 2)
            theta = (1 - b) * self.y + b * centre[rows, None]
            theta += np.sqrt(self.noise * (1 - b)) * generator.standard_normal(theta.shape)
            wins += (theta >= np.partition(theta, size - k, axis=1)[:, size - k, None]).sum(axis=0)
        _, alike = np.unique(np.column_stack([self.y, self.noise]), axis=0, return_inverse=True)
        return (np.bincount(alike, wins) / np.bincount(alike))[alike] / DRAWS


def among_first_of_many(model: Hierarchy, count: Whole, k: int) -> Real:
    """The same probability when `count` θs share each y and v, for one of them.

    Of each such set the highest θ is drawn, as the largest of so many uniforms; only the k sets whose highest are the k
    highest can hold others among the first, and theirs are drawn too, in order. Exact but for the number of draws.
    Source: Devroye 1986, V.3 (order statistics of uniforms, from the largest down).
    """
    sets, total = len(count), int(count.sum())
    if k >= total:
        return np.ones(sets)
    generator, most = np.random.default_rng((SEED, total, k)), min(k, sets)
    place, centre = model.drawn(generator)
    wins = np.zeros(sets)
    for start in range(0, DRAWS, 100):
        rows = slice(start, start + 100)
        b = model.noise / (model.noise + model.tau[place[rows], None] ** 2)
        middle, deviation = (1 - b) * model.y + b * centre[rows, None], np.sqrt(model.noise * (1 - b))
        uniform = generator.random(middle.shape) ** (1 / count)
        highest = middle + deviation * ndtri(uniform)
        top = np.argpartition(highest, sets - most, axis=1)[:, sets - most :]
        middle, deviation, uniform, value, left = (
            np.take_along_axis(each, top, axis=1)
            for each in (middle, deviation, uniform, highest, np.broadcast_to(count - 1, highest.shape))
        )
        drawn = [value]
        for step in range(1, k):
            more = left >= step
            uniform = np.where(more, uniform * generator.random(top.shape) ** (1 / np.maximum(left - step + 1, 1)), 0.5)
            drawn.append(np.where(more, middle + deviation * ndtri(uniform), -np.inf))
        values = np.concatenate(drawn, axis=1)
        least = np.partition(values, values.shape[1] - k, axis=1)[:, values.shape[1] - k, None]
        wins += np.bincount(np.tile(top, (1, k))[values >= least], minlength=sets)
    return wins / count / DRAWS


def hierarchy(y: Real, noise: Real, largest: float, count: Real | Whole | None = None) -> Hierarchy:
    """The posterior of the model, τ integrated on a grid over (0, largest) under a flat prior.

    y: observed means. noise: their known sampling variances, all above 0, same shape. largest: beyond what τ can be, in
    the unit of y. count: how many θ have each y and v, one by default: those that share both have one posterior, and are
    asked for once. The grid is made again twice where the one before found weight.
    Source: Gelman et al., Bayesian Data Analysis, 3rd ed., 5.4 (p(τ|y), equation 5.21).
    """
    tau, shared = _grid(0.0, largest), np.ones(len(y)) if count is None else np.asarray(count, dtype=np.float64)
    for _ in range(2):
        weight, _, _ = _weights(y, noise, shared, tau)
        kept = tau[weight > weight.max() * 1e-9]
        step = tau[1] - tau[0]
        tau = _grid(max(kept[0] - step, 0.0), min(kept[-1] + step, largest))
    return Hierarchy(y, noise, tau, *_weights(y, noise, shared, tau))


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


def _weights(y: Real, noise: Real, count: Real, tau: Real) -> tuple[Real, Real, Real]:
    """Posterior weights of τ on a grid, with the mean and variance of μ given τ."""
    precision = 1 / (noise + tau[:, None] ** 2)
    centre_variance = 1 / (precision @ count)
    centre = centre_variance * (precision @ (count * y))
    log_weight = 0.5 * (np.log(centre_variance) + np.log(precision) @ count - (precision * (y - centre[:, None]) ** 2) @ count)
    weight = np.exp(log_weight - log_weight.max())
    return weight / weight.sum(), centre, centre_variance
