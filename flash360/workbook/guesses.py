"""What a file of votes lets one guess of its session and of its criteria, for the analyst to correct."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from flash360.model import Aspect, Axis, Section
from flash360.workbook.answers import scale_maximum
from flash360.workbook.completion import Completion, CriterionGiven
from flash360.workbook.folding import fold
from flash360.workbook.reading import Need, Reading, SheetTable
from flash360.workbook.wording import plain

_SESSION = re.compile(r"F360[-_ ]?(\d{4})[-_ ]?(\d{1,3})", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3})(?:[.,]0*)?(?:\s*(?:/|sur)\s*\d{1,3})?", re.ASCII)
_CODE = re.compile(r"[A-Za-z]{1,3}\d{1,2}")
_SCALES = (5, 10, 20, 100)
_USEFUL = "impact utile utilite benefi effet besoin pertinen interet ameliore valeur souhaitable"
_FEASIBLE = (
    "faisab realis mise_en_oeuvre mettre_en_oeuvre technique cout budget financ juridi legal reglement moyens delai operationnel"
    " possible"
)
_AXES = ((Axis.IMPACT, tuple(_USEFUL.split())), (Axis.FEASIBILITY, tuple(_FEASIBLE.split())))
_ASPECTS = (
    (Aspect.JURIDIQUE, ("juridi", "legal", "droit", "reglement", "conform")),
    (Aspect.FINANCIER, ("financ", "cout", "budget", "depense", "econom")),
    (Aspect.FORME, ("forme", "lisib", "ergonom", "presentation", "clair", "simple")),
    (Aspect.FOND, ("fond", "contenu", "pertinen", "besoin", "utile", "utilite")),
)
_GLOBAL = ("global", "globalement", "dans l'ensemble", "au total")


def guess_completion(reading: Reading, scale: tuple[int, int] | None = None) -> Completion:
    """A proposal for what `reading.needs`: the code that the file's name holds, and a criterion per column of votes.

    Criteria are C1, C2… unless their heading is a code; axis and aspect follow words of the heading, and the axis is empty
    when none says it. All criteria share one scale: the one told, else from 0 or 1 to the smallest of 5, 10, 20 and 100 that
    holds every number, the « 5 » of « 4/5 », or 0 to 1 when every answer is yes or no.
    """
    code = guessed_code(reading.file_name)
    if Need.CRITERIA not in reading.needs:
        return Completion(code)
    answers = _answers(reading.tables)
    low, high = scale or _scale(text for texts in answers.values() for text in texts)
    taken = {plain(heading) for heading in answers}
    codes = (free for free in map("C{}".format, range(1, 1000)) if plain(free) not in taken)
    given = [
        CriterionGiven(
            heading,
            heading if _CODE.fullmatch(heading) else next(codes),
            _label(heading),
            str(_by_words(heading, _AXES)),
            str(_by_words(heading, _ASPECTS)),
            low,
            high,
            is_global=False,
        )
        for heading in answers
    ]
    return Completion(code, criteria=tuple(_with_globals(given)))


def guessed_code(file_name: str) -> str:
    """The session's code that a file's name holds, « F360-2024-07 »; empty when it holds none."""
    match = _SESSION.search(file_name)
    return f"F360-{match[1]}-{match[2]}" if match else ""


def vote_headings(reading: Reading) -> tuple[str, ...]:
    """The headings of the columns of votes, or the criteria that long votes name, in the order of the guesses."""
    return tuple(_answers(reading.tables))


def matched(headings: Iterable[str], criteria: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Heading to the code of the criterion that it names, by its code or its label; headings of none are left out.

    criteria: code and label of each.
    """
    words: dict[str, str] = {}
    for code, label in criteria:
        words.setdefault(plain(label), code)
        words[plain(code)] = code
    pairs = ((heading, words.get(plain(heading)) or words.get(plain(_label(heading)))) for heading in headings)
    return {heading: code for heading, code in pairs if code}


def _answers(tables: Sequence[SheetTable]) -> dict[str, list[str]]:
    """The distinct answers by heading of a column of votes, or by criterion of long votes."""
    found: dict[str, list[str]] = {}
    for table in tables:
        if table.section is not Section.VOTES:
            continue
        by_key = {column.key: column.cells for column in table.columns if column.key}
        if "criterion" in by_key:
            grades = by_key["grade"].to_pylist() if "grade" in by_key else [None] * len(table.rows)
            for criterion, text in set(zip(by_key["criterion"].to_pylist(), grades, strict=True)):
                if criterion:
                    found.setdefault(criterion, []).extend([text] if text else [])
        for column in table.columns:
            if column.criterion is not None:
                found[column.criterion] = [text for text in column.cells.unique().to_pylist() if text]
    return dict(sorted(found.items())) if any("criterion" in (c.key or "") for t in tables for c in t.columns) else found


def _scale(texts: Iterable[str]) -> tuple[int, int]:
    every = list(texts)
    told = [maximum for text in every if (maximum := scale_maximum(text))]
    numbers = [int(match[1]) for text in every if (match := _NUMBER.fullmatch(text.strip()))]
    words = {fold(text) for text in every}
    if not numbers and words & {"oui", "non"}:
        return 0, 1
    low = 0 if 0 in numbers else 1
    top = max([*told, *numbers, 0])
    if low == 0 and top == 1:
        return 0, 1
    return low, told[0] if told and max(told) == min(told) and top <= told[0] else next((s for s in _SCALES if s >= top), top)


def _label(heading: str) -> str:
    """The heading without its number: « 3. L'idée est utile » is « L'idée est utile »; the last part of « question::critère »."""
    text = heading.rpartition("::")[2] or heading
    return re.sub(r"^\s*(?:Q?\d{1,2}\s*[.)\-–:]\s*)+", "", text).strip() or heading


def _by_words(heading: str, lists: Iterable[tuple[Axis | Aspect, tuple[str, ...]]]) -> Axis | Aspect | str:
    """The first entry of which a word begins a word of the heading; empty when none does."""
    words = f" {fold(heading).replace('œ', 'oe')}"
    return next(
        (
            value
            for value, starts in lists
            if any(re.search(rf"\W{re.escape(start.replace('_', ' '))}", words) for start in starts)
        ),
        "",
    )


def _with_globals(given: list[CriterionGiven]) -> Iterable[CriterionGiven]:
    """At most one global criterion per axis: the first whose heading says so."""
    told: set[str] = set()
    for one in given:
        words = fold(one.heading)
        overall = bool(one.axis) and one.axis not in told and any(word in words for word in _GLOBAL)
        if overall:
            told.add(one.axis)
        yield replace(one, is_global=overall)
