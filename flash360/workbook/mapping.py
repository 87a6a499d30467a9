"""What an analyst points at in a file of no known layout: where the headings are, who votes, on what.

How it is used: `reading = read(content, name)`; when `reading.layout` is None and `reading.outline` is not empty, the screen
shows the outline and makes a `Mapping`. `read(content, name, mapping=mapping)` then gives a Reading of the layout `MAPPED`,
with its `needs` as for any export of votes: complete it with a `Completion` (completion.py). The mapping is remembered under
`headings_shape(reading)`, a hash of the headings of the unrecognised file, which does not depend on its answers: look it up
there first, and the next file of that shape needs no click. `Mapping.packed()` and `Mapping.unpacked()` are its stored form.
"""

from __future__ import annotations

import collections.abc
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from flash360.model import Section
from flash360.workbook.grid import Grid, headings_at
from flash360.workbook.heading_row import DEEPEST
from flash360.workbook.layouts.form import Form, Role
from flash360.workbook.reading import Layout, Outline, Reading
from flash360.workbook.recognised import Recognised
from flash360.workbook.wording import plain


@dataclass(frozen=True)
class Mapping:
    """sheet: its name, or None for the first that has these headings. header_row: 1-based.

    participant: heading of the participant's code, None to number the answers. criteria: headings of the columns voted on
    (wide), or the heading of the criterion's column (long), and then grade is that of the votes. college: heading of the
    participants' collège. session: heading of the session's code, when the rows are of many sessions. scale: least and
    greatest grade, for the guess of the criteria, None where the votes tell it.
    """

    header_row: int
    criteria: tuple[str, ...]
    participant: str | None = None
    grade: str | None = None
    college: str | None = None
    scale: tuple[int, int] | None = None
    sheet: str | None = None
    session: str | None = None

    @property
    def long(self) -> bool:
        """Whether the votes have one row each."""
        return self.grade is not None

    def recognised(self, grids: collections.abc.Mapping[str, Grid]) -> Recognised:
        """The sheet that this mapping reads; nothing when no sheet has its headings. They may stand on another row than told."""
        words = {plain(text) for text in self._headings()}
        for name, grid in grids.items():
            if self.sheet is not None and name != self.sheet:
                continue
            for row in dict.fromkeys((self.header_row, *range(1, DEEPEST + 1))):
                headings = headings_at(grid, row)
                if words <= {plain(text) for text in headings.values()}:
                    form = Form(Layout.MAPPED, "correspondance indiquée", row, headings, self._roles(headings), long=self.long)
                    return Recognised({}, form=(name, form))
        return Recognised({})

    def _headings(self) -> tuple[str, ...]:
        return tuple(text for text in (*self.criteria, self.participant, self.grade, self.college, self.session) if text)

    def _roles(self, headings: collections.abc.Mapping[int, str]) -> dict[int, Role]:
        told = {plain(text): Role.VOTE for text in self.criteria}
        if self.grade is not None:
            told = {plain(text): Role.CRITERION for text in self.criteria} | {plain(self.grade): Role.VOTE}
        if self.participant:
            told[plain(self.participant)] = Role.CODE
        if self.college:
            told[plain(self.college)] = Role.COLLEGE
        if self.session:
            told[plain(self.session)] = Role.SESSION
        return {index: told.get(plain(text), Role.ASIDE) for index, text in headings.items()}

    def packed(self) -> str:
        """The mapping as JSON, to be stored."""
        return json.dumps(self.__dict__, ensure_ascii=False)

    @classmethod
    def unpacked(cls, content: str) -> Mapping:
        """The mapping of that JSON. Raises ValueError or TypeError when it is none."""
        told: dict[str, Any] = json.loads(content)
        low_high: Any = told.get("scale")
        told |= {"criteria": tuple(told["criteria"]), "scale": tuple(low_high) if low_high else None}
        return cls(**told)


def headings_shape(reading: Reading) -> str:
    """The hash of the headings of a file that was not recognised, or that holds only votes: the same for every file with the
    same headings.

    Empty for any other file. Names of sheets, title rows and answers do not count; case, accents and spaces neither.
    """
    if reading.outline:
        shapes = [[plain(text) for _, text in sorted(_headings(sheet).items())] for sheet in reading.outline]
    elif reading.incomplete:
        votes = [table for table in reading.tables if table.section is Section.VOTES]
        shapes = [[str(reading.layout), *(plain(column.heading) for table in votes for column in table.columns)]]
    else:
        return ""
    return hashlib.sha256(json.dumps(shapes, ensure_ascii=False).encode()).hexdigest()


def _headings(sheet: Outline) -> collections.abc.Mapping[int, str]:
    return sheet.rows.get(sheet.header_row, {})
