"""Past sessions near a new idea, with the words that make them near."""

from __future__ import annotations

from flash360.themes.ideas import PastIdea, nearest

PAST = [
    PastIdea("F360-1", "Une maison de santé itinérante dans les communes rurales", ("Pas de médecins volontaires",)),
    PastIdea("F360-2", "Un guichet unique pour les aidants", ("Les aidants ne se reconnaissent pas", "Données de santé")),
    PastIdea("F360-3", "Réduire l'éclairage public la nuit"),
]


def test_the_nearest_session_comes_first_with_the_words_it_shares():
    found = nearest("Un bus de santé itinérant pour les communes", PAST)

    assert [one.session for one in found] == ["F360-1", "F360-2"]
    assert set(found[0].words) == {"santé", "itinérant", "communes"}
    assert found[1].words == ()
    assert found[1].frein_words == ("santé",)


def test_a_session_is_near_by_its_freins_too():
    found = nearest("Protéger les données de santé", PAST)

    assert found[0].session == "F360-2"
    assert found[0].by_freins > found[0].by_idea


def test_words_are_those_of_the_new_idea_whatever_their_form():
    assert nearest("Éclairer la NUIT", PAST)[0].words == ("nuit",)


def test_an_idea_with_nothing_in_common_has_no_near_session():
    assert nearest("🙂", PAST) == []
    assert nearest("数据不足", PAST) == []


def test_with_one_past_session_it_is_found_and_with_none_nothing_is():
    assert [one.session for one in nearest("Une maison de santé", PAST[:1])] == ["F360-1"]
    assert nearest("Une maison de santé", []) == []


def test_the_same_idea_again_is_as_near_as_can_be():
    found = nearest(PAST[2].idea, PAST)[0]

    assert (found.session, found.by_idea) == ("F360-3", 1.0)


def test_a_pasted_document_is_no_trouble():
    assert nearest("Une maison de santé itinérante. " * 1000, PAST)[0].session == "F360-1"
