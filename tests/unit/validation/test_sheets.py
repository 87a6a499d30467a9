"""What a workbook must hold, beside what the base knows."""

from __future__ import annotations

from flash360.findings import CATALOGUE
from flash360.model import Section
from flash360.validation import SCHEMAS, Known, KnownSession, session_code_key, validate

CODE = "F360-2024-07"
BASE_CRITERIA = (
    SCHEMAS[Section.CRITERIA]
    .empty_table()
    .from_pylist(
        [
            {"session_code": CODE, "position": 1, "criterion": "F1", "label": "Réalisable", "axis": "feasibility"}
            | {"scale_min": 1, "scale_max": 5, "favourable_from": 4, "is_global": False, "sheet": "Critères", "cell": "A2"}
        ],
        schema=SCHEMAS[Section.CRITERIA],
    )
)
BASE_VOTES = (
    SCHEMAS[Section.VOTES]
    .empty_table()
    .from_pylist(
        [{"session_code": CODE, "participant": "P02", "criterion": "F1", "grade": 5, "sheet": "Votes", "cell": "B2"}],
        schema=SCHEMAS[Section.VOTES],
    )
)
KNOWN = Known({CODE: KnownSession("id", frozenset({"P01", "P02"}), BASE_CRITERIA, BASE_VOTES)})


def test_a_fiche_alone_is_a_session_whose_votes_are_unknown(workbook):
    report = validate(workbook(participants=None, criteria=None, declared_verdict="favorable"))
    assert report.flat("code") == []
    assert report.sections == {CODE: {Section.FICHE}}
    assert report.records.fiche["declared_verdict"].to_pylist() == ["favourable"]


def test_a_workbook_without_a_code_has_no_session_and_says_where_to_write_it(workbook):
    report = validate(workbook(session_code=None))
    assert report.flat("cell", "code") == [("Fiche!B1", "no-session-found")]
    assert not report.sections


def test_a_workbook_without_a_fiche_has_no_session(workbook):
    assert validate(workbook(fiche=None)).flat("code") == [("no-session-found",)]


def test_an_empty_workbook_has_no_session(workbook):
    report = validate(workbook(fiche=None, participants=None, criteria=None))
    assert report.flat("code") == [("no-session-found",)]
    assert "aucune feuille ne contient de ligne" in next(iter(report.findings)).message


def test_a_fiche_without_a_title_is_found_at_its_cell(workbook):
    assert validate(workbook(title=None)).flat("cell", "code") == [("Fiche!B2", "missing-value")]


def test_a_missing_required_column_is_told_once(workbook):
    report = validate(
        workbook(participants=[{"participant": "P01"}, {"participant": "P02"}], votes={"P01": [4, 4], "P02": [3, 3]})
    )
    assert report.flat("cell", "code") == [("Participants", "missing-header")]


def test_votes_without_criteria_anywhere_want_their_sheet(workbook):
    report = validate(workbook(criteria=None, votes={"P01": [4, 4]}))
    assert report.flat("cell", "code") == [("Critères", "missing-sheet")]


def test_votes_without_participants_anywhere_want_their_sheet(workbook):
    report = validate(workbook(participants=None, votes={"P01": [4, 4]}))
    assert report.flat("cell", "code") == [("Participants", "missing-sheet")]


def test_votes_of_one_session_among_several_without_its_rows(workbook):
    fiche = [{"session_code": code, "title": "Titre", "administration": "Département"} for code in ("A-1", "A-2")]
    people = [{"session_code": code, "participant": "P01", "college": "Usager"} for code in ("A-1", "A-2")]
    criteria = [{"session_code": "A-1", "criterion": "F1", "label": "x", "axis": "impact", "scale_min": "1", "scale_max": "5"}]
    votes = [{"session_code": code, "participant": "P01", "criterion": "F1", "grade": "4"} for code in ("A-1", "A-2")]
    report = validate(workbook(fiche=fiche, participants=people, criteria=criteria, votes=votes))
    assert [row for row in report.flat("code", "session") if row[0] != "missing-college"] == [("missing-rows", "A-2")]


def test_votes_of_a_known_session_need_neither_fiche_nor_criteria(workbook):
    votes = [{"session_code": "f360–2024 07", "participant": "p01", "criterion": "F1", "grade": "4"}]
    report = validate(workbook(fiche=None, participants=None, criteria=None, votes=votes), KNOWN)
    assert not report.findings.blocking
    assert report.records.votes.select(["session_code", "participant", "criterion", "grade"]).to_pylist() == [
        {"session_code": CODE, "participant": "P01", "criterion": "F1", "grade": 4}
    ]
    assert report.sections == {CODE: {Section.VOTES}}


def test_a_session_whose_fiche_was_undone_wants_its_fiche_again(workbook):
    undone = Known({CODE: KnownSession("id", frozenset({"P01"}), BASE_CRITERIA, has_fiche=False)})
    votes = [{"session_code": CODE, "participant": "P01", "criterion": "F1", "grade": "4"}]
    report = validate(workbook(fiche=None, participants=None, criteria=None, votes=votes), undone)
    assert report.flat("cell", "code") == [("Votes!A2", "unknown-session")]


def test_votes_of_a_known_session_are_checked_against_the_base(workbook):
    votes = [
        {"session_code": CODE, "participant": "P01", "criterion": "F1", "grade": "9"},
        {"session_code": CODE, "participant": "P07", "criterion": "F1", "grade": "4"},
        {"session_code": CODE, "participant": "P01", "criterion": "I1", "grade": "4"},
    ]
    report = validate(workbook(fiche=None, participants=None, criteria=None, votes=votes), KNOWN)
    assert sorted(report.flat("cell", "code")) == [
        ("Votes!B3", "unknown-participant"),
        ("Votes!C4", "unknown-criterion"),
        ("Votes!D2", "out-of-scale"),
    ]


def test_the_base_s_spelling_of_a_session_is_kept(workbook):
    report = validate(workbook(session_code="f360 2024—07"), KNOWN)
    assert report.flat("cell", "code", "value")[0] == ("Fiche!B1", "corrected-value", "f360 2024—07")
    assert report.records.fiche["session_code"].to_pylist() == [CODE]


def test_spellings_of_a_code():
    spellings = ["F360-2024-07", "F360 2024-07", "f360–2024–07", "F360\u00a02024\u201107", " F360 - 2024 - 07 "]
    assert len({session_code_key(text) for text in spellings}) == 1
    assert session_code_key("F360-2024-07") != session_code_key("F360-2024-08")


def test_an_unknown_session_is_found_with_the_nearest_code(workbook):
    fiche = [{"session_code": CODE, "title": "Titre", "administration": "Département"}]
    outcomes = [{"session_code": "F360-2024-70", "date": "2024-09-16", "status": "en attente"}]
    report = validate(workbook(fiche=fiche, participants=None, criteria=None, outcomes=outcomes))
    assert report.flat("cell", "code") == [("Suites!A2", "unknown-session")]
    assert f"Vouliez-vous dire {CODE} ?" in next(iter(report.findings)).message


def test_a_sheet_without_its_session_column_is_told_when_there_are_several(workbook):
    fiche = [{"session_code": code, "title": "Titre", "administration": "Département"} for code in ("A-1", "A-2")]
    report = validate(
        workbook(fiche=fiche, participants=None, criteria=None, outcomes=[{"date": "2024-09-16", "status": "en attente"}])
    )
    assert report.flat("cell", "code") == [("Suites", "missing-header")]
    assert report.records.outcomes.num_rows == 0


def test_a_voter_without_a_college_is_a_missing_value(workbook):
    people = [{"participant": "P01", "college": "Usager"}, {"participant": "P02", "college": None}]
    report = validate(workbook(participants=people, votes={"P01": [4, 4], "P02": [3, 3]}))
    assert ("Participants!B3", "missing-value") in report.flat("cell", "code")


def test_a_blank_grid_of_votes_brings_no_votes_section(workbook):
    report = validate(workbook(votes={"P01": [None, None]}))
    assert Section.VOTES not in report.sections[CODE]


def test_new_participants_must_still_cover_the_votes_of_the_base(workbook):
    report = validate(workbook(participants=[{"participant": "P01", "college": "Usager"}], criteria=None), KNOWN)
    errors = [finding for finding in report.findings if finding.code == "orphan-votes"]
    assert [finding.session for finding in errors] == [CODE]
    assert "ne liste plus P02" in errors[0].message


def test_new_criteria_must_still_cover_the_votes_of_the_base(workbook):
    criteria = [{"criterion": "F1", "label": "x", "axis": "faisabilité", "scale_min": "1", "scale_max": "4"}]
    report = validate(workbook(participants=None, criteria=criteria), KNOWN)
    assert [code for (code,) in report.flat("code")] == ["orphan-votes"]


def test_a_cell_that_the_reader_already_spoke_of_is_not_told_twice(workbook):
    error = CATALOGUE["error-cell"]("Fiche", "B2", "#N/A", "", {"hint": ""})
    assert validate(workbook(title=None, findings=[error])).flat("cell", "code") == [("Fiche!B2", "error-cell")]
