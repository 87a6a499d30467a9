"""The analyst's own workbook given back: faulty cells coloured and commented, a sheet « Constats » with a link to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import openpyxl
import python_calamine
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from flash360.findings import Finding, Severity
from flash360.inert import begins_formula
from flash360.labels import SEVERITY
from flash360.workbook.archive import Refusal
from flash360.workbook.delimited import delimited_grid
from flash360.workbook.facts import place
from flash360.workbook.guard import inspect
from flash360.workbook.wording import plain

if not openpyxl.DEFUSEDXML:
    raise ImportError(
        "openpyxl does not use defusedxml: install defusedxml, or a workbook could make the reader open other files"
    )

FINDINGS = "Constats"
AUTHOR = "Flash 360"
_COLOURS = {Severity.ERROR: "FFC4B8", Severity.WARNING: "FEE7A1", Severity.CORRECTION: "CDE4FF"}
_HEADINGS = ("N°", "Gravité", "Feuille", "Cellule", "Valeur", "Constat")
_WIDTHS = (6, 12, 20, 10, 30, 100)
_LONGEST = 32_000


def annotate(content: bytes, findings: Sequence[Finding], total: int, title: str = "") -> bytes:
    """The workbook as .xlsx with its findings.

    total: how many there are, those not given included. title: the name of a text file's only sheet.

    A file that cannot be opened gives a workbook of the sheet « Constats » alone.
    """
    book = _opened(content, title)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.sheet in sheets and finding.cell:
            by_cell.setdefault((finding.sheet, finding.cell), []).append(finding)
    for (sheet, cell), found in by_cell.items():
        _mark(sheets[sheet], cell, found)
    _list(book, findings, total, sheets)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook, made in memory: openpyxl would write each sheet to a file first, which its process may not."""
    content = BytesIO()
    _InMemory(book, ZipFile(content, "w", ZIP_DEFLATED)).save()
    return content.getvalue()


class _InMemory(ExcelWriter):
    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        content = BytesIO()
        writer: Any = WorksheetWriter(ws, content)
        writer.write()
        ws._rels = writer._rels
        this: Any = self
        this._archive.writestr(ws.path[1:], content.getvalue())
        this.manifest.append(ws)


def _opened(content: bytes, title: str) -> Workbook:
    try:
        kind = inspect(content, bulk=True).kind
    except Refusal:
        return _without_sheets()
    if kind in ("ods", "xls", "xlsb"):
        return _from_values(content)
    if kind == "text":
        return _from_text(content, title)
    book = openpyxl.load_workbook(BytesIO(content), rich_text=True, keep_links=False)
    for sheet in [sheet for sheet in book.worksheets if plain(sheet.title) == plain(FINDINGS)]:
        book.remove(sheet)
    return book


def _without_sheets() -> Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    return book


def _from_values(content: bytes) -> Workbook:
    """The values of an .ods, .xls or .xlsb in a new .xlsx, at the same addresses."""
    book = _without_sheets()
    with python_calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as source:
        for name in source.sheet_names:
            sheet = book.create_sheet(name[:31])
            for row, values in enumerate(source.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1):
                for column, value in enumerate(values, start=1):
                    if isinstance(value, str):
                        write_text(sheet.cell(row, column), value)
                    else:
                        sheet.cell(row, column).value = value
    return book


def _from_text(content: bytes, title: str) -> Workbook:
    """The cells of a .csv or .tsv in a new .xlsx, at the same addresses."""
    book = _without_sheets()
    try:
        read = delimited_grid(content, title)
    except Refusal:
        return book
    sheet = book.create_sheet(title)
    for column in read.columns:
        for row in np.flatnonzero(column.filled).tolist():
            write_text(sheet.cell(row + 1, column.index + 1), column.text(row + 1) or "")
    return book


def write_text(cell: Cell, text: str) -> None:
    """Write a text that stays a text, whatever it begins with."""
    if not text:
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST]
    cell.data_type = "s"
    cell.quotePrefix = begins_formula(text)


def _mark(sheet: Worksheet, address: str, findings: Sequence[Finding]) -> None:
    row, column = place(address.partition(":")[0])
    cell = sheet.cell(row, column + 1)
    if isinstance(cell, MergedCell):
        cell = next(sheet.cell(area.min_row, area.min_col) for area in sheet.merged_cells.ranges if address in area)
    worst = min(findings, key=lambda finding: list(Severity).index(finding.severity)).severity
    cell.fill = PatternFill("solid", start_color=_COLOURS[worst])
    said = [f"{SEVERITY[finding.severity]} : {finding.message}" for finding in findings]
    before = [cell.comment.text] if cell.comment and cell.comment.author != AUTHOR else []
    cell.comment = Comment(ILLEGAL_CHARACTERS_RE.sub("", "\n\n".join([*before, *said]))[:_LONGEST], AUTHOR, height=140, width=360)


def _list(book: Workbook, findings: Sequence[Finding], total: int, sheets: Mapping[str, Worksheet]) -> None:
    sheet = book.create_sheet(FINDINGS, 0)
    for other in book.worksheets:
        other.sheet_view.tabSelected = False
    book.active = sheet
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(1, column, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="E3E3FD")
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    for row, finding in enumerate(findings, start=2):
        sheet.cell(row, 1, row - 1)
        texts = (SEVERITY[finding.severity], finding.sheet, finding.cell, finding.value, finding.message)
        for column, text in enumerate(texts, start=2):
            write_text(sheet.cell(row, column), text)
            sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 2).fill = PatternFill("solid", start_color=_COLOURS[finding.severity])
        if finding.cell and finding.sheet in sheets:
            _link(sheet.cell(row, 4), finding)
    if total > len(findings):
        write_text(sheet.cell(len(findings) + 3, 6), f"{len(findings)} constats montrés sur {total}.")
    if not findings:
        write_text(sheet.cell(2, 6), "Aucun constat.")


def _link(cell: Cell, finding: Finding) -> None:
    name = finding.sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!{finding.cell}", display=finding.cell)
    cell.font = Font(color="000091", underline="single")
