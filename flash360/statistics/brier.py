"""How good forecasts of an event were: the Brier score and its three parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from flash360.statistics.grades import Real, Whole


@dataclass(frozen=True, slots=True)
class Brier:
    """score = reliability − resolution + uncertainty, all squared probabilities; lower is better, but for resolution.

    n, events: forecasts judged, events seen. low, high: 95 % interval of the score (Student's t on the squared errors, within
    0 and 1), None below two. skill: 1 − score/uncertainty, 1 perfect, 0 no better than always giving the rate seen; None when
    the event always or never came.
    """

    n: int
    events: int
    score: float
    low: float | None
    high: float | None
    reliability: float
    resolution: float
    uncertainty: float
    skill: float | None


def brier(forecasts: ArrayLike, happened: ArrayLike, groups: ArrayLike | None = None) -> Brier:
    """The Brier score of probability forecasts, mean (p − y)², with its decomposition.

    forecasts: probabilities. happened: 1 or 0, same length, at least one (ValueError). groups: what the forecasts were
    made by; by default, equal forecasts make a group. resolution = Σ nₖ(ȳₖ − ȳ)²/n over groups, uncertainty = ȳ(1 − ȳ),
    and reliability is what the forecasts lose against the groups' own rates, Σ[(p − y)² − (ȳₖ − y)²]/n: Murphy's
    Σ nₖ(pₖ − ȳₖ)²/n when a group has one forecast. Source: Murphy, Journal of Applied Meteorology 12, 1973.
    """
    p, y = np.asarray(forecasts, dtype=float), np.asarray(happened, dtype=float)
    if not len(p):
        raise ValueError("no forecast to judge")
    _, group = np.unique(p if groups is None else np.asarray(groups), return_inverse=True)
    rate = float(y.mean())
    errors = (p - y) ** 2
    own: Real = (np.bincount(group, y) / np.bincount(group))[group]
    uncertainty = rate * (1 - rate)
    resolution = float(((own - rate) ** 2).mean())
    score = float(errors.mean())
    half = float(stdtrit(len(p) - 1, 0.975) * errors.std(ddof=1) / np.sqrt(len(p))) if len(p) > 1 else None
    return Brier(
        n=len(p),
        events=int(y.sum()),
        score=score,
        low=None if half is None else max(0.0, score - half),
        high=None if half is None else min(1.0, score + half),
        reliability=float((errors - (own - y) ** 2).mean()),
        resolution=resolution,
        uncertainty=uncertainty,
        skill=1 - score / uncertainty if uncertainty else None,
    )


def left_out_rates(groups: ArrayLike, happened: ArrayLike) -> Real:
    """The forecast of each case: the event's rate among the other cases of its group; among all others when it is alone there.

    A single case in all has no other: its forecast is one half. Fractions of 1.
    """
    y = np.asarray(happened, dtype=float)
    _, group = np.unique(np.asarray(groups), return_inverse=True)
    size: Whole = np.bincount(group)[group]
    others = (np.bincount(group, y)[group] - y) / np.maximum(size - 1, 1)
    everyone = (y.sum() - y) / (len(y) - 1) if len(y) > 1 else np.full(len(y), 0.5)
    return np.where(size > 1, others, everyone)
