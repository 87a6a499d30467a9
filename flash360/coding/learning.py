"""What suggestions are learnt from (the codebook and the base's own codings) and what they say of the texts left to code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from flash360.coding.texts import Text, TextId, uncoded
from flash360.themes.codebook import Coding, Theme
from flash360.themes.coding_order import coding_order
from flash360.themes.likeness import near_duplicates
from flash360.themes.suggester import Suggestion, train

MOST_COMPARED = 5_000
"""Texts left to code that are ordered and compared with one another: the first ones. The others wait for their turn."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learnt from, cheap to make and to compare: `mark` changes when anything of it does."""

    codebook: tuple[Theme, ...]
    texts: tuple[Text, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt. version: of the suggestions. codings: how many it learnt from. order: the texts left to code, the
    most useful first. alike: the near-duplicates of a text among them.
    """

    mark: str
    version: str
    codings: int
    enough_margin: float
    suggestions: Mapping[TextId, Suggestion]
    order: tuple[TextId, ...]
    alike: Mapping[TextId, tuple[TextId, ...]]


def lesson(codebook: Sequence[Theme], texts: Sequence[Text]) -> Lesson:
    """Put together what is learnt from."""
    content = json.dumps(
        [[asdict(theme) for theme in codebook], [[*one.id, one.theme, one.origin, _of_sheet(one)] for one in texts]]
    )
    return Lesson(tuple(codebook), tuple(texts), hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest())


def learn(from_: Lesson) -> Learnt:
    """Learn, suggest for the texts left, order them and find those that say the same. Deterministic; takes seconds."""
    left = uncoded(from_.texts)
    codings = [Coding(one.text, one.theme, _of_sheet(one) or "") for one in from_.texts if one.theme]
    suggester = train(from_.codebook, codings, [one.text for one in left])
    words = [one.text for one in left]
    said = suggester.suggest(words, [_of_sheet(one) for one in left])
    compared = left[:MOST_COMPARED]
    order = [compared[place].id for place in coding_order(words[:MOST_COMPARED], said[:MOST_COMPARED])]
    alike: dict[TextId, tuple[TextId, ...]] = {}
    for group in near_duplicates(words[:MOST_COMPARED]) if compared else []:
        for place in group:
            alike[compared[place].id] = tuple(compared[other].id for other in group if other != place)
    return Learnt(
        mark=from_.mark,
        version=suggester.version,
        codings=len(codings),
        enough_margin=suggester.enough_margin,
        suggestions={one.id: suggestion for one, suggestion in zip(left, said, strict=True)},
        order=(*order, *(one.id for one in left[MOST_COMPARED:])),
        alike=alike,
    )


def _of_sheet(one: Text) -> str | None:
    """The aspect as the sheet gives it: one that was suggested from the theme would only say the theme again."""
    return one.aspect if one.aspect_origin == "sheet" else None
