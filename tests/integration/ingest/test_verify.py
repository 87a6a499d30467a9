"""What verification finds in a base that was tampered with."""

from __future__ import annotations

from datetime import datetime

import pytest

from flash360 import ingest
from tests.integration.ingest.workbooks import workbook

STATEMENTS = [
    {"number": 1, "kind": "frein", "text": "Trop long"},
    {"number": 2, "kind": "levier", "text": "Simplifier", "answers_number": 1},
]


@pytest.fixture
def filled(base):
    ingest.import_workbook(base, workbook(statements=STATEMENTS), "un.xlsx", author="ana")
    ingest.import_workbook(base, workbook(statements=STATEMENTS, title="Autre titre"), "deux.xlsx", author="ana")
    ingest.undo(base, 2, author="ana")
    return base


def test_a_base_made_by_imports_and_undos_is_sound(filled):
    assert ingest.verify(filled) == []


@pytest.mark.parametrize("fraction", [0, 120_000, 7])
def test_an_import_is_sealed_as_the_base_would_seal_it(base, fraction):
    at = datetime(2026, 1, 2, 3, 4, 5, fraction)
    ingest.import_workbook(base, workbook(), "un.xlsx", author="ana", at=at)
    ingest.undo(base, 1, author="ana", at=at)
    assert ingest.verify(base) == []


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE base.votes SET grade = 1 WHERE participant = 'P01'", ["empreinte", "recalcul"]),
        ("DELETE FROM base.votes WHERE participant = 'P01' AND criterion = 'C1'", ["annonce 12 lignes", "empreinte", "recalcul"]),
        ("DELETE FROM base.participants WHERE participant = 'P01'", ["annonce 6 lignes", "2 vote(s)", "empreinte"]),
        ("INSERT INTO base.participants SELECT * FROM base.participants WHERE participant = 'P01'", ["en double"]),
        ("UPDATE base.votes SET grade = 9 WHERE participant = 'P01' AND criterion = 'C1'", ["hors du barème"]),
        ("UPDATE base.sessions SET title = 'Autre'", ["la section fiche"]),
        ("DELETE FROM base.import_sections WHERE section = 'votes'", ["rattachées à aucun import"]),
        ("DELETE FROM base.imports WHERE number = 1", ["aucun import connu"]),
        ("UPDATE base.imports SET number = 1", ["porté par 3 imports"]),
        ("UPDATE base.imports SET import_id = uuidv7() WHERE number = 2", ["vise un import qui n'existe pas"]),
        ("UPDATE base.session_measures SET feasibility_mean = 1", ["diffèrent du recalcul (feasibility_mean)"]),
        ("DELETE FROM base.session_measures", ["pas de mesures"]),
        ("INSERT INTO base.session_measures SELECT * FROM base.session_measures", ["mesures de la session"]),
        ("UPDATE base.import_sections SET freins = 7 WHERE section = 'statements'", ["7 freins"]),
        ("UPDATE base.base_head SET last_import = 1", ["plus grand numéro est 3"]),
        ("UPDATE base.base_head SET last_import = 4", ["annonce 4 imports"]),
        ("UPDATE base.base_head SET version = 1", ["annonce la version 1"]),
        (
            "UPDATE base.votes SET cell = 'Z9' WHERE participant = 'P01'",
            ["cellules d'origine de la section votes", "(import n° 1)"],
        ),
        ("UPDATE base.sessions SET cells = '{}' WHERE title = 'Autre titre'", ["section fiche", "(import n° 2)"]),
        ("UPDATE base.imports SET sha256 = 'x' WHERE number = 2", ["l'import n° 2 n'est plus tel"]),
        ("UPDATE base.imports SET recorded_at = '2020-01-01' WHERE number = 1", ["l'import n° 1 n'est plus tel"]),
        ("UPDATE base.imports SET file_name = NULL WHERE number = 1", ["l'import n° 1 n'est plus tel"]),
        ("DELETE FROM base.imports WHERE number = 2", ["1 imports manquent"]),
        ("INSERT INTO base.base_head SELECT * FROM base.base_head", ["2 lignes"]),
        ("UPDATE base.sessions SET session_id = uuidv7() WHERE title = 'Autre titre'", ["désigne 2 sessions"]),
    ],
)
def test_damage_is_found_and_named(filled, damage, words):
    with filled.transaction() as tx:
        tx.execute(damage)

    found = " | ".join(ingest.verify(filled))

    assert [word for word in words if word not in found] == []


def test_a_session_is_named_by_its_code(filled):
    with filled.transaction() as tx:
        tx.execute("UPDATE base.session_measures SET feasibility_mean = 1")

    assert [sentence[:60] for sentence in ingest.verify(filled)] == [
        "les mesures enregistrées de la session F360-2024-07 diffèrent "[:60]
    ]
