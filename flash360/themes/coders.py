"""Do two people code alike? Krippendorff's α on nominal codes, a missing one being no disagreement."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

LEVEL = 0.95
_DRAWS = 2000
_SEED = 360


@dataclass(frozen=True, slots=True)
class Alpha:
    """value: 1 for full agreement, 0 for what chance gives, below 0 for less. None where it is undefined.

    low, high: limits of the 95 % interval. texts: those with two codes or more, the only ones that count.
    """

    value: float | None
    low: float | None
    high: float | None
    texts: int


def krippendorff_alpha(codes: Sequence[Sequence[Hashable | None]]) -> Alpha:
    """Agreement of coders: one sequence of codes per coder, all of one length, None where a coder did not code a text.

    Undefined (None) where no text has two codes, or where all codes are one and the same: nothing varies. The interval is
    a bootstrap over texts, from a fixed seed. Raises ValueError when coders' sequences differ in length.
    Source: Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011.
    """
    units = list(zip(*codes, strict=True))
    values = {value: number for number, value in enumerate(dict.fromkeys(v for unit in units for v in unit if v is not None))}
    counts = np.zeros((len(units), len(values)))
    for row, unit in enumerate(units):
        for value in unit:
            if value is not None:
                counts[row, values[value]] += 1
    counts = counts[counts.sum(axis=1) >= 2]
    if not len(counts):
        return Alpha(None, None, None, 0)
    value = float(_alphas(counts, np.ones((1, len(counts))))[0])
    if np.isnan(value):
        return Alpha(None, None, None, len(counts))
    chance = np.random.default_rng(_SEED)
    drawn = _alphas(counts, chance.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=_DRAWS).astype(float))
    low, high = np.nanquantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Alpha(round(value, 9), round(float(low), 9), round(float(high), 9), len(counts))


def _alphas(counts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """α for each row of weights of the texts. counts: texts × values."""
    size = counts.sum(axis=1)
    disagreeing = (size**2 - (counts**2).sum(axis=1)) / (size - 1)
    totals = weights @ counts
    n = totals.sum(axis=1)
    expected = n**2 - (totals**2).sum(axis=1)
    return np.divide(expected - (n - 1) * (weights @ disagreeing), expected, out=np.full(len(n), np.nan), where=expected > 1e-12)
