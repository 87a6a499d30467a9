from datetime import date, datetime, time

import pytest

from flash360.model import Section

PARTICIPANTS = ("Code", "Collège")
P = Section.PARTICIPANTS


def test_the_heading_row_is_the_best_of_the_first_fifteen(reading, table, records, found):
    sheets = {"Participants": [["Session du 5 mars"], [], PARTICIPANTS, ["P01", "Agent"]]}
    result = reading(sheets)
    assert records(table(result, P)) == [{"participant": "P01", "college": "Agent"}]
    assert (table(result, P).header_row, table(result, P).rows.tolist()) == (3, [4])
    assert found(result) == [("extra-cell", "Participants!A1")]


def test_columns_are_known_in_any_order_and_place(reading, table):
    result = reading({"Participants": [[None, "Collège", None, "Code"], [None, "Agent", None, "P01"]]})
    assert [(column.key, column.index) for column in table(result, P).columns] == [("college", 1), ("participant", 3)]


def test_a_blank_row_in_the_middle_is_a_correction_and_the_rest_is_read(reading, table, found):
    result = reading({"Participants": [PARTICIPANTS, ["P01", "Agent"], [], [], ["P02", "Agent"], []]})
    assert table(result, P).rows.tolist() == [2, 5]
    assert found(result) == [("blank-row", "Participants!A3")]


def test_a_total_row_ends_the_table_and_what_follows_is_told(reading, table, found):
    votes = [["Participant", "C1"], ["P01", 4], ["Moyenne", 4], ["P02", 5]]
    result = reading({"Votes": votes})
    assert table(result, Section.VOTES).rows.tolist() == [2]
    assert found(result) == [("total-row", "Votes!A3"), ("extra-cell", "Votes!A4")]
    assert result.findings[0].message.endswith("ignorée avec les lignes qui la suivent.")


def test_where_each_row_has_its_session_the_rows_after_a_total_go_on(reading, table, found):
    rows = [["Session", "Participant", "C1"], ["F1", "P01", 4], ["F1", "Moyenne", 4], ["F2", "P01", 2], ["F2", "Moyenne", 2]]
    result = reading({"Votes": rows})
    assert table(result, Section.VOTES).rows.tolist() == [2, 4]
    assert found(result) == [("total-row", "Votes!B3"), ("total-row", "Votes!B5")]


def test_a_row_that_holds_only_an_error_is_not_blank(reading, found):
    result = reading({"Participants": [PARTICIPANTS, ["P01", "Agent"], [None, "#N/A"], ["P02", "Agent"]]})
    assert found(result) == [("error-cell", "Participants!B3")]


def test_wide_votes_without_a_single_column_to_read_end_in_findings(reading, found):
    assert ("missing-header", "Votes") in found(reading({"Votes": [["Note"], [None]]}))


def test_the_templates_example_is_left_out_and_a_changed_one_is_told(reading, table, found):
    untouched = ["Exemple", "Usager", "Association de parents", "Bretagne"]
    result = reading({"Participants": [[*PARTICIPANTS, "Organisation", "Territoire"], untouched, ["P01", "Agent"]]})
    assert (table(result, P).rows.tolist(), found(result)) == ([3], [])
    result = reading({"Participants": [PARTICIPANTS, ["Exemple", "Agent"], ["P01", "Agent"]]})
    assert (table(result, P).rows.tolist(), found(result)) == ([3], [("example-row", "Participants!A2")])


def test_a_heading_given_twice_is_an_error_at_the_second(reading, table, found):
    result = reading({"Participants": [["Code", "Collège", "Groupe"], ["P01", "Agent", "Usager"]]})
    assert found(result) == [("duplicate-header", "Participants!C1")]
    assert [column.index for column in table(result, P).columns] == [0, 1]


def test_an_unknown_column_is_told_and_left_out(reading, found):
    result = reading({"Participants": [[*PARTICIPANTS, "Couleur"], ["P01", "Agent", "bleu"]]})
    assert found(result) == [("extra-header", "Participants!C1")]


def test_values_under_no_heading_are_told(reading, found):
    many = [[f"P{n:02}", "Agent", None, "x"] for n in range(1, 6)]
    assert found(reading({"Participants": [PARTICIPANTS, *many]})) == [("blank-header", "Participants!D1")]
    assert found(reading({"Participants": [PARTICIPANTS, many[0]]})) == [("extra-cell", "Participants!D2")]


def test_a_needed_column_that_lacks_is_an_error(reading, found):
    result = reading({"Participants": [["Code", "Organisation"], ["P01", "Mairie"]]})
    assert [(finding.code, finding.message) for finding in result.findings] == [
        ("missing-header", "La colonne « Collège » manque dans la feuille « Participants ». Ajoutez-la à partir du modèle.")
    ]


def test_a_needed_column_is_never_guessed_between_80_and_91(reading, found):
    result = reading({"Critères": [["Code", "Libellé", "Axes !?a", "Échelle min", "Échelle max"], ["C1", "x", "impact", 1, 5]]})
    assert {code for code, _ in found(result)} <= {"ambiguous-header", "missing-header", "extra-header"}
    assert ("missing-header", "Critères") in found(result) or ("ambiguous-header", "Critères!C1") in found(result)


def test_a_doubtful_heading_of_a_needed_column_asks(reading, found):
    result = reading({"Participants": [["Code", "Collègiens"], ["P01", "Agent"]]})
    assert found(result) == [("ambiguous-header", "Participants!B1")]


def test_a_close_spelling_is_read_and_said(reading, table, found):
    result = reading({"Participants": [["Code", "Collège", "Organisations"], ["P01", "Agent", "Mairie"]]})
    assert [column.key for column in table(result, P).columns] == ["participant", "college", "organisation"]
    assert found(result) == [("corrected-value", "Participants!C1")]


def test_personal_columns_are_dropped_and_listed(reading, table, found):
    rows = [["Nom", "Code", "Collège", "Courriel"], ["Zoé Fictive", "P01", "Agent", "zoe@exemple.fr"]]
    result = reading({"Participants": rows})
    assert result.dropped == ("Participants!Nom", "Participants!Courriel")
    assert [column.key for column in table(result, P).columns] == ["participant", "college"]
    assert found(result) == [("personal-data", "Participants!A1"), ("personal-data", "Participants!D1")]
    assert "Zoé" not in str([finding.message for finding in result.findings])


def test_wide_votes_take_other_columns_for_criteria_but_not_totals_or_remarks(reading, table, found):
    rows = [["Participant", "C1", "Moyenne", "Commentaire", "C2"], ["P01", 4, 4, "bien", None], ["P02", 5, 5, None, None]]
    result = reading({"Votes": rows})
    assert [column.criterion for column in table(result, Section.VOTES).columns] == [None, "C1"]
    assert found(result) == [("extra-header", "Votes!C1"), ("extra-header", "Votes!D1")]


def test_a_criterion_may_bear_any_name_that_the_criteria_sheet_gives(reading, table):
    criteria = [["Code", "Libellé", "Axe", "Échelle min", "Échelle max"], ["Moyenne", "x", "impact", 1, 5]]
    result = reading({"Critères": criteria, "Votes": [["Participant", "Moyenne"], ["P01", 4]]})
    assert [column.criterion for column in table(result, Section.VOTES).columns] == [None, "Moyenne"]


def test_criteria_whose_names_resemble_each_other_or_a_heading_are_kept_apart(reading, table, found):
    headings = ["Participant", "Coût +", "Coût -", "Critère 1", "Code 1"]
    result = reading({"Votes": [headings, ["P01", 1, 2, 3, 4]]})
    assert [column.criterion for column in table(result, Section.VOTES).columns] == [None, *headings[1:]]
    assert found(result) == []


def test_long_votes_are_known_by_a_close_spelling_too(reading, table):
    result = reading({"Votes": [["Participant", "Critères", "Note"], ["P01", "C1", 4]]})
    assert [column.key for column in table(result, Section.VOTES).columns] == ["participant", "criterion", "grade"]


def test_a_row_of_wide_votes_without_participant_is_kept_to_be_found_faulty(reading, table, records):
    result = reading({"Votes": [["Participant", "C1"], ["P01", 4], [None, 5]]})
    assert records(table(result, Section.VOTES))[1] == {"participant": None, "C1": "5"}


def test_error_cells_are_errors_at_their_place_and_read_blank(reading, table, records, found):
    result = reading({"Votes": [["Participant", "C1"], ["P01", "#N/A"], ["P02", "#DIV/0!"]]})
    assert found(result) == [("error-cell", "Votes!B2"), ("error-cell", "Votes!B3")]
    assert result.findings[0].message.startswith("Votes!B2 : la cellule contient l'erreur Excel #N/A. Remplacez-la par une note")
    assert [row["C1"] for row in records(table(result, Section.VOTES))] == [None, None]


def test_an_error_outside_the_table_does_not_block(reading, found):
    result = reading({"Participants": [PARTICIPANTS, ["P01", "Agent", None, "#REF!"]]})
    assert found(result) == [("extra-cell", "Participants!D2")]


def test_a_formula_without_a_saved_result_is_found(reading, table, found):
    result = reading({"Votes": [["Participant", "C1"], ["P01", "=2+2"]]})
    assert found(result) == [("formula-without-value", "Votes!B2")]
    assert table(result, Section.VOTES).rows.tolist() == [2]


def test_a_formula_with_its_result_reads_as_its_result(rewritten, xlsx, table, records):
    from flash360.workbook.parse import parse

    content = xlsx({"Votes": [["Participant", "C1"], ["P01", "=2+2"]]})
    content = rewritten(content, sheet1=lambda text: text.replace("<v></v>", "<v>4</v>").replace("<v />", "<v>4</v>"))
    result = parse(content, "votes.xlsx", "")
    assert result.findings == ()
    assert records(table(result, Section.VOTES))[0]["C1"] == "4"


def test_merged_cells_in_the_table_are_told_and_those_above_are_not(reading, found):
    def merge(book):
        book["Participants"].merge_cells("A1:C1")
        book["Participants"].merge_cells("B3:B4")

    sheets = {"Participants": [["Panel"], PARTICIPANTS, ["P01", "Agent"], ["P02", None]]}
    assert found(reading(sheets, merge)) == [("extra-cell", "Participants!A1"), ("merged-cell", "Participants!B3")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4, "4"),
        (4.0, "4"),
        (4.5, "4.5"),
        (0.1 + 0.2, "0.3"),
        (12345678901, "12345678901"),
        (True, "oui"),
        (False, "non"),
        ("  avec espaces\u00a0 ", "avec espaces"),
        ("\u200b", None),
        ("ligne 1\nligne 2", "ligne 1\nligne 2"),
        (date(2024, 3, 5), "2024-03-05"),
        (datetime(2024, 3, 5, 10, 30), "2024-03-05 10:30"),
        (time(1, 30), "01:30"),
        ("08/10/2018", "08/10/2018"),
        ("true love", "true love"),
    ],
)
def test_a_cell_is_its_text_as_the_reader_sees_it(reading, table, records, value, text):
    result = reading({"Freins et leviers": [["N°", "Type", "Texte"], [1, "Frein", value]]})
    assert records(table(result, Section.STATEMENTS))[0]["text"] == text


def test_a_date_with_an_hour_is_a_date_in_a_column_of_dates(reading, table, records):
    result = reading({"Suites": [["Date", "Statut"], [datetime(2024, 6, 3, 9, 0), "en attente"]]})
    column = table(result, Section.OUTCOMES).columns[0]
    assert column.cells.to_pylist() == ["2024-06-03"]
    assert column.dates.tolist() == [True]


def test_a_date_written_as_text_is_not_a_true_date(reading, table):
    result = reading({"Suites": [["Date", "Statut"], ["03/06/2024", "en attente"], [date(2024, 6, 3), "en attente"]]})
    assert table(result, Section.OUTCOMES).columns[0].dates.tolist() == [False, True]


def test_a_dictionary_holds_only_the_texts_of_its_rows(reading, table):
    result = reading({"Participants": [PARTICIPANTS, ["Exemple", "Usager"], ["P01", "Agent"], ["P02", "Agent"]]})
    assert [column.cells.dictionary.to_pylist() for column in table(result, P).columns] == [["P01", "P02"], ["Agent"]]


def test_wrong_dimensions_do_not_hide_cells(xlsx, rewritten, table):
    from flash360.workbook.parse import parse

    content = xlsx({"Participants": [PARTICIPANTS, ["P01", "Agent"], ["P02", "Agent"]]})
    content = rewritten(content, sheet1=lambda text: text.replace('ref="A1:B3"', 'ref="A1"'))
    assert table(parse(content, "x.xlsx", ""), P).rows.tolist() == [2, 3]


def test_a_stray_cell_at_the_end_of_the_world_is_told_and_the_rest_is_read(reading, table, records, found):
    def stray(book):
        book["Participants"]["XFD1048576"] = "perdue"

    rows = [PARTICIPANTS, ["P01", "Agent"], ["P02", "Usager"]]
    result = reading({"Participants": rows}, stray)
    assert found(result) == [("extra-cell", "Participants!XFD1048576")]
    assert records(table(result, P)) == records(table(reading({"Participants": rows}), P))


def test_cells_read_one_by_one_are_the_same_texts(reading, table, records):
    def stray(book):
        book["Suites"]["XFD1048576"] = "perdue"

    rows = [
        ["Date", "Statut", "Commentaire", "Point suivant le"],
        [date(2024, 6, 3), "en attente", 4.0, datetime(2024, 7, 1, 8, 0)],
        ["bientôt", "sans nouvelle", True, None],
        [date(2024, 6, 4), "#N/A", 2.5, None],
    ]
    fast, slow = reading({"Suites": rows}), reading({"Suites": rows}, stray)
    assert records(table(fast, Section.OUTCOMES)) == records(table(slow, Section.OUTCOMES))
    assert [(finding.code, finding.cell) for finding in fast.findings] == [("error-cell", "B4")]


def test_headings_on_two_rows_are_joined_where_a_merged_cell_stands_above(reading, found, table, records):
    votes = [
        ["Participant", "Faisabilité", None, "Impact", None],
        [None, "Délai", "Note", "Portée", "Note"],
        ["P01", 4, 3, 2, 1],
        ["P02", 5, 5, 5, 5],
    ]

    def merge(book):
        for area in ("A1:A2", "B1:C1", "D1:E1"):
            book["Votes"].merge_cells(area)

    read = reading({"Votes": votes}, merge)
    assert found(read) == []
    assert records(table(read, Section.VOTES))[0] == {
        "participant": "P01",
        "Délai": "4",
        "Faisabilité Note": "3",
        "Portée": "2",
        "Impact Note": "1",
    }
    assert table(read, Section.VOTES).header_row == 2


def test_a_merged_title_above_the_headings_is_not_a_level(reading, found):
    def merge(book):
        book["Votes"].merge_cells("A1:C1")

    read = reading({"Votes": [["Participant et votes du panel"], ["Participant", "C1", "C2"], ["P01", 4, 5]]}, merge)
    assert found(read) == [("extra-cell", "Votes!A1")]


def test_a_column_of_addresses_is_dropped_whatever_its_heading(reading, found):
    rows = [["Code", "Collège", "Organisation"], ["P01", "Agent", "a.b@exemple.fr"], ["P02", "Agent", "06 12 34 56 78"]]
    read = reading({"Participants": rows})
    assert (read.dropped, found(read)) == (("Participants!Organisation",), [("personal-data", "Participants!C1")])
    assert "exemple.fr" not in str(read)


def test_a_finding_never_shows_personal_data(reading):
    read = reading({"Votes": [["Écrire à jeanne@exemple.fr"], ["Participant", "C1"], ["P01", 4]]})
    assert [finding.value for finding in read.findings] == ["Écrire à [courriel]"]
