"""Sessions side by side: who is compared, the titles, and the themes they share."""

from __future__ import annotations

import pyarrow as pa

from flash360.ui.programme import compare, shared_themes

PROGRAMME = pa.table({"code": ["F360-1", "F360-2", "F360-3"], "n": [1, 2, 3]})


def test_the_address_names_sessions_once_each_and_unknown_ones_are_dropped():
    assert compare.asked(PROGRAMME, "f360-3, F360-1,F360-3,F360-9") == ["F360-3", "F360-1"]
    assert compare.asked(PROGRAMME, "") == []


def test_sessions_stay_in_the_order_of_the_choice():
    assert compare.chosen(PROGRAMME, ["F360-3", "F360-1"])["n"].to_pylist() == [3, 1]


def test_the_title_counts_favourable_verdicts_among_the_known_ones():
    rows = [{"verdict": "favourable"}, {"verdict": "to_rework"}, {"verdict": None}]
    assert compare.title(rows) == "3 sessions côte à côte, 1\u00a0avis favorable sur 2"
    assert compare.title([{"verdict": None}] * 2) == "2 sessions, aucun avis calculé"
    assert compare.title(rows[:1]) == "Comparer des sessions"


def said(code, theme, kind="frein"):
    return {"code": code, "theme_label": theme, "kind": kind}


ROWS = [said("A", "Budget"), said("A", "Budget"), said("B", "Budget"), said("B", "Droit", "levier"), said("B", None)]


def test_shared_themes_come_first_with_a_count_per_session():
    assert shared_themes.shared(ROWS, ["A", "B"]).to_pylist() == [
        {"Thème": "Budget", "Nature": "Frein", "A": 2, "B": 1},
        {"Thème": "Droit", "Nature": "Levier", "A": 0, "B": 1},
    ]
    assert shared_themes.title(ROWS, ["A", "B"]) == "1\u00a0thème commun à au moins deux sessions"
    assert shared_themes.sentence(ROWS, ["A", "B"]) == "Freins communs : « Budget ». 1\u00a0texte sans thème est laissé de côté."


def test_sessions_without_a_common_theme_say_so():
    assert shared_themes.title(ROWS[:1], ["A", "B"]) == "Aucun thème commun aux sessions choisies"
    assert shared_themes.sentence(ROWS[:1], ["A", "B"]) == "Aucun frein ni levier de même thème dans deux des sessions."
