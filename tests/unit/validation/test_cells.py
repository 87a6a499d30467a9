"""Cells of the fiche, the participants, the statements and the follow-ups."""

from __future__ import annotations

from datetime import date

import pytest

from flash360.validation import validate


def only(report):
    (finding,) = report.findings
    return finding


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03-05 00:00:00", date(2024, 3, 5)),
        ("25/03/2024", date(2024, 3, 25)),
        ("25.03.2024", date(2024, 3, 25)),
        ("05/05/2024", date(2024, 5, 5)),
    ],
)
def test_a_date_that_can_be_read_in_one_way_only_is_read(workbook, text, day):
    report = validate(workbook(session_date=text))
    assert report.flat("code") == []
    assert report.records.fiche["session_date"].to_pylist() == [day]


@pytest.mark.parametrize(
    ("text", "day", "rule"),
    [
        ("8 octobre 2018", date(2018, 10, 8), "date en toutes lettres"),
        ("lundi 1er mars 2021", date(2021, 3, 1), "date en toutes lettres"),
        ("8 oct. 2018", date(2018, 10, 8), "date en toutes lettres"),
        ("lundi 25/03/2019 à 14h", date(2019, 3, 25), "jour sans la semaine ni l'heure"),
        ("45356", date(2024, 3, 5), "numéro de jour d'un tableur"),
        ("25/03/24", date(2024, 3, 25), "année à deux chiffres"),
        ("2024-03-05 14:30:00", date(2024, 3, 5), "jour sans l'heure"),
    ],
)
def test_a_date_written_otherwise_is_read_by_a_stated_rule(workbook, text, day, rule):
    report = validate(workbook(session_date=text))
    assert (only(report).address, only(report).code, only(report).details["rule"]) == ("Fiche!B11", "corrected-value", rule)
    assert report.records.fiche["session_date"].to_pylist() == [day]


def test_a_date_that_could_be_read_in_two_orders_is_asked_never_guessed(workbook):
    report = validate(workbook(session_date="03/04/2024"))
    assert report.flat("cell", "code") == [("Fiche!B11", "ambiguous-date")]
    assert "« 3 avril 2024 »" in only(report).message


def test_a_date_of_the_same_hand_can_prove_the_order(workbook):
    report = validate(workbook(cadrage_date="25/03/2024", session_date="03/04/2024"))
    assert report.flat("code") == []
    assert report.records.fiche["session_date"].to_pylist() == [date(2024, 4, 3)]


def test_a_date_of_the_other_order_leaves_the_column_ambiguous(workbook):
    report = validate(workbook(cadrage_date="03/25/2024", session_date="03/04/2024"))
    assert sorted(report.flat("cell", "code")) == [("Fiche!B11", "ambiguous-date"), ("Fiche!B9", "impossible-date")]


@pytest.mark.parametrize(
    "text", ["mi-octobre 2018", "octobre 2018", "2018", "début mars", "31/02/2024", "31/13/2024", "0024-03-05"]
)
def test_what_is_no_day_is_an_impossible_date_that_suggests_the_reported_one(workbook, text):
    report = validate(workbook(session_date=text))
    assert report.flat("cell", "code") == [("Fiche!B11", "impossible-date")]
    assert "« Date rapportée »" in only(report).message


def test_a_reported_date_is_free_text(workbook):
    report = validate(workbook(reported_date="mi-octobre"))
    assert report.flat("code") == []
    assert report.records.fiche["reported_date"].to_pylist() == ["mi-octobre"]


@pytest.mark.parametrize(("text", "hours"), [("2", 2.0), ("1,5", 1.5), ("2.5", 2.5)])
def test_a_duration_in_hours_is_read(workbook, text, hours):
    report = validate(workbook(cadrage_hours=text))
    assert report.flat("code") == []
    assert report.records.fiche["cadrage_hours"].to_pylist() == [hours]


@pytest.mark.parametrize(("text", "hours"), [("2 h", 2.0), ("2h30", 2.5), ("150 min", 2.5), ("2:30", 2.5)])
def test_a_duration_written_otherwise_is_a_correction(workbook, text, hours):
    report = validate(workbook(cadrage_hours=text))
    assert report.flat("cell", "code") == [("Fiche!B10", "corrected-value")]
    assert report.records.fiche["cadrage_hours"].to_pylist() == [hours]


@pytest.mark.parametrize("text", ["-2", "deux", "2024-01-02"])
def test_what_is_no_duration_is_a_wrong_type(workbook, text):
    assert validate(workbook(cadrage_hours=text)).flat("cell", "code") == [("Fiche!B10", "wrong-type")]


@pytest.mark.parametrize(
    ("text", "college"),
    [
        ("Usagers", "usager"),
        ("usagère", "usager"),
        ("Citoyenne", "usager"),
        ("élu", "decideur"),
        ("Élues", "decideur"),
        ("decideur", "decideur"),
        ("experts", "expert"),
        ("agents", "agent"),
        ("agent(e)", "agent"),
        ("Usager·es", "usager"),
        ("Collège des experts", "expert"),
        ("Décideurs publics", "decideur"),
    ],
)
def test_a_variant_of_a_choice_is_a_stated_correction(workbook, text, college):
    people = [{"participant": "P01", "college": text}]
    report = validate(workbook(participants=people))
    assert report.flat("cell", "code", "value")[-1] == ("Participants!B2", "corrected-value", text)
    assert report.records.participants["college"].to_pylist() == [college]


def test_the_list_s_own_wording_is_read_whatever_its_case(workbook):
    people = [{"participant": f"P0{n}", "college": text} for n, text in enumerate(["USAGER", "expert", "Agent", "décideur"], 1)]
    assert validate(workbook(participants=people)).flat("code") == []


def test_a_choice_that_is_not_in_the_list_comes_with_a_hint(workbook):
    report = validate(workbook(participants=[{"participant": "P01", "college": "Agnt"}], votes={"P01": [4, 4]}))
    assert report.flat("cell", "code") == [("Participants!B2", "unknown-choice")]
    assert only(report).message.endswith("Vouliez-vous dire « Agent » ?")


def test_a_choice_like_no_other_is_sent_to_the_list(workbook):
    outcomes = [{"date": "2024-09-16", "status": "zzz"}]
    report = validate(workbook(outcomes=outcomes))
    assert report.flat("cell", "code") == [("Suites!B2", "unknown-choice")]
    assert only(report).message.endswith("Choisissez dans la liste.")


@pytest.mark.parametrize(
    ("text", "status"),
    [("réalisée", "realised"), ("Arrêtée après la session", "stopped_after_session"), ("sans nouvelle", "no_news")],
)
def test_a_status_of_the_closed_list(workbook, text, status):
    report = validate(workbook(outcomes=[{"date": "2024-09-16", "status": text}]))
    assert report.flat("code") == []
    assert report.records.outcomes["status"].to_pylist() == [status]


def test_a_scale_that_is_not_a_whole_number_is_a_wrong_type(workbook):
    criteria = [{"criterion": "F1", "label": "x", "axis": "impact", "scale_min": "1", "scale_max": "4,5"}]
    assert validate(workbook(criteria=criteria)).flat("cell", "code") == [("Critères!E2", "wrong-type")]


@pytest.mark.parametrize(("text", "overall"), [("oui", True), ("Non", False), ("x", True), ("VRAI", True)])
def test_yes_or_no(workbook, text, overall):
    criteria = [{"criterion": "F1", "label": "x", "axis": "impact", "scale_min": "1", "scale_max": "5", "is_global": text}]
    assert validate(workbook(criteria=criteria)).records.criteria["is_global"].to_pylist() == [overall]


def test_what_is_neither_yes_nor_no_is_an_unknown_choice(workbook):
    criteria = [{"criterion": "F1", "label": "x", "axis": "impact", "scale_min": "1", "scale_max": "5", "is_global": "peut-être"}]
    assert validate(workbook(criteria=criteria)).flat("cell", "code") == [("Critères!F2", "unknown-choice")]


@pytest.mark.parametrize("code", ["--", "x" * 61, "★"])
def test_a_code_needs_a_letter_or_a_digit_and_sixty_characters_at_most(workbook, code):
    report = validate(workbook(session_code=code))
    assert report.flat("cell", "code")[0] == ("Fiche!B1", "wrong-type")
