import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from flash360.labels import COLLEGE, OUTCOME, VERDICT
from flash360.model import Section
from flash360.settings import ROOT
from flash360.workbook import Layout, Shape, blank_template, read, write_workbook

SHIPPED = {Shape.SINGLE: "modele_flash360.xlsx", Shape.MULTI: "modele_flash360_multi.xlsx"}


def one(programme, code="F360-2024-07"):
    return {section: [row for row in rows if row["session_code"] == code] for section, rows in programme.items()}


@pytest.mark.parametrize("votes", ["wide", "long"])
def test_a_session_written_is_read_back(programme, votes, table, records):
    reading = read(write_workbook(one(programme), Shape.SINGLE, votes=votes), "session.xlsx")

    assert reading.layout is Layout.TEMPLATE
    assert reading.reason == "Reconnu : modèle Flash 360, une session, 6\u00a0feuilles sur 6"
    assert reading.findings == ()
    fiche = records(table(reading, Section.FICHE))[0]
    assert fiche["session_code"] == "F360-2024-07"
    assert fiche["idea"] == "=1+1 n'est pas une formule"
    assert (fiche["session_date"], fiche["session_hours"]) == ("2024-03-05", "1.5")
    assert fiche["declared_verdict"] == "favorable avec réserves"
    assert records(table(reading, Section.STATEMENTS))[0]["text"] == "+33 ne suffit pas"


def test_wide_votes_keep_a_column_per_criterion(programme, table, records):
    reading = read(write_workbook(one(programme), Shape.SINGLE), "session.xlsx")
    assert records(table(reading, Section.VOTES)) == [
        {"participant": "P01", "C1": "4", "C2": "NSP"},
        {"participant": "P02", "C1": "5", "C2": None},
        {"participant": "P03", "C1": "1", "C2": "2"},
    ]


def test_long_votes_keep_a_row_per_vote(programme, table, records):
    reading = read(write_workbook(one(programme), Shape.SINGLE, votes="long"), "session.xlsx")
    assert records(table(reading, Section.VOTES))[:2] == [
        {"participant": "P01", "criterion": "C1", "grade": "4"},
        {"participant": "P01", "criterion": "C2", "grade": "NSP"},
    ]


@pytest.mark.parametrize("votes", ["wide", "long"])
def test_many_sessions_written_are_read_back(programme, votes, table, records):
    reading = read(write_workbook(programme, Shape.MULTI, votes=votes), "programme.xlsx")

    assert reading.layout is Layout.TEMPLATE_MULTI
    assert reading.reason == "Reconnu : modèle Flash 360, plusieurs sessions (2\u00a0sessions), 6\u00a0feuilles sur 6"
    assert reading.findings == ()
    assert [row["session_code"] for row in records(table(reading, Section.FICHE))] == ["F360-2024-07", "F360-2024-08"]
    participants = table(reading, Section.PARTICIPANTS)
    assert participants.rows.tolist() == [2, 3, 4, 5, 6, 7]
    assert records(participants)[3] == {
        "session_code": "F360-2024-08",
        "participant": "P01",
        "college": "Usager",
        "organisation": None,
        "territory": "Île-de-France",
    }


def test_the_fiche_of_one_session_knows_the_cell_of_each_value(programme, table):
    reading = read(write_workbook(one(programme), Shape.SINGLE), "session.xlsx")
    fiche = table(reading, Section.FICHE)
    assert (fiche.cell_of["session_code"], fiche.cell_of["title"]) == ("B1", "B2")


def test_true_dates_are_marked(programme, table):
    reading = read(write_workbook(programme, Shape.MULTI), "programme.xlsx")
    column = next(column for column in table(reading, Section.FICHE).columns if column.key == "session_date")
    assert column.dates.tolist() == [True, True]


def test_a_section_not_given_has_no_sheet_and_an_empty_one_only_headings(programme):
    sections = {Section.FICHE: one(programme)[Section.FICHE], Section.OUTCOMES: []}
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(sections, Shape.SINGLE)))
    assert "Votes" not in book.sheetnames
    assert [[cell.value for cell in row] for row in book["Suites"].iter_rows()][1:] == []


def test_one_session_per_file_wants_one_fiche(programme):
    with pytest.raises(ValueError, match=r"Shape\.MULTI"):
        write_workbook(programme, Shape.SINGLE)


@pytest.mark.parametrize("shape", Shape)
def test_no_written_text_becomes_a_formula(programme, shape):
    content = write_workbook(programme if shape is Shape.MULTI else one(programme), shape)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if "worksheets/sheet" in name:
                assert b"<f>" not in archive.read(name)
                assert b"<hyperlink" not in archive.read(name)


@pytest.mark.parametrize("shape", Shape)
def test_the_same_records_make_the_same_bytes(programme, shape):
    records = programme if shape is Shape.MULTI else one(programme)
    assert write_workbook(records, shape) == write_workbook(records, shape)
    assert blank_template(shape) == blank_template(shape)


@pytest.mark.parametrize("shape", Shape)
def test_the_shipped_template_is_the_one_that_the_code_makes(shape):
    assert Path(ROOT, "data", SHIPPED[shape]).read_bytes() == blank_template(shape)


@pytest.mark.parametrize("shape", Shape)
def test_the_blank_template_holds_no_session(shape):
    reading = read(blank_template(shape), "modele.xlsx")
    assert reading.tables == ()
    assert reading.findings[-1].code == "no-session-found"


def test_the_blank_template_offers_the_closed_lists():
    book = openpyxl.load_workbook(io.BytesIO(blank_template(Shape.SINGLE)))
    lists = {rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    for choices in (COLLEGE, OUTCOME, VERDICT):
        assert '"' + ",".join(choices.values()) + '"' in lists


def test_the_blank_template_names_its_version_in_a_hidden_sheet():
    book = openpyxl.load_workbook(io.BytesIO(blank_template(Shape.MULTI)))
    mark = book["_flash360"]
    assert mark.sheet_state == "veryHidden"
    assert [[cell.value for cell in row] for row in mark.iter_rows()] == [
        ["modèle", "flash360"],
        ["version", "1"],
        ["forme", "multi"],
    ]


def test_the_blank_template_is_ready_for_twenty_people():
    book = openpyxl.load_workbook(io.BytesIO(blank_template(Shape.SINGLE)))
    for sheet in ("Participants", "Votes"):
        codes = [cell.value for cell in book[sheet]["A"]]
        assert codes[1:] == ["Exemple", *(f"P{n:02}" for n in range(1, 21))]
        assert book[sheet].freeze_panes is not None


def test_a_template_filled_by_hand_leaves_out_examples_and_unused_codes(table, records, found):
    book = openpyxl.load_workbook(io.BytesIO(blank_template(Shape.SINGLE)))
    for row, value in enumerate(("F360-2024-07", "Guichet", "Préfecture fictive"), start=1):
        book["Fiche"].cell(row, 2, value)
    book["Fiche"]["B11"] = date(2024, 3, 5)
    for row in range(3, 7):
        book["Participants"].cell(row, 2, "Agent")
    book["Critères"].append(["C1", "Faisable", "faisabilité", None, 1, 5])
    for row in range(3, 8):
        book["Votes"].cell(row, 2, 4)
    saved = io.BytesIO()
    book.save(saved)
    reading = read(saved.getvalue(), "rempli.xlsx")

    assert [row["participant"] for row in records(table(reading, Section.PARTICIPANTS))] == ["P01", "P02", "P03", "P04", "P05"]
    assert [row["participant"] for row in records(table(reading, Section.VOTES))] == ["P01", "P02", "P03", "P04", "P05"]
    assert records(table(reading, Section.VOTES))[0] == {"participant": "P01", "C1": "4"}
    assert ("prepared-row", "Participants!A8") in found(reading)
    assert ("prepared-row", "Participants!A7") not in found(reading), "P05 voted: its missing collège must be found"
