"""What is to be said of a session as a whole: its panel, its scales, its dates, its repeats."""

from __future__ import annotations

import pytest

from flash360.validation import validate


def criterion(code, axis="faisabilité", low="1", high="5", **more):
    return {"criterion": code, "label": f"Libellé {code}", "axis": axis, "scale_min": low, "scale_max": high, **more}


def without_colleges(report):
    return [row for row in report.flat("cell", "code") if row[1] != "missing-college"]


@pytest.mark.parametrize(
    ("low", "high", "favourable"), [("1", "5", 4), ("1", "4", 3), ("0", "10", 6), ("0", "1", 1), ("1", "7", 5), ("-2", "2", 1)]
)
def test_the_default_favourable_grade_is_the_lowest_above_the_middle(workbook, low, high, favourable):
    report = validate(workbook(criteria=[criterion("F1", low=low, high=high)]))
    assert report.records.criteria["favourable_from"].to_pylist() == [favourable]
    assert report.records.criteria["is_global"].to_pylist() == [False]


def test_criteria_are_numbered_in_their_order_in_each_session(workbook):
    fiche = [{"session_code": code, "title": "Titre", "administration": "Département"} for code in ("A-1", "A-2")]
    criteria = [criterion(code, session_code=session) for session, code in (("A-2", "F2"), ("A-1", "F1"), ("A-2", "F1"))]
    report = validate(workbook(fiche=fiche, criteria=criteria, participants=None))
    rows = report.records.criteria.select(["session_code", "criterion", "position"]).to_pylist()
    assert [tuple(row.values()) for row in rows] == [("A-2", "F2", 1), ("A-1", "F1", 1), ("A-2", "F1", 2)]


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"scale_min": "5", "scale_max": "1"}, "Critères!D2"),
        ({"scale_min": "3", "scale_max": "3"}, "Critères!D2"),
        ({"favourable_from": "1"}, "Critères!F2"),
        ({"favourable_from": "6"}, "Critères!F2"),
    ],
)
def test_an_impossible_scale_is_found_at_its_cell(workbook, changes, cell):
    report = validate(workbook(criteria=[criterion("F1") | changes], headings=["F1"], votes={"P01": ["3"]}))
    assert report.flat("cell", "code") == [(cell, "inverted-scale")]


def test_a_scale_of_a_thousand_grades_is_a_slip_of_the_keyboard(workbook):
    assert validate(workbook(criteria=[criterion("F1", high="1000")])).flat("cell", "code") == [
        ("Critères!E2", "oversized-scale")
    ]
    assert validate(workbook(criteria=[criterion("F1", low="0", high="100")])).flat("cell", "code") == []


def test_criteria_of_one_axis_share_one_scale(workbook):
    criteria = [criterion("F1"), criterion("F2", high="4"), criterion("F3"), criterion("I1", "impact", high="10")]
    report = validate(workbook(criteria=criteria))
    assert report.flat("cell", "code", "value") == [("Critères!E3", "mixed-scales", "F2")]


def test_criteria_of_one_axis_share_one_favourable_grade(workbook):
    criteria = [criterion("F1"), criterion("F2"), criterion("F3", favourable_from="5")]
    report = validate(workbook(criteria=criteria))
    assert report.flat("cell", "code") == [("Critères!F4", "mixed-scales")]


def test_an_axis_has_one_global_criterion_at_most(workbook):
    criteria = [criterion("F1", is_global="oui"), criterion("I1", "impact", is_global="oui"), criterion("F2", is_global="oui")]
    report = validate(workbook(criteria=criteria))
    assert report.flat("cell", "code", "value") == [("Critères!F4", "several-global-criteria", "F2")]


def test_more_than_twenty_participants_is_a_warning(workbook):
    people = [{"participant": f"P{n:02}", "college": ["Usager", "Agent", "Expert", "Décideur"][n % 4]} for n in range(21)]
    assert validate(workbook(participants=people)).flat("code", "session") == [("too-many-participants", "F360-2024-07")]
    assert validate(workbook(participants=people[:20])).flat("code") == []


def test_a_college_without_anyone_is_a_warning(workbook):
    people = [{"participant": f"P0{n}", "college": name} for n, name in enumerate(["Usager", "Expert", "Décideur"], 1)]
    (finding,) = validate(workbook(participants=people)).findings
    assert (finding.code, finding.details["college"]) == ("missing-college", "Agent")


def test_a_college_is_not_said_missing_while_one_cannot_be_read(workbook):
    people = [{"participant": f"P0{n}", "college": name} for n, name in enumerate(["Usager", "Expert", "Décideur", "Martien"], 1)]
    assert validate(workbook(participants=people)).flat("cell", "code") == [("Participants!B5", "unknown-choice")]


@pytest.mark.parametrize(
    ("cadrage", "session", "late"),
    [
        ("2024-01-31", "2024-02-29", False),
        ("2024-01-31", "2024-03-01", True),
        ("2023-01-31", "2023-02-28", False),
        ("2023-01-31", "2023-03-01", True),
        ("2024-03-15", "2024-04-15", False),
        ("2024-03-15", "2024-04-16", True),
        ("2024-12-31", "2025-01-31", False),
        ("2024-12-31", "2025-02-01", True),
    ],
)
def test_a_session_is_late_beyond_one_calendar_month_after_its_cadrage(workbook, cadrage, session, late):
    report = validate(workbook(cadrage_date=cadrage, session_date=session))
    assert report.flat("cell", "code") == ([("Fiche!B11", "late-session")] if late else [])


def test_a_late_session_says_by_how_much(workbook):
    (finding,) = validate(workbook(cadrage_date="2024-01-31", session_date="2024-03-15")).findings
    assert "tenue 44 jours après le cadrage" in finding.message
    assert "29 février 2024" in finding.message


@pytest.mark.parametrize(
    ("field", "hours", "unusual"),
    [
        ("cadrage_hours", "3", False),
        ("cadrage_hours", "3,5", True),
        ("cadrage_hours", "0,5", True),
        ("session_hours", "2", False),
        ("session_hours", "1,5", True),
        ("session_hours", "6", True),
    ],
)
def test_a_duration_more_than_an_hour_away_from_the_method_is_a_warning(workbook, field, hours, unusual):
    report = validate(workbook(**{field: hours}))
    cell = "Fiche!B10" if field == "cadrage_hours" else "Fiche!B12"
    assert report.flat("cell", "code") == ([(cell, "unusual-duration")] if unusual else [])


def test_a_step_dated_before_an_earlier_one_is_a_warning(workbook):
    (finding,) = validate(workbook(idea_date="2024-02-01", cadrage_date="2024-01-15", session_date="2024-02-10")).findings
    assert (finding.address, finding.code) == ("Fiche!B9", "step-order")
    assert finding.message == "Fiche!B9 : le cadrage (15 janvier 2024) précède l'idée (1er février 2024). Vérifiez les dates."


def test_a_participant_listed_twice_with_another_college_is_a_duplicate_key(workbook):
    people = [{"participant": "P01", "college": "Usager"}, {"participant": "p01", "college": "Agent"}]
    report = validate(workbook(participants=people))
    assert without_colleges(report) == [("Participants!A3", "duplicate-key")]
    assert "Participants!A2" in next(iter(report.findings)).message


def test_a_participant_listed_twice_alike_counts_once(workbook):
    people = [{"participant": "P01", "college": "Usager"}] * 2
    report = validate(workbook(participants=people))
    assert without_colleges(report) == [("Participants!A3", "duplicate-row")]
    assert report.records.participants.num_rows == 1


def test_a_session_described_twice_is_a_duplicate_key(workbook):
    fiche = [{"session_code": code, "title": code, "administration": "Département"} for code in ("F360-2024-07", "F360 2024 07")]
    report = validate(workbook(fiche=fiche, participants=None, criteria=None))
    assert ("Fiche!A3", "duplicate-key") in report.flat("cell", "code")


def test_freins_and_leviers_may_each_be_numbered_from_one(workbook):
    rows = [("1", "Frein", "Coût"), ("1", "Levier", "Aide"), ("1", "Frein", "Délai"), ("1", "Levier", "Aide")]
    statements = [{"number": number, "kind": kind, "text": text} for number, kind, text in rows]
    report = validate(workbook(statements=statements))
    assert report.flat("cell", "code") == [("Freins et leviers!A4", "duplicate-key"), ("Freins et leviers!A5", "duplicate-row")]


def test_a_levier_that_answers_no_frein_is_a_warning_and_loses_its_link(workbook):
    rows = [("1", "Frein", None), ("2", "Levier", "1"), ("3", "Levier", "7"), ("4", "Frein", "1"), ("5", "Levier", "2")]
    statements = [{"number": n, "kind": kind, "text": f"Texte {n}", "answers_number": answers} for n, kind, answers in rows]
    report = validate(workbook(statements=statements))
    assert report.flat("cell", "code", "value") == [
        ("Freins et leviers!D4", "unknown-frein", "7"),
        ("Freins et leviers!D5", "unknown-frein", "1"),
        ("Freins et leviers!D6", "unknown-frein", "2"),
    ]
    assert report.records.statements["answers_number"].to_pylist() == [None, 1, None, None, None]


def test_a_link_is_not_judged_in_a_workbook_without_a_session(workbook):
    rows = [("1", "Frein", None), ("2", "Levier", "1")]
    statements = [{"number": n, "kind": kind, "text": f"Texte {n}", "answers_number": answers} for n, kind, answers in rows]
    report = validate(workbook(statements=statements, fiche=None))
    assert report.flat("code") == [("no-session-found",)]


def test_a_follow_up_written_twice_counts_once_and_two_of_a_day_are_both_kept(workbook):
    same = {"date": "2024-09-16", "status": "en attente", "comment": "étude"}
    report = validate(workbook(outcomes=[same, same, same | {"comment": "autre"}]))
    assert report.flat("cell", "code") == [("Suites!A3", "duplicate-row")]
    assert report.records.outcomes["comment"].to_pylist() == ["étude", "autre"]
