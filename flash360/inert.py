"""The one guard against formulas in what the product writes: a text from someone else never begins one in a spreadsheet."""

from __future__ import annotations

import re
from typing import Final

_BEGINS: Final = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\x00-\x1f]")
"""A sign that a spreadsheet may take for a formula, full-width forms included, after whatever it does not show; or a tab, a
carriage return. Source: OWASP, CSV injection."""
MARK: Final = "'"
"""What a spreadsheet takes as « this is a text », and does not show once the cell is entered."""


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet might compute this text, or what follows its first sign."""
    return _BEGINS.match(text) is not None


def inert(text: str) -> str:
    """The text for a place that has no types, as a CSV cell: marked when it would begin a formula, itself otherwise."""
    return MARK + text if begins_formula(text) else text
