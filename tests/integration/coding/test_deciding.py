"""Codings made on screen: recorded at once, undone as one, kept through what happens to the workbook."""

from __future__ import annotations

import json

import pytest

from flash360.access.scope import Sessions, WholeProgramme
from flash360.coding import deciding, operations
from flash360.coding.deciding import TextAspect, TextCoding
from flash360.errors import AlreadyUndone, CodingRefused
from flash360.model import Aspect
from flash360.store import read
from flash360.store.integrity import faults

BUDGET = ("F360-1", "Le budget manque.")


def test_a_coding_counts_at_once_and_says_what_was_suggested(base, said, coding):
    text = said()[BUDGET]
    number = deciding.code(base, [coding(text, "cout", suggested="retour", margin=0.2, model="1-abc")], author="ana")

    now = said()[BUDGET]
    assert (now.theme, now.theme_label, now.origin, now.author) == ("cout", "Coût et moyens de départ", "screen", "ana")
    kept = base.query("SELECT suggested, margin, model, number FROM base.theme_codings WHERE origin = 'screen'").to_pylist()
    assert kept == [{"suggested": "retour", "margin": 0.2, "model": "1-abc", "number": number}]
    assert list(faults(base)) == []


def test_a_coding_made_in_one_session_leaves_the_same_words_of_another_to_code(base, said, coding):
    deciding.code(base, [coding(said()[BUDGET], "cout")], author="ana")

    assert not said()["F360-2", "LE BUDGET MANQUE"].coded


def test_several_texts_are_one_operation_that_one_undoing_takes_back(base, said, coding):
    found = said()
    number = deciding.code(base, [coding(one, "cout") for one in found.values()], author="ana")
    operations.undo(base, number, author="ana")

    assert [one.origin for one in said().values()] == [None] * 5


def test_undoing_a_second_thought_brings_back_the_first_and_redoing_it_the_second(base, said, coding):
    deciding.code(base, [coding(said()[BUDGET], "cout")], author="ana")
    second = deciding.code(base, [coding(said()[BUDGET], "perennite")], author="bob")

    assert said()[BUDGET].theme == "perennite"
    assert operations.undo(base, second, author="bob").active is False
    assert said()[BUDGET].theme == "cout"
    assert operations.undo(base, second, author="bob").active is True
    assert said()[BUDGET].theme == "perennite"


def test_undoing_twice_by_mistake_is_said_and_changes_nothing(base, said, coding):
    number = deciding.code(base, [coding(said()[BUDGET], "cout")], author="ana")
    operations.undo_once(base, number, author="ana")

    with pytest.raises(AlreadyUndone):
        operations.undo_once(base, number, author="ana")
    assert not said()[BUDGET].coded


def test_no_theme_suits_is_a_decision_of_its_own(base, said, coding):
    deciding.code(base, [coding(said()[BUDGET], None)], author="ana")

    assert said()[BUDGET].coded
    assert said()[BUDGET].theme is None


def test_a_coding_made_on_screen_survives_a_corrected_workbook(base, said, bring, coding):
    deciding.code(base, [coding(said()[BUDGET], "cout")], author="ana")
    bring("F360-1", [("le budget manque", "Pérennité du financement"), ("Autre chose", "Simplicité des démarches")])

    assert said()["F360-1", "le budget manque"].theme == "cout"
    assert said()["F360-1", "Autre chose"].theme == "simplicite"


@pytest.mark.parametrize("theme", ["inconnu", "financement"])
def test_a_theme_that_is_not_one_to_choose_is_refused_and_nothing_is_written(base, said, coding, theme):
    before = base.version()
    found = list(said().values())

    with pytest.raises(CodingRefused, match="grille"):
        deciding.code(base, [coding(found[0], "cout"), coding(found[1], theme)], author="ana")
    assert base.version() == before
    assert not any(one.coded for one in said().values())


def test_a_text_that_an_import_replaced_is_refused_in_words(base, said):
    session = next(iter(said().values())).session_id

    with pytest.raises(CodingRefused, match="n'est plus dans la base"):
        deciding.code(base, [TextCoding(session, "jamais dit", "cout")], author="ana")


def test_a_second_coder_is_kept_apart_from_the_coding_that_counts(base, said, coding):
    deciding.code(base, [coding(said()[BUDGET], "cout")], author="ana")
    deciding.code(base, [coding(said()[BUDGET], "perennite")], author="bob", second=True)

    assert said()[BUDGET].theme == "cout"
    second = read.second_codings(base, WholeProgramme()).to_pylist()
    assert [(row["author"], row["theme"], row["first_theme"]) for row in second] == [("bob", "perennite", "cout")]


def test_what_the_first_coder_said_is_remembered_once_the_disagreement_is_settled(base, said, coding):
    deciding.code(base, [coding(said()[BUDGET], "cout")], author="ana")
    deciding.code(base, [coding(said()[BUDGET], "perennite")], author="bob", second=True)
    found = lambda: read.second_codings(base, WholeProgramme()).to_pylist()[0]  # noqa: E731
    assert (found()["first_theme"], found()["settled"]) == ("cout", False)
    number = deciding.code(base, [coding(said()[BUDGET], "perennite")], author="ana")
    deciding.code(base, [coding(said()[BUDGET], "perennite")], author="bob", second=True)

    assert (said()[BUDGET].theme, found()["first_theme"], found()["settled"]) == ("perennite", "cout", False)
    operations.undo(base, number, author="ana")
    assert (said()[BUDGET].theme, found()["first_theme"], found()["settled"]) == ("cout", "cout", False)


def test_codings_that_an_import_brings_anew_are_still_compared_with_the_second_ones(base, said, coding, bring):
    bring("F360-3", [("Trop cher.", "Coût et moyens de départ"), "Autre chose."])
    text = said()["F360-3", "Trop cher."]
    deciding.code(base, [coding(text, "perennite")], author="bob", second=True)
    bring("F360-3", [("Trop cher.", "Coût et moyens de départ"), "Tout autre chose."])
    deciding.code(base, [coding(text, "perennite")], author="ana")

    found = read.second_codings(base, WholeProgramme()).to_pylist()[0]
    assert (found["first_theme"], found["compared"], found["settled"]) == ("cout", True, True)


def test_a_text_that_was_coded_meanwhile_is_refused_with_who_coded_it(base, said, coding):
    text = said()[BUDGET]
    deciding.code(base, [coding(text, "cout")], author="bea")
    with pytest.raises(CodingRefused, match="bea vient de coder ce texte"):
        deciding.code(base, [coding(text, "perennite")], author="ana", uncoded={text.id})
    assert said()[BUDGET].theme == "cout"
    deciding.code(base, [coding(text, "perennite")], author="ana")  # a correction is no accident
    assert said()[BUDGET].theme == "perennite"


def test_an_aspect_is_read_only_where_the_sheet_gives_none(base, said):
    text = said()[BUDGET]
    number = deciding.give_aspects(base, [TextAspect(*text.id, Aspect.FINANCIER, "financier", 0.4, "1-abc")], author="ana")

    assert (said()[BUDGET].aspect, said()[BUDGET].aspect_origin) == ("financier", "screen")
    operations.undo(base, number, author="ana")
    assert (said()[BUDGET].aspect, said()[BUDGET].aspect_origin) == (None, None)


def test_the_history_tells_each_operation_within_the_scope(base, said, coding):
    found = said()
    code = deciding.code(base, [coding(found[BUDGET], "cout")], author="ana")
    undone = operations.undo(base, code, author="bob").number

    rows = read.coding_history(base, WholeProgramme()).to_pylist()
    assert [(row["number"], row["author"], row["action"], row["active"]) for row in rows] == [
        (undone, "bob", "undo", True),
        (code, "ana", "code", False),
    ]
    assert (rows[1]["texts"], rows[1]["codes"], rows[1]["undone_by"]) == (["Le budget manque."], ["F360-1"], undone)
    assert json.loads(rows[1]["details"]) == {"themes": [["Coût et moyens de départ", 1]]}
    other = Sessions((found["F360-2", "LE BUDGET MANQUE"].session_id,))
    assert [row["action"] for row in read.coding_history(base, other).to_pylist()] == ["undo"]
    assert read.second_codings(base, Sessions(())).num_rows == 0
