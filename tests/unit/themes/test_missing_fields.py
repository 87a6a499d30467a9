"""Aspect and kind suggested where missing, and only there."""

from __future__ import annotations

from flash360.model import Aspect, Kind
from flash360.themes.codebook import Theme
from flash360.themes.missing_fields import FieldSuggestion, missing_aspects, missing_kinds
from flash360.themes.statements import Statement

BOOK = (
    Theme("budget", "Budget", aspect="financier", words=("argent", "budget", "coût", "subvention", "financement")),
    Theme("droit", "Droit", aspect="juridique", words=("loi", "décret", "règlement", "recours", "juge")),
)


def test_an_aspect_comes_from_the_theme_where_there_is_one():
    found = missing_aspects([Statement("A", 1, Kind.FREIN, None, "Le décret manque", "budget")], BOOK)

    assert found == [FieldSuggestion(0, "aspect", "financier", 1.0, by_theme=True)]


def test_an_aspect_comes_from_the_words_of_the_codebook_otherwise():
    found = missing_aspects([Statement("A", 1, Kind.FREIN, None, "La loi et le décret l'interdisent")], BOOK)

    assert [(one.field, one.value, one.by_theme) for one in found] == [("aspect", "juridique", False)]


def test_a_kind_comes_from_statements_whose_kind_is_known():
    known = [Statement("A", n, Kind.FREIN, Aspect.FOND, f"Manque et blocage numéro {n}, rien ne va") for n in range(12)]
    known += [Statement("A", n, Kind.LEVIER, Aspect.FOND, f"Créer un appui numéro {n}, former l'équipe") for n in range(12)]

    found = missing_kinds([*known, Statement("B", 1, None, Aspect.FOND, "Former une équipe d'appui")])

    assert [(one.index, one.field, one.value) for one in found] == [(24, "kind", "levier")]


def test_a_filled_field_is_never_touched():
    filled = [Statement("A", 1, Kind.FREIN, Aspect.FORME, "La loi et le budget", "budget")]
    assert missing_aspects(filled, BOOK) == []
    assert missing_kinds(filled * 30) == []


def test_where_nothing_is_known_nothing_is_suggested():
    blank = [Statement("A", 1, None, None, "Un texte"), Statement("A", 2, None, None, "🙂")]
    assert missing_aspects(blank, ()) == []
    assert missing_kinds(blank) == []
    assert missing_aspects([], BOOK) == []
