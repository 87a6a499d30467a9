"""Themes suggested for texts, learnt from the codebook and from the texts that were coded; silent when in doubt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TypeVar

import numpy as np
from scipy import sparse
from sklearn.isotonic import IsotonicRegression
from sklearn.preprocessing import normalize

from flash360.themes import aspect_evidence, classifier
from flash360.themes.aspect_evidence import AspectEvidence
from flash360.themes.classifier import Classifier, Codebook, Texts
from flash360.themes.codebook import Coding, Theme, assignable
from flash360.themes.features import Features, Presence
from flash360.themes.text import text_key

T = TypeVar("T")
METHOD = 2
"""Changes when the method does: suggestions of two methods are not compared."""
MARGIN_UNSEEN = 0.15
"""The margin asked for as long as too few texts are coded to measure how often suggestions are right."""
NEVER = 2.0
"""A margin that no text reaches."""
ENOUGH = 20
"""Coded texts from which on that can be measured."""
MOST_MEASURED = 2_000
MOST_CODINGS = 10_000
MOST_UNCODED = 20_000
LIKELIEST = 5
_DECIMALS = 6
_LEAST = 1e-6
_PARTS = (1.0, 0.5, 0.5)
"""Weights in a theme's prototype: its label and words, its definition, its examples."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be said of one text. nearest, runner_up: codes of the two likeliest themes, None where there is none.

    margin: between them, 0 to 1. coded: whether it is wide enough for a suggestion; otherwise the text is « à coder ».
    likeliest: the codes of the few likeliest themes, best first, to choose from: no suggestion, and none for a text without a
    known word.
    """

    nearest: str | None
    runner_up: str | None
    margin: float
    coded: bool
    likeliest: tuple[str, ...] = ()

    @property
    def theme(self) -> str | None:
        """The code of the theme suggested; None: « à coder »."""
        return self.nearest if self.coded else None


@dataclass(frozen=True, slots=True)
class Suggester:
    """Trained, immutable; the same inputs give the same suggestions and the same version."""

    version: str
    themes: tuple[str, ...]
    enough_margin: float
    _features: Features | None
    _presence: Presence | None
    _classifier: Classifier | None
    _evidence: AspectEvidence | None
    _known: dict[str, int]

    def suggest(self, texts: Sequence[str], aspects: Sequence[str | None] | None = None) -> list[Suggestion]:
        """One suggestion per text. A text coded before, word for word and always alike, gets its theme again.

        aspects: what the sheets say of each text's aspect, None where they are silent; it weighs in, it does not decide.
        """
        if self._features is None or self._presence is None or self._classifier is None or not texts:
            return [Suggestion(None, None, 0.0, False) for _ in texts]
        seen = Texts(self._features.of(texts), tuple(self._presence.of(texts)))
        chances = self._classifier.probabilities(seen)
        if aspects is not None and self._evidence is not None:
            chances = self._evidence.weighed(chances, aspects)
        known = self._features.known(texts)
        rows = zip(texts, chances, _ordered(chances), known, strict=True)
        return [self._suggestion(text, row, order, int(n)) for text, row, order, n in rows]

    def _suggestion(self, text: str, chances: np.ndarray, order: np.ndarray, known: int) -> Suggestion:
        if (before := self._known.get(text_key(text))) is not None:
            others = [number for number in order if number != before]
            second = self.themes[others[0]] if others else None
            return Suggestion(self.themes[before], second, 1.0, True, self._named([before, *others]))
        if not known:  # not one word in common with what was learnt: no ground for a guess
            return Suggestion(None, None, 0.0, False)
        if len(order) < 2:
            return Suggestion(self.themes[order[0]], None, 0.0, False, self._named(order))
        margin = _margin(chances[order])
        return Suggestion(self.themes[order[0]], self.themes[order[1]], margin, margin >= self.enough_margin, self._named(order))

    def _named(self, order: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.themes[number] for number in islice(order, LIKELIEST))


def train(codebook: Sequence[Theme], codings: Iterable[Coding], texts: Iterable[str] = ()) -> Suggester:
    """Learn from a codebook, from coded texts and from texts that nobody has coded; any of them may be empty.

    Without a coding, the nearest prototype of the codebook is suggested; with codings, a linear machine and naive Bayes
    that reads the uncoded texts too, listened to as it was right on coded texts that it had not seen. Codings of a theme
    that a codebook lacks (retired) are left out; without a codebook the themes are those of the codings.
    """
    given = sorted({(text_key(one.text), one.text, one.theme, one.aspect) for one in codings if one.theme and text_key(one.text)})
    themes = assignable(codebook)
    if not themes:
        themes = tuple(Theme(code, "") for code in sorted({theme for _, _, theme, _ in given}))
    codes = tuple(theme.code for theme in themes)
    place = {code: number for number, code in enumerate(codes)}
    coded = _spread([(text, place[theme], aspect) for _, text, theme, aspect in given if theme in place], MOST_CODINGS)
    taken = {text for text, _, _ in coded}
    uncoded = _spread(sorted({text for text in texts if text_key(text)} - taken), MOST_UNCODED)
    version = _version(themes, given, uncoded)
    if not themes:
        return Suggester(version, (), 1.0, None, None, None, None, {})
    sentences = _sentences(themes)
    coded_texts = [text for text, _, _ in coded]
    features = Features([*(text for _, _, text in sentences), *coded_texts, *uncoded])
    presence = Presence([*coded_texts, *uncoded])
    book = _codebook(features, sentences, len(themes))
    seen, more = (Texts(features.of(part), tuple(presence.of(part))) for part in (coded_texts, uncoded))
    answers = np.array([theme for _, theme, _ in coded], dtype=int)
    evidence = aspect_evidence.learn([theme.aspect for theme in themes], [(theme, aspect) for _, theme, aspect in coded])
    share, margin = _measured(book, seen, answers, more, [aspect for _, _, aspect in coded], evidence)
    trained = classifier.fit(book, seen, answers, more, share)
    return Suggester(version, codes, margin, features, presence, trained, evidence, _settled(coded))


def _measured(
    book: Codebook, coded: Texts, themes: np.ndarray, uncoded: Texts, aspects: Sequence[str], evidence: AspectEvidence
) -> tuple[float, float]:
    """The share of voices that did best on texts held out, and the margin from which on they were right often enough."""
    if len(themes) < ENOUGH or len(np.unique(themes)) < 2:
        return 1.0 if book.sentences.shape[0] else 0.5, MARGIN_UNSEEN
    measured = np.array(_spread(list(range(len(themes))), MOST_MEASURED))
    coded, themes = coded.at(measured), themes[measured]
    known: list[str | None] = [aspects[int(place)] for place in measured]
    said = [evidence.weighed(one, known) for one in classifier.out_of_fold(book, coded, themes, uncoded, classifier.SHARES)]
    surprise = [-np.log(np.maximum(one[np.arange(len(themes)), themes], _LEAST)).mean() for one in said]
    best = int(np.argmin(np.round(surprise, _DECIMALS)))
    margins = np.array([_margin(np.sort(row)[::-1]) for row in said[best]])
    right = (said[best].argmax(axis=1) == themes).astype(float)
    return classifier.SHARES[best], _enough(margins, right, (2 + 1 / len(np.unique(themes))) / 3)


def _enough(margins: np.ndarray, right: np.ndarray, wanted: float) -> float:
    """The margin from which on suggestions were right often enough on texts held out; above 1 when they never were.

    wanted: a share, two thirds of the way from chance to certainty. It is asked of the suggestions of about that margin, and of
    all those of that margin or more, one standard error being taken off for those that were few (Wilson 1927).
    """
    around = IsotonicRegression(y_min=0.0, y_max=1.0).fit(margins, right).predict(margins)
    order = np.argsort(-margins, kind="stable")
    n, hits = np.arange(1, len(order) + 1), np.cumsum(right[order])
    surely = (hits + 0.5 - np.sqrt(hits * (n - hits) / n + 0.25)) / (n + 1)
    together = np.flatnonzero(surely >= wanted)
    if not len(together):
        return NEVER
    return max(float(margins[order[together[-1]]]), float(margins[around >= wanted].min(initial=NEVER)))


def _ordered(chances: np.ndarray) -> np.ndarray:
    """The themes of each row, the likeliest first; the first in order among equals."""
    return np.argsort(-np.round(chances, _DECIMALS), axis=1, kind="stable")


def _margin(ordered: np.ndarray) -> float:
    """How far the likeliest theme is above the next. ordered: chances, the highest first, two or more."""
    return round(float(ordered[0] - ordered[1]), _DECIMALS)


def _sentences(themes: Sequence[Theme]) -> list[tuple[int, int, str]]:
    """What the codebook says: theme, part (0 label and words, 1 definition, 2 examples), text."""
    parts = [(f"{theme.label} {' '.join(theme.words)}", theme.definition, " ".join(theme.examples)) for theme in themes]
    return [(number, part, text) for number, row in enumerate(parts) for part, text in enumerate(row) if text_key(text)]


def _codebook(features: Features, sentences: list[tuple[int, int, str]], n_themes: int) -> Codebook:
    rows = features.of([text for _, _, text in sentences])
    themes = np.array([theme for theme, _, _ in sentences], dtype=int)
    weights = np.array([_PARTS[part] for _, part, _ in sentences])
    gathered = sparse.csr_matrix((weights, (themes, np.arange(len(sentences)))), shape=(n_themes, len(sentences)))
    return Codebook(normalize(gathered @ rows), rows, themes)


def _settled(coded: list[tuple[str, int, str]]) -> dict[str, int]:
    """Texts whose codings all agree."""
    found: dict[str, set[int]] = {}
    for text, theme, _ in coded:
        found.setdefault(text_key(text), set()).add(theme)
    return {key: min(themes) for key, themes in found.items() if len(themes) == 1}


def _spread(items: list[T], most: int) -> list[T]:
    """At most that many of the items, evenly spread over their order."""
    return items if len(items) <= most else [items[number * len(items) // most] for number in range(most)]


def _version(themes: Sequence[Theme], given: object, uncoded: Sequence[str]) -> str:
    content = json.dumps([METHOD, [asdict(theme) for theme in themes], given, uncoded], ensure_ascii=False)
    return f"{METHOD}-{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
