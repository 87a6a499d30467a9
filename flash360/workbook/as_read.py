"""Records of many sessions as reading their workbook would give them, without the file: for a portfolio too large to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from flash360.labels import SECTION
from flash360.model import Section
from flash360.workbook.choices import ABSTENTION
from flash360.workbook.columns import COLUMNS, SESSION, ColumnSpec
from flash360.workbook.entry import Record, written
from flash360.workbook.layout import reason
from flash360.workbook.reading import Column, Layout, Reading, SheetTable


def as_read(sections: Mapping[Section, Sequence[Record]], file_name: str) -> Reading:
    """What reading gives of the workbook of these records, of many sessions, with one row per vote; a file has bytes besides."""
    tables = tuple(_sheet(section, sections[section]) for section in Section if sections.get(section))
    return Reading(file_name, "", 0, Layout.TEMPLATE_MULTI, reason(Layout.TEMPLATE_MULTI, len(tables), tables), tables, ())


def _sheet(section: Section, rows: Sequence[Record]) -> SheetTable:
    specs = COLUMNS[section] if section is Section.FICHE else (SESSION, *COLUMNS[section])
    columns = tuple(_column(spec, place, [row.get(spec.key) for row in rows]) for place, spec in enumerate(specs))
    numbers = np.arange(2, len(rows) + 2, dtype=np.int32)
    return SheetTable(SECTION[section], section, numbers, columns, headings_of={spec.key: spec.heading for spec in specs})


def _column(spec: ColumnSpec, place: int, values: list[object]) -> Column:
    """Its cells; a value that comes back, as most do, is written once."""
    known: dict[tuple[type, object], int] = {}
    codes = np.array([known.setdefault((type(value), value), len(known)) for value in values], dtype=np.int32)
    told = [ABSTENTION if value is None and spec.key == "grade" else written(spec, value) for _, value in known]
    cells = pa.array(told, pa.string()).take(pa.array(codes)).dictionary_encode()
    days = np.array([kind is date for kind, _ in known], dtype=bool)[codes]
    return Column(spec.key, None, spec.heading, place, cells, days if days.any() else None)
