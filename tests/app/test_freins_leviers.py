"""Freins et leviers on a base of two sessions: counted by family and year, answered elsewhere, searched, marked."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from flash360 import ingest
from flash360.access.scope import Viewer, WholeProgramme
from flash360.charts.butterfly import butterfly
from flash360.coding import deciding
from flash360.coding.deciding import TextAspect
from flash360.coding.texts import texts
from flash360.model import Aspect, Kind, Role, Section
from flash360.settings import ROOT
from flash360.store import Database, read
from flash360.workbook import Shape, write_workbook
from tests.app.conftest import html_of, words_of

ANALYST = Viewer("Analyste", Role.ANALYSTE, WholeProgramme())
COST = "Coût et moyens de départ"


def page_script(page: str, who: object) -> None:
    """What the frame does before a page: admit who looks, then run the page."""
    import runpy

    from flash360.ui import guard

    guard.admit(who)
    runpy.run_path(page, run_name="__main__")


def session(code: str, day: date, said: list[dict[str, object]], outcomes: list[dict[str, object]]) -> bytes:
    fiche = {
        "session_code": code, "title": "Titre", "administration": "Ville", "session_date": day, "declared_verdict": "favourable",
    }  # fmt: skip
    content = {Section.FICHE: [fiche], Section.STATEMENTS: said, Section.OUTCOMES: outcomes}
    rows = {section: [{"session_code": code} | row for row in found] for section, found in content.items()}
    return write_workbook(rows, Shape.SINGLE)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("base") / "flash360.duckdb"
    frein = {"number": 1, "kind": "frein", "theme": COST}
    levier = {"number": 2, "kind": "levier", "text": "Récupérer du matériel", "theme": COST, "answers_number": 1}
    first = [frein | {"text": "Des dépenses élevées, un <b>budget</b>", "aspect": "financier"}, levier]
    with Database.open(path) as base:
        for content in (
            session("F360-1", date(2023, 5, 2), first, [{"date": date(2024, 1, 5), "status": "realised"}]),
            session("F360-2", date(2024, 6, 3), [frein | {"text": "Personne ne paiera"}], []),
        ):
            assert ingest.import_workbook(base, content, "atelier.xlsx", author="ana").outcome == "committed"
        unknown = next(one for one in texts(read.statements(base, WholeProgramme())) if one.text == "Personne ne paiera")
        deciding.give_aspects(base, [TextAspect(*unknown.id, Aspect.FINANCIER)], author="ana")
    return path


@pytest.fixture
def screen(path, monkeypatch):
    monkeypatch.setenv("FLASH360_DATABASE", str(path))

    def run(**query: str) -> AppTest:
        page = str(ROOT / "pages" / "programme" / "freins_leviers.py")
        app = AppTest.from_function(page_script, args=(page, ANALYST), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return run


def test_a_frein_is_shown_with_what_answered_it_elsewhere_and_what_became_of_that_session(screen):
    app = screen()

    assert [error.value for error in app.exception] == []
    assert "2\u00a0freins dans 2\u00a0sessions\u00a0: 1 sur 2 avec un levier" in words_of(app)
    assert "1\u00a0session l'a levé jusqu'à la réalisation" in words_of(app)
    table = next(part for part in html_of(app).split('<div class="f360-table"') if "ce qui y a répondu" in part)
    assert table.index("Récupérer du matériel") < table.index("Personne ne paiera")
    assert "suites : réalisée" in table
    assert "<b>budget" not in table


def test_an_aspect_given_on_screen_is_marked_as_such(screen):
    assert "Financier (donné à l&#x27;écran)" in html_of(screen())


def test_statements_are_counted_by_family_and_by_year(screen):
    app = screen(niveau="Familles")

    assert "« Financement » : le plus de freins, 2 sur 2" in words_of(app).replace("\u00a0", " ")
    assert "par année" in words_of(app)


@pytest.mark.parametrize(
    ("search", "found"), [("depense", "1"), ("DÉPENSES élevé", "1"), ("marronnier", None), ("recuperez materiels", "1")]
)
def test_words_are_found_without_their_accents_and_endings(screen, search, found):
    app = screen(texte=search)
    said = f"{found}\u00a0texte sur 3." if found else "Aucun texte ne répond"
    assert said in words_of(app)


def test_only_freins_without_a_levier_are_kept_on_demand(screen):
    app = screen()
    app.checkbox(key="seuls").check().run()

    assert "1\u00a0texte sur 3." in words_of(app)


def test_years_come_in_their_order_and_the_last_ones_are_drawn():
    years = [(str(year), Kind.FREIN) for year in range(2000, 2020)] + [("2003", Kind.LEVIER)]
    picture = butterfly(years, by="année", blank="Sans date", in_order=True)

    assert picture.table["Année"].to_pylist() == [str(year) for year in range(2000, 2020)]
    assert "2004" not in picture.data["name"].to_pylist()
    assert "2019" in picture.data["name"].to_pylist()
    assert "Les 5 premières lignes du tableau ne sont pas dessinées." in picture.sentence
