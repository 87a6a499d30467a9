"""Which column a heading means: the same words, a synonym, or a spelling close enough; never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from flash360.workbook.columns import ColumnSpec
from flash360.workbook.wording import plain

SURE = 92
AHEAD = 5
DOUBTFUL = 80
_KEPT = 4_000
"""Texts whose meaning is kept, for each set of headings."""

_LITTLE_WORDS = re.compile(r"\b(de|du|des|d|la|le|les|l|un|une)\b ?")
_NUMBERED = re.compile(r"^\s*\d{1,2}\s*[.)]\s+")
_PERSONAL_WORDS = re.compile(
    r"\b(courriels?|e ?mails?|mails?|mel|messagerie|telephones?|tel|portable|gsm|prenoms?|adresse ip|ip address|ip|"
    r"first name|last name|full name|surname|phone|date de naissance|adresse postale)\b"
)
_PERSONAL_NAMES = re.compile(
    r"(noms?|name|names|nom complet|identite|contacts?|interlocut(eur|rice)s?|referente?s?|signatures?|adresses?|pseudos?|"
    r"pseudonymes?|login|identifiant (personnel|agent)|matricules?|numero de securite sociale|nir|"
    r"nom (de famille|et prenoms?|prenoms?|usuel|d usage)|"
    r"noms? (du |de la |des |de l )?(participants?|participantes?|personnes?|votants?|repondants?|agents?))"
)


@dataclass(frozen=True)
class Match:
    """What a heading means. spec: the column, or None. close: recognised by a close spelling only.

    choices: the columns it may mean when it is too doubtful to choose.
    """

    spec: ColumnSpec | None
    close: bool = False
    choices: tuple[ColumnSpec, ...] = ()


class Headings:
    """The headings that a sheet may have. exact, match: what a text is, kept for the next sheets: each is asked many times."""

    def __init__(self, specs: Sequence[ColumnSpec]) -> None:
        self.specs = tuple(specs)
        self.exact = lru_cache(_KEPT)(self._exact)
        self.match = lru_cache(_KEPT)(self._match)
        self._words: dict[str, ColumnSpec] = {}
        for spec in specs:
            self._words.setdefault(plain(spec.heading), spec)
        for spec in specs:
            for synonym in (*spec.synonyms, spec.key.replace("_", " ")):
                self._words.setdefault(plain(synonym), spec)
        self._bare: dict[str, ColumnSpec] = {}
        for words, spec in self._words.items():
            self._bare.setdefault(_without_little_words(words), spec)

    def _exact(self, heading: str) -> ColumnSpec | None:
        """The column of these very words, or None: articles, « de », a number before and what brackets say after them aside."""
        for written in (heading, _NUMBERED.sub("", heading.partition("(")[0]) or heading):
            words = plain(written)
            if spec := self._words.get(words) or self._bare.get(_without_little_words(words)):
                return spec
        return None

    def _match(self, heading: str) -> Match:
        """The column that a heading means, at 92 of 100 at least and 5 ahead of the next; doubtful from 80."""
        exact = self.exact(heading)
        if exact:
            return Match(exact)
        scores: dict[str, tuple[float, ColumnSpec]] = {}
        for words, score, _ in process.extract(plain(heading), self._words.keys(), scorer=fuzz.ratio, limit=None):
            spec = self._words[words]
            if score > scores.get(spec.key, (0.0, spec))[0]:
                scores[spec.key] = (score, spec)
        ranked = sorted(scores.values(), key=lambda pair: -pair[0])
        if not ranked or ranked[0][0] < DOUBTFUL:
            return Match(None)
        best, second = ranked[0], ranked[1] if len(ranked) > 1 else (0.0, ranked[0][1])
        if best[0] >= SURE and best[0] - second[0] >= AHEAD:
            return Match(best[1], close=True)
        return Match(None, choices=tuple(spec for score, spec in ranked if score >= DOUBTFUL))


@lru_cache(maxsize=64)
def known_headings(specs: tuple[ColumnSpec, ...]) -> Headings:
    """The headings of these columns, made once."""
    return Headings(specs)


def _without_little_words(words: str) -> str:
    """Plain words less the articles and « de »: « date d idee » is « date idee »; words that are nothing else stay."""
    return _LITTLE_WORDS.sub("", words).strip() or words


def is_personal(heading: str) -> bool:
    """Whether a column of this heading holds names, addresses or telephone numbers."""
    words = plain(heading)
    return bool(_PERSONAL_WORDS.search(words) or _PERSONAL_NAMES.fullmatch(words))
