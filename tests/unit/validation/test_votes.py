"""Votes: each fault at its cell, each text that is not a bare grade listed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from flash360.model import Section
from flash360.validation import validate


def message(report):
    return next(iter(report.findings)).message


def grades(report):
    return {(row["participant"], row["criterion"]): row["grade"] for row in report.records.votes.to_pylist()}


def test_a_clean_workbook_has_no_finding_and_keeps_every_vote_with_its_cell(workbook):
    report = validate(workbook(votes={"P01": [4, 5], "P02": [1, "NSP"], "P03": [None, 3], "P04": [2, 2]}))
    assert report.flat("cell", "code") == []
    assert report.importable
    assert report.records.votes.select(["participant", "criterion", "grade", "cell"]).to_pylist() == [
        {"participant": "P01", "criterion": "F1", "grade": 4, "cell": "B2"},
        {"participant": "P01", "criterion": "I1", "grade": 5, "cell": "C2"},
        {"participant": "P02", "criterion": "F1", "grade": 1, "cell": "B3"},
        {"participant": "P02", "criterion": "I1", "grade": None, "cell": "C3"},
        {"participant": "P03", "criterion": "I1", "grade": 3, "cell": "C4"},
        {"participant": "P04", "criterion": "F1", "grade": 2, "cell": "B5"},
        {"participant": "P04", "criterion": "I1", "grade": 2, "cell": "C5"},
    ]
    assert report.sections == {"F360-2024-07": {Section.FICHE, Section.PARTICIPANTS, Section.CRITERIA, Section.VOTES}}


def test_a_long_list_of_votes_gives_the_same_records_as_a_wide_one(workbook):
    long = [
        {"participant": "P01", "criterion": "F1", "grade": "4"},
        {"participant": "P01", "criterion": "I1", "grade": "NSP"},
        {"participant": "P02", "criterion": "F1", "grade": None},
    ]
    report = validate(workbook(votes=long))
    assert report.flat("cell", "code") == []
    assert grades(report) == {("P01", "F1"): 4, ("P01", "I1"): None}
    assert report.records.votes["cell"].to_pylist() == ["C2", "C3"]


def test_a_grade_off_the_scale_is_found_at_its_cell(workbook):
    report = validate(workbook(votes={"P01": [7, 3]}))
    assert report.flat("cell", "code") == [("Votes!B2", "out-of-scale")]
    assert message(report) == (
        "Votes!B2 : la note « 7 » est hors de l'échelle 1 à 5. Corrigez la cellule ou changez l'échelle du critère."
    )
    assert grades(report) == {("P01", "I1"): 3}


@pytest.mark.parametrize("text", ["0", "-1", "6", "4,0/4"])
def test_no_grade_is_bent_to_fit_the_scale(workbook, text):
    report = validate(workbook(votes={"P01": [text, 3]}))
    assert [cell for cell, code in report.flat("cell", "code") if code in ("out-of-scale", "wrong-type")] == ["Votes!B2"]


@pytest.mark.parametrize(
    "text",
    [
        "3,5",
        "3.5",
        "4½",
        "4²",
        "quatre",
        "8/10",
        "★★☆",
        "-",
        "#",
        "?",
        "X",
        "absent",
        "4 personnes",
        "oui",
        "2024-05-04",
        "1e1",
        "4 5",
    ],
)
def test_what_is_not_a_whole_grade_is_a_wrong_type(workbook, text):
    report = validate(workbook(votes={"P01": [text, 3]}))
    assert report.flat("cell", "code") == [("Votes!B2", "wrong-type")]
    assert not report.importable


@pytest.mark.parametrize(
    ("text", "grade", "rule"),
    [
        ("4,0", 4, "note entière"),
        ("4.00", 4, "note entière"),
        ("４", 4, "note entière"),
        ("4/5", 4, "note sur 5"),
        ("4 / 5", 4, "note sur 5"),
        ("4 sur 5", 4, "note sur 5"),
        ("★★★★", 4, "nombre d'étoiles"),
        ("★★★★☆", 4, "nombre d'étoiles"),
        ("4 - Plutôt d'accord", 4, "nombre en tête de la réponse"),
        ("Plutôt d’accord", 4, "échelle en mots"),
        ("PAS DU TOUT D'ACCORD", 1, "échelle en mots"),
        ("neutre", 3, "échelle en mots"),
        ("Plutôt d'accord (4)", 4, "nombre en fin de réponse"),
        ("Plutôt d'accord - 4", 4, "nombre en fin de réponse"),
        ("4 plutôt d'accord", 4, "nombre en tête de la réponse"),
        ("Note 4", 4, "nombre écrit avec son unité"),
        ("4 pts", 4, "nombre écrit avec son unité"),
        ("'4", 4, "nombre écrit avec son unité"),
        ("nspp", None, "abstention"),
        ("n/a", None, "abstention"),
        ("Pas de réponse", None, "abstention"),
        ("Ne se prononce pas (NSP)", None, "abstention"),
        ("Ne sait pas", None, "abstention"),
    ],
)
def test_a_grade_written_otherwise_is_read_by_a_stated_rule(workbook, text, grade, rule):
    report = validate(workbook(votes={"P01": [text, 3]}))
    assert report.flat("cell", "code", "value") == [("Votes!B2", "corrected-value", text)]
    assert next(iter(report.findings)).details["rule"] == rule
    assert grades(report)["P01", "F1"] == grade
    assert report.importable


@pytest.mark.parametrize("text", ["NSP", "nsp", "Sans avis", "abstention", "Ne se prononce pas"])
def test_an_abstention_is_kept_as_a_vote_without_a_grade(workbook, text):
    report = validate(workbook(votes={"P01": [text, 3]}))
    assert report.flat("code") == []
    assert grades(report) == {("P01", "F1"): None, ("P01", "I1"): 3}


def test_yes_and_no_are_grades_of_a_scale_of_two(workbook):
    criteria = [{"criterion": "F1", "label": "Faisable", "axis": "faisabilité", "scale_min": "0", "scale_max": "1"}]
    report = validate(workbook(criteria=criteria, headings=["F1"], votes={"P01": ["oui"], "P02": ["Non"], "P03": ["1"]}))
    assert grades(report) == {("P01", "F1"): 1, ("P02", "F1"): 0, ("P03", "F1"): 1}
    assert report.records.criteria["favourable_from"].to_pylist() == [1]


def test_a_scale_of_four_has_no_middle_word(workbook):
    criteria = [{"criterion": "F1", "label": "Faisable", "axis": "faisabilité", "scale_min": "1", "scale_max": "4"}]
    votes = {"P01": ["plutôt d'accord"], "P02": ["neutre"], "P03": ["plutôt pas d'accord"]}
    report = validate(workbook(criteria=criteria, headings=["F1"], votes=votes))
    assert grades(report) == {("P01", "F1"): 3, ("P03", "F1"): 2}
    assert ("Votes!B3", "wrong-type") in report.flat("cell", "code")


def test_an_unlisted_participant_is_found_with_the_nearest_code(workbook):
    panel = [{"participant": f"P{n:02}", "college": ["Usager", "Agent", "Expert", "Décideur"][n % 4]} for n in range(1, 21)]
    report = validate(workbook(participants=panel, votes={"P01": [4, 4], "P21": [3, None]}))
    assert report.flat("cell", "code", "value") == [("Votes!A3", "unknown-participant", "P21")]
    assert message(report) == (
        "Votes!A3 : le participant P21 n'est pas dans la feuille « Participants » (P01 à P20). Vouliez-vous dire P12 ?"
    )


def test_an_unlisted_person_who_did_not_vote_is_no_fault(workbook):
    assert validate(workbook(votes={"P01": [4, 4], "P19": [None, None]})).flat("code") == []


def test_another_spelling_of_a_participant_is_read_as_the_listed_one(workbook):
    report = validate(workbook(votes={"p 01": [4, 4]}))
    assert report.flat("cell", "code") == [("Votes!A2", "corrected-value")]
    assert grades(report) == {("P01", "F1"): 4, ("P01", "I1"): 4}


def test_an_unknown_heading_of_votes_is_found_at_the_heading(workbook):
    report = validate(workbook(headings=["F1", "I9"], votes={"P01": [4, 4], "P02": [3, 5]}))
    assert report.flat("cell", "code", "value") == [("Votes!C1", "unknown-criterion", "I9")]
    assert message(report).endswith("(F1, I1). Vouliez-vous dire I1 ?")


def test_an_unknown_heading_over_blank_cells_is_no_fault(workbook):
    report = validate(workbook(headings=["F1", "C8"], votes={"P01": [4, None]}))
    assert report.flat("code") == []


def test_an_unknown_criterion_in_a_long_list_is_found_at_its_cell(workbook):
    report = validate(workbook(votes=[{"participant": "P01", "criterion": "F3", "grade": "4"}]))
    assert report.flat("cell", "code") == [("Votes!B2", "unknown-criterion")]


def test_a_heading_may_be_the_criterion_s_label_and_that_is_said(workbook):
    report = validate(workbook(headings=["Réalisable en un an", "I1"], votes={"P01": [4, 4], "P02": [2, 4]}))
    assert report.flat("cell", "code", "value") == [("Votes!B1", "corrected-value", "Réalisable en un an")]
    assert grades(report)["P02", "F1"] == 2


def test_a_grade_without_its_criterion_or_its_person_is_a_missing_value(workbook):
    votes = [{"participant": "P01", "criterion": None, "grade": "4"}, {"participant": None, "criterion": "F1", "grade": "4"}]
    report = validate(workbook(votes=votes))
    assert sorted(report.flat("cell", "code")) == [("Votes!A3", "missing-value"), ("Votes!B2", "missing-value")]


def test_two_different_votes_of_one_person_are_found_at_the_second(workbook):
    votes = [
        {"participant": "P01", "criterion": "F1", "grade": "4"},
        {"participant": "P02", "criterion": "F1", "grade": "1"},
        {"participant": "p01", "criterion": "F1", "grade": "2"},
    ]
    report = validate(workbook(votes=votes))
    assert report.flat("cell", "code", "value")[0] == ("Votes!C4", "conflicting-vote", "2")
    assert message(report) == ("Votes!C4 : deux votes différents de P01 sur F1 (« 2 » ici, « 4 » en Votes!C2). Gardez le bon.")


def test_a_repeated_row_of_votes_counts_once(workbook):
    votes = [{"participant": "P01", "criterion": "F1", "grade": "4"}] * 2
    report = validate(workbook(votes=votes))
    assert report.flat("cell", "code") == [("Votes!A3", "duplicate-row")]
    assert report.records.votes.num_rows == 1
    assert report.importable


def test_an_abstention_and_a_grade_of_one_person_conflict(workbook):
    votes = [{"participant": "P01", "criterion": "F1", "grade": text} for text in ("4", "NSP")]
    assert validate(workbook(votes=votes)).flat("cell", "code") == [("Votes!C3", "conflicting-vote")]


def test_a_text_that_looks_like_an_equation_is_no_grade(workbook):
    assert validate(workbook(votes={"P01": ["=2+2", 4]})).flat("cell", "code") == [("Votes!B2", "wrong-type")]


def test_ten_thousand_bad_grades_are_all_counted_and_a_thousand_shown(workbook):
    people = [{"participant": f"P{n:05}", "college": "Usager"} for n in range(10_000)]
    report = validate(workbook(participants=people, headings=["F1"], votes={one["participant"]: ["9"] for one in people}))
    assert report.findings.counts["out-of-scale"] == 10_000
    assert len(list(report.findings)) == 1_000


def test_a_ballot_written_twice_may_be_that_of_another_person(workbook):
    rows = make_twice(workbook(votes={"P01": [4, 5], "P02": [3, 2]}))
    report = validate(rows)
    assert report.flat("cell", "code") == [("Votes!A4", "repeated-ballot")]
    assert "en ligne 2" in next(iter(report.findings)).message
    assert report.records.votes.num_rows == 4


def make_twice(reading):
    """The first ballot of the sheet once more, under the last."""
    votes = next(table for table in reading.tables if table.section is Section.VOTES)
    columns = tuple(
        replace(column, cells=pa.array([*column.cells.to_pylist(), column.cells.to_pylist()[0]]).dictionary_encode())
        for column in votes.columns
    )
    longer = replace(votes, rows=np.array([2, 3, 4], np.int32), columns=columns)
    return replace(reading, tables=tuple(longer if table is votes else table for table in reading.tables))


@pytest.mark.parametrize("heading", ["F1 - Simple à mettre en place", "F1 : simple", "F1 (faisabilité)", "f1. Simple"])
def test_a_heading_that_begins_with_the_code_of_a_criterion_names_it_and_is_told(workbook, heading):
    report = validate(workbook(headings=[heading, "I1"], votes={"P01": [4, 3]}))
    assert report.flat("cell", "code", "value") == [("Votes!B1", "corrected-value", heading)]
    assert grades(report) == {("P01", "F1"): 4, ("P01", "I1"): 3}


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        (["++", "+", "-", "--"], [5, 4, 2, 1]),
        (["− −", "+/-", "++", "NSP"], [1, 3, 5, None]),
        (["😀", "🙂", "😐", "☹️"], [5, 4, 3, 2]),
        (["😡", "🙁", "🙁", "😊"], [1, 2, 2, 4]),
    ],
)
def test_a_grade_that_is_drawn_is_read_where_its_series_shows(workbook, drawn, read):
    report = validate(workbook(votes={f"P0{n}": [text, 3] for n, text in enumerate(drawn, 1)}))
    assert [grades(report)[f"P0{n}", "F1"] for n in range(1, 5)] == read
    assert {code for (code,) in report.flat("code")} == {"corrected-value"}
    assert report.importable


@pytest.mark.parametrize(
    "drawn", [["+", "-", "+", "-"], ["🙁", "😐", "🙂", "😐"], ["😀", "😀", "😡", "😐"], ["-", "4", "5", "3"]]
)
def test_a_drawn_grade_that_says_no_place_on_the_scale_is_a_wrong_type(workbook, drawn):
    report = validate(workbook(votes={f"P0{n}": [text, 3] for n, text in enumerate(drawn, 1)}))
    assert ("wrong-type",) in report.flat("code")
    assert not report.importable


def test_a_scale_of_four_has_no_middle_sign(workbook):
    criteria = [{"criterion": "F1", "label": "Faisable", "axis": "faisabilité", "scale_min": "1", "scale_max": "4"}]
    report = validate(workbook(criteria=criteria, headings=["F1"], votes={"P01": ["++"], "P02": ["-"], "P03": ["+/-"]}))
    assert grades(report) == {("P01", "F1"): 4, ("P02", "F1"): 2}
    assert ("Votes!B4", "wrong-type") in report.flat("cell", "code")


THREE = [{"criterion": "F1", "label": "Faisable", "axis": "faisabilité", "scale_min": "1", "scale_max": "3"}]


@pytest.mark.parametrize("drawn", [["☹️", "😐", "🙂"], ["😡", "😑", "😀"], ["😞", "NSP", "😃"]])
def test_three_faces_are_the_grades_of_a_scale_of_three(workbook, drawn):
    votes = {f"P0{n}": [text] for n, text in enumerate(drawn, 1)}
    report = validate(workbook(criteria=THREE, headings=["F1"], votes=votes))
    assert list(grades(report).values()) == [1, None if "NSP" in drawn else 2, 3]
    assert report.importable
    told = {finding.cell: finding.message for finding in report.findings if finding.code == "corrected-value"}
    assert set(told) == {f"B{n}" for n, text in enumerate(drawn, 2) if text != "NSP"}
    assert all("trois visages, du mécontent au content" in message for message in told.values())


@pytest.mark.parametrize("drawn", [["😡", "☹️", "😀"], ["🙂", "😐", "😀"], ["😐", "🙂", "😐"], ["+", "+/-", "-"]])
def test_a_drawing_that_a_scale_of_three_cannot_place_is_a_wrong_type(workbook, drawn):
    votes = {f"P0{n}": [text] for n, text in enumerate(drawn, 1)}
    report = validate(workbook(criteria=THREE, headings=["F1"], votes=votes))
    assert ("Votes!B2", "wrong-type") in report.flat("cell", "code")
    assert not report.importable
