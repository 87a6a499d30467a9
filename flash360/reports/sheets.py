"""A workbook of results: frozen headings, widths, formats, and texts that can never become formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flash360.inert import begins_formula
from flash360.workbook.book import LONGEST_TEXT

_FORMATS: Final[Mapping[str, Mapping[str, Any]]] = {
    "text": {"text_wrap": True, "align": "left", "valign": "top", "indent": 1},
    "quoted": {"text_wrap": True, "align": "left", "valign": "top", "indent": 1, "quote_prefix": True},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "count": {"num_format": "#,##0", "align": "left", "valign": "top"},
    "decimal": {"num_format": "#,##0.00", "valign": "top"},
    "probability": {"num_format": "0.000", "valign": "top"},
    "percent": {"num_format": "0.0%", "valign": "top"},
    "date": {"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"},
    "heading": {
        "bold": True,
        "align": "left",
        "indent": 1,
        "bg_color": "#E3E3FD",
        "font_color": "#161616",
        "bottom": 1,
        "text_wrap": True,
        "valign": "top",
    },
    "title": {"bold": True, "font_size": 16, "font_color": "#000091"},
    "strong": {"bold": True, "text_wrap": True, "valign": "top"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its kind (text, whole, decimal, probability, percent, date), its width in characters.

    unit and meaning go to the sheet « Dictionnaire ».
    """

    heading: str
    kind: str = "text"
    width: float = 14
    unit: str = ""
    meaning: str = ""


class Results:
    """A workbook being made in memory; the same bytes for the same content. moment: its creation date (UTC)."""

    def __init__(self, title: str, moment: datetime, *, subject: str = "") -> None:
        self._buffer = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.workbook = xlsxwriter.Workbook(self._buffer, options)
        self.workbook.set_properties({"title": title, "subject": subject, "author": "Flash 360", "created": moment})
        self.formats: dict[str, Format] = {name: self.workbook.add_format(dict(look)) for name, look in _FORMATS.items()}
        self._described: list[tuple[str, Column]] = []

    def page(self, name: str, title: str, lines: Sequence[tuple[str, Any]]) -> Worksheet:
        """A sheet of facts: a title, then one line per label and value."""
        sheet = self.workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, title[:LONGEST_TEXT], self._look(title, "title"))
        for place, (label, value) in enumerate(lines, start=2):
            sheet.write_string(place, 0, label, self._look(label, "strong"))
            self.write(sheet, place, 1, value, "count")
            sheet.set_row(place, _height([(value, 90)]))
        sheet.set_row(0, 26)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def table(self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Worksheet:
        """A sheet of rows under a frozen heading with filters; its columns are described in « Dictionnaire »."""
        sheet = self.workbook.add_worksheet(name)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.heading, self._look(column.heading, "heading"))
            self._described.append((name, column))
        for line, row in enumerate(rows, start=1):
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                self.write(sheet, line, place, value, column.kind)
            sheet.set_row(line, _height([(value, one.width) for one, value in zip(columns, row, strict=True)]))
        sheet.set_row(0, _height([(one.heading, one.width - 3) for one in columns]))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def chart(self, options: Mapping[str, Any]) -> Chart:
        """A native chart, to fill and to insert."""
        chart = self.workbook.add_chart(dict(options))
        if chart is None:
            raise ValueError(f"unknown chart: {options}")
        return chart

    def dictionary(self) -> None:
        """The sheet that says what each column holds, and in which unit."""
        self.table(
            "Dictionnaire",
            [Column("Feuille", width=24), Column("Colonne", width=34), Column("Unité", width=26), Column("Sens", width=90)],
            [(sheet, one.heading, one.unit, one.meaning) for sheet, one in self._described],
        )

    def write(self, sheet: Worksheet, row: int, column: int, value: Any, kind: str) -> None:
        """One value; None and blank texts leave the cell empty, texts stay texts whatever they begin with."""
        if value is None or value == "":
            return
        if kind == "date":
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.formats["date"])
        elif isinstance(value, str):
            text = value[:LONGEST_TEXT]
            sheet.write_string(row, column, text, self._look(text, "text"))
        elif isinstance(value, bool):
            sheet.write_string(row, column, "oui" if value else "non", self.formats["text"])
        else:
            sheet.write_number(row, column, value, self.formats[kind if kind != "text" else "whole"])

    def _look(self, text: str, kind: str) -> Format:
        return self.formats["quoted" if begins_formula(text) else kind]

    def content(self) -> bytes:
        """Close the workbook and give its bytes."""
        self.workbook.close()
        return self._buffer.getvalue()


def _height(cells: Sequence[tuple[Any, float]]) -> float:
    """The height of a row in points, for texts that wrap in columns of these widths in characters."""
    lines = [
        sum(-(-max(len(line), 1) // max(int(width), 1)) for line in text.split("\n"))
        for text, width in cells
        if isinstance(text, str)
    ]
    return min(15.0 * max([1, *lines]), 400.0)
