"""Search: accents, case and word forms aside; every word asked for."""

from __future__ import annotations

import pyarrow as pa
import pytest

from flash360.themes.search import SearchIndex

TEXTS = [
    "Le financement n'est pas assuré.",
    "La décision de financer revient à l'État, et nul ne sait quand elle sera prise.",
    "Aucune décision.",
    "<b>Été</b> comme hiver, les horaires gênent.",
    "🙂",
]
INDEX = SearchIndex(TEXTS)


@pytest.mark.parametrize("query", ["financement", "FINANCER", "financé", "financements"])
def test_word_forms_and_case_are_one(query):
    assert INDEX.search(query) == [0, 1]


@pytest.mark.parametrize("query", ["décision", "decision", "DÉCISIONS", "decisions"])
def test_accents_may_be_left_out(query):
    assert INDEX.search(query) == [2, 1]  # the shortest first


def test_every_word_is_asked_for():
    assert INDEX.search("décision financer") == [1]


def test_when_no_text_holds_every_word_those_with_most_are_given():
    assert INDEX.search("décision horaires") == [3, 2, 1]  # the rarest word first


@pytest.mark.parametrize("query", ["finan", "déci financ", "l'état"])
def test_the_beginning_of_a_word_is_enough(query):
    assert 1 in INDEX.search(query)


def test_little_words_are_not_asked_for_beside_others_but_may_be_alone():
    assert INDEX.search("le financement") == [0, 1]
    assert INDEX.search("quand") == [1]


@pytest.mark.parametrize("query", ["", "   ", "🙂", "xylophone", "…", "%_\\"])
def test_a_query_that_holds_no_known_word_finds_nothing(query):
    assert INDEX.search(query) == []


def test_html_is_searched_as_text():
    assert INDEX.search("été") == [3]


def test_a_column_is_read_as_a_list_is_whatever_ends_its_words():
    column = pa.chunked_array([TEXTS[:2], [], TEXTS[2:]])
    odd = pa.chunked_array([["Été\u00a0: l’hiver/été_bis\n(d'hiver)"]])

    assert SearchIndex(column).search("decisions") == INDEX.search("decisions")
    assert [SearchIndex(odd).search(word) for word in ("ete", "hiver", "bis", "rhiver")] == [[0], [0], [0], []]


def test_nothing_is_found_in_nothing():
    assert SearchIndex([]).search("financement") == []


def test_a_long_text_and_a_long_query_are_no_trouble():
    index = SearchIndex(["budget " * 5000, "x" * 30_000])

    assert index.search("budget " * 5000) == [0]
    assert index.search("x" * 30_000) == [1]
