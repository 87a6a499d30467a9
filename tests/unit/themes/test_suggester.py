"""Suggested themes: from the codebook alone, from codings, and from nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from flash360.themes import aspect_evidence
from flash360.themes.codebook import Coding, Theme, of_one_name
from flash360.themes.suggester import Suggestion, train

NOTHING = Suggestion(None, None, 0.0, False)
BUDGET = Theme("budget", "Budget et coûts", "moyens", words=("budget", "coût", "argent", "financement", "subvention"))
DELAY = Theme("delais", "Délais", "conduite", words=("délai", "calendrier", "retard", "échéance", "rentrée"))
LAW = Theme("droit", "Règles de droit", "cadre", words=("loi", "décret", "règlement", "juridique", "code"))
BOOK = (BUDGET, DELAY, LAW)
FAMILIES = (Theme("moyens", "Moyens"), Theme("conduite", "Conduite"), Theme("cadre", "Cadre"))
SAID = {
    "budget": ["Pas assez d'argent", "La subvention s'arrête", "Le coût est trop haut", "Trouver un financeur", "Budget refusé"],
    "delais": [
        "Six mois de retard",
        "Le calendrier ne tient pas",
        "Trop tôt avant la rentrée",
        "Délai intenable",
        "Rien avant mai",
    ],
    "droit": ["Le décret l'interdit", "Il faut une loi", "Règlement à changer", "Le code du travail bloque", "Risque de recours"],
}
CODINGS = [Coding(text, theme) for theme, texts in SAID.items() for text in texts]


def test_without_a_coding_the_words_of_the_codebook_suggest():
    suggester = train(FAMILIES + BOOK, [])

    found = suggester.suggest(["Qui va payer ? Il n'y a plus de budget ni de subventions.", "Le calendrier a pris du retard."])

    assert [one.theme for one in found] == ["budget", "delais"]


def test_a_family_of_themes_is_never_suggested():
    assert set(train(FAMILIES + BOOK, []).themes) == {"budget", "delais", "droit"}


def test_with_codings_their_words_suggest_too():
    suggester = train(BOOK, CODINGS)

    assert suggester.suggest(["Encore un recours devant le juge"])[0].nearest == "droit"


def test_without_a_codebook_the_themes_are_those_of_the_codings():
    suggester = train((), CODINGS)

    assert suggester.themes == ("budget", "delais", "droit")
    assert suggester.suggest(["Le décret ne le permet pas, la loi non plus"])[0].nearest == "droit"


def test_a_text_coded_before_gets_its_theme_again_whatever_its_words_say():
    suggester = train(BOOK, [*CODINGS, Coding("Le budget est prêt, mais quand ?", "delais")])

    assert suggester.suggest(["le budget est prêt mais quand"])[0].theme == "delais"


def test_a_text_coded_in_two_ways_is_not_settled_by_either():
    suggester = train(BOOK, [*CODINGS, Coding("On verra bien", "delais"), Coding("On verra bien", "droit")])

    assert suggester.suggest(["On verra bien"])[0].margin < 1


def test_a_text_between_two_themes_is_left_to_code():
    found = train(BOOK, []).suggest(["Le délai du budget"])[0]

    assert {found.nearest, found.runner_up} == {"budget", "delais"}
    assert not found.coded
    assert found.theme is None


def test_uncoded_texts_lend_their_words_to_the_themes_they_resemble():
    coded = [Coding(text, theme) for theme in ("budget", "droit") for text in SAID[theme]]
    rest = ["La subvention du conseil régional", "Une subvention et un mécène", "Subvention, mécène, quête"] * 4

    alone = train((), coded).suggest(["Un mécène"])[0]
    helped = train((), coded, [f"{text} {number}" for number, text in enumerate(rest)]).suggest(["Un mécène"])[0]

    assert alone.nearest is None  # not one known word
    assert helped.nearest == "budget"


def test_the_same_inputs_in_another_order_give_the_same_suggestions_and_version():
    texts = ["Qui paiera ?", "Un retard de trois mois", "Le décret manque"]
    one, other = train(BOOK, CODINGS, texts), train(BOOK[::-1], CODINGS[::-1], texts[::-1])

    assert one.version == other.version
    assert one.suggest(texts) == other.suggest(texts)


@pytest.mark.parametrize(
    "inputs",
    [
        (BOOK[:2], CODINGS, ["a"]),
        ((*BOOK[:2], replace(LAW, definition="Ce que disent les textes")), CODINGS, ["a"]),
        (BOOK, CODINGS[1:], ["a"]),
        (BOOK, CODINGS, ["b"]),
    ],
)
def test_the_version_changes_with_any_input(inputs):
    assert train(*inputs).version != train(BOOK, CODINGS, ["a"]).version


def test_a_theme_that_was_retired_is_no_longer_suggested():
    suggester = train(BOOK[:2], CODINGS)

    assert "droit" not in {one.nearest for one in suggester.suggest([text for texts in SAID.values() for text in texts])}


def test_the_margin_asked_for_comes_from_texts_held_out():
    texts = [
        (f"{text} {number}", theme) for theme, said in SAID.items() for text in said for number in ("ici", "là-bas", "partout")
    ]
    clear = train((), [Coding(text, theme) for text, theme in texts])
    muddled = train((), [Coding(text, "ab"[number % 2]) for number, (text, _) in enumerate(texts)])

    assert clear.enough_margin < muddled.enough_margin


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂🎉", "??? !!!", "数据不足", "Недостаточно денег"])
def test_a_text_without_a_known_word_is_left_to_code(text):
    assert train(BOOK, CODINGS).suggest([text]) == [NOTHING]


def test_another_language_is_left_to_code():
    found = train(BOOK, CODINGS).suggest(["There is not enough money", "Es fehlt an Geld und Zeit", "No hay tiempo suficiente"])

    assert [one.theme for one in found] == [None] * 3


def test_a_text_of_thirty_thousand_characters_is_suggested_like_a_short_one():
    found = train(BOOK, CODINGS).suggest(["Le budget et la subvention manquent. " * 811])[0]

    assert found.theme == "budget"


def test_html_around_a_text_changes_nothing_to_its_theme():
    assert train(BOOK, CODINGS).suggest(["<p onclick='x()'>Le <b>budget</b> et l'argent manquent</p>"])[0].theme == "budget"


def test_the_aspect_of_the_sheet_weighs_in_without_deciding_alone():
    book = (replace(BUDGET, aspect="financier"), replace(DELAY, aspect="forme"))
    suggester = train(book, [])
    between = "Le délai du budget"

    assert suggester.suggest([between], ["financier"])[0].nearest == "budget"
    assert suggester.suggest([between], ["forme"])[0].nearest == "delais"
    assert suggester.suggest([between], [None]) == suggester.suggest([between])
    assert suggester.suggest(["Budget, coût, argent, subvention, financement"], ["forme"])[0].nearest == "budget"
    assert suggester.suggest(["🙂"], ["forme"]) == [NOTHING]


def test_an_aspect_is_believed_as_much_as_codings_show_and_never_wholly():
    aspects = ("financier", "forme", "")
    agreed = aspect_evidence.learn(aspects, [(0, "financier")] * 96)
    contradicted = aspect_evidence.learn(aspects, [(0, "forme")] * 5 + [(2, "forme")])
    even = np.full((1, 3), 1 / 3)

    assert aspect_evidence.learn(aspects, []).trust == 0.75
    assert agreed.trust == 0.95
    assert contradicted.trust == 3 / 9
    assert agreed.weighed(even, ["forme"])[0].argmax() == 1
    assert agreed.weighed(even, ["forme"])[0][2] > agreed.weighed(even, ["forme"])[0][0]  # a theme of no aspect stays open
    assert np.allclose(agreed.weighed(even, [None]), even)


def test_the_likeliest_themes_are_given_to_choose_from_best_first():
    found = train(BOOK, []).suggest(["Le décret et le budget de la loi"])[0]

    assert found.likeliest[0] == found.nearest == "droit"
    assert set(found.likeliest) == {"budget", "delais", "droit"}


def test_an_empty_codebook_and_no_coding_leave_every_text_to_code():
    assert train((), [], ["Un texte"]).suggest(["Un texte", ""]) == [NOTHING, NOTHING]


def test_a_codebook_that_says_nothing_leaves_every_text_to_code():
    found = train((Theme("a", ""), Theme("b", "🙂")), []).suggest(["Un texte"])

    assert found == [NOTHING]


def test_one_theme_alone_is_never_sure():
    assert train((BUDGET,), [Coding("Pas d'argent", "budget")]).suggest(["Plus de budget"])[0].coded is False


def test_no_text_gives_no_suggestion():
    assert train(BOOK, CODINGS).suggest([]) == []


def test_as_many_themes_as_texts_is_no_trouble():
    codings = [Coding(f"mot{number}a mot{number}b", f"theme-{number:02}") for number in range(30)]

    assert train((), codings).suggest(["mot7a mot7b"])[0].theme == "theme-07"


def test_two_themes_of_one_name_stay_two_and_are_named():
    twin = Theme("couts", "BUDGET et couts", "moyens", words=("dépense",))

    suggester = train((*BOOK, twin), [Coding("Trop de dépenses", "couts")])

    assert set(suggester.themes) == {"budget", "couts", "delais", "droit"}
    assert of_one_name((*BOOK, twin)) == [(BUDGET, twin)]
    assert of_one_name(BOOK) == []
