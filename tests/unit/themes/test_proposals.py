"""New themes proposed from the texts that none suits."""

from __future__ import annotations

from flash360.themes.proposals import proposals

PARKING = ["Le parking est trop petit", "Pas de parking pour les visiteurs", "Où se garer ? Le parking est plein"]
CATS = ["Le chat du gardien fait peur", "Un chat dort dans la salle", "Les chats dérangent le chat du voisin"]


def test_texts_on_one_subject_make_a_group_with_its_words():
    found = proposals([*PARKING, "Rien à signaler", *CATS, "🙂"])

    assert [sorted(one.texts) for one in found] == [[0, 1, 2], [4, 5, 6]]
    assert found[0].words[0] == "parking"
    assert "chat" in found[1].words


def test_words_are_given_as_written_and_not_as_stems():
    found = proposals(["L'accessibilité du site", "Revoir l'accessibilité", "Accessibilité oubliée"])

    assert found[0].words == ("accessibilité",)


def test_a_text_repeated_is_no_theme():
    assert proposals(["Le parking est trop petit"] * 5) == []


def test_texts_with_nothing_in_common_make_no_theme():
    assert proposals(["Trop cher", "La loi manque", "Personne ne pilote", "数据不足", "🙂"]) == []


def test_a_number_names_no_theme():
    assert proposals(["Quatre semaines", "Quatre élus", "Quatre, 2024", "Dans quatre ans en 2024"]) == []


def test_no_text_makes_no_theme():
    assert proposals([]) == []
