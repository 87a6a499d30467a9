"""Likert words: families of answers from the least to the most favourable, read on scales of four or five grades."""

from __future__ import annotations

from functools import lru_cache

from flash360.workbook.folding import fold

_FAMILIES = (
    (
        "pas du tout d'accord|en total désaccord|tout à fait en désaccord|strongly disagree",
        "plutôt pas d'accord|pas d'accord|plutôt en désaccord|en désaccord|disagree|somewhat disagree",
        "ni d'accord ni pas d'accord|ni d'accord, ni pas d'accord|ni en accord ni en désaccord|neutre|neutral|"
        "neither agree nor disagree",
        "plutôt d'accord|d'accord|agree|somewhat agree",
        "tout à fait d'accord|totalement d'accord|strongly agree",
    ),
    (
        "très défavorable",
        "défavorable|plutôt défavorable",
        "ni favorable ni défavorable|ni favorable, ni défavorable",
        "favorable|plutôt favorable",
        "très favorable",
    ),
    (
        "pas du tout|non, pas du tout",
        "plutôt pas|plutôt non|non, plutôt pas",
        "moyennement",
        "plutôt|plutôt oui|oui, plutôt",
        "tout à fait|oui, tout à fait",
    ),
    (
        "très faible",
        "faible|plutôt faible",
        "moyen|moyenne",
        "fort|forte|plutôt fort|plutôt forte|élevé|élevée",
        "très fort|très forte|très élevé|très élevée",
    ),
    (
        "très mauvais|très mauvaise",
        "mauvais|mauvaise|plutôt mauvais",
        "passable",
        "bon|bonne|plutôt bon",
        "très bon|très bonne|excellent|excellente",
    ),
    (
        "pas du tout faisable|infaisable",
        "difficilement faisable|peu faisable",
        "moyennement faisable",
        "plutôt faisable|faisable",
        "tout à fait faisable|très faisable",
    ),
)
_MIDDLE = 2


def likert_grade(folded: str, low: int, high: int) -> int | None:
    """The grade of an answer in words, folded, on a scale of five grades, or of four which then has no middle; else None."""
    place = _places().get(folded)
    return None if place is None else grade_of_place(place, low, high)


def grade_of_place(place: int, low: int, high: int) -> int | None:
    """The grade at a place, 0 to 4, on a scale of five grades, or of four which then has no middle; else None."""
    grades = high - low + 1
    if grades not in (4, 5) or (grades == 4 and place == _MIDDLE):
        return None
    return low + place if grades == 5 or place < _MIDDLE else low + place - 1


def is_likert(folded: str) -> bool:
    """Whether a folded text is an answer of one of the families."""
    return folded in _places()


@lru_cache
def _places() -> dict[str, int]:
    return {fold(answer): place for family in _FAMILIES for place, answers in enumerate(family) for answer in answers.split("|")}
