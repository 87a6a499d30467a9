"""Small workbooks made for a test: what is in a sheet is in sight of the test that uses it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pytest

from flash360.model import Section
from flash360.workbook.parse import parse
from flash360.workbook.reading import Reading, SheetTable

Sheets = Mapping[str, Sequence[Sequence[object]]]


def _xlsx(sheets: Sheets, change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if change:
        change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _ods(sheets: Sheets) -> bytes:
    document = odf.opendocument.OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = odf.table.Table(name=name)
        for row in rows:
            line = odf.table.TableRow()
            for value in row:
                line.addElement(_ods_cell(value))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    saved = io.BytesIO()
    document.write(saved)
    return saved.getvalue()


def _ods_cell(value: object) -> odf.table.TableCell:
    if value is None:
        return odf.table.TableCell()
    if isinstance(value, bool):
        return odf.table.TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    if isinstance(value, (int, float)):
        return odf.table.TableCell(valuetype="float", value=str(value))
    if isinstance(value, date):
        return odf.table.TableCell(valuetype="date", datevalue=value.isoformat())
    cell = odf.table.TableCell(valuetype="string")
    cell.addElement(odf.text.P(text=str(value)))
    return cell


def _rewritten(content: bytes, **parts: Callable[[str], str]) -> bytes:
    """The same archive with some parts changed; a part is named by its file name without extension."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            stem = entry.filename.rpartition("/")[2].partition(".")[0]
            if stem in parts:
                data = parts[stem](data.decode()).encode()
            target.writestr(entry.filename, data)
    return out.getvalue()


@pytest.fixture(name="xlsx")
def xlsx_() -> Callable[..., bytes]:
    """An .xlsx of rows by sheet, the first row in row 1."""
    return _xlsx


@pytest.fixture(name="ods")
def ods_() -> Callable[[Sheets], bytes]:
    """The same as .ods."""
    return _ods


@pytest.fixture(name="rewritten")
def rewritten_() -> Callable[..., bytes]:
    return _rewritten


@pytest.fixture(name="reading")
def reading_() -> Callable[..., Reading]:
    """Read an .xlsx of these sheets, in this process."""

    def reading(sheets: Sheets, change: Callable[[openpyxl.Workbook], None] | None = None) -> Reading:
        return parse(_xlsx(sheets, change), "votes.xlsx", "")

    return reading


@pytest.fixture(name="found")
def found_() -> Callable[[Reading], list[tuple[str, str]]]:
    """(code, address) of each finding."""
    return lambda reading: [(finding.code, finding.address) for finding in reading.findings]


@pytest.fixture(name="table")
def table_() -> Callable[[Reading, Section], SheetTable]:
    return lambda reading, section: next(table for table in reading.tables if table.section is section)


@pytest.fixture(name="records")
def records_() -> Callable[[SheetTable], list[dict[str, str | None]]]:
    """The rows of a table as dictionaries; a criterion's column is under its heading."""

    def records(table: SheetTable) -> list[dict[str, str | None]]:
        columns = {column.key or column.criterion: column.cells.to_pylist() for column in table.columns}
        return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]

    return records


@pytest.fixture
def programme() -> dict[Section, list[dict[str, object]]]:
    """Two small sessions, every section filled, with an abstention, a blank vote and texts that look like formulas."""
    sessions = ("F360-2024-07", "F360-2024-08")
    colleges = ("usager", "agent", "decideur")
    return {
        Section.FICHE: [
            {
                "session_code": code,
                "title": f"Idée {number}",
                "administration": "Préfecture fictive",
                "idea": "=1+1 n'est pas une formule",
                "cadrage_date": date(2024, 2, 12),
                "session_date": date(2024, 3, 5),
                "session_hours": 1.5,
                "declared_verdict": "with_reservations",
            }
            for number, code in enumerate(sessions, start=1)
        ],
        Section.PARTICIPANTS: [
            {"session_code": code, "participant": f"P{n:02}", "college": college, "territory": "Île-de-France"}
            for code in sessions
            for n, college in enumerate(colleges, start=1)
        ],
        Section.CRITERIA: [
            {
                "session_code": code,
                "criterion": criterion,
                "label": f"Libellé {criterion}",
                "axis": axis,
                "aspect": "fond",
                "scale_min": 1,
                "scale_max": 5,
                "favourable_from": 4,
                "is_global": criterion == "C1",
            }
            for code in sessions
            for criterion, axis in (("C1", "feasibility"), ("C2", "impact"))
        ],
        Section.VOTES: [
            {"session_code": code, "participant": participant, "criterion": criterion, "grade": grade}
            for code in sessions
            for participant, criterion, grade in (
                ("P01", "C1", 4),
                ("P01", "C2", None),
                ("P02", "C1", 5),
                ("P03", "C1", 1),
                ("P03", "C2", 2),
            )
        ],
        Section.STATEMENTS: [
            {"session_code": code, "number": 1, "kind": "frein", "aspect": "juridique", "text": "+33 ne suffit pas"}
            for code in sessions
        ],
        Section.OUTCOMES: [
            {"session_code": code, "date": date(2024, 6, 3), "status": "engaged", "comment": "@équipe saisie"}
            for code in sessions
        ],
    }
