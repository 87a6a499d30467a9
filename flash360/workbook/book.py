"""A workbook being written: the few formats of the template, and cells that can never become formulas."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flash360.inert import begins_formula, inert
from flash360.workbook.choices import NO, YES

LONGEST_TEXT = 32_767
"""Characters that a cell can hold, in every spreadsheet format."""
CREATED = datetime(2024, 1, 1)


class Book:
    """An .xlsx being made in memory, the same bytes for the same content."""

    def __init__(self, title: str) -> None:
        self._buffer = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "dd/mm/yyyy",
        }
        self.workbook = xlsxwriter.Workbook(self._buffer, options)
        self.workbook.set_properties({"title": title, "created": CREATED})
        add = self.workbook.add_format
        top = {"valign": "top"}
        head = {"bold": True, "bg_color": "#E3E3FD", "font_color": "#161616", "bottom": 1, "text_wrap": True, **top}
        self.heading: Format = add({**head, "locked": True})
        self.needed: Format = add({**head, "bg_color": "#CACAFB"})
        self.text: Format = add({"text_wrap": True, **top})
        self.quoted: Format = add({"text_wrap": True, "quote_prefix": True, **top})
        self.date: Format = add({"num_format": "dd/mm/yyyy", "align": "left", **top})
        self.number: Format = add({"align": "left", **top})
        self.example: Format = add({"italic": True, "font_color": "#6A6A6A", **top})
        self.hint: Format = add({"italic": True, "font_color": "#6A6A6A", "text_wrap": True, **top})
        self.title: Format = add({"bold": True, "font_size": 16, "font_color": "#000091"})
        self.strong: Format = add({"bold": True, "text_wrap": True, **top})
        self.linked: Format = add({"font_color": "#000091", "underline": 1, "text_wrap": True, **top})

    def sheet(self, name: str) -> Worksheet:
        """A new sheet at the end of the workbook."""
        return self.workbook.add_worksheet(name)

    def write(self, sheet: Worksheet, row: int, column: int, value: object, style: Format | None = None) -> None:
        """Write one value at 0-based row and column; None and blank text leave the cell empty.

        Texts stay texts whatever they begin with. Dates become true dates, booleans « oui » or « non ».
        """
        if value is None or value == "":
            return
        if isinstance(value, bool):
            sheet.write_string(row, column, YES if value else NO, style or self.text)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, style or self.number)
        elif isinstance(value, date):
            day = datetime(value.year, value.month, value.day)
            sheet.write_datetime(row, column, day, self.date)
        else:
            text = str(value)[:LONGEST_TEXT]
            sheet.write_string(row, column, text, self.quoted if begins_formula(text) else style or self.text)

    def link(self, sheet: Worksheet, row: int, column: int, target: str, text: str) -> None:
        """A text that leads elsewhere: to an address, or to a cell of the workbook (« internal:'Constats'!A2 »)."""
        sheet.write_url(row, column, target, self.linked, string=inert(text)[:LONGEST_TEXT])

    def content(self) -> bytes:
        """Close the workbook and give its bytes."""
        self.workbook.close()
        return self._buffer.getvalue()
