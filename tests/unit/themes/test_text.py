"""Texts as words and stems, whatever is pasted."""

from __future__ import annotations

import pytest

from flash360.themes.stems import forms, stems
from flash360.themes.text import text_key, words


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
