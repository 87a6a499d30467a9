"""Codes: when two spellings are the same, and which known code an unknown one probably meant."""

from __future__ import annotations

import re
import unicodedata

_DASHES_AND_SPACES = re.compile(r"[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff_-]+")


def session_code_key(code: str) -> str:
    """The form under which two spellings of a session's code are the same, whatever their case, spaces and dashes.

    « F360 2024-07 », « F360-2024-07 » and « f360–2024–07 » have one key.
    """
    return _DASHES_AND_SPACES.sub("-", unicodedata.normalize("NFKC", code).casefold()).strip("-")


def code_key(code: str) -> str:
    """The same for the code of a participant or of a criterion: « p 01 », « P-01 » and « P01 » have one key."""
    return _DASHES_AND_SPACES.sub("", unicodedata.normalize("NFKC", code).casefold())
