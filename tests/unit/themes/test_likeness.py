"""Near-duplicates side by side, and the order in which texts teach the most."""

from __future__ import annotations

from flash360.themes.coding_order import coding_order
from flash360.themes.likeness import near_duplicates, neighbours
from flash360.themes.suggester import Suggestion

TEXTS = [
    "Le financement n'est pas assuré après la première année.",
    "Personne ne pilote le projet.",
    "Le financement n'est plus assuré après une année.",
    "Les données de santé ne sont pas protégées.",
    "Pas de financement assuré après la première année !",
]


def test_the_nearest_text_is_the_paraphrase():
    found = neighbours(TEXTS)

    assert found[0] is not None
    assert found[0].index in {2, 4}
    assert found[2] is not None
    assert found[2].index in {0, 4}


def test_near_duplicates_are_proposed_together_and_others_left_alone():
    assert [set(group) for group in near_duplicates(TEXTS)] == [{0, 2, 4}]


def test_no_text_is_lost_or_in_two_groups():
    groups = near_duplicates(TEXTS * 3, alike=0.1)
    members = [index for group in groups for index in group]

    assert len(members) == len(set(members))
    assert set(members) <= set(range(15))


def test_the_same_emoji_or_the_same_words_in_capitals_are_alike():
    assert near_duplicates(["🙂🙂", "Trop cher", "🙂🙂", "TROP CHER !", "🎉"]) == [(0, 2), (1, 3)]


def test_a_text_with_nothing_in_common_has_no_neighbour():
    assert neighbours(["Trop cher", "🙂", "数据"])[1:] == [None, None]


def test_no_text_and_one_text_have_no_neighbours():
    assert (neighbours([]), near_duplicates([]), neighbours(["seul"])) == ([], [], [None])


def test_the_doubtful_text_that_resembles_many_is_coded_first_and_the_one_without_words_last():
    doubtful, sure = Suggestion("a", "b", 0.05, False), Suggestion("a", "b", 0.95, True)
    texts = ["🙂", TEXTS[3], TEXTS[0], TEXTS[2], TEXTS[4]]

    order = coding_order(texts, [doubtful, doubtful, doubtful, sure, sure])

    assert order[0] == 2
    assert order[-1] == 0
    assert sorted(order) == [0, 1, 2, 3, 4]


def test_nothing_to_code_has_no_order():
    assert coding_order([], []) == []
