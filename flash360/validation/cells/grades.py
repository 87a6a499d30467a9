"""Grades: a text and its criterion's scale to an integer of the scale, or an abstention."""

from __future__ import annotations

import re
import unicodedata

from flash360.findings import CATALOGUE
from flash360.validation.cells.numbers import whole_number
from flash360.validation.cells.parsed import CorrectedValue, Note, Parsed, corrected, wrong
from flash360.workbook.answers import ABSTENTIONS, is_abstention, numbered_words
from flash360.workbook.folding import fold
from flash360.workbook.likert import likert_grade
from flash360.workbook.symbols import symbol_grade

OutOfScale = CATALOGUE["out-of-scale"]
ABSTAINED = -(2**31)
"""The value of an abstention, no grade of any scale."""

_OF_MAXIMUM = re.compile(r"(.+?)\s*(?:/|sur)\s*(\d+)", re.ASCII)
_LABELLED = re.compile(r"(-?\d+)\s*(?:[-–—:=.)]|\()\s*([^\W\d_].*)", re.DOTALL)
_STARS = re.compile(r"([★⭐*✭✮🌟]+)([☆✩✰]*)")
_VARIATION = "\ufe0f"


def grade(text: str, low: int, high: int, series: frozenset[str] = frozenset()) -> Parsed:
    """The grade that a text gives on a scale of integers from low to high, both included. series: of symbols that may be read.

    « 4 » is itself; « 4,0 », « 4/5 » when 5 is the maximum, « ★★★★ », « 4 - Plutôt d'accord », words of agreement and yes
    or no on 0–1 are corrections. « NSP », « sans avis », « abstention » and « ne se prononce pas » give ABSTAINED.
    A part of a unit is a wrong type; a whole number off the scale is out of scale.
    """
    if text.isascii() and text.isdigit() and len(text) < 10 and str(number := int(text)) == text:
        return Parsed(number) if low <= number <= high else _out_of_scale(low, high)
    folded = fold(text)
    if folded in ABSTENTIONS:
        return Parsed(ABSTAINED)
    if is_abstention(text):
        return corrected(ABSTAINED, "NSP", "abstention")
    found = _number(text, high) or _words(text, folded, low, high) or symbol_grade(text, low, high, series)
    if found is None:
        return wrong(f"une note entière de {low} à {high}")
    number, rule = found
    if not low <= number <= high:
        return _out_of_scale(low, high)
    if str(number) == text:
        return Parsed(number)
    return Parsed(number, (Note(CorrectedValue, {"read": number, "rule": rule}),))


def _number(text: str, high: int) -> tuple[int, str] | None:
    """A number written otherwise than in bare digits, with its rule."""
    if (number := whole_number(text)) is not None:
        return number, "note entière"
    if any(character.isdigit() and not character.isdecimal() for character in text):
        return None  # « 4²/5 »
    plain = unicodedata.normalize("NFKC", text).replace(_VARIATION, "").strip()
    if (match := _OF_MAXIMUM.fullmatch(plain)) and int(match[2]) == high and (number := whole_number(match[1])) is not None:
        return number, f"note sur {high}"
    if match := _STARS.fullmatch(plain.replace(" ", "")):
        full, empty = len(match[1]), len(match[2])
        return (full, "nombre d'étoiles") if not empty or full + empty == high else None
    if match := _LABELLED.fullmatch(plain):
        return int(match[1]), "nombre en tête de la réponse"
    return numbered_words(plain)


def _words(text: str, folded: str, low: int, high: int) -> tuple[int, str] | None:
    """A grade in words."""
    if (low, high) == (0, 1) and folded in ("oui", "non", "o", "n"):
        return int(folded[0] == "o"), "oui ou non"
    number = likert_grade(folded, low, high)
    return None if number is None else (number, "échelle en mots")


def _out_of_scale(low: int, high: int) -> Parsed:
    return Parsed(None, (Note(OutOfScale, {"low": low, "high": high}),))
