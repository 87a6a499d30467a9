"""What reading a workbook gives: addressed columns of cells, before any rule is applied.

These values cross a process boundary (the reader runs in a child), so they are plain, frozen and picklable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pyarrow as pa

from flash360.findings import Finding
from flash360.model import Section


class Layout(StrEnum):
    """A known arrangement of sheets and headings."""

    TEMPLATE = "template"
    TEMPLATE_MULTI = "template-multi"
    PLAIN = "plain"
    MICROSOFT_FORMS = "microsoft-forms"
    GOOGLE_FORMS = "google-forms"
    LIMESURVEY = "limesurvey"
    MENTIMETER = "mentimeter"
    WOOCLAP = "wooclap"
    FRAMAFORMS = "framaforms"
    SPHINX = "sphinx"
    MAPPED = "mapped"
    ENTRY = "saisie"


class Need(StrEnum):
    """What a file does not say of its votes, and a `Completion` may."""

    SESSION = "session"
    CRITERIA = "criteria"
    COLLEGES = "colleges"


@dataclass(frozen=True)
class Column:
    """One column of a table, below its heading.

    key: the record field it fills (see columns.py); for a wide votes column, None.
    criterion: the heading of a wide votes column as written, None elsewhere.
    heading: the heading as written. index: 0-based column in the sheet.
    cells: one value per row of the table, dictionary-encoded strings (pa.DictionaryArray of int32 to string).
        A cell is its text as the reader sees it, trimmed; null when blank. Whole numbers read « 4 », others « 4.5 »;
        true dates read ISO « 2024-03-05 » and are marked in `dates`; booleans read « oui » or « non ».
    implied: whether no cell of its own holds it: index is then that of the column which implies it, for what is said of it.
    dates: mask, same length, of the cells that the file holds as real dates (not text); None when there is none.
    """

    key: str | None
    criterion: str | None
    heading: str
    index: int
    cells: pa.Array
    dates: np.ndarray | None = None
    implied: bool = False


@dataclass(frozen=True)
class SheetTable:
    """One table found in a sheet, brought to one shape whatever the layout.

    rows: int32, the sheet's 1-based row number of each data row (blank, total and example rows are left out).
    columns: the recognised columns, in sheet order. A key/value fiche is turned into one row: then `cell_of`
        maps each key to the address of its value (« B3 »), since the row number says nothing.
    session: the session code that holds for all rows when the sheet has no `session_code` column; None means the one
        session of the fiche.
    header_row: 1-based row of the headings (of their last level when they have two).
    """

    sheet: str
    section: Section
    rows: np.ndarray
    columns: tuple[Column, ...]
    session: str | None = None
    header_row: int = 1
    cell_of: dict[str, str] = field(default_factory=dict)
    headings_of: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outline:
    """The first rows of a sheet: texts by 1-based row and 0-based column, personal data out. header_row: the guessed one."""

    sheet: str
    header_row: int
    rows: dict[int, dict[int, str]]


@dataclass(frozen=True)
class Reading:
    """A workbook as read.

    file_name: base name only. sha256: of the bytes. layout and reason: what was recognised, and the French
    sentence that says so (« Reconnu : modèle Flash 360, une session, 6 feuilles sur 6 »).
    findings: those of the file, the sheets and the headings, and the cells that could not be read
    (error cells, formulas without a value). The rules on values come with `flash360.validation`.
    more: by code, how many findings there are beyond the first thousand of that code that are given.
    epoch_1904: whether a day written as a bare number is counted from 1904.
    outline: of a file of no known layout; see mapping.py.
    needs: what the votes of this file lack, unless the base knows it; see completion.py.
    not_names: the cells, as (sheet, cell), of which the analyst said that what looks like a name is none.
    dropped: headings of columns left out because they hold personal data, as « Feuille!Titre ».
    """

    file_name: str
    sha256: str
    size: int
    layout: Layout | None
    reason: str
    tables: tuple[SheetTable, ...]
    findings: tuple[Finding, ...]
    dropped: tuple[str, ...] = ()
    more: dict[str, int] = field(default_factory=dict)
    epoch_1904: bool = False
    needs: tuple[Need, ...] = ()
    outline: tuple[Outline, ...] = ()
    not_names: frozenset[tuple[str, str]] = frozenset()

    @property
    def incomplete(self) -> bool:
        """Whether it holds votes to be completed. A template with its fiche says its own faults."""
        own = self.layout in (None, Layout.TEMPLATE, Layout.TEMPLATE_MULTI)
        return Need.SESSION in self.needs or (bool(self.needs) and not own)
