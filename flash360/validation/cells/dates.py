"""Dates as people write them. A column that could be read in two orders is asked, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from flash360.findings import CATALOGUE
from flash360.labels import MONTHS, french_date
from flash360.validation.cells.parsed import Note, Parsed, Parser, corrected
from flash360.workbook.folding import fold

AmbiguousDate = CATALOGUE["ambiguous-date"]
ImpossibleDate = CATALOGUE["impossible-date"]
FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
"""Days that a programme of sessions can hold; outside, a date is a mistake."""
REPORT_IT = "Écrivez-la JJ/MM/AAAA ; si elle n'est connue qu'à peu près, écrivez-la dans « Date rapportée »."

_WEEKDAY = re.compile(
    r"(?:le\s+)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:lun|mar|mer|jeu|ven|sam|dim)\.)[ ,]\s*|le\s+",
    re.IGNORECASE,
)
_HOUR = re.compile(r",?\s+(?:à|de|,)\s*\d{1,2}\s*[:h]\s*\d{0,2}.{0,20}", re.IGNORECASE)
_TIME = r"(?:[T ]\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(" + _TIME + ")", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(" + _TIME + ")", re.ASCII)
_WORDS = re.compile(r"(?:[a-z]+\.?,? )?(\d{1,2})(?:er|e|st|nd|rd|th)?[ -]([a-z]+)\.?,?[ -](\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
"""The day before day 1 of a spreadsheet (its imaginary 29 February 1900 counted), and day 0 of those that count from 1904."""
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_NUMBERS = {fold(name): number for names in (MONTHS, _ENGLISH) for number, name in enumerate(names, 1)}
_SHORT_MONTHS = {
    "janv": 1, "jan": 1, "fevr": 2, "fev": 2, "feb": 2, "mar": 3, "avr": 4, "apr": 4, "jun": 6, "juil": 7, "jul": 7,
    "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip


def date_parser(texts: Iterable[str], hint: str = "Écrivez-la JJ/MM/AAAA.", epoch: date = EPOCH_1900) -> Parser:
    """A parser for cells whose order of day and month these texts of the same hand prove, if any does.

    texts: the distinct date texts of the sheet. One « 25/03/2024 », with no « 03/25/2024 » beside it, proves day first.
    hint: what to do about a text that is not a date. epoch: from which a day written as a bare number is counted.
    """
    day_first = _day_first(texts)

    def parse(text: str) -> Parsed:
        return _parse(text, day_first, hint, epoch)

    return parse


def _day_first(texts: Iterable[str]) -> bool:
    seen = False
    for text in texts:
        match = _SLASHED.fullmatch(text)
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        if second > 12 >= first:
            return False
        seen = seen or first > 12 >= second
    return seen


def _parse(text: str, day_first: bool, hint: str, epoch: date) -> Parsed:
    plain = unicodedata.normalize("NFKC", text).strip()
    if match := _ISO.fullmatch(plain):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        return _impossible(hint) if day is None else _timed(day, match[4])
    if match := _SLASHED.fullmatch(plain):
        return _slashed(match, day_first, hint)
    bare = _HOUR.sub("", _WEEKDAY.sub("", plain, count=1), count=1)
    if bare != plain:
        return _of_a_sentence(_parse(bare, day_first, hint, epoch))
    if match := _WORDS.fullmatch(fold(plain)):
        month = _MONTH_NUMBERS.get(match[2]) or _SHORT_MONTHS.get(match[2])
        day = _day(int(match[3]), month, int(match[1])) if month else None
        return _impossible(hint) if day is None else corrected(day, f"{day:%d/%m/%Y}", "date en toutes lettres")
    if match := _SERIAL.fullmatch(plain):
        day = epoch + timedelta(days=int(match[1]))
        if FIRST <= day <= LAST:
            return corrected(day, french_date(day), "numéro de jour d'un tableur")
    return _impossible(hint)


def _of_a_sentence(read: Parsed) -> Parsed:
    """A date that stood between a day of the week and an hour: what was left aside is told."""
    if isinstance(read.value, date) and not read.notes:
        return corrected(read.value, f"{read.value:%d/%m/%Y}", "jour sans la semaine ni l'heure")
    return read


def _slashed(match: re.Match[str], day_first: bool, hint: str) -> Parsed:
    first, second = int(match[1]), int(match[2])
    year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    day = _day(year, second, first)
    if day is None:
        return _impossible(hint)
    if not day_first and first <= 12 and first != second:
        return Parsed(None, (Note(AmbiguousDate, {"example": french_date(day)}),))
    if len(match[3]) == 2:
        return corrected(day, f"{day:%d/%m/%Y}", "année à deux chiffres")
    return _timed(day, match[4])


def _timed(day: date, time: str) -> Parsed:
    """A day whose hour, if it has one, is left aside; midnight is no hour."""
    if not time.strip("T :h0.Z"):
        return Parsed(day)
    return corrected(day, f"{day:%d/%m/%Y}", "jour sans l'heure")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None


def _impossible(hint: str) -> Parsed:
    return Parsed(None, (Note(ImpossibleDate, {"hint": hint}),))
