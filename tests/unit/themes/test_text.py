"""Texts as words and stems, whatever is pasted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flash360.themes.stems import forms, stems
from flash360.themes.text import bare, text_key, text_keys, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("La réunion est annulée", "la RÉUNION, est annulée !"),
        ("L’accès aux droits", "L'accès   aux droits."),
        ("<b>Budget</b>", "b budget b"),
        ("e\u0301tat", "état"),
    ],
)
def test_what_a_spelling_may_change_does_not_change_the_key(one, other):
    assert text_key(one) == text_key(other)


@settings(deadline=None)
@given(st.lists(st.text() | st.text("aÉ ’°\n\t_-.œ١"), max_size=4))
def test_the_keys_of_many_texts_are_their_words_parted_by_one_space(texts):
    assert text_keys(texts) == [re.sub(r"[^\w]+", " ", bare(text)).strip() for text in texts]


def test_words_of_one_family_have_one_stem():
    assert stems("Financer les financements financés") == ["financ"] * 3


def test_words_that_say_nothing_are_left_out_and_elisions_are_cut():
    assert words("L'idée n'est pas là") == ["l", "idée", "n", "est", "pas", "là"]
    assert stems("L'idée n'est pas là") == ["ide"]


def test_a_word_typed_without_accents_meets_the_word_with_them():
    assert set(forms("décidée")) & set(forms("decidee"))
    assert set(forms("qualité")) & set(forms("qualite"))


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂🎉", "!!! ??? …", "\u200d\ufe0f"])
def test_a_text_without_a_word_has_no_stem(text):
    assert stems(text) == []


def test_html_is_text_like_any_other():
    assert words('<script>alert("budget")</script>') == ["script", "alert", "budget", "script"]


def test_a_word_of_thirty_thousand_letters_is_cut():
    assert [len(word) for word in words("é" * 30_000)] == [40]
