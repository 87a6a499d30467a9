"""Criteria whose scales are in one column, « Échelle » over « 1 à 5 », or said once: above their headings, or by the fiche."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from flash360.findings import CATALOGUE, Finding
from flash360.model import Section
from flash360.workbook.addresses import address
from flash360.workbook.grid import Grid
from flash360.workbook.heading_row import HeadingRow
from flash360.workbook.reading import Column
from flash360.workbook.wording import plain

CorrectedValue, ExtraHeader, ExtraCell = (CATALOGUE[code] for code in ("corrected-value", "extra-header", "extra-cell"))
ENDS = ("scale_min", "scale_max")
_HEADINGS = frozenset(
    {"echelle", "bareme", "echelle de notation", "echelle de vote", "echelle des notes", "bareme de notation", "echelle min max"}
)
_END = r"(\d{1,3})(?:\s*\([^()]{1,40}\))?"
_BETWEEN = rf"(?:de\s+|entre\s+)?\[?{_END}\s*(?:à|au|et|;|\.{{2,3}}|…|[-–—→])\s*{_END}\]?"
_SCALE = re.compile(rf"\s*{_BETWEEN}\s*", re.IGNORECASE)
_SAID = re.compile(
    rf"\s*(?:échelle|barème|notes?|notation)(?:\s+de\s+(?:notation|vote))?\s*:?\s*{_BETWEEN}\s*\.?\s*", re.IGNORECASE
)


@dataclass(frozen=True)
class OneScale:
    """Where the scales are written. row, index: 1-based and 0-based, of the heading or of the one cell. everywhere: what the
    one cell says of every criterion.
    """

    sheet: str
    row: int
    index: int
    text: str
    everywhere: tuple[str, str] | None = None

    def told(self, findings: list[Finding]) -> list[Finding]:
        """The findings of the table, less the one that says that nobody reads this place; and how it is read."""
        place = address(self.row, self.index)
        kept = [one for one in findings if not (one.cell == place and isinstance(one, (ExtraHeader, ExtraCell)))]
        once = self.everywhere
        read = f"Échelle min {once[0]}, Échelle max {once[1]}" if once else "Échelle min et Échelle max"
        rule = "échelle dite une fois pour tous les critères" if once else "échelle écrite dans une seule colonne"
        return [*kept, CorrectedValue(self.sheet, place, self.text, details={"read": read, "rule": rule})]

    def columns(self, grid: Grid, rows: np.ndarray) -> list[Column]:
        """The two ends for these 1-based rows; a text that is no scale stands in both, for the check to speak of it.

        What a fiche says stands, in the sheet of the criteria, at their first column.
        """
        index = self.index if self.sheet == grid.sheet else grid.columns[0].index
        column = grid.column(index)
        texts = [column.text(int(row)) if column and not self.everywhere else None for row in rows]
        ends = [self.everywhere or _ends(text) for text in texts]
        return [
            Column(
                key,
                None,
                self.text,
                index,
                pa.array([one[end] for one in ends], pa.string()).dictionary_encode(),
                implied=True,
            )
            for end, key in enumerate(ENDS)
        ]


def one_scale(grid: Grid, section: Section, top: HeadingRow | None, of_fiche: OneScale | None = None) -> OneScale | None:
    """The one place of the scales of a sheet of criteria that has no column of either end; None elsewhere, or when two say it.

    of_fiche: what the fiche says of them, which holds where the sheet says nothing.
    """
    if section is not Section.CRITERIA or top is None or top.keys & set(ENDS):
        return None
    written = [index for index, text in top.headings.items() if plain(text) in _HEADINGS and top.matches[index].spec is None]
    if written:
        return OneScale(grid.sheet, top.row, written[0], top.headings[written[0]]) if len(written) == 1 else None
    above = [
        OneScale(grid.sheet, row, index, text, (match[1], match[2]))
        for row in range(1, top.row)
        for index, text in grid.top(row).items()
        if (match := _SAID.fullmatch(text)) and int(match[1]) < int(match[2])
    ]
    return of_fiche if not above else above[0] if len(above) == 1 else None


def said_by_line(sheet: str, row: int, index: int, heading: str, value: str | None) -> OneScale | None:
    """What a line of a fiche says of every criterion: « Échelle » beside « 1 à 5 », or « Échelle : 1 à 5 » beside nothing.

    row, index: 1-based and 0-based, of the heading.
    """
    if value is None:
        match, text = _SAID.fullmatch(heading), heading
    else:
        match, text = _SCALE.fullmatch(value) if plain(heading) in _HEADINGS else None, f"{heading} : {value}"
    return OneScale(sheet, row, index, text, (match[1], match[2])) if match and int(match[1]) < int(match[2]) else None


def _ends(text: str | None) -> tuple[str | None, str | None]:
    match = _SCALE.fullmatch(text or "")
    return (match[1], match[2]) if match else (text, text)
