"""Where the headings of a table are, and what each means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flash360.findings import CATALOGUE, Finding
from flash360.model import Section
from flash360.workbook.addresses import address
from flash360.workbook.columns import COLUMNS, SESSION, ColumnSpec
from flash360.workbook.grid import Grid
from flash360.workbook.headings import Match, known_headings
from flash360.workbook.wording import plain

DEEPEST = 15
"""Rows among which the headings are looked for."""
MissingHeader, AmbiguousHeader, CorrectedValue = (
    CATALOGUE[code] for code in ("missing-header", "ambiguous-header", "corrected-value")
)


@dataclass(frozen=True)
class HeadingRow:
    """The heading row of a table. row: 1-based. headings: text by 0-based column. matches: what each means.

    levels: rows of headings, row being the last one.
    """

    row: int
    headings: dict[int, str]
    matches: dict[int, Match]
    levels: int = 1

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(match.spec.key for match in self.matches.values() if match.spec)


def specs_of(section: Section) -> tuple[ColumnSpec, ...]:
    """The columns that a table of this section may have."""
    return COLUMNS[section] if section is Section.FICHE else (SESSION, *COLUMNS[section])


def heading_row(grid: Grid, specs: Sequence[ColumnSpec]) -> HeadingRow | None:
    """The row, among the first 15, that holds the most of these headings; None when none holds any."""
    known = known_headings(tuple(specs))
    last = min(DEEPEST, grid.height)
    rows = {number: grid.top(number) for number in range(1, last + 1)}
    scores = {number: len({spec.key for text in row.values() if (spec := known.exact(text))}) for number, row in rows.items()}
    if not any(scores.values()):
        scores = {number: sum(1 for text in row.values() if known.match(text).spec) for number, row in rows.items()}
    if not any(scores.values()):
        return None
    best = max(scores, key=lambda number: (scores[number], -number))
    matches = {index: known.match(text) for index, text in rows[best].items()}
    return HeadingRow(best, rows[best], _told_apart(rows[best], matches, specs))


def _told_apart(headings: dict[int, str], matches: dict[int, Match], specs: Sequence[ColumnSpec]) -> dict[int, Match]:
    """The same matches, less one of two headings of the same column: in « Code, Critère, Axe » the second is the label."""
    found = [match.spec for match in matches.values()]
    for spec in specs:
        if not spec.otherwise or spec in found:
            continue
        words = {plain(word) for word in spec.otherwise}
        for index, text in headings.items():
            if plain(text) in words and found.count(matches[index].spec) > 1:
                return {**matches, index: Match(spec)}
    return matches


def is_long(found: HeadingRow) -> bool:
    """Whether the votes have one row per vote: a column names the criterion, in so many words or beside a column of grades."""
    exact = {match.spec.key for match in found.matches.values() if match.spec and not match.close}
    return "criterion" in exact or {"criterion", "grade"} <= found.keys


def needed_findings(sheet: str, found: HeadingRow | None, specs: Sequence[ColumnSpec]) -> Iterator[Finding]:
    """What keeps a needed column from being found, and which headings were recognised by a close spelling."""
    keys = found.keys if found else frozenset()
    matches = found.matches if found else {}
    headings = found.headings if found else {}
    for index, match in matches.items():
        if found and match.close and match.spec:
            details: dict[str, object] = {"read": match.spec.heading, "rule": "titre à l'orthographe proche"}
            yield CorrectedValue(sheet, address(found.row, index), headings[index], details=details)
    for spec in specs:
        if not spec.required or spec.key in keys:
            continue
        doubtful = [index for index, match in matches.items() if spec in match.choices]
        for index in doubtful:
            choices = " ou ".join(f"« {choice.heading} »" for choice in matches[index].choices)
            place = address(found.row if found else 1, index)
            yield AmbiguousHeader(sheet, place, headings[index], details={"choices": choices})
        if not doubtful:
            yield MissingHeader(sheet, details={"heading": spec.heading})


def is_total(text: str | None) -> bool:
    """Whether a cell begins a row of totals: « Total », « Moyenne », « Écart-type »…"""
    return text is not None and (text[:1] == "%" or (text[:1].isalpha() and plain(text) in _TOTALS))


_TOTALS = frozenset(
    plain(text)
    for text in (
        "Total", "Totaux", "Total général", "Somme", "Moyenne", "Moyennes", "Moyenne générale", "Moyenne des notes", "Médiane",
        "Écart-type", "Variance", "Nombre de votes", "Nb de votes", "Nombre de votants", "Effectif", "Average", "Mean", "Sum",
        "Moy", "Min", "Max", "Minimum", "Maximum", "Sous-total", "Nb votants", "Nb de votants", "Nombre de réponses",
        "Nb réponses", "Nb de réponses", "Pourcentage", "Pourcentage de favorables", "Part de favorables",
        "Median", "Standard deviation", "Count",
    )
)  # fmt: skip
