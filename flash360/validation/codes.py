"""Codes: when two spellings are the same, and which known code an unknown one probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

_DASHES_AND_SPACES = re.compile(r"[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff_-]+")


@lru_cache(maxsize=100_000)
def session_code_key(code: str) -> str:
    """The form under which two spellings of a session's code are the same, whatever their case, spaces and dashes.

    « F360 2024-07 », « F360-2024-07 » and « f360–2024–07 » have one key.
    """
    return _DASHES_AND_SPACES.sub("-", unicodedata.normalize("NFKC", code).casefold()).strip("-")


@lru_cache(maxsize=100_000)
def code_key(code: str) -> str:
    """The same for the code of a participant or of a criterion: « p 01 », « P-01 » and « P01 » have one key."""
    return _DASHES_AND_SPACES.sub("", unicodedata.normalize("NFKC", code).casefold())


def nearest(code: str, among: Iterable[str]) -> str | None:
    """The code that an unknown one probably meant: at most two slips away, two letters swapped counting for one.

    Between codes equally near, the one of the same letters and digits, then the first.
    """
    key = code_key(code)
    ranked = [
        (OSA.distance(key, other_key, score_cutoff=2), sorted(key) != sorted(other_key), place, other)
        for place, other in enumerate(among)
        if (other_key := code_key(other))
    ]
    best = min(ranked, default=None)
    return best[3] if best and best[0] <= min(2, len(key) - 1) else None


def listed(codes: Iterable[str]) -> str:
    """Known codes in brackets, for a sentence: all of a few, else the first and the last; nothing for none."""
    every = list(codes)
    if not every:
        return ""
    return f" ({', '.join(every)})" if len(every) <= 6 else f" ({every[0]} à {every[-1]})"
