from datetime import date, datetime, time

import pytest

from flash360.model import Section
from flash360.validation import validate
from flash360.workbook.decisions import Decisions, decided

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


def test_means_above_the_rows_are_left_out_and_the_rows_are_read(reading, table, found):
    result = reading({"Votes": [["Participant", "C1"], ["Moyenne", 3.5], ["P01", 4], ["P02", 3], ["Total", 7]]})
    assert table(result, Section.VOTES).rows.tolist() == [3, 4]
    assert found(result) == [("total-row", "Votes!A2"), ("total-row", "Votes!A5")]


def test_a_small_table_of_criteria_beside_the_votes_does_not_hide_them(reading, table):
    result = reading({"Votes": [["Participant", "C1", None, "Critère", "Moyenne"], ["P01", 4, None, "C1", 3.5], ["P02", 3]]})
    assert [column.criterion for column in table(result, Section.VOTES).columns][:2] == [None, "C1"]


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


def test_beside_a_code_the_heading_critère_is_the_label(reading, table):
    headings = ["Code", "Critère", "Axe", "Note minimale", "Note maximale"]
    result = table(reading({"Critères": [headings, ["C1", "Simple", "impact", 1, 5]]}), Section.CRITERIA)
    assert [column.key for column in result.columns] == ["criterion", "label", "axis", "scale_min", "scale_max"]


def test_what_a_heading_says_in_brackets_does_not_hide_it(reading, table):
    result = table(
        reading({"Participants": [["1. Code participant (P01…)", "2) Collège (usager, agent…)"], ["P01", "Agent"]]}), P
    )
    assert [column.key for column in result.columns] == ["participant", "college"]


def test_freins_and_leviers_without_numbers_or_on_two_sheets_are_read(reading, records, found):
    result = reading({"Freins": [["Texte"], ["Trop cher"], ["Trop long"]], "Leviers": [["N°", "Texte"], [7, "Un outil"]]})
    freins, leviers = result.tables
    assert records(freins) == [
        {"text": "Trop cher", "number": "1", "kind": "Frein"},
        {"text": "Trop long", "number": "2", "kind": "Frein"},
    ]
    assert records(leviers) == [{"number": "7", "text": "Un outil", "kind": "Levier"}]
    assert found(result) == [("corrected-value", "Freins!A1")]


def test_votes_beside_a_collège_alone_number_their_participants(reading, table):
    result = reading({"Feuil1": [["Collège", "Simple ?", "Utile ?"], ["Agent", 4, 5], ["Usager", 2, 3]]})
    assert table(result, Section.VOTES).columns[0].cells.to_pylist() == ["R01", "R02"]
    assert [column.key for column in table(result, P).columns] == ["participant", "college"]


def test_freins_and_leviers_side_by_side_are_each_a_statement_with_its_cell(reading, records, found):
    rows = [["Atelier du 5 mars"], ["Freins", "Leviers", "Votes"], ["Trop cher", "Un outil", 3], [None, "Une loi"], ["Trop long"]]
    result = reading({"Freins et leviers": rows})
    assert [(table.rows.tolist(), records(table)) for table in result.tables] == [
        ([3, 5], [{"number": str(n), "kind": "Frein", "text": text} for n, text in ((1, "Trop cher"), (2, "Trop long"))]),
        ([3, 4], [{"number": str(n), "kind": "Levier", "text": text} for n, text in ((1, "Un outil"), (2, "Une loi"))]),
    ]
    assert ("extra-header", "Freins et leviers!C2") in found(result)


def test_each_session_may_have_its_fiche_on_a_sheet_of_its_own(reading):
    fiches = {name: [["Code", name], ["Titre", "x"], ["Administration", "y"]] for name in ("F1", "F2")}
    assert [table.cell_of["title"] for table in reading(fiches).tables] == ["B2", "B2"]


LABELLED = ["Code", "Libellé", "Axe"]


@pytest.mark.parametrize("written", ["1 à 5", "de 1 à 5", "1-5", "1 – 5", "[1 ; 5]", "1 (pas du tout) à 5 (tout à fait)"])
def test_a_scale_written_in_one_column_is_read_as_both_its_ends(reading, table, records, found, written):
    result = reading(
        {"Critères": [[*LABELLED, "Échelle"], ["F1", "Simple", "faisabilité", written], ["I1", "Utile", "impact", "0 à 10"]]}
    )
    assert [(row["scale_min"], row["scale_max"]) for row in records(table(result, Section.CRITERIA))] == [("1", "5"), ("0", "10")]
    assert found(result) == [("corrected-value", "Critères!D1")]
    assert "échelle écrite dans une seule colonne" in result.findings[0].message


@pytest.mark.parametrize("sheet", ["Critères", "Grille"])
def test_a_scale_said_once_above_the_headings_holds_for_every_criterion(reading, table, records, found, sheet):
    rows = [["Échelle : 1 à 5"], LABELLED, ["F1", "Simple", "faisabilité"], ["I1", "Utile", "impact"]]
    result = reading({sheet: rows, "Participants": [PARTICIPANTS, ["P01", "Agent"]]})
    ends = [(row["scale_min"], row["scale_max"]) for row in records(table(result, Section.CRITERIA))]
    assert ends == [("1", "5"), ("1", "5")]
    assert ("corrected-value", f"{sheet}!A1") in found(result)


@pytest.mark.parametrize(
    "rows",
    [
        [["Échelle : 1 à 5", "Échelle : 1 à 10"], LABELLED, ["F1", "Simple", "faisabilité"]],
        [["Échelle : 5 à 1"], LABELLED, ["F1", "Simple", "faisabilité"]],
        [[*LABELLED, "Échelle", "Barème"], ["F1", "Simple", "faisabilité", "1 à 5", "1 à 4"]],
    ],
)
def test_scales_that_contradict_each_other_are_not_read(reading, found, rows):
    assert ("missing-header", "Critères") in found(reading({"Critères": rows}))


def test_a_text_that_is_no_scale_is_left_to_the_check_at_its_cell(reading, table, records):
    result = reading({"Critères": [[*LABELLED, "Échelle"], ["F1", "Simple", "faisabilité", "cinq"]]})
    (row,) = records(table(result, Section.CRITERIA))
    assert (row["scale_min"], row["scale_max"]) == ("cinq", "cinq")
    assert [(one.code, one.cell) for one in validate(result).findings if one.code == "wrong-type"] == [("wrong-type", "D2")] * 2


LISTS = {
    "Participants": [PARTICIPANTS, ["P01", "Usager"], ["P02", "Agent"], ["P03", "Expert"]],
    "Critères": [
        [*LABELLED, "Échelle min", "Échelle max"],
        ["F1", "Simple", "faisabilité", 1, 5],
        ["I1", "Utile", "impact", 1, 5],
    ],
}


@pytest.mark.parametrize("names", [("F1", "I1"), ("Simple", "Utile")])
@pytest.mark.parametrize("corner", ["Critère", "Code", None])
def test_votes_with_the_criteria_in_rows_are_those_of_the_same_votes_the_other_way(reading, found, names, corner):
    fiche = {"Fiche": [["Code", "F360-1"], ["Titre", "x"], ["Administration", "y"]]}
    grades = [[5, 4, None], ["4/5", "NSP", 2]]
    upright = [["Participant", "F1", "I1"], *([f"P0{n + 1}", *(row[n] for row in grades)] for n in range(3))]
    turned = [[corner, "P01", "P02", "P03", "Moyenne"], *([name, *row, 4] for name, row in zip(names, grades, strict=True))]
    one, other = (validate(reading({**fiche, **LISTS, "Votes": rows})) for rows in (upright, [*turned, ["Moyenne", 4, 4, 2]]))
    assert other.importable
    kept = [
        sorted(
            (row["participant"], row["criterion"], -1 if row["grade"] is None else row["grade"])
            for row in each.records.votes.to_pylist()
        )
        for each in (one, other)
    ]
    assert kept[0] == kept[1]
    assert ("P03", "I1", "D3") in [(row["participant"], row["criterion"], row["cell"]) for row in other.records.votes.to_pylist()]
    assert ("corrected-value", "Votes!A1") in [(finding.code, finding.address) for finding in other.findings]


@pytest.mark.parametrize(
    "rows",
    [
        [["Critère", "P01", "P02", "P03"], ["F1", 5, 4, 3], ["F9", 4, 4, 2]],
        [["Critère", "P01", "P09", "P08"], ["F1", 5, 4, 3], ["I1", 4, 4, 2]],
        [["Critère", "P01", "P01", "P02"], ["F1", 5, 4, 3], ["I1", 4, 4, 2]],
    ],
)
def test_votes_that_the_lists_do_not_say_turned_are_not_read_as_such(reading, rows):
    report = validate(reading({**LISTS, "Votes": rows}))
    assert not report.importable
    assert "tableau des votes retourné" not in str([one.message for one in report.findings])


def test_a_decision_on_a_turned_vote_changes_that_vote_only(reading, records):
    turned = [["Critère", "P01", "P02"], ["F1", 5, "oui"], ["I1", 4, 4]]
    read = decided(reading({**LISTS, "Votes": turned}), Decisions(cells={("Votes", "C2"): "3"}))
    votes = [row for table in read.tables if table.section is Section.VOTES for row in records(table)]
    assert [tuple(row.values()) for row in votes] == [
        ("P01", "F1", "5"),
        ("P01", "I1", "4"),
        ("P02", "F1", "3"),
        ("P02", "I1", "4"),
    ]


@pytest.mark.parametrize(
    "line", [["Échelle", "1 à 5"], ["Échelle de notation :", "de 1 à 5"], ["Barème", "1 (non) à 5 (oui)"], ["Échelle : 1 à 5"]]
)
def test_a_scale_said_by_a_line_of_the_fiche_holds_for_criteria_that_give_none(reading, table, records, found, line):
    fiche = [["Code", "F360-1"], ["Titre", "x"], ["Administration", "y"], line]
    criteria = [LABELLED, ["F1", "Simple", "faisabilité"], ["I1", "Utile", "impact"]]
    result = reading({"Fiche": fiche, "Critères": criteria})
    assert [(row["scale_min"], row["scale_max"]) for row in records(table(result, Section.CRITERIA))] == [("1", "5"), ("1", "5")]
    assert found(result) == [("corrected-value", "Fiche!A4")]
    assert "échelle dite une fois pour tous les critères" in result.findings[0].message
    assert not validate(result).findings.blocking


@pytest.mark.parametrize(
    ("lines", "criteria"),
    [
        ([["Échelle", "1 à 5"]], [[*LABELLED, "Échelle min", "Échelle max"], ["F1", "Simple", "faisabilité", 1, 4]]),
        ([["Échelle", "1 à 5"]], [[*LABELLED, "Échelle"], ["F1", "Simple", "faisabilité", "1 à 4"]]),
        ([["Échelle", "1 à 5"]], [["Échelle : 1 à 4"], LABELLED, ["F1", "Simple", "faisabilité"]]),
    ],
)
def test_the_scale_that_the_criteria_give_wins_over_the_one_of_the_fiche(reading, table, records, found, lines, criteria):
    result = reading({"Fiche": [["Code", "F360-1"], ["Titre", "x"], ["Administration", "y"], *lines], "Critères": criteria})
    assert [row["scale_max"] for row in records(table(result, Section.CRITERIA))] == ["4"]
    assert ("extra-header", "Fiche!A4") in found(result)


@pytest.mark.parametrize(
    "lines", [[["Échelle", "1 à 5"], ["Barème", "1 à 10"]], [["Échelle", "5 à 1"]], [["Échelle", "cinq"]], [["Échelle"]]]
)
def test_a_fiche_that_does_not_say_one_scale_leaves_the_criteria_without(reading, found, lines):
    fiche = [["Code", "F360-1"], ["Titre", "x"], ["Administration", "y"], *lines]
    told = found(reading({"Fiche": fiche, "Critères": [LABELLED, ["F1", "Simple", "faisabilité"]]}))
    assert ("missing-header", "Critères") in told
    assert ("extra-header", "Fiche!A4") in told


TURNED = [["Critère", "P01", "P02", "P03"], ["F1", 5, 4, 3], ["I1", "NSP", "4/5", None], ["Moyenne", 5, 4, 3]]


@pytest.mark.parametrize("sheet", ["Synthèse", "Atelier du 5 mars"])
@pytest.mark.parametrize("lists", [("Participants", "Critères"), ("Présents", "Grille")])
def test_votes_turned_are_found_in_a_sheet_of_any_name(reading, found, lists, sheet):
    named = dict(zip(lists, LISTS.values(), strict=True))
    result = reading({**named, "Fiche": [["Code", "F360-1"], ["Titre", "x"], ["Administration", "y"]], sheet: TURNED})
    report = validate(result)
    votes = [(row["participant"], row["criterion"], row["grade"], row["cell"]) for row in report.records.votes.to_pylist()]
    assert votes == [
        ("P01", "F1", 5, "B2"),
        ("P01", "I1", None, "B3"),
        ("P02", "F1", 4, "C2"),
        ("P02", "I1", 4, "C3"),
        ("P03", "F1", 3, "D2"),
    ]
    assert ("corrected-value", f"{sheet}!A1") in found(result)
    assert "unknown-sheet" not in [code for code, _ in found(result)]


@pytest.mark.parametrize(
    "rows",
    [
        [["Critère", "P01", "P02"], ["F1", "à revoir avec le service", "budget"], ["I1", "voir le décret", "délai"]],
        [["Critère", "P01", "P09"], ["F1", 5, 4], ["I1", 4, 4]],
        [["Critère", "P01", "P02"], ["F1", 5, 4], ["F9", 4, 4]],
    ],
)
def test_a_sheet_of_any_name_that_does_not_prove_to_be_votes_is_left_out_and_told(reading, found, rows):
    result = reading({**LISTS, "Synthèse": rows})
    assert Section.VOTES not in {table.section for table in result.tables}
    assert ("unknown-sheet", "Synthèse") in found(result)


def test_turned_votes_beside_a_sheet_of_votes_are_left_out_and_told(reading, found):
    result = reading({**LISTS, "Votes": [["Participant", "F1", "I1"], ["P01", 5, 4]], "Synthèse": TURNED})
    assert [table.sheet for table in result.tables if table.section is Section.VOTES] == ["Votes"]
    assert ("unknown-sheet", "Synthèse") in found(result)


def test_turned_votes_that_name_no_session_are_left_out_of_a_workbook_of_many(reading, found):
    many = {name: [["Session", *rows[0]], *(["F360-1", *row] for row in rows[1:])] for name, rows in LISTS.items()}
    assert ("unknown-sheet", "Synthèse") in found(reading({**many, "Synthèse": TURNED}))
