"""A file of no known layout, read as the analyst points."""

import pytest

from flash360.model import Section
from flash360.workbook import Layout, Mapping, Need, headings_shape, read
from flash360.workbook.mapping_guess import guess_mapping, headings_of
from flash360.workbook.parse import parse

KLAXOON = [
    ["Atelier fictif"],
    ["Auteur de l'avis", "Mail", "Camp", "Idée réaliste ?", "Idée bonne ?", "Mot libre"],
    ["ab12", "x@exemple.fr", "A", "une pomme", "deux poires", "bien"],
    ["cd34", "y@exemple.fr", "B", "deux pommes", "une poire", "trop cher"],
]
SURE = Mapping(2, ("Idée réaliste ?", "Idée bonne ?"), participant="Auteur de l'avis", college="Camp", scale=(1, 3))


def test_an_unknown_file_shows_its_first_rows_without_personal_data(reading):
    found = reading({"Export": KLAXOON})
    assert (found.layout, [finding.code for finding in found.findings]) == (None, ["unknown-sheet", "no-session-found"])
    [sheet] = found.outline
    assert (sheet.sheet, sheet.header_row) == ("Export", 2)
    assert sheet.rows[3] == {0: "ab12", 1: "…", 2: "A", 3: "une pomme", 4: "deux poires", 5: "bien"}


def test_a_mapping_reads_what_it_points_at(reading, xlsx):
    found = read(xlsx({"Export": KLAXOON}), "export.xlsx", mapping=SURE)
    assert (found.layout, found.reason) == (Layout.MAPPED, "Reconnu : correspondance indiquée, 6\u00a0colonnes sur 6")
    assert found.dropped == ("Export!Mail",)
    assert found.needs == (Need.SESSION, Need.CRITERIA)
    votes, people = found.tables
    assert {c.key or c.criterion: c.cells.to_pylist() for c in votes.columns} == {
        "participant": ["ab12", "cd34"],
        "Idée réaliste ?": ["une pomme", "deux pommes"],
        "Idée bonne ?": ["deux poires", "une poire"],
    }
    assert (people.section, people.columns[1].cells.to_pylist()) == (Section.PARTICIPANTS, ["A", "B"])


def test_long_votes_can_be_pointed_at(xlsx, records):
    rows = [["Qui", "Sur quoi", "Combien"], ["u1", "délai", 3], ["u1", "coût", 2]]
    mapping = Mapping(1, ("Sur quoi",), participant="Qui", grade="Combien")
    found = parse(xlsx({"Export": rows}), "export.xlsx", "", mapping=mapping)
    assert records(found.tables[0]) == [
        {"participant": "u1", "criterion": "délai", "grade": "3"},
        {"participant": "u1", "criterion": "coût", "grade": "2"},
    ]


def test_the_shape_is_that_of_the_headings_whatever_the_answers(reading):
    shape = headings_shape(reading({"Export": KLAXOON}))
    other = [["Autre atelier"], KLAXOON[1], ["zz", "z@exemple.fr", "C", "rien", "tout", "non"]]
    renamed = [KLAXOON[0], [*KLAXOON[1][:-1], "Autre"], *KLAXOON[2:]]
    assert len(shape) == 64
    assert headings_shape(reading({"Feuille 9": other})) == shape
    assert headings_shape(reading({"Export": renamed})) != shape


def test_a_mapping_is_stored_and_found_again():
    assert Mapping.unpacked(SURE.packed()) == SURE


@pytest.mark.parametrize("wrong", [Mapping(2, ("Absente",)), Mapping(99, ("x",))])
def test_a_mapping_that_does_not_fit_reads_nothing_and_says_so(xlsx, wrong):
    found = parse(xlsx({"Export": KLAXOON}), "export.xlsx", "", mapping=wrong)
    assert found.layout is None
    assert found.findings[-1].code == "no-session-found"


def test_the_guess_takes_every_column_that_looks_voted_on(reading):
    rows = [
        ["Titre"],
        ["Auteur", "Camp", "Réalisable ?", "Courriel"],
        ["ab", "Agent", 4, "x@exemple.fr"],
        ["cd", "Usager", 2, "y"],
    ]
    [sheet] = reading({"Export": rows}).outline
    assert guess_mapping(sheet, 2) == Mapping(2, ("Réalisable ?",), college="Camp")
    assert headings_of(sheet, 2) == ("Auteur", "Camp", "Réalisable ?", "Courriel")


def test_a_mapping_finds_its_headings_on_another_row(xlsx):
    moved = [["Un titre"], ["Une date"], *KLAXOON[1:]]
    found = parse(xlsx({"Export": moved}), "export.xlsx", "", mapping=SURE)
    assert [table.header_row for table in found.tables] == [3, 3]


def test_a_column_of_sessions_can_be_pointed_at(xlsx, records):
    rows = [["Dossier", "Qui", "Réalisable ?"], ["F360-1", "u1", 3], ["F360-2", "u1", 2]]
    found = parse(xlsx({"Export": rows}), "x.xlsx", "", mapping=Mapping(1, ("Réalisable ?",), "Qui", session="Dossier"))
    assert found.needs == ()
    assert records(found.tables[0]) == [
        {"session_code": "F360-1", "participant": "u1", "Réalisable ?": "3"},
        {"session_code": "F360-2", "participant": "u1", "Réalisable ?": "2"},
    ]
