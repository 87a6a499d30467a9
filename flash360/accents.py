"""A decomposed text without its accents."""

from __future__ import annotations

import re
import unicodedata

_COMMON = re.compile("[\u0300-\u034e\u0350-\u036f]+")
"""The block of nearly all combining marks: the first of them, and all of the block but U+034F."""
_BEYOND = re.compile("[^\x00-\u02ff]")
"""Where any is."""


def without_marks(decomposed: str) -> str:
    """A text in decomposed form (NFD, NFKD) without its combining marks: « é » gives « e »."""
    plain = _COMMON.sub("", decomposed)
    return plain if plain.isascii() else _BEYOND.sub(lambda found: "" if unicodedata.combining(found[0]) else found[0], plain)
