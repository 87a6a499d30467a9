"""Grades drawn rather than written: signs « -- » to « ++ », faces from the angriest to the happiest."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from flash360.workbook.likert import grade_of_place

_SIGNS, _FACES = "signes, de « -- » à « ++ »", "visages, du plus mécontent au plus content"
_THREE_FACES = "trois visages, du mécontent au content"
_SERIES = {
    _SIGNS: ("--", "-", "+/- ± +- -/+", "+", "++"),
    _FACES: ("😡 😠 🤬 😤", "🙁 ☹ 😟 😞 😕", "😐 😑", "🙂 ☺ 😊", "😀 😃 😄 😁 😍 🤩"),
}
"""By the rule that a finding tells: what stands for each place, from the least to the most favourable."""
_STRONG, _MILD = frozenset({0, 4}), frozenset({1, 3})
_UNHAPPY, _HAPPY = frozenset({0, 1}), frozenset({3, 4})
_DASHES = str.maketrans(dict.fromkeys("−–—‐‑", "-") | {"\ufe0f": None, " ": None, "\u00a0": None})
_ALONE = "-"
"""Also what people write for nothing at all."""


def is_symbol(text: str) -> bool:
    """Whether a text is a grade that is drawn; a lone dash is not told from a blank."""
    drawn = _drawn(text)
    return drawn in _places() and drawn != _ALONE


def shown(texts: Iterable[str]) -> frozenset[str]:
    """The series that some texts show well enough to be read: signs with a double one, faces with a strong one and a mild one.

    Of « + » and « - » alone, or of three faces, nobody can say which grades of a scale they are; but on a scale of three grades
    one unhappy face and one happy one are its ends, be they strong or mild.
    """
    places: dict[str, set[int]] = {}
    for text in texts:
        found = _places().get(_drawn(text))
        if found:
            places.setdefault(found[0], set()).add(found[1])
    well = {series for series, seen in places.items() if seen & _STRONG and (series == _SIGNS or seen & _MILD)}
    faces = places.get(_FACES, set())
    return frozenset(well | {_THREE_FACES} if len(faces & _UNHAPPY) == len(faces & _HAPPY) == 1 else well)


def symbol_grade(text: str, low: int, high: int, series: frozenset[str]) -> tuple[int, str] | None:
    """The grade of a symbol of one of these series on a scale of three to five grades, with the rule; else None."""
    found = _places().get(_drawn(text))
    if found is None:
        return None
    drawn, place = found
    if drawn == _FACES and high - low == 2:
        drawn, number = _THREE_FACES, low + (place not in _UNHAPPY) + (place in _HAPPY)
    else:
        number = grade_of_place(place, low, high)
    return None if number is None or drawn not in series else (number, drawn)


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
