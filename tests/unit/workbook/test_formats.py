"""One session, the same whatever the format of its file."""

import importlib.util
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from flash360.model import Section
from flash360.validation import validate
from flash360.workbook import Layout, annotated, read
from flash360.workbook.parse import parse

HERE = Path(__file__).parent
FIXTURES = HERE.parents[1] / "fixtures"
SPEC = importlib.util.spec_from_file_location("xlsb_writer", HERE / "xlsb.py")
WRITER = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(WRITER)
xlsb = WRITER.xlsb
SHEETS = {
    "Fiche": [["Code", "F360-1"], ["Titre", "Guichet"], ["Administration", "Mairie fictive"]],
    "Participants": [["Code", "Collège"], ["P01", "Agent"], ["P02", "Usager"]],
    "Critères": [["Code", "Libellé", "Axe", "Échelle min", "Échelle max", "Global"], ["C1", "x", "impact", 1, 5, True]],
    "Votes": [["Participant", "C1"], ["P01", 4], ["P02", "NSP"]],
}


@pytest.mark.parametrize("name", ["session.xls", "session.ods", "session_libreoffice.xlsx"])
def test_what_libreoffice_saves_reads_the_same_in_each_format(name, found, records, table):
    reading = read((FIXTURES / name).read_bytes(), name)
    assert reading.layout is Layout.TEMPLATE
    assert found(reading) == [
        ("hidden-sheet", "Freins et leviers"),
        ("extra-cell", "Votes!A1"),
        ("total-row", "Votes!A7"),
        ("error-cell", "Votes!B6"),
    ]
    fiche = records(table(reading, Section.FICHE))[0]
    assert (fiche["session_date"], fiche["session_hours"]) == ("2024-03-05", "02:30")
    votes = records(table(reading, Section.VOTES))
    assert [tuple(vote.values()) for vote in votes] == [("P01", "4", "5"), ("P02", "3", "NSP"), ("P03", None, "2")]
    assert validate(reading).records.fiche["session_hours"].to_pylist() == [2.5]


def test_an_xlsb_reads_as_the_xlsx_of_the_same_sheets(xlsx, records):
    one, other = read(xlsb(SHEETS), "session.xlsb"), read(xlsx(SHEETS), "session.xlsx")
    assert (one.layout, one.reason, one.findings) == (other.layout, other.reason, ())
    assert [records(each) for each in one.tables] == [records(each) for each in other.tables]


def test_an_error_and_merged_cells_of_an_xlsb_are_found(found):
    votes = [["Participant", "C1"], ["P01", "#N/A"], ["P02", 4], ["P03", None]]
    reading = parse(xlsb({"Votes": votes}, merges={"Votes": [(2, 3, 1, 1)]}), "votes.xlsb", "")
    assert found(reading) == [("error-cell", "Votes!B2"), ("merged-cell", "Votes!B3")]


def test_a_workbook_with_macros_is_read_and_its_macros_are_not_kept(xlsx):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(SHEETS))) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
        target.writestr("xl/vbaProject.bin", b"\x00macro")
    reading = read(out.getvalue(), "session.xlsm")
    assert (reading.layout, reading.findings) == (Layout.TEMPLATE, ())
    returned = annotated(out.getvalue(), "session.xlsm", [])
    assert not any("vba" in name for name in zipfile.ZipFile(io.BytesIO(returned)).namelist())


def strict(content):
    """The same workbook in the strict variant of the standard: other namespaces, dates written in words."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            data = source.read(entry).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
            )
            data = data.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            data = re.sub(rb'(<c r="B5" s="\d+") t="n"><v>45356</v>', rb'\1 t="d"><v>2024-03-05</v>', data)
            target.writestr(entry.filename, data)
    return out.getvalue()


def test_a_strict_workbook_reads_as_the_usual_one(records):
    usual = (FIXTURES / "session_libreoffice.xlsx").read_bytes()
    assert b'B5" s="1" t="n"' in zipfile.ZipFile(io.BytesIO(usual)).read("xl/worksheets/sheet1.xml")
    one, other = read(strict(usual), "stricte.xlsx"), read(usual, "stricte.xlsx")
    assert one.findings == other.findings
    assert [records(each) for each in one.tables] == [records(each) for each in other.tables]
    dates = next(column.dates for column in one.tables[0].columns if column.key == "session_date")
    assert dates is not None


def fiche_of(epoch_1904, *facts):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"date_1904": epoch_1904})
    sheet = book.add_worksheet("Fiche")
    for row, (heading, value, shape) in enumerate(
        (("Code", "F360-1", ""), ("Titre", "x", ""), ("Administration", "y", ""), *facts)
    ):
        sheet.write(row, 0, heading)
        sheet.write(row, 1, value, book.add_format({"num_format": shape}) if shape else None)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize(("epoch_1904", "serial"), [(False, 45356), (True, 43894)])
def test_a_bare_day_number_is_counted_from_the_epoch_of_its_file(epoch_1904, serial):
    content = fiche_of(epoch_1904, ("Date session", serial, ""), ("Date cadrage", datetime(2024, 2, 12), "dd/mm/yyyy"))
    fiche = validate(read(content, "fiche.xlsx")).records.fiche
    assert [str(fiche[key][0]) for key in ("session_date", "cadrage_date")] == ["2024-03-05", "2024-02-12"]


def test_the_epoch_of_an_xlsb_is_read():
    sheets = {**SHEETS, "Fiche": [*SHEETS["Fiche"], ["Date session", 43894]]}
    fiche = validate(read(xlsb(sheets, epoch_1904=True), "fiche.xlsb")).records.fiche
    assert str(fiche["session_date"][0]) == "2024-03-05"


@pytest.mark.parametrize("epoch_1904", [False, True])
@pytest.mark.parametrize(("value", "shape", "hours"), [(0.0625, "hh:mm", 1.5), (0.0625, "[h]:mm", 1.5), (1.5, "[h]:mm", 36.0)])
def test_a_time_cell_in_a_column_of_hours_is_a_length_of_time(epoch_1904, value, shape, hours):
    report = validate(read(fiche_of(epoch_1904, ("Durée session (h)", value, shape)), "fiche.xlsx"))
    assert report.records.fiche["session_hours"].to_pylist() == [hours]


def test_a_text_with_several_styles_is_one_text(table, records):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Freins et leviers")
    sheet.write_row(0, 0, ["N°", "Type", "Texte"])
    sheet.write_row(1, 0, [1, "Frein"])
    sheet.write_rich_string(1, 2, "Le décret ", book.add_format({"bold": True}), "impose", " un original")
    book.close()
    [row] = records(table(parse(out.getvalue(), "x.xlsx", ""), Section.STATEMENTS))
    assert row["text"] == "Le décret impose un original"


@pytest.mark.parametrize("name", ["session.xls", "session.ods"])
def test_a_file_that_cannot_carry_its_findings_comes_back_as_xlsx(name):
    content = (FIXTURES / name).read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(annotated(content, name, read(content, name).findings)))
    assert book["Votes"]["B6"].comment is not None
    assert book["Votes"]["C5"].value == "NSP"
    assert "Constats" in book.sheetnames
