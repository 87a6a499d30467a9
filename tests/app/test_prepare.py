"""Préparer un cadrage, as the analyst sees it: on an empty base, with one session, on the demonstration, with hostile text."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from streamlit.testing.v1 import AppTest

from flash360 import demo, ingest
from flash360.access.scope import Viewer, WholeProgramme
from flash360.model import Role, Section
from flash360.settings import ROOT
from flash360.store.database import Database
from flash360.workbook import Shape, write_workbook
from flash360.workbook.document import decoded
from tests.app.conftest import html_of, words_of

ANALYST = Viewer("Analyste", Role.ANALYSTE, WholeProgramme())
HOSTILE = '<script>alert(1)</script> **gras** [lien](http://exemple.fr) :smile: $x$ # bus "santé"'


def page_script(page: str, who: object) -> None:
    """What the frame does before a page: admit who looks, then run the page."""
    import runpy

    from flash360.ui import guard

    guard.admit(who)
    runpy.run_path(page, run_name="__main__")


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory):
    path = tmp_path_factory.mktemp("base") / "flash360.duckdb"
    database = Database.open(path)
    demo.load(database, 14, 360)
    database.close()
    return path


@pytest.fixture
def screen(tmp_path, monkeypatch):
    def run(base=None, who: Viewer = ANALYST) -> AppTest:
        monkeypatch.setenv("FLASH360_DATABASE", str(base or tmp_path / "flash360.duckdb"))
        page = str(ROOT / "pages" / "workshop" / "prepare.py")
        return AppTest.from_function(page_script, args=(page, who), default_timeout=60).run()

    return run


def docx(body: str) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def ask(app: AppTest, idea: str) -> AppTest:
    app.text_area[0].set_value(idea)
    next(one for one in app.button if one.label == "Comparer aux sessions passées").click()
    return app.run()


def one_session(path) -> None:
    fiche = {"session_code": "F360-1", "title": "Un bus de santé", "administration": "Ville", "declared_verdict": "favourable"}
    frein = {"session_code": "F360-1", "number": 1, "kind": "frein", "aspect": "fond", "text": HOSTILE}
    database = Database.open(path)
    content = write_workbook({Section.FICHE: [fiche], Section.STATEMENTS: [frein]}, Shape.SINGLE)
    ingest.import_workbook(database, content, "atelier.xlsx", author="Analyste")
    database.close()


def test_an_empty_base_says_so_and_still_gives_the_protocol(screen):
    app = ask(screen(), "Un bus de santé")

    assert [error.value for error in app.exception] == []
    assert "Aucune session n'a encore eu lieu" in words_of(app)
    assert "2\u00a0h\u00a030 – 2\u00a0h\u00a050 · Le vote" in html_of(app)
    assert "20 personnes au plus" in html_of(app)
    assert "1970" not in words_of(app)


def test_one_session_is_compared_and_said_to_be_little(screen, tmp_path):
    path = tmp_path / "une.duckdb"
    one_session(path)
    app = ask(screen(path), "Un camion de santé")

    assert [error.value for error in app.exception] == []
    assert "Une seule session a eu lieu" in words_of(app)
    assert "Mots communs dans son idée\u00a0: santé" in words_of(app)


def test_the_demonstration_shows_near_sessions_themes_leviers_and_who_was_missing(screen, portfolio):
    app = ask(screen(portfolio), "Un guichet mobile pour que les habitants des communes rurales fassent leurs démarches.")

    assert [error.value for error in app.exception] == []
    assert [header.value for header in app.header] == [
        "Les sessions passées les plus proches",
        "Les thèmes à attendre, par aspect",
        "Les leviers qui y ont répondu",
        "Qui manquait quand cela s'est mal terminé",
        "La session en trois heures",
        "Qui inviter",
        "Avant la session",
    ]
    assert re.search(r"session\w* passée\w* proche", app.title[0].value)


def test_before_any_idea_the_protocol_is_there_and_no_session(screen, portfolio):
    app = screen(portfolio)

    assert app.title[0].value == "Préparer un cadrage"
    assert "Les sessions passées les plus proches" not in words_of(app)
    assert "2\u00a0h\u00a030 – 2\u00a0h\u00a050 · Le vote" in html_of(app)


def test_hostile_words_are_shown_as_they_were_written(screen, tmp_path):
    path = tmp_path / "une.duckdb"
    one_session(path)
    app = ask(screen(path), HOSTILE)

    assert [error.value for error in app.exception] == []
    shown = html_of(app) + "".join(part.value for part in [*app.markdown, *app.caption, *app.title, *app.info])
    assert "<script" not in shown
    assert "**gras**" not in "".join(part.value for part in [*app.markdown, *app.caption, *app.title, *app.info])


def test_an_idea_with_no_known_word_asks_for_others(screen, portfolio):
    assert "avec d'autres mots" in words_of(ask(screen(portfolio), "🙂🙂🙂"))


def test_a_long_text_is_pasted_whole_and_what_is_read_of_it_is_said(screen, portfolio):
    app = ask(screen(portfolio), "Un guichet mobile pour les habitants des communes rurales. " * 600)

    assert not app.text_area[0].max_chars  # beyond it, a browser takes nothing of what is pasted
    assert "Seuls les 20\u202f000 premiers caractères du texte sont lus" in words_of(app)
    assert "Les sessions passées les plus proches" in words_of(app)


def test_a_file_takes_the_place_of_the_pasted_idea(screen, portfolio):
    app = screen(portfolio)
    app.file_uploader[0].set_value(("idee.txt", "Des démarches pour les habitants".encode(), "text/plain"))
    app = ask(app, "🙂")

    assert [error.value for error in app.exception] == []
    assert "Les sessions passées les plus proches" in words_of(app)


def test_a_file_that_holds_no_text_is_refused_in_words(screen):
    app = screen()
    app.file_uploader[0].set_value(("image.txt", b"\x89PNG\x00\x00", "text/plain"))
    app = ask(app, "")

    assert "c'est une image" in words_of(app)
    assert "collez l'idée" in words_of(app)


def test_a_word_document_takes_the_place_of_the_pasted_idea(screen, portfolio):
    app = screen(portfolio)
    document = docx("<w:p><w:r><w:t>Des démarches pour </w:t></w:r><w:r><w:t>les habitants</w:t></w:r></w:p>")
    app.file_uploader[0].set_value(("idee.docx", document, "application/octet-stream"))
    app = ask(app, "")

    assert [error.value for error in app.exception] == []
    assert "Les sessions passées les plus proches" in words_of(app)
    assert "Des démarches pour les habitants" in [one.value for one in app.text]


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("Élu".encode(), "Élu"),
        ("\ufeffÉlu".encode(), "Élu"),
        ("Élu".encode("utf-16"), "Élu"),
        ("Élu\n".encode("cp1252"), "Élu"),
        (b"", ""),
        (b"a\0b", None),
        (b"\xff\xfea", None),
    ],
)
def test_a_text_file_is_read_in_the_usual_encodings(content, read):
    assert decoded(content) == read


@pytest.mark.parametrize("role", [Role.DIRECTION, Role.ADMINISTRATEUR])
def test_the_screen_is_reserved_to_analysts(screen, role):
    app = screen(who=Viewer("Autre", role, WholeProgramme()))

    assert [title.value for title in app.title] == ["Accès réservé"]
