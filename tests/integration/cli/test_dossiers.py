"""Dossiers and what became of them from a sheet alone, and what `dossiers --json` then says."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from flash360 import paris

KEYS = {
    "code", "title", "administration", "idea_date", "contact_date", "cadrage_date", "session_date", "realisation_date",
    "deadline", "days_late", "verdict", "outcomes", "next_review",
}  # fmt: skip
FICHE = ("Code", "Titre", "Administration", "Date d'idée", "Date de contact", "Date de cadrage")
SUITES = ("Code de la session", "Date", "Statut", "Accompagnement", "Commentaire", "Prochain point")


@pytest.fixture
def sheet(tmp_path):
    """A workbook of one sheet: its headings, then its rows."""

    def write(name, headings, *rows):
        book = Workbook()
        book.active.title = name
        for row in (headings, *rows):
            book.active.append(row)
        path = tmp_path / f"{name}.xlsx"
        book.save(path)
        return path

    return write


def test_dossiers_alone_then_their_outcomes_alone(flash360, sheet):
    dossiers = sheet(
        "Fiche",
        FICHE,
        ("F360-2026-01", "Carnet du logement", "Ville d'Essai", date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 31)),
        ("F360-2026-02", "Guichet mobile", "DDT 23", date(2026, 2, 1), None, None),
    )
    assert flash360("import", dossiers).code == 0
    first, second = flash360("dossiers", "--json").json
    assert set(first) == set(second) == KEYS
    assert (first["code"], first["idea_date"], first["cadrage_date"]) == ("F360-2026-01", "2026-01-05", "2026-01-31")
    assert (first["deadline"], first["session_date"], first["verdict"]) == ("2026-02-28", None, None)
    assert first["days_late"] == (paris.today() - date(2026, 2, 28)).days
    assert (second["deadline"], second["days_late"]) == (None, None)
    outcomes = sheet(
        "Suites", SUITES, ("F360-2026-02", date(2026, 3, 1), "Abandonnée", "Autre", "Reprise ailleurs", date(2027, 3, 1))
    )
    answer = flash360("import", outcomes)
    assert answer.code == 0, answer.err + answer.out
    first, second = flash360("dossiers", "--json").json
    assert first["outcomes"] == []
    (told,) = second["outcomes"]
    assert (told["date"], told["comment"], told["next_review"]) == ("2026-03-01", "Reprise ailleurs", "2027-03-01")
    assert (told["status"], second["next_review"]) == ("abandonnée", "2027-03-01")
    assert second["title"] == "Guichet mobile"


def test_an_outcome_of_an_unknown_session_is_refused_with_its_cell(flash360, sheet):
    assert flash360("import", sheet("Fiche", FICHE, ("F360-2026-01", "Carnet", "Ville d'Essai", None, None, None))).code == 0
    answer = flash360("import", sheet("Suites", SUITES, ("F360-2026-09", date(2026, 3, 1), "Abandonnée", None, None, None)))
    assert answer.code == 1
    assert "F360-2026-09" in answer.out + answer.err
    assert "Suites" in answer.out + answer.err
    assert flash360("dossiers", "--json").json[0]["outcomes"] == []
