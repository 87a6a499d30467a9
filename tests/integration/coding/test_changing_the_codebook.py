"""The codebook changed on screen: codings follow, history is kept, everything is undone, nothing is left stranded."""

from __future__ import annotations

import pytest

from flash360.coding import codebook, deciding, operations
from flash360.coding.codebook import Description
from flash360.errors import CodingRefused, UndoBlocked
from flash360.store import read
from flash360.store.integrity import faults
from flash360.themes.codebook import codebook as of_table

BUDGET = ("F360-1", "Le budget manque.")


@pytest.fixture
def themes(base):
    """The codebook in force, by code."""
    return lambda: {theme.code: theme for theme in of_table(read.themes(base))}


@pytest.fixture
def coded(base, said, coding):
    """« Le budget manque » coded « Coût », and the texts as they are now."""
    deciding.code(base, [coding(said()[BUDGET], "cout")], author="ana")
    return said


def test_a_theme_is_added_with_its_words_and_chosen_at_once(base, said, coding, themes):
    codebook.add(base, Description("Énergie & climat", "publics", words=("chauffage", "a|b")), author="ana")

    assert themes()["energie-climat"].words == ("chauffage", "a/b")
    deciding.code(base, [coding(said()[BUDGET], "energie-climat")], author="ana")
    assert said()[BUDGET].theme_label == "Énergie & climat"


def test_a_renamed_theme_keeps_its_codings_and_its_old_name_is_known_to_workbooks(base, coded, bring):
    codebook.edit(base, "cout", Description("Argent de départ", "financement"), author="ana")

    assert coded()[BUDGET].theme_label == "Argent de départ"
    bring("F360-3", [("Trop cher", "Coût et moyens de départ")])
    assert coded()["F360-3", "Trop cher"].theme == "cout"


def test_a_merged_theme_gives_its_codings_those_to_come_too_and_takes_them_back(base, coded, bring, themes):
    number = codebook.merge(base, "cout", "perennite", author="ana")
    bring("F360-3", [("Trop cher", "Coût et moyens de départ")])

    assert coded()[BUDGET].theme == coded()["F360-3", "Trop cher"].theme == "perennite"
    assert "cout" not in themes()
    assert "devis" in themes()["perennite"].words
    operations.undo(base, number, author="ana")
    assert coded()[BUDGET].theme == "cout"
    assert "devis" not in themes()["perennite"].words


def test_two_merges_one_after_the_other_lead_to_the_last_theme(base, coded):
    codebook.merge(base, "cout", "perennite", author="ana")
    second = codebook.merge(base, "perennite", "retour", author="ana")

    assert coded()[BUDGET].theme == "retour"
    operations.undo(base, second, author="ana")
    assert coded()[BUDGET].theme == "perennite"


def test_a_split_moves_the_texts_chosen_and_leaves_the_others(base, coded, coding, themes):
    other = coded()["F360-2", "LE BUDGET MANQUE"]
    deciding.code(base, [coding(other, "cout")], author="ana")
    number = codebook.split(base, "cout", Description("Budget voté", "financement"), [other.id], author="ana")

    assert coded()["F360-2", "LE BUDGET MANQUE"].theme == "budget-vote"
    assert coded()[BUDGET].theme == "cout"
    operations.undo(base, number, author="ana")
    assert coded()["F360-2", "LE BUDGET MANQUE"].theme == "cout"
    assert "budget-vote" not in themes()


def test_the_texts_of_a_retired_theme_are_to_code_again_until_it_comes_back(base, coded, bring):
    number = codebook.retire(base, "cout", author="ana")

    assert not coded()[BUDGET].coded
    operations.undo(base, number, author="ana")
    assert coded()[BUDGET].theme == "cout"


@pytest.mark.parametrize("label", ["Coût et moyens de départ", "  COUT ET MOYENS DE DEPART ", "🙂", "", "x" * 200])
def test_a_name_that_a_reader_cannot_use_is_refused_and_nothing_is_written(base, said, label):
    before = base.version()

    with pytest.raises(CodingRefused):
        codebook.add(base, Description(label), author="ana")
    assert base.version() == before


def test_a_third_level_is_refused(base, said):
    with pytest.raises(CodingRefused, match="deux niveaux"):
        codebook.add(base, Description("Sous-thème", "cout"), author="ana")
    with pytest.raises(CodingRefused, match="deux niveaux"):
        codebook.edit(base, "financement", Description("Financement", "droit"), author="ana")


@pytest.mark.parametrize("change", [codebook.retire, lambda base, code, **by: codebook.merge(base, code, "cout", **by)])
def test_a_family_that_holds_themes_is_not_taken_away(base, said, change):
    with pytest.raises(CodingRefused, match="famille qui contient"):
        change(base, "droit", author="ana")


def test_a_theme_is_not_merged_with_itself_nor_into_a_family(base, said):
    for into in ("cout", "droit"):
        with pytest.raises(CodingRefused):
            codebook.merge(base, "cout", into, author="ana")


def test_adding_a_theme_cannot_be_undone_once_texts_were_coded_with_it(base, said, coding):
    added = codebook.add(base, Description("Climat"), author="ana")
    later = deciding.code(base, [coding(said()[BUDGET], "climat")], author="ana")

    with pytest.raises(UndoBlocked, match="codés depuis"):
        operations.undo(base, added, author="ana")
    operations.undo(base, later, author="ana")
    operations.undo(base, added, author="ana")
    assert list(faults(base)) == []


def test_a_change_is_undone_only_after_those_made_since_to_the_same_theme(base, coded, themes):
    added = codebook.add(base, Description("Climat"), author="ana")
    merged = codebook.merge(base, "cout", "climat", author="ana")

    with pytest.raises(UndoBlocked, match=f"n°\u00a0{merged}"):
        operations.undo(base, added, author="ana")
    assert coded()[BUDGET].theme == "climat"
    operations.undo(base, merged, author="ana")
    operations.undo(base, added, author="ana")
    assert coded()[BUDGET].theme == "cout"
    assert "climat" not in themes()


def test_a_renaming_undone_after_the_name_was_taken_is_refused(base, said):
    renamed = codebook.edit(base, "cout", Description("Argent", "financement"), author="ana")
    codebook.add(base, Description("Coût et moyens de départ", "financement"), author="ana")

    with pytest.raises(CodingRefused, match="distinguerait pas"):
        operations.undo(base, renamed, author="ana")


def test_a_new_theme_never_takes_the_code_of_one_that_was(base, said, themes):
    codebook.add(base, Description("Climat"), author="ana")
    codebook.retire(base, "climat", author="ana")
    codebook.add(base, Description("Climat"), author="ana")

    assert "climat-2" in themes()


def test_an_emptied_codebook_is_filled_again_with_the_shipped_one(base, coded, themes):
    for theme in sorted(themes().values(), key=lambda theme: not theme.parent):
        codebook.retire(base, theme.code, author="ana")
    assert themes() == {}
    assert not coded()[BUDGET].coded

    codebook.bring_back_shipped(base, author="ana")
    assert len(themes()) == 39
    assert coded()[BUDGET].theme == "cout"
    with pytest.raises(CodingRefused, match="déjà dans la grille"):
        codebook.bring_back_shipped(base, author="ana")


def test_an_unknown_operation_is_refused_in_words(base):
    with pytest.raises(CodingRefused, match="numéro 99"):
        operations.undo(base, 99, author="ana")
