"""French wording that several charts share: counted verdicts, lists, spans."""

from __future__ import annotations

from collections.abc import Sequence

from flash360 import labels
from flash360.model import Scale, Verdict

_PLURAL = {
    Verdict.FAVOURABLE: "favorables",
    Verdict.WITH_RESERVATIONS: "favorables avec réserves",
    Verdict.TO_REWORK: "à retravailler",
    Verdict.UNFAVOURABLE: "défavorables",
    Verdict.INCONCLUSIVE: "non concluants",
}


def verdicts_counted(count: int, verdict: Verdict | None) -> str:
    """A verdict's count in words: « 20 favorables », « 1 défavorable », « 6 sans votes connus »."""
    number = labels.french_number(count)
    if verdict is None:
        return f"{number} sans votes connus"
    return f"{number} {_PLURAL[verdict] if count > 1 else labels.VERDICT[verdict]}"


def grade_in_words(grade: int, scale: Scale) -> str:
    """A grade as a reader says it: « 4 », and « non » or « oui » on the scale of 0 and 1."""
    return str(grade) if (scale.min, scale.max) != (0, 1) else ("oui" if grade else "non")


def note_in_words(grade: int, scale: Scale) -> str:
    """What a column or a series of votes is called: « Note 4 », and « Non » or « Oui » on the scale of 0 and 1."""
    return f"Note {grade}" if (scale.min, scale.max) != (0, 1) else grade_in_words(grade, scale).capitalize()


def grades_in_words(low: int, high: int, scale: Scale) -> str:
    """A run of grades: « 1 à 3 », « 5 », « oui »."""
    first, last = grade_in_words(low, scale), grade_in_words(high, scale)
    return first if low == high else f"{first} à {last}"


def listed(parts: Sequence[str]) -> str:
    """Words in a French list: « a », « a et b », « a, b et c »."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} et {parts[-1]}"


def span(value: float, low: float, high: float, decimals: int = 0) -> str:
    """A figure and its interval: « 62 (53 à 70) »."""
    number = labels.french_number
    return f"{number(value, decimals)} ({number(low, decimals)} à {number(high, decimals)})"


def percent_span(value: float, low: float, high: float) -> str:
    """A share and its interval, fractions of 1: « 62 % (53 % à 70 %) »."""
    percent = labels.french_percent
    return f"{percent(value)} ({percent(low)} à {percent(high)})"


def aside(count: int, why: str) -> str:
    """A sentence, with its leading space, on the sessions that a chart leaves out; empty when it leaves out none.

    why: what they lack, « sans vote connu ».
    """
    if not count:
        return ""
    return f" {labels.plural(count, 'session')} {why} {'est laissée' if count < 2 else 'sont laissées'} de côté."
