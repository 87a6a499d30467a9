"""The analyst's screens on a real base: import, preview, commit, history, undo; and the guard in front of them."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from flash360 import ingest
from flash360.access.scope import Sessions, Viewer, WholeProgramme
from flash360.model import Role, Section
from flash360.settings import ROOT
from flash360.store import Database
from flash360.workbook import Shape, write_workbook
from tests.app.conftest import html_of

ANALYST = Viewer("Analyste", Role.ANALYSTE, WholeProgramme())
DIRECTION = Viewer("Direction", Role.DIRECTION, WholeProgramme())
PARTNER = Viewer("Ville de Test", Role.PARTENAIRE, Sessions(()))
PAGES = sorted(path.relative_to(ROOT / "pages").as_posix() for path in (ROOT / "pages").rglob("*.py"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUITES = {"session_code": "F360-1", "date": "2024-03-05", "status": "waiting"}


def workbook(title: str = "Un guichet unique", code: str = "F360-1") -> bytes:
    """A template with a fiche alone: a session at its first step."""
    fiche = {"session_code": code, "title": title, "administration": "Ville de Test"}
    return write_workbook({Section.FICHE: [fiche]}, Shape.SINGLE)


def nameless() -> bytes:
    return write_workbook({Section.FICHE: [{"session_code": "F360-1", "administration": "Ville de Test"}]}, Shape.SINGLE)


def page_script(page: str, who: object) -> None:
    """What the frame does before a page: admit who looks (nobody, when there is nobody), then run the page."""
    import runpy

    from flash360.ui import guard

    if who is not None:
        guard.admit(who)
    runpy.run_path(page, run_name="__main__")


@pytest.fixture
def screen(path):
    def run(page: str, who: Viewer | None = ANALYST) -> AppTest:
        return AppTest.from_function(page_script, args=(str(ROOT / "pages" / page), who), default_timeout=60).run()

    return run


@pytest.fixture
def importing(screen):
    """The import screen with a file dropped on it."""

    def drop(content: bytes, name: str = "atelier.xlsx") -> AppTest:
        app = screen("results/import_workbook.py")
        return app.file_uploader[0].set_value((name, content, XLSX)).run()

    return drop


def button(app: AppTest, label: str):
    return next(one for one in app.button if one.label.startswith(label))


@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_anything_to_nobody(screen, page):
    app = screen(page, None)
    assert [one.value for one in app.title] == ["Accès refusé"]
    assert html_of(app) == ""


@pytest.mark.parametrize("page", ["results/import_workbook.py", "results/history.py"])
@pytest.mark.parametrize("who", [DIRECTION, PARTNER], ids=["direction", "partner"])
def test_the_analysts_screens_are_reserved_to_analysts(screen, page, who):
    app = screen(page, who)
    assert [one.value for one in app.title] == ["Accès réservé"]
    assert "«\u00a0Analyste\u00a0»" in app.error[0].value
    assert not app.button


def test_the_accessibility_statement_is_open_to_everyone(screen):
    assert screen("about/accessibility.py", PARTNER).title[0].value.startswith("Accessibilité")


def test_a_partner_without_a_session_is_told_whom_to_ask(screen):
    app = screen("session/scorecard.py", PARTNER)
    assert "équipe du programme" in app.info[0].value


def test_an_empty_history_leads_to_the_first_steps(screen):
    app = screen("results/history.py")
    assert [one.value for one in app.header] == ["1. Télécharger le modèle", "2. Le remplir", "3. L'importer"]


def test_a_sound_workbook_is_previewed_then_imported(importing, path):
    app = importing(workbook())
    assert app.title[0].value == "1\u00a0session prête à importer"
    assert "F360-1" in html_of(app)
    button(app, "Importer").click().run()
    assert app.title[0].value.endswith("enregistré")
    assert next(link.proto.query_string for link in app.get("page_link")) == "session=F360-1"


def test_closing_the_preview_stores_nothing(importing, screen):
    app = importing(workbook())
    button(app, "Fermer").click().run()
    assert app.title[0].value == "Importer un classeur"
    assert len(screen("results/history.py").header) == 3


def test_abstentions_are_not_counted_as_votes(importing):
    grades = {"P01": 4, "P02": 5, "P03": None}
    content = write_workbook(
        {
            Section.FICHE: [{"session_code": "F360-1", "title": "Un guichet", "administration": "Ville de Test"}],
            Section.PARTICIPANTS: [{"participant": who, "college": "usager"} for who in grades],
            Section.CRITERIA: [{"criterion": "F1", "label": "Moyens", "axis": "impact", "scale_min": 1, "scale_max": 5}],
            Section.VOTES: [{"participant": who, "criterion": "F1", "grade": grade} for who, grade in grades.items()],
        },
        Shape.SINGLE,
    )
    words = re.sub(r"<[^>]+>", " ", html_of(importing(content))).split()
    assert "Votes 2 Abstentions 1" in " ".join(words)


def test_an_error_blocks_the_button_and_says_why(importing):
    app = importing(nameless())
    assert app.title[0].value == "1\u00a0erreur à corriger avant l'import"
    assert button(app, "Importer").disabled
    assert "Fiche!B" in html_of(app)


def test_the_same_file_again_is_nothing_to_do(importing):
    button(importing(workbook()), "Importer").click().run()
    app = importing(workbook())
    assert app.title[0].value == "Ce classeur est déjà importé"
    assert button(app, "Importer").disabled


def test_a_title_written_as_markup_is_shown_as_it_is_written(importing):
    app = importing(workbook(title="<script>alert(1)</script> **gras**"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **gras**" in html_of(app)
    assert "<script>" not in html_of(app)


def test_undoing_asks_first_then_can_be_redone(importing, screen):
    button(importing(workbook()), "Importer").click().run()
    app = screen("results/history.py")
    assert app.title[0].value == "1\u00a0import en vigueur dans la base"
    button(app, "Annuler l'import").click().run()
    assert "F360\\-1" in " ".join(one.value for one in app.markdown)
    button(app, "Oui").click().run()
    assert app.success[0].value == "L'import n°\u00a01 est annulé."
    assert app.title[0].value == "0\u00a0import en vigueur dans la base"
    button(app, "Rétablir l'import").click().run()
    button(app, "Oui").click().run()
    assert app.title[0].value == "1\u00a0import en vigueur dans la base"


def test_declining_changes_nothing(importing, screen):
    button(importing(workbook()), "Importer").click().run()
    app = screen("results/history.py")
    button(app, "Annuler l'import").click().run()
    button(app, "Non").click().run()
    assert app.title[0].value == "1\u00a0import en vigueur dans la base"
    assert not [one for one in app.button if one.label.startswith("Oui")]


def test_the_history_is_searched_by_session(importing, screen):
    button(importing(workbook()), "Importer").click().run()
    button(importing(workbook(code="F360-2"), "autre.xlsx"), "Importer").click().run()
    app = screen("results/history.py")
    app.text_input[0].set_value("f360-2").run()
    assert app.caption[0].value == "1\u00a0opération sur 2."
    assert "autre.xlsx" in html_of(app)
    assert "atelier.xlsx" not in html_of(app)


def test_a_preview_made_before_another_import_is_compared_again(importing, path):
    app = importing(workbook(title="Première version"))
    from flash360.ui import data

    base: Database = data.base()
    ingest.import_workbook(base, workbook(title="Version d'une collègue"), "collegue.xlsx", author="Collègue")
    app.run()
    assert "Version d&#x27;une collègue" in html_of(app)


def test_a_workbook_that_another_import_overtook_is_not_called_recorded(screen):
    app = screen("results/import_workbook.py")
    app.session_state["import.reçu"] = ingest.Receipt(ingest.Outcome.UNCHANGED, "atelier.xlsx", ("F360-1",))
    app.run()
    assert [one.value for one in app.title] == ["Rien de nouveau à enregistrer"]
    assert "la base n'a pas changé" in app.info[0].value


def test_a_file_that_cannot_be_read_says_why_and_claims_to_have_recognised_nothing(importing):
    app = importing(b"PK\x03\x04 rien de tel")
    assert not app.exception
    headings = [one.value for one in app.header]
    assert "Ce qui a été reconnu" not in headings
    assert headings[0].startswith("Constats")
