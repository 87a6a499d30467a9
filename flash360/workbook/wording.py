"""When two headings or names are the same words, whatever their accents, case, spaces and punctuation."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_DROPPED = dict.fromkeys(map(ord, _INVISIBLE))


def trimmed(text: str) -> str:
    """A cell's text without the blanks and invisible characters around it."""
    return text.strip().strip(_INVISIBLE).strip()


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """The words of a heading: compatibility forms unified, accents and punctuation off, lower case, single spaces.

    « Durée cadrage (h) » is « duree cadrage h ». A text without a letter or digit is given back trimmed.
    """
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text.translate(_DROPPED)))
    kept = (character if character.isalnum() else " " for character in decomposed if unicodedata.category(character) != "Mn")
    return " ".join("".join(kept).casefold().split()) or text.strip()
