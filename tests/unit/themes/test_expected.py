"""What to expect: themes that came, leviers that answered, collèges that were missing."""

from __future__ import annotations

import pyarrow as pa

from flash360.model import College, Kind, OutcomeClass
from flash360.themes.expected import Expected, Gap, answers, expected_themes, panel_gaps
from flash360.themes.statements import Statement, statements

FREIN, LEVIER = Kind.FREIN, Kind.LEVIER
SAID = [
    Statement("A", 1, FREIN, None, "Pas d'argent", "budget"),
    Statement("A", 2, FREIN, None, "Encore moins d'argent", "budget"),
    Statement("A", 3, FREIN, None, "Trop tôt", "delais"),
    Statement("A", 1, LEVIER, None, "Un mécène", "budget", answers=2),
    Statement("B", 1, FREIN, None, "Trop cher", "budget"),
    Statement("B", 2, FREIN, None, "Autre chose", None),
    Statement("C", 1, FREIN, None, "Loin d'ici", "budget"),
    Statement("D", 1, FREIN, None, "Trop cher aussi", "budget"),
    Statement("D", 1, LEVIER, None, "Partager le coût", "budget", answers=1),
]


def test_themes_come_with_the_number_of_sessions_where_they_came():
    assert expected_themes(SAID, ["A", "B", "E"]) == [
        Expected("budget", FREIN, sessions=2, of=3, said=3, answered=1),
        Expected("delais", FREIN, sessions=1, of=3, said=1, answered=0),
    ]


def test_leviers_may_be_expected_too():
    assert expected_themes(SAID, ["A", "B"], LEVIER) == [Expected("budget", LEVIER, 1, 2, 1, 0)]


def test_without_a_past_session_nothing_is_expected():
    assert expected_themes(SAID, []) == []
    assert expected_themes([], ["A"]) == [] == expected_themes([], [])


def test_what_overcame_a_frein_comes_first_then_what_answered_it():
    found = answers(SAID, "budget", {"A": OutcomeClass.STOPPED, "D": OutcomeClass.REALISED, "B": OutcomeClass.REALISED})

    assert [(one.session, one.frein.number, one.overcome) for one in found] == [
        ("D", 1, True),
        ("A", 2, False),
        ("A", 1, False),
        ("B", 1, False),
        ("C", 1, False),
    ]
    assert [levier.text for levier in found[0].leviers] == ["Partager le coût"]
    assert found[4].outcome is None


def test_the_colleges_missing_from_panels_are_counted():
    everyone = set(College)
    panels = {"A": everyone - {College.USAGER}, "B": everyone - {College.USAGER, College.AGENT}, "C": everyone, "D": set()}

    assert panel_gaps(panels, ["A", "B", "C", "D", "inconnue"]) == [Gap(College.USAGER, 2, 3), Gap(College.AGENT, 1, 3)]


def test_whole_panels_have_no_gap():
    assert panel_gaps({"A": set(College)}, ["A"]) == [] == panel_gaps({}, [])


def test_statements_are_read_from_a_table_of_the_base():
    row = {"session_id": "A", "number": 1, "kind": "frein", "aspect": None, "text": "Trop cher", "theme": None}
    table = pa.Table.from_pylist([row | {"answers_number": None, "session_date": None, "other": 1}])

    assert statements(table) == [Statement("A", 1, FREIN, None, "Trop cher")]
