"""Filters keep the rows that answer them, blanks included, and searches forget accents and case."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from flash360.ui.programme.filters import NO_DOMAIN, UNDATED, Choice, kept, years
from flash360.ui.programme.freins_leviers import matching as matching_statements
from flash360.ui.programme.sessions_table import folded, matching

PROGRAMME = pa.table(
    {
        "code": ["S1", "S2", "S3"],
        "title": ["Écoles ouvertes", "Œuvres partagées", "Guichet unique"],
        "administration": ["DINUM", "CNRS", "DINUM"],
        "domain": ["Éducation", None, "Social"],
        "session_date": pa.array([date(2024, 3, 1), None, date(2023, 3, 1)], pa.date32()),
        "verdict": ["favourable", None, "to_rework"],
        "step": ["realisation", "cadrage", "session"],
    }
)


@pytest.mark.parametrize(
    ("choice", "codes"),
    [
        (Choice(), ["S1", "S2", "S3"]),
        (Choice(years=("2024",)), ["S1"]),
        (Choice(years=(UNDATED,)), ["S2"]),
        (Choice(years=("2023", "2024")), ["S1", "S3"]),
        (Choice(administrations=("DINUM",), verdicts=("à retravailler",)), ["S3"]),
        (Choice(domains=(NO_DOMAIN,)), ["S2"]),
        (Choice(verdicts=("votes inconnus",)), ["S2"]),
        (Choice(steps=("Réalisation", "Session")), ["S1", "S3"]),
        (Choice(years=("2024",), administrations=("CNRS",)), []),
    ],
)
def test_a_choice_keeps_the_sessions_that_answer_all_of_it(choice, codes):
    assert kept(PROGRAMME, choice)["code"].to_pylist() == codes


def test_years_come_newest_first_and_the_undated_last():
    assert years(PROGRAMME) == ("2024", "2023", UNDATED)


@pytest.mark.parametrize(("search", "codes"), [("ecole", ["S1"]), ("OEUVRES", ["S2"]), ("dinum guichet", ["S3"]), ("rien", [])])
def test_a_search_forgets_accents_and_case_and_wants_every_word(search, codes):
    assert matching(PROGRAMME, search)["code"].to_pylist() == codes


def test_a_folded_text_keeps_its_letters():
    assert folded("Œuvre À Noël") == "oeuvre a noel"


def test_statements_are_found_by_theme_and_words():
    rows = [
        {"text": "Le décret manque", "code": "S1", "administration": "DINUM", "theme_label": "Droit", "kind": "frein"},
        {"text": "Le budget manque", "code": "S2", "administration": "CNRS", "theme_label": None, "kind": "frein"},
    ]
    assert matching_statements(rows, "decret") == [rows[0]]
    assert matching_statements(rows, "budgets manquants") == [rows[1]]
    assert matching_statements(rows, "", theme="Non codé") == [rows[1]]
    assert matching_statements(rows, "manque", theme="Droit") == [rows[0]]
