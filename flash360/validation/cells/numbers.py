"""Whole numbers and durations, as people write them."""

from __future__ import annotations

import re
import unicodedata

from flash360.validation.cells.parsed import Parsed, corrected, wrong

_LARGEST = 2**31 - 1
_WHOLE = re.compile(r"([+-]?\d{1,12})(?:[.,]0*)?", re.ASCII)
_LABELLED = re.compile(r"(?:n\s*[°ºo]|no\.?|num[ée]ro|#|frein|levier|[fl](?=\s*-?\d))\s*-?\s*(?:n\s*[°ºo]\s*)?", re.IGNORECASE)
_EXPLAINED = re.compile(r"(-?\d{1,6})\s*(?:\(|[-–—:=]\s)\s*[^\W\d_].*", re.DOTALL)
_DECIMAL = re.compile(r"[+-]?\d{1,6}(?:[.,]\d{1,6})?", re.ASCII)
_HOURS = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:h|heures?)", re.ASCII | re.IGNORECASE)
_HOURS_MINUTES = re.compile(r"(\d{1,3})\s*(?:h|heures?|:)\s*(\d{1,2})\s*(?:m|mn|min|minutes?)?(?::00)?", re.ASCII | re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,4})\s*(?:mn|min|minutes?|')", re.ASCII | re.IGNORECASE)
A_WHOLE_NUMBER = "un nombre entier"
A_DURATION = "une durée en heures, par exemple 2 ou 1,5"


def whole_number(text: str) -> int | None:
    """The integer that a text holds, written « 4 », « 4,0 », « 4. » or in full-width digits; None if it is not one."""
    if any(character.isdigit() and not character.isdecimal() for character in text):
        return None  # « 4² » is no 42
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()
    match = _WHOLE.fullmatch(plain)
    if match is None:
        return None
    number = int(match[1])
    return number if abs(number) <= _LARGEST else None


def integer(text: str) -> Parsed:
    """An integer cell: « 4 » as is; « 4,0 », « 04 », « n° 4 », « F4 », « 5 (tout à fait) » corrected; a part is a wrong type."""
    bare = _LABELLED.sub("", text, count=1) if _LABELLED.match(text) else text
    explained = _EXPLAINED.fullmatch(bare)
    number = whole_number(explained[1] if explained else bare)
    if number is None:
        return wrong(A_WHOLE_NUMBER)
    if str(number) == text:
        return Parsed(number)
    return corrected(number, number, A_WHOLE_NUMBER)


def hours(text: str) -> Parsed:
    """A duration in hours: « 2 », « 1,5 »; « 2 h 30 », « 150 min » corrected. Never negative, never above 999."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if _DECIMAL.fullmatch(plain):
        value = float(plain.replace(",", "."))
        return Parsed(value) if 0 <= value < 1000 else wrong(A_DURATION)
    value = _written_hours(plain)
    if value is None:
        return wrong(A_DURATION)
    return corrected(value, f"{value:g}".replace(".", ","), "durée en heures")


def _written_hours(plain: str) -> float | None:
    if match := _HOURS_MINUTES.fullmatch(plain):
        return int(match[1]) + int(match[2]) / 60 if int(match[2]) < 60 else None
    if match := _HOURS.fullmatch(plain):
        return float(match[1].replace(",", "."))
    if match := _MINUTES.fullmatch(plain):
        return int(match[1]) / 60
    return None
