from flash360.model import Section
from flash360.workbook.reading import Layout

FICHE = [["Code", "F360-1"], ["Titre", "Guichet"], ["Administration", "Mairie fictive"]]


def test_a_fiche_down_a_column_is_one_row_with_the_cell_of_each_value(reading, table, records):
    result = reading({"Fiche": FICHE})
    fiche = table(result, Section.FICHE)
    assert records(fiche) == [{"session_code": "F360-1", "title": "Guichet", "administration": "Mairie fictive"}]
    assert fiche.cell_of == {"session_code": "B1", "title": "B2", "administration": "B3"}
    assert result.layout is Layout.TEMPLATE


def test_a_fiche_may_stand_lower_and_to_the_right(reading, table, found):
    result = reading({"Fiche": [["Ma session"], [], *([None, *row] for row in FICHE)]})
    assert table(result, Section.FICHE).cell_of["title"] == "C4"
    assert found(result) == [("extra-cell", "Fiche!A1")]


def test_an_unknown_line_a_repeated_line_and_a_stray_cell_are_told(reading, found):
    rows = [*FICHE, ["Météo", "pluie"], ["Titre", "Autre"], ["Lieu", "Rennes", "à confirmer"], [None, "perdu"]]
    assert found(reading({"Fiche": rows})) == [
        ("extra-header", "Fiche!A4"),
        ("duplicate-header", "Fiche!A5"),
        ("extra-cell", "Fiche!C6"),
        ("extra-cell", "Fiche!B7"),
    ]


def test_a_person_named_in_the_fiche_is_dropped(reading, found):
    result = reading({"Fiche": [*FICHE, ["Courriel du contact", "zoe@exemple.fr"]]})
    assert result.dropped == ("Fiche!Courriel du contact",)
    assert found(result) == [("personal-data", "Fiche!A4")]


def test_a_needed_line_that_lacks_is_an_error(reading):
    result = reading({"Fiche": FICHE[:2]})
    assert [finding.message for finding in result.findings] == [
        "La colonne « Administration » manque dans la feuille « Fiche ». Ajoutez-la à partir du modèle."
    ]


def test_a_blank_value_keeps_its_cell(reading, table, records):
    result = reading({"Fiche": [*FICHE, ["Lieu", None]]})
    assert table(result, Section.FICHE).cell_of["place"] == "B4"
    assert records(table(result, Section.FICHE))[0]["place"] is None


def test_an_error_in_the_fiche_is_found_at_its_cell(reading, found):
    assert found(reading({"Fiche": [*FICHE, ["Lieu", "#REF!"]]})) == [("error-cell", "Fiche!B4")]


def test_a_fiche_along_a_row_is_of_many_sessions(reading, table):
    result = reading({"Fiche": [["Code", "Titre", "Administration"], ["F1", "a", "x"], ["F2", "b", "y"]]})
    assert result.layout is Layout.TEMPLATE_MULTI
    assert table(result, Section.FICHE).rows.tolist() == [2, 3]
    assert table(result, Section.FICHE).cell_of == {}


def test_a_fiche_of_one_row_is_not_mistaken_for_key_and_value(reading):
    assert reading({"Fiche": [["Code", "Titre", "Administration"], ["F1", "a", "x"]]}).layout is Layout.TEMPLATE_MULTI


def test_the_values_of_a_fiche_stand_past_headings_merged_over_several_columns(reading, table):
    def merge(book):
        for row in range(1, 4):
            book["Fiche"].merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)

    result = reading({"Fiche": [[key, None, value] for key, value in FICHE]}, merge)
    assert table(result, Section.FICHE).cell_of == {"session_code": "C1", "title": "C2", "administration": "C3"}
