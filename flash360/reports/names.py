"""What a document is called when it leaves: `flash360_<code>_<date>.<ending>`, safe on every system."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from flash360.accents import without_marks

PROGRAMME = "programme"


def file_name(what: str, day: date, ending: str) -> str:
    """« flash360_F360-2024-06_2026-11-23.pdf »; what: a session's code, or « programme ». ending: « pdf »."""
    plain = without_marks(unicodedata.normalize("NFKD", what))
    safe = re.sub(r"[^A-Za-z0-9.-]+", "-", plain).strip("-.")[:80] or "session"
    return f"flash360_{safe}_{day:%Y-%m-%d}.{ending}"
