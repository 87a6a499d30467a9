"""A workbook whose session is known under another code: the same reading, with the code that an analyst confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa

from flash360.workbook.reading import Column, Reading, SheetTable


def joined(reading: Reading, codes: Mapping[str, str]) -> Reading:
    """The reading with these session codes in place of those it writes. codes: as written, to the code to read instead."""
    return replace(reading, tables=tuple(_table(table, codes) for table in reading.tables)) if codes else reading


def _table(table: SheetTable, codes: Mapping[str, str]) -> SheetTable:
    columns = tuple(_column(column, codes) if column.key == "session_code" else column for column in table.columns)
    return replace(table, columns=columns, session=codes.get(table.session or "", table.session))


def _column(column: Column, codes: Mapping[str, str]) -> Column:
    cells = [codes.get(text, text) for text in column.cells.to_pylist()]
    return replace(column, cells=pa.array(cells, pa.string()).dictionary_encode())
