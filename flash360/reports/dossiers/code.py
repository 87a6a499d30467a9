"""The code proposed for a new dossier: the next number of its year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_USUAL: Final = re.compile(r"F360-(\d{4})-(\d{1,5})")


def next_code(taken: Iterable[str], year: int) -> str:
    """« F360-2026-07 » when the highest number of the year is 6; codes of another form do not count."""
    numbers = [int(found[2]) for code in taken if (found := _USUAL.fullmatch(code)) and int(found[1]) == year]
    return f"F360-{year}-{max(numbers, default=0) + 1:02d}"
