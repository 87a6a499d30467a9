"""A sheet whose far stray cell would make a box of millions, read cell by cell; slower, and with the same result."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO

import numpy as np
import openpyxl

from flash360.workbook.grid import Grid, checked, recoded

if not openpyxl.DEFUSEDXML:
    raise ImportError(
        "openpyxl does not use defusedxml: install defusedxml, or a workbook could make the reader open other files"
    )


def sparse_grid(content: bytes, sheet: str) -> Grid:
    """Read one sheet of an .xlsx without ever holding its whole box."""
    book = openpyxl.load_workbook(BytesIO(content), data_only=True, keep_links=False)
    cells = book[sheet]._cells  # type: ignore[reportPrivateUsage]  the only sparse view that openpyxl has
    texts: dict[int, dict[int, str]] = {}
    errors: dict[tuple[int, int], str] = {}
    for (row, column), cell in cells.items():
        if cell.value is None:
            continue
        if cell.data_type == "e":
            errors[row, column - 1] = str(cell.value)
        else:
            texts.setdefault(column - 1, {})[row] = _text(cell.value)
    places = [row for found in texts.values() for row in found] + [row for row, _ in errors]
    height = max(places, default=0)
    columns = []
    for index in sorted(texts):
        distinct = {text: code for code, text in enumerate(dict.fromkeys(texts[index].values()))}
        codes = np.full(height, -1, dtype=np.int32)
        for row, text in texts[index].items():
            codes[row - 1] = distinct[text]
        columns.append(recoded(index, list(distinct), codes, booleans=True, iso_dates=False))
    return checked(Grid(sheet, height, tuple(columns), errors, book[sheet].sheet_state != "visible"))


def _text(value: object) -> str:
    """A value as the fast reader writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return f"{value:%Y-%m-%d} 00:00:00"
    if isinstance(value, time):
        return f"1899-12-31 {value:%H:%M:%S}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(value)
