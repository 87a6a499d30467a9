import pytest

from flash360.model import Section
from flash360.workbook.layout import sections
from flash360.workbook.reading import Layout

PARTICIPANTS = [["Code", "Collège"], ["P01", "Agent"]]


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("votes", Section.VOTES),
        ("CRITERES ", Section.CRITERIA),
        ("Freins & leviers", Section.STATEMENTS),
        ("Participant", Section.PARTICIPANTS),
        ("Freins et levier", Section.STATEMENTS),
    ],
)
def test_sheets_are_known_by_their_words(name, section):
    assert sections([name]) == {name: section}


@pytest.mark.parametrize("name", ["Feuil1", "Lisez-moi", "_flash360", "Constats", "Budget"])
def test_other_sheets_are_not(name):
    assert sections([name]) == {}


def test_the_exact_name_wins_over_a_close_one():
    assert sections(["Vote", "Votes"]) == {"Votes": Section.VOTES}


def test_a_sheet_that_is_not_of_the_template_is_told_unless_empty(reading, found):
    result = reading({"Participants": PARTICIPANTS, "Budget": [["Euros"], [12]], "Feuil1": [], "Lisez-moi": [["Bonjour"]]})
    assert found(result) == [("unknown-sheet", "Budget")]


def test_a_second_sheet_of_the_same_section_is_told(reading, found):
    assert found(reading({"Participant": PARTICIPANTS, "Participants": PARTICIPANTS})) == [("unknown-sheet", "Participant")]


def test_a_hidden_sheet_is_read_and_told(reading, found, table):
    def hide(book):
        book["Participants"].sheet_state = "hidden"

    result = reading({"Feuil1": [], "Participants": PARTICIPANTS}, hide)
    assert found(result) == [("hidden-sheet", "Participants")]
    assert table(result, Section.PARTICIPANTS).rows.tolist() == [2]


def test_sheets_with_a_column_of_sessions_are_of_many_sessions(reading):
    result = reading({"Participants": [["Session", "Code", "Collège"], ["F1", "P01", "Agent"], ["F2", "P01", "Agent"]]})
    assert result.layout is Layout.TEMPLATE_MULTI
    assert result.reason == "Reconnu : modèle Flash 360, plusieurs sessions (2\u00a0sessions), 1\u00a0feuille sur 6"


@pytest.mark.parametrize(
    ("sheets", "reason"),
    [
        ({"Feuil1": []}, "le classeur est vide"),
        ({"Budget": [["Euros"], [12]]}, "aucune feuille du modèle n'y a été reconnue"),
        ({"Participants": [["Code", "Collège"]]}, "ses feuilles ne contiennent aucune donnée"),
    ],
)
def test_a_workbook_without_data_says_so(reading, sheets, reason):
    result = reading(sheets)
    assert result.layout is None
    assert result.findings[-1].code == "no-session-found"
    assert reason in result.findings[-1].message


def test_a_sheet_of_headings_only_brings_nothing(reading, found):
    result = reading({"Participants": PARTICIPANTS, "Suites": [["Date", "Statut"]]})
    assert found(result) == [("empty-sheet", "Suites")]
    assert [table.section for table in result.tables] == [Section.PARTICIPANTS]
