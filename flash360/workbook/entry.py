"""Records typed on a screen, in the shape of a workbook as read: they then go through the same checks as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from flash360.findings import Finding
from flash360.labels import plural
from flash360.model import Section
from flash360.workbook.choices import CHOICES, NO, YES
from flash360.workbook.columns import COLUMNS, SESSION, ColumnSpec
from flash360.workbook.reading import Column, Layout, Reading, SheetTable

SHEET = "Saisie"
"""What stands for the sheet in the origin of a fact entered on a screen; its cell is the field's name."""

Record = Mapping[str, object]
"""session_code and the `ColumnSpec.key`s of a section to values: codes of model.py, dates, numbers, texts, None for blank."""


def entry(
    sections: Mapping[Section, Sequence[Record]], findings: Iterable[Finding] = (), origins: Sequence[Mapping[str, str]] = ()
) -> Reading:
    """A reading of layout `saisie`, without a file.

    findings: what the screen itself has to say of these records. origins: for each fiche in order, where the fields that
    were not typed now come from, « Fiche!B9 (import n° 12) ».
    """
    tables: list[SheetTable] = []
    for section, rows in sections.items():
        if section is Section.FICHE:
            tables += [_table(section, [row], origins[at] if at < len(origins) else {}) for at, row in enumerate(rows)]
        elif rows:
            tables.append(_table(section, rows, {}))
    lines = sum(len(rows) for rows in sections.values())
    return Reading("", "", 0, Layout.ENTRY, f"Saisie à l'écran, {plural(lines, 'ligne')}", tuple(tables), tuple(findings))


def _table(section: Section, rows: Sequence[Record], origins: Mapping[str, str]) -> SheetTable:
    specs = COLUMNS[section] if section is Section.FICHE else (SESSION, *COLUMNS[section])
    columns = tuple(
        Column(spec.key, None, spec.heading, place, _cells(spec, rows), _dates(spec, rows))
        for place, spec in enumerate(specs)
        if any(spec.key in row for row in rows)
    )
    headings = {column.key or "": column.heading for column in columns}
    numbers = np.arange(1, len(rows) + 1, dtype=np.int32)
    return SheetTable(SHEET, section, numbers, columns, cell_of=headings | dict(origins), headings_of=headings)


def _cells(spec: ColumnSpec, rows: Sequence[Record]) -> pa.Array:
    return pa.array([written(spec, row.get(spec.key)) for row in rows], pa.string()).dictionary_encode()


def _dates(spec: ColumnSpec, rows: Sequence[Record]) -> np.ndarray:
    return np.array([isinstance(row.get(spec.key), date) for row in rows], dtype=bool)


def written(spec: ColumnSpec, value: object) -> str | None:
    """A value as the reader would have given its cell."""
    match value:
        case None:
            return None
        case bool():
            return YES if value else NO
        case date():
            return value.isoformat()
        case float():
            return f"{value:g}"
        case _:
            text = str(value).strip()
            return CHOICES.get(spec.key, {}).get(text, text) or None
