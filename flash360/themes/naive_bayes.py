"""Naive Bayes that learns from the texts nobody has coded yet: what goes with the coded words belongs with them."""

from __future__ import annotations

import numpy as np

from flash360.themes.features import Matrix

WEIGHT = 0.5
"""What an uncoded text counts for beside a coded one."""
SMOOTHING = 0.5
ROUNDS = 10


def learn(counts: Matrix, themes: np.ndarray, n_themes: int, uncoded: Matrix) -> np.ndarray:
    """Log-probability of each word under each theme, n_themes rows: expectation-maximisation over the uncoded texts.

    counts: words of the coded texts, one row each; themes: their themes, 0 to n_themes - 1. Every theme is held equally
    likely, so that a frequent one does not swallow the uncoded texts. A theme without a coded text has no word: NaN.
    Source: Nigam, McCallum, Thrun & Mitchell, Machine Learning 39, 2000.
    """
    given = np.zeros((n_themes, counts.shape[0]))
    given[themes, np.arange(counts.shape[0])] = 1
    coded = given @ counts
    seen = given.sum(axis=1) > 0
    found = _log(coded, seen)
    for _ in range(ROUNDS if uncoded.shape[0] else 0):
        belief = probabilities(uncoded, found)
        found = _log(coded + WEIGHT * (uncoded.T @ belief).T, seen)
    return found


def probabilities(counts: Matrix, learnt: np.ndarray, *, cautious: bool = False) -> np.ndarray:
    """Probability of each theme for each text, rows that sum to 1.

    cautious: the evidence of a text grows with the square root of its words, which are not independent.
    """
    seen = ~np.isnan(learnt[:, 0])
    scores = np.full((counts.shape[0], len(learnt)), -np.inf)
    scores[:, seen] = counts @ learnt[seen].T
    if cautious:
        scores /= np.sqrt(np.maximum(1, np.asarray(counts.sum(axis=1))))
    return softmax(scores)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Rows of positive numbers that sum to 1, in the order of the scores."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _log(mass: np.ndarray, seen: np.ndarray) -> np.ndarray:
    smooth = mass + SMOOTHING
    found = np.log(smooth / smooth.sum(axis=1, keepdims=True))
    found[~seen] = np.nan
    return found
