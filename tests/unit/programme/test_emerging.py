"""Themes that come and go: what the screen says of them, and of how few sessions there are."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from flash360.themes.trends import Direction, Trend
from flash360.ui.programme.emerging import between, doubt, met, rows, title
from flash360.ui.programme.said import FIELDS, Said

UP = Trend("cout", 1, 12, 9, 12, 8 / 12, 0.27, 0.85, Direction.EMERGING, few=False)
DOWN = Trend("delais", 9, 12, 1, 12, -8 / 12, -0.85, -0.27, Direction.FADING, few=False)
FLAT = Trend("droit", 3, 12, 3, 12, 0.0, -0.32, 0.32, Direction.UNKNOWN, few=False)


def test_the_title_counts_what_the_intervals_tell():
    assert title([UP, DOWN, FLAT]) == "1\u00a0thème émergent, 1 en recul"
    assert title([UP]) == "1\u00a0thème émergent, aucun en recul"
    assert title([DOWN]) == "Aucun thème émergent, 1 en recul"
    assert title([FLAT]) == "Aucun thème ne progresse ni ne recule nettement"
    assert title([]) == "Thèmes émergents ou en recul : pas assez de sessions"


def test_the_doubt_is_said_whatever_is_found():
    assert doubt([UP, DOWN, FLAT] * 10, date(2024, 3, 1)) == (
        "Freins de 12\u00a0sessions avant le 1er mars 2024 et de 12\u00a0sessions depuis. "
        "C'est peu : sur 30\u00a0thèmes, le hasard seul en ferait paraître 1,5 en moyenne."
    )
    few = Trend("cout", 1, 4, 3, 4, 0.5, -0.15, 0.8, Direction.UNKNOWN, few=True)
    assert "C'est très peu" in doubt([few], date(2024, 3, 1))


def test_each_theme_has_its_counts_its_change_and_its_interval():
    assert [list(row.values()) for row in rows([UP, FLAT], {"cout": "Coût"}).to_pylist()] == [
        ["Coût", "1 sur 12", "9 sur 12", "+67 (+27 à +85)", "émergent"],
        ["droit", "3 sur 12", "3 sur 12", "0 (−32 à +32)", "on ne sait pas"],
    ]


def test_only_dated_sessions_that_were_held_are_compared():
    programme = pa.table(
        {
            "session_id": ["A", "B", "C", "D"],
            "session_date": pa.array([date(2024, 1, 1), None, date(2027, 1, 1), date(2025, 1, 1)], pa.date32()),
            "step": ["session", "session", "cadrage", "realisation"],
        }
    )
    told = {
        "session_id": ["A", "A", "B", "C", "D", "D"],
        "kind": ["frein", "frein", "frein", "frein", "levier", "frein"],
        "theme": ["cout", "cout", "cout", "cout", "cout", None],
    }
    types = {"session_date": pa.date32(), "answered": pa.bool_()}
    blank = {name: pa.nulls(6, types.get(name, pa.string())) for name in FIELDS}
    compared = met(Said.of(pa.table(blank | told), {}), np.array([0, 0, 1, 2, 3, 3]), programme)

    since, found = between(compared, np.ones(4, dtype=bool))

    assert since == date(2025, 1, 1)
    assert [(one.theme, one.before, one.before_of, one.since, one.since_of) for one in found] == [("cout", 1, 1, 0, 1)]
    assert between(compared, np.array([False, True, True, False])) == (None, [])
    assert between(compared, np.array([True, False, False, False])) == (date(2024, 1, 1), [])
