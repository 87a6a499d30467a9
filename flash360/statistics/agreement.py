"""Do they agree: van der Eijk's agreement A, and Tastle & Wierman's consensus."""

from __future__ import annotations

import numpy as np

from flash360.model import Counts
from flash360.statistics.grades import Flag, Panels, Real, one_panel
from flash360.statistics.share import DECIMALS


def agreements(panels: Panels) -> Real:
    """Van der Eijk's A of each panel: 1 unanimity, 0 a flat histogram, −1 two opposite poles.

    The histogram is cut into horizontal layers, each of which either holds a grade or not; A is the mean of the
    layers' agreements, weighted by the votes each holds. For a layer with S of K grades held,
    A = U·(1 − (S − 1)/(K − 1)), U = ((K − 2)·TU − (K − 1)·TDU) / ((K − 2)·(TU + TDU)), TU counting the triples of
    grades (held, held, not) or (not, held, held) and TDU the triples (held, not, held); U = 1 when there is none.
    On two grades A = |2p − 1|. Source: van der Eijk, Quality & Quantity 35, 2001.
    """
    descending = -np.sort(-panels, axis=1)
    heights = descending - np.pad(descending[:, 1:], ((0, 0), (0, 1)))
    total = np.zeros(len(panels))
    for layer in range(panels.shape[1]):
        held = panels >= np.maximum(descending[:, layer], 1)[:, None]
        total += heights[:, layer] * held.sum(axis=1) * _layer_agreements(held)
    return total / panels.sum(axis=1)


def consensuses(panels: Panels) -> Real:
    """Tastle & Wierman's consensus of each panel, from 0 (halves at the two ends) to 1 (unanimity).

    Cns = 1 + Σ pₖ·log₂(1 − |k − μ|/d), μ the mean grade, d the width of the scale.
    Source: Tastle & Wierman, International Journal of Approximate Reasoning 45, 2007.
    """
    grades = np.arange(panels.shape[1])
    n = panels.sum(axis=1)
    distance = np.abs(grades - (panels @ grades / n)[:, None]) / (panels.shape[1] - 1)
    logarithms = np.log2(1 - np.where(panels > 0, distance, 0.0))
    return np.clip(1 + (panels * logarithms).sum(axis=1) / n, 0.0, 1.0).round(DECIMALS)


def agreement(counts: Counts) -> float:
    """Van der Eijk's A of one panel, from −1 to 1. Raises NoGrades when nobody expressed a grade."""
    return float(agreements(one_panel(counts))[0])


def consensus(counts: Counts) -> float:
    """Tastle & Wierman's consensus of one panel, from 0 to 1. Raises NoGrades when nobody expressed a grade."""
    return float(consensuses(one_panel(counts))[0])


def _layer_agreements(held: Flag) -> Real:
    """A of layers, each the grades it holds: shape (layers, grades). An empty layer gives 1 (its weight is zero)."""
    k = held.shape[1]
    if k == 2:
        return np.where(held.all(axis=1), 0.0, 1.0)
    ones = held.astype(np.int64)
    left = ones.cumsum(axis=1) - ones
    size = ones.sum(axis=1)
    right = size[:, None] - left - ones
    unimodal = ((1 - ones) * (left * (left - 1) + right * (right - 1)) // 2).sum(axis=1)
    bimodal = ((1 - ones) * left * right).sum(axis=1)
    triples = unimodal + bimodal
    unimodality = np.where(triples == 0, 1.0, ((k - 2) * unimodal - (k - 1) * bimodal) / ((k - 2) * np.maximum(triples, 1)))
    return unimodality * (1 - (size - 1) / (k - 1))
