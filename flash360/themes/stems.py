"""Words brought to their French stem, so that « financée » and « financements » are near one another."""

from __future__ import annotations

from functools import lru_cache

import snowballstemmer

from flash360.themes.stop_words import STOP_WORDS
from flash360.themes.text import bare, words

_CACHE = 200_000


def stems(text: str) -> list[str]:
    """The stems of the words of a text that say something, without accents, in their order. Source: Snowball, French."""
    return [stem(word) for word in words(text) if telling(word)]


def telling_words(text: str) -> list[str]:
    """The words of a text that say something, without case and accents, in their order."""
    return [bare(word) for word in words(text) if telling(word)]


@lru_cache(_CACHE)
def telling(word: str) -> bool:
    """Whether a word says something of the subject: neither a stop word nor a lone letter."""
    return len(word) > 1 and bare(word) not in STOP_WORDS


@lru_cache(_CACHE)
def stem(word: str) -> str:
    """The stem of one word in lower case, without accents."""
    return bare(_stemmed(word))


@lru_cache(_CACHE)
def forms(word: str) -> tuple[str, ...]:
    """The stems under which a word is looked up: as written, and as someone without accents writes it."""
    return tuple(dict.fromkeys((stem(word), _stemmed(bare(word)))))


def _stemmed(word: str) -> str:
    if not word.isalpha():
        return word
    # A stemmer keeps the word it works on: one per call, so that two threads never share it.
    return snowballstemmer.stemmer("french").stemWord(word)
