"""From vectors and codings to a probability of each theme: three voices, and how much each is listened to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.svm import LinearSVC

from flash360.themes import naive_bayes
from flash360.themes.features import Matrix
from flash360.themes.naive_bayes import softmax

SHARES = (1.0, 0.85, 0.7, 0.6, 0.5, 0.4, 0.3)
"""The share of the first two voices (linear machine and codebook) beside the third (naive Bayes) that are tried."""
_COST = 0.3
_CLOSE = 0.01
"""Where the search for the machine's lines stops: closer changes no suggestion, and takes several times as long."""
_PROTOTYPE = 4.0
_SHARPNESS = 3.0
_ALONE = 12.0
"""Cosines to the codebook are small: what makes probabilities of them when no text is coded."""
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Texts:
    """The same texts seen twice: weighted features, and the presence of stems and of runs of letters."""

    weighted: Matrix
    presence: tuple[Matrix, ...]

    def at(self, rows: np.ndarray) -> Texts:
        """Some of the texts."""
        return Texts(self.weighted[rows], tuple(one[rows] for one in self.presence))


@dataclass(frozen=True, slots=True)
class Codebook:
    """What the codebook's own sentences say. prototypes: one row per theme, 0 where it says nothing.

    sentences: rows of features, `themes` the theme of each.
    """

    prototypes: Matrix
    sentences: Matrix
    themes: np.ndarray


@dataclass(frozen=True, slots=True)
class Classifier:
    """A trained classifier; immutable."""

    codebook: Codebook
    weights: np.ndarray | None
    intercepts: np.ndarray | None
    learnt: tuple[np.ndarray, ...]
    share: float

    def probabilities(self, texts: Texts, share: float | None = None) -> np.ndarray:
        """The probability of each theme for each text: one row per text, which sums to 1."""
        near = (texts.weighted @ self.codebook.prototypes.T).toarray()
        if self.weights is None or self.intercepts is None:
            return softmax(_ALONE * near)
        first = softmax(_SHARPNESS * (texts.weighted @ self.weights.T + self.intercepts + _PROTOTYPE * near))
        share = self.share if share is None else share
        if share == 1 or not self.learnt:
            return first
        pairs = zip(texts.presence, self.learnt, strict=True)
        second = sum(naive_bayes.probabilities(counts, learnt, cautious=True) for counts, learnt in pairs) / len(self.learnt)
        return share * first + (1 - share) * second


def fit(codebook: Codebook, coded: Texts, themes: np.ndarray, uncoded: Texts, share: float) -> Classifier:
    """Train on coded texts, their themes (0 to the number of prototypes - 1) and texts not coded yet."""
    n_themes = codebook.prototypes.shape[0]
    answers = np.concatenate([themes, codebook.themes])
    if len(themes) == 0 or len(np.unique(answers)) < 2:
        return Classifier(codebook, None, None, (), 1.0)
    weights, intercepts = _machine(sparse.vstack([coded.weighted, codebook.sentences]).tocsr(), answers, n_themes)
    learnt = tuple(
        naive_bayes.learn(one, themes, n_themes, more) for one, more in zip(coded.presence, uncoded.presence, strict=True)
    )
    return Classifier(codebook, weights, intercepts, learnt, share)


def folds(themes: np.ndarray) -> np.ndarray:
    """A fold for each coded text, 0 to FOLDS - 1, each theme being spread over them; the same for the same texts."""
    order = np.argsort(themes, kind="stable")
    found = np.empty(len(themes), dtype=int)
    found[order] = np.arange(len(themes)) % FOLDS
    return found


def out_of_fold(codebook: Codebook, coded: Texts, themes: np.ndarray, uncoded: Texts, shares: Sequence[float]) -> np.ndarray:
    """What classifiers that did not see a text say of it: share × text × theme."""
    fold = folds(themes)
    said = np.zeros((len(shares), len(themes), codebook.prototypes.shape[0]))
    for one in range(FOLDS):
        kept, left = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        classifier = fit(codebook, coded.at(kept), themes[kept], uncoded, 1.0)
        for number, share in enumerate(shares):
            said[number, left] = classifier.probabilities(coded.at(left), share)
    return said


def _machine(rows: Matrix, answers: np.ndarray, n_themes: int) -> tuple[np.ndarray, np.ndarray]:
    """One line per theme of a linear support vector machine; a theme that has no text is out of reach."""
    copies = 1 if len(answers) >= 2 * len(np.unique(answers)) else 2  # the same lines, and scikit-learn sees no regression
    machine = LinearSVC(C=_COST / copies, class_weight="balanced", tol=_CLOSE, random_state=0, max_iter=2000)
    machine.fit(sparse.vstack([rows] * copies).tocsr(), np.tile(answers, copies))
    weights, intercepts = np.zeros((n_themes, rows.shape[1])), np.full(n_themes, -3.0)
    if len(machine.classes_) == 2:  # one line parts two classes
        weights[machine.classes_] = np.vstack([-machine.coef_, machine.coef_])
        intercepts[machine.classes_] = np.concatenate([-machine.intercept_, machine.intercept_])
    else:
        weights[machine.classes_], intercepts[machine.classes_] = machine.coef_, machine.intercept_
    return weights, intercepts
