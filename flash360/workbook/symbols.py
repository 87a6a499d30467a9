"""Grades drawn rather than written: signs « -- » to « ++ », faces from the angriest to the happiest."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from flash360.workbook.likert import grade_of_place

_SERIES = {
    "signes, de « -- » à « ++ »": ("--", "-", "+/- ± +- -/+", "+", "++"),
    "visages, du plus mécontent au plus content": ("😡 😠 🤬 😤", "🙁 ☹ 😟 😞 😕", "😐 😑", "🙂 ☺ 😊", "😀 😃 😄 😁 😍 🤩"),
}
"""By the rule that a finding tells: what stands for each place, from the least to the most favourable."""
_STRONG, _MILD = frozenset({0, 4}), frozenset({1, 3})
_DASHES = str.maketrans(dict.fromkeys("−–—‐‑", "-") | {"\ufe0f": None, " ": None, "\u00a0": None})
_ALONE = "-"
"""Also what people write for nothing at all."""


def is_symbol(text: str) -> bool:
    """Whether a text is a grade that is drawn; a lone dash is not told from a blank."""
    drawn = _drawn(text)
    return drawn in _places() and drawn != _ALONE


def shown(texts: Iterable[str]) -> frozenset[str]:
    """The series that some texts show well enough to be read: signs with a double one, faces with a strong one and a mild one.

    Of « + » and « - » alone, or of three faces, nobody can say which grades of a scale they are.
    """
    places: dict[str, set[int]] = {}
    for text in texts:
        found = _places().get(_drawn(text))
        if found:
            places.setdefault(found[0], set()).add(found[1])
    signs = next(iter(_SERIES))
    return frozenset(series for series, seen in places.items() if seen & _STRONG and (series == signs or seen & _MILD))


def symbol_grade(text: str, low: int, high: int, series: frozenset[str]) -> tuple[int, str] | None:
    """The grade of a symbol of one of these series on a scale of four or five grades, with the rule; else None."""
    found = _places().get(_drawn(text))
    if found is None or found[0] not in series:
        return None
    number = grade_of_place(found[1], low, high)
    return None if number is None else (number, found[0])


def _drawn(text: str) -> str:
    return text.strip().translate(_DASHES)


@lru_cache
def _places() -> dict[str, tuple[str, int]]:
    return {
        symbol: (series, place)
        for series, places in _SERIES.items()
        for place, every in enumerate(places)
        for symbol in every.split()
    }
