"""Coder les textes, as the analyst sees it: one by one, in a table, the codebook, proposals, aspects, agreement, history."""

from __future__ import annotations

import re
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from flash360 import ingest
from flash360.access.scope import Viewer, WholeProgramme
from flash360.coding import codebook, deciding
from flash360.coding.deciding import TextCoding
from flash360.coding.texts import texts
from flash360.model import Role, Section
from flash360.settings import ROOT
from flash360.store import Database, read
from flash360.themes.suggester import METHOD
from flash360.ui.coding import background
from flash360.workbook import Shape, write_workbook
from tests.app.conftest import html_of, words_of

ANALYST = Viewer("Analyste", Role.ANALYSTE, WholeProgramme())
HOSTILE = "<script>alert(1)</script> **gras** [lien](http://exemple.fr) :smile: le budget"
SAID = [
    "Pas de budget, pas de subvention, aucun financement.",
    "Pas de budget ni de subvention, aucun financement.",
    HOSTILE,
    "🙂🙂",
    "There is not enough money",
    "Le budget. " * 2_700,
    "Le marronnier de la cour penche",
    "Un marronnier penché dans la cour",
    "Ce marronnier qui penche, dans la cour",
]
CODED = [("Le décret ne le permet pas.", "Base légale et compétence"), ("La loi l'interdit.", "Base légale et compétence")]


def page_script(page: str, who: object) -> None:
    """What the frame does before a page: admit who looks, then run the page."""
    import runpy

    from flash360.ui import guard

    guard.admit(who)
    runpy.run_path(page, run_name="__main__")


def bring(base: Database, code: str, said: list[tuple[str, str | None]]) -> None:
    """Import a session with these freins and their themes."""
    fiche = {"session_code": code, "title": "Titre", "administration": "Ville"}
    rows = [
        {"session_code": code, "number": number, "kind": "frein", "text": text, "theme": theme}
        for number, (text, theme) in enumerate(said, start=1)
    ]
    content = write_workbook({Section.FICHE: [fiche], Section.STATEMENTS: rows}, Shape.SINGLE)
    assert ingest.import_workbook(base, content, "atelier.xlsx", author="ana").outcome == "committed"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The file of a base with one session, some of whose freins are coded by its workbook; none has an aspect."""
    path = tmp_path_factory.mktemp("base") / "flash360.duckdb"
    with Database.open(path) as base:
        bring(base, "F360-1", [*((text, None) for text in SAID), *CODED])
    return path


@pytest.fixture
def path(tmp_path, filled, monkeypatch):
    own = tmp_path / "flash360.duckdb"
    shutil.copy(filled, own)
    monkeypatch.setenv("FLASH360_DATABASE", str(own))
    return own


@pytest.fixture
def base(path):
    """The base that the screen has open."""
    from flash360.ui import data

    yield data.base()
    data.release()


@pytest.fixture
def screen(path, base):
    """The screen in one of its ways of working, once suggestions are learnt."""

    def run(view: str = "Un par un", who: Viewer = ANALYST) -> AppTest:
        page = str(ROOT / "pages" / "results" / "coding.py")
        app = AppTest.from_function(page_script, args=(page, who), default_timeout=60)
        app.query_params["vue"] = view
        app.run()
        assert background.learner(str(path)).wait(60)
        return app.run()

    return run


def press(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label.startswith(label)).click()
    return app.run()


def now(base) -> dict[str, tuple[str | None, str | None]]:
    """Text to its theme and who gave it."""
    return {one.text: (one.theme, one.origin) for one in texts(read.statements(base, WholeProgramme()))}


def select(app: AppTest, label: str):
    return next(one for one in app.selectbox if one.label.startswith(label))


def test_a_text_is_chosen_a_theme_at_once_and_the_next_one_comes(screen, base):
    app = screen()
    assert app.title[0].value == "9\u00a0textes à coder sur 11"
    first = html_of(app)
    select(app, "Choisir un autre thème").set_value("cout").run()

    assert [error.value for error in app.exception] == []
    assert app.title[0].value == "8\u00a0textes à coder sur 11"
    assert html_of(app) != first
    assert "cout" in {theme for theme, origin in now(base).values() if origin == "screen"}


def test_the_first_look_of_all_begins_with_the_most_useful_text(screen):
    assert html_of(screen()) == html_of(screen())


def test_the_last_coding_is_taken_back_even_from_another_tab(screen, base):
    select(screen(), "Choisir un autre thème").set_value("cout").run()
    app = press(screen(), "Défaire")

    assert app.title[0].value == "9\u00a0textes à coder sur 11"
    assert "est annulée" in words_of(app)
    assert "aucun codage à défaire" in words_of(press(app, "Défaire"))


def test_the_text_whose_coding_is_taken_back_comes_again_once_more_is_learnt(screen, path):
    app = press(screen(), "Suivant")
    first = html_of(app)
    select(app, "Choisir un autre thème").set_value("cout").run()
    assert background.learner(str(path)).wait(60)
    press(app.run(), "Défaire")

    assert html_of(app) == first
    assert "Coût et moyens de départ (1\u00a0texte)" in words_of(app)
    assert background.learner(str(path)).wait(60)
    assert html_of(app.run()) == first


def test_a_text_that_somebody_else_has_just_coded_is_left_as_they_coded_it(screen, base):
    screen()  # suggestions are learnt: both begin with the most useful text
    mine, theirs = screen(), screen(who=Viewer("Bea", Role.ANALYSTE, WholeProgramme()))
    assert html_of(mine) == html_of(theirs)
    select(theirs, "Choisir un autre thème").set_value("cout").run()
    select(mine, "Choisir un autre thème").set_value("statut").run()

    assert "Bea vient de coder ce texte (« Coût et moyens de départ »)" in words_of(mine)
    assert [theme for theme, origin in now(base).values() if origin == "screen"] == ["cout"]
    assert html_of(mine) == html_of(theirs)  # the next one


def told_while_learning() -> None:
    """A decision is said, and the screen draws itself again because more was learnt."""
    import streamlit as st

    from flash360.ui.coding import background, desk

    first = st.session_state.setdefault("runs", 0) == 0
    st.session_state["runs"] += 1
    if first:
        desk.say("success", "Fait.")
    desk.notice()
    if first:
        desk._learning(background.Learner())


def test_what_a_decision_did_is_still_said_after_more_was_learnt():
    app = AppTest.from_function(told_while_learning).run()

    assert app.session_state["runs"] == 2
    assert [one.value for one in app.success] == ["Fait."]
    assert [one.value for one in app.run().success] == []


def test_passing_leaves_the_text_to_code_and_shows_another(screen):
    app = screen()
    first = html_of(app)
    press(app, "Suivant")

    assert html_of(app) != first
    assert app.title[0].value == "9\u00a0textes à coder sur 11"


def test_no_theme_suits_is_recorded(screen, base):
    press(screen(), "Aucun thème ne convient")

    assert [origin for theme, origin in now(base).values() if theme is None and origin] == ["screen"]


def test_a_sure_suggestion_is_accepted_with_what_was_suggested(screen, base):
    app = screen()
    while not any(one.label.startswith("Accepter") for one in app.button):
        press(app, "Suivant")
    press(app, "Accepter")

    kept = base.query("SELECT theme, suggested, margin, model FROM base.theme_codings WHERE origin = 'screen'").to_pylist()[0]
    assert kept["theme"] == kept["suggested"]
    assert kept["margin"] > 0
    assert kept["model"].startswith(f"{METHOD}-")


def test_near_duplicates_are_shown_together_and_coded_only_when_ticked(screen, base):
    app = screen()
    while not app.checkbox or "marronnier" not in app.checkbox[0].label:
        press(app, "Suivant")
    assert not any(one.value for one in app.checkbox)
    app.checkbox[0].check().run()
    select(app, "Choisir un autre thème").set_value("lieux").run()

    assert [theme for text, (theme, _) in now(base).items() if "marronnier" in text].count("lieux") == 2


def test_hostile_and_odd_texts_are_shown_as_they_were_written_and_none_is_lost(screen):
    app = screen()
    seen = html_of(app)
    for _ in SAID:
        press(app, "Suivant")
        assert [error.value for error in app.exception] == []
        seen += html_of(app)

    assert "<script" not in seen
    assert "&lt;script&gt;" in seen
    assert "🙂🙂" in seen
    assert "There is not enough money" in seen
    assert seen.count("Le budget.") == 2_700


def test_the_table_lists_what_is_left_and_what_is_coded(screen):
    app = screen("Tableau")
    assert "sur 9" in words_of(app)
    assert app.dataframe[0].proto.row_height > 64  # Streamlit wraps a text in its cell only above
    app.button_group(key="textes").set_value("Codés").run()

    assert [error.value for error in app.exception] == []
    assert "sur 2" in words_of(app)
    next(one for one in app.text_input if one.label.startswith("Chercher")).set_value("decrets").run()
    assert "Textes 1 à 1 sur 1" in words_of(app)


def test_sure_suggestions_of_a_page_are_accepted_together_as_one_operation(screen, base):
    app = screen("Tableau")
    press(app, "Accepter")

    operations = read.coding_history(base, WholeProgramme()).to_pylist()
    assert [row["action"] for row in operations] == ["code"]
    assert operations[0]["text_count"] >= 1


def test_the_codebook_is_listed_with_the_first_words_of_each_theme(screen):
    app = screen("Grille")
    shown = re.search(r"› Coût et moyens de départ.*?</tr>", html_of(app))[0]

    assert "coût, coûts, cher" in shown
    assert re.search(r"et \d+ autres</td>", shown)
    assert "facture de départ" not in shown  # it is in the form and in the download


def test_a_text_that_its_workbook_gives_no_more_than_a_family_is_shown_with_it(screen, base):
    bring(base, "F360-2", [("C'est une affaire de droit.", "Droit et responsabilité")])
    app = screen("Tableau")
    app.button_group(key="textes").set_value("Codés").run()

    shown = app.dataframe[0].value
    given = dict(zip(shown["Texte"], shown["Thème"], strict=True))
    assert given["C'est une affaire de droit."] == "Droit et responsabilité"


def test_a_theme_is_added_and_one_of_the_same_name_is_refused(screen, base):
    app = screen("Grille")
    app.text_input(key="ajouter-nom").set_value("Climat")
    press(app, "Ajouter ce thème")
    assert "climat" in {row["theme"] for row in read.themes(base).to_pylist()}

    app.text_input(key="ajouter-nom").set_value("CLIMAT")
    press(app, "Ajouter ce thème")
    assert "distinguerait pas" in words_of(app)


@pytest.mark.parametrize(
    ("action", "chosen", "button"),
    [("Fusionner", "Thème à fusionner", "Fusionner"), ("Retirer", "Thème à retirer", "Retirer ce")],
)
def test_a_theme_is_merged_or_retired_after_its_consequence_was_said(screen, base, action, chosen, button):
    app = screen("Grille")
    app.button_group(key="grille-action").set_value(action).run()
    select(app, chosen).set_value("base-legale").run()
    if action == "Fusionner":
        select(app, "Dans le thème").set_value("statut").run()
    assert "2\u00a0textes" in words_of(app)
    press(app, button)

    assert [error.value for error in app.exception] == []
    assert "base-legale" not in {row["theme"] for row in read.themes(base).to_pylist()}
    wanted = "statut" if action == "Fusionner" else None
    assert {now(base)[text][0] for text, _ in CODED} == {wanted}


def test_a_theme_is_edited_and_split_on_screen(screen, base):
    app = screen("Grille")
    app.button_group(key="grille-action").set_value("Modifier").run()
    select(app, "Thème à modifier").set_value("base-legale").run()
    app.text_input(key="modifier-base-legale-nom").set_value("Textes de loi")
    press(app, "Enregistrer ce thème")
    app.button_group(key="grille-action").set_value("Scinder").run()
    select(app, "Thème à scinder").set_value("base-legale").run()
    app.text_input(key="scinder-base-legale-nom").set_value("Interdictions")
    interdiction = next(one.id for one in texts(read.statements(base, WholeProgramme())) if "interdit" in one.text)
    app.multiselect(key="scinder-base-legale-textes").set_value([interdiction])
    press(app, "Scinder")

    assert [error.value for error in app.exception] == []
    assert now(base)["La loi l'interdit."][0] == "interdictions"
    assert now(base)["Le décret ne le permet pas."][0] == "base-legale"
    assert {row["label"] for row in read.themes(base).to_pylist()} >= {"Textes de loi", "Interdictions"}


def test_an_emptied_codebook_says_so_and_comes_back(screen, base):
    themes = read.themes(base).to_pylist()
    for row in sorted(themes, key=lambda row: row["parent"] is None):
        codebook.retire(base, row["theme"], author="ana")
    app = screen("Grille")
    assert "La grille est vide" in words_of(app)
    assert [error.value for error in screen().exception] == []
    press(app, "Reprendre les thèmes livrés")
    assert read.themes(base).num_rows == len(themes)


def test_a_proposed_theme_exists_only_once_it_is_accepted(screen, base):
    app = screen("Thèmes proposés")
    assert [error.value for error in app.exception] == []
    assert any("marronnier" in one.label for one in app.expander)
    assert read.coding_history(base, WholeProgramme()).num_rows == 0
    press(app, "Créer ce thème")

    created = {theme for text, (theme, _) in now(base).items() if "marronnier" in text}
    assert len(created) == 1
    assert created != {None}


def test_missing_aspects_are_suggested_and_kept_only_on_demand(screen, base):
    app = screen("Aspects")
    assert "11\u00a0textes dont la feuille ne donne pas l'aspect" in words_of(app)
    press(app, "Enregistrer ce qui est coché")

    rows = read.statements(base, WholeProgramme()).to_pylist()
    assert {(row["aspect"], row["aspect_origin"]) for row in rows if row["text"] in dict(CODED)} == {("juridique", "screen")}


def test_a_second_coder_works_blind_and_the_agreement_is_said(screen, base):
    app = screen("Accord")
    assert "n'est pas encore mesuré" in words_of(app)
    app.text_input(key="coder.second").set_value("BL").run()
    assert "Base légale" not in html_of(app) + words_of(app)
    select(app, "Thème selon le second codeur").set_value("statut").run()

    assert [error.value for error in app.exception] == []
    assert "désaccord à trancher" in words_of(app)
    assert {theme for theme, _ in now(base).values()} == {None, "base-legale"}
    press(app, "Retenir celui de BL")
    assert "désaccord à trancher" not in words_of(app)
    assert "Même thème pour 0\u00a0texte sur 1\u00a0codé deux fois" in words_of(app)
    assert "statut" in {theme for theme, _ in now(base).values()}


def test_the_history_tells_and_takes_back(screen, base):
    text = next(one for one in texts(read.statements(base, WholeProgramme())) if one.text == HOSTILE)
    deciding.code(base, [TextCoding(*text.id, "cout")], author="ana")
    codebook.merge(base, "cout", "retour", author="ana")
    app = screen("Historique")
    assert "Thèmes fusionnés : « Coût et moyens de départ » dans « Économies et bénéfices attendus »" in html_of(app)
    assert "<script" not in html_of(app)
    press(app, "Annuler l'opération")

    assert now(base)[HOSTILE] == ("cout", "screen")
    press(app, "Rétablir l'opération")
    assert now(base)[HOSTILE] == ("retour", "screen")


@pytest.mark.parametrize("role", [Role.DIRECTION, Role.ADMINISTRATEUR])
def test_the_screen_is_reserved_to_analysts(path, role):
    page = str(ROOT / "pages" / "results" / "coding.py")
    app = AppTest.from_function(page_script, args=(page, Viewer("Autre", role, WholeProgramme()))).run()

    assert [title.value for title in app.title] == ["Accès réservé"]
