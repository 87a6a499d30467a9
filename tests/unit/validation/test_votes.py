"""Votes: each fault at its cell, each text that is not a bare grade listed."""

from __future__ import annotations

from flash360.model import Section
from flash360.validation import validate


def test_a_clean_workbook_has_no_finding_and_keeps_every_vote(workbook):
    report = validate(workbook(votes={"P01": [4, 5], "P02": [1, "NSP"], "P03": [None, 3], "P04": [2, 2]}))
    assert report.flat("cell", "code") == []
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


def test_a_grade_off_the_scale_is_found_at_its_cell(workbook):
    report = validate(workbook(votes={"P01": [7, 3]}))
    assert report.flat("cell", "code") == [("Votes!B2", "out-of-scale")]
    assert next(iter(report.findings)).message.startswith("Votes!B2 : la note « 7 » est hors de l'échelle 1 à 5.")
