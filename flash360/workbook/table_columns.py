"""Which columns of a table are read, and what is said of the others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from flash360.findings import CATALOGUE, Finding
from flash360.workbook.addresses import address
from flash360.workbook.broken import BrokenRows, filled
from flash360.workbook.columns import Type
from flash360.workbook.grid import Grid, GridColumn
from flash360.workbook.heading_row import HeadingRow, is_total
from flash360.workbook.headings import Match, is_personal
from flash360.workbook.personal import personal_column
from flash360.workbook.wording import plain

BlankHeader, ExtraHeader, DuplicateHeader, PersonalData, ExtraCell = (
    CATALOGUE[code] for code in ("blank-header", "extra-header", "duplicate-header", "personal-data", "extra-cell")
)
_NOT_IMPORTED = "elle n'est pas importée"
_LOOKED_AT = 50
FREE_TEXTS = ("idea", "comment", "accompaniment", "source")
"""Where a mention is masked and the rest of the text is kept."""
FEW = 3
"""So many filled cells without a heading are stray cells; more are a column that lacks its heading."""
_ASIDE = frozenset(
    map(
        plain,
        (
            "Commentaire",
            "Commentaires",
            "Remarque",
            "Remarques",
            "Horodateur",
            "Rang",
            "Collège",
            "Groupe",
            "Organisation",
            "Territoire",
            "Min",
            "Max",
        ),
    )
)
"""Headings that stand beside wide votes and are not criteria."""


@dataclass(frozen=True)
class Kept:
    """A column to read: the record field it fills (None for a criterion's votes) and its heading as written."""

    column: GridColumn
    key: str | None
    heading: str

    @property
    def index(self) -> int:
        return self.column.index


@dataclass
class Columns:
    """The columns to read, in order; the findings on the others; the headings dropped as personal data, what they held."""

    kept: list[Kept] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)


def columns(
    grid: Grid, top: HeadingRow, data: np.ndarray, broken: BrokenRows, criteria: Collection[str], *, wide: bool
) -> Columns:
    """Choose the columns of a table.

    data: mask of the rows under the headings. criteria: plain codes known as criteria. wide: whether the columns
    that are not of the template are criteria voted on.
    """
    chosen = Columns()
    first_of: dict[str, int] = {}
    for column in grid.columns:
        below = np.flatnonzero(filled(column, broken) & data) + 1
        heading = top.headings.get(column.index)
        if heading is None:
            chosen.findings += without_heading(grid.sheet, column, top.row, below)
            continue
        match = top.matches[column.index]
        place = address(top.row, column.index)
        if (match.spec is None or match.close) and is_personal(heading) and plain(heading) not in criteria:
            chosen.dropped.append(f"{grid.sheet}!{heading}")
            chosen.named += column.texts_under(top.row)
            chosen.findings.append(_personal(grid.sheet, place, heading))
            continue
        what = "" if plain(heading) in criteria else _personal_content(match, heading, column, top.row)
        if what:
            chosen.dropped.append(f"{grid.sheet}!{heading}")
            chosen.named += column.texts_under(top.row)
            chosen.findings.append(PersonalData(grid.sheet, place, heading, details={"what": what, "done": _NOT_IMPORTED}))
            continue
        awaited = _awaited(match, top)
        is_criterion = wide and len(below) > 0 and not awaited and _is_criterion(heading, criteria)
        if match.spec is None and not is_criterion:
            if not awaited and (len(below) or not wide):
                chosen.findings.append(ExtraHeader(grid.sheet, place, heading))
            continue
        name = match.spec.key if match.spec else heading.casefold()
        if name in first_of:
            other = address(top.row, first_of[name])
            chosen.findings.append(DuplicateHeader(grid.sheet, place, heading, details={"other": other}))
            continue
        first_of[name] = column.index
        chosen.kept.append(Kept(column, match.spec.key if match.spec else None, heading))
    return chosen


def _awaited(match: Match, top: HeadingRow) -> bool:
    """Whether a doubtful heading may be a needed column that is not there: then it is already asked about."""
    return any(spec.required and spec.key not in top.keys for spec in match.choices)


def _is_criterion(heading: str, criteria: Collection[str]) -> bool:
    words = plain(heading)
    return words in criteria or not (is_total(heading) or words in _ASIDE)


def _personal_content(match: Match, heading: str, column: GridColumn, top: int) -> str:
    """What an optional column of text, or one of no known heading, gives away; the first texts tell."""
    spec = match.spec
    if spec is not None and (spec.required or spec.type is not Type.TEXT or spec.key in FREE_TEXTS):
        return ""
    return personal_column(heading, column.texts_under(top)[:_LOOKED_AT])


def _personal(sheet: str, place: str, heading: str) -> Finding:
    what = f"la colonne « {heading} » désigne des personnes"
    return PersonalData(sheet, place, heading, details={"what": what, "done": _NOT_IMPORTED})


def without_heading(sheet: str, column: GridColumn, top: int, below: np.ndarray) -> list[Finding]:
    """Cells under no heading. Those above the heading row are told with their row, errors with the broken cells."""
    texts = [(int(row), text) for row in below if (text := column.text(int(row))) is not None]
    if len(texts) > FEW:
        return [BlankHeader(sheet, address(top, column.index), texts[0][1])]
    return [ExtraCell(sheet, address(row, column.index), text) for row, text in texts]
