"""A French text as words: case, accents, punctuation and odd characters aside. HTML stays text, an emoji is no word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from flash360.accents import without_marks

_NOT_A_WORD = re.compile(r"[^\w]+")
_WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 40
"""Letters kept of a word: beyond, it is no word of a language but a paste."""


@lru_cache(maxsize=20_000)
def text_key(text: str) -> str:
    """A statement's text without case, accents, punctuation and odd spaces. Stored: what it gives must not change."""
    return _NOT_A_WORD.sub(" ", bare(text)).strip()


def bare(text: str) -> str:
    """The text without case and accents: « Élu » is « elu »."""
    return without_marks(unicodedata.normalize("NFKD", text).casefold())


def words(text: str) -> list[str]:
    """The words of a text in their order, in lower case with their accents; an elision is a word of its own."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(unicodedata.normalize("NFC", text).casefold())]
