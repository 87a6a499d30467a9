"""The programme's screens and the scorecard on a real base, as each role sees them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from flash360 import demo
from flash360.access.scope import Sessions, Viewer, WholeProgramme
from flash360.charts.prepared import prepare
from flash360.model import Role
from flash360.settings import ROOT
from flash360.store.database import Database
from tests.app.conftest import words_of

ANALYST = Viewer("Analyste", Role.ANALYSTE, WholeProgramme())
DIRECTION = Viewer("Direction", Role.DIRECTION, WholeProgramme())


def page_script(page: str) -> None:
    """What the frame does before a page: admit the viewer that the test put in the session, then run the page."""
    import runpy

    import streamlit as st

    from flash360.ui import guard

    guard.admit(st.session_state["who"])
    runpy.run_path(page, run_name="__main__")


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory):
    path = tmp_path_factory.mktemp("base") / "flash360.duckdb"
    database = Database.open(path)
    demo.load(database, 14, 360)
    database.close()
    prepare()
    return path


@pytest.fixture
def screen(portfolio, monkeypatch):
    """Run a page as a viewer, with what follows « ? » in its address."""
    monkeypatch.setenv("FLASH360_DATABASE", str(portfolio))

    def run(page: str, viewer: Viewer = ANALYST, **query: str) -> AppTest:
        app = AppTest.from_function(page_script, args=(str(ROOT / "pages" / page),), default_timeout=60)
        app.session_state["who"] = viewer
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return run


@pytest.fixture
def sessions(portfolio, monkeypatch):
    """The programme's rows, by code."""
    monkeypatch.setenv("FLASH360_DATABASE", str(portfolio))
    from flash360.ui import data

    return {row["code"]: row for row in data.programme(ANALYST).to_pylist()}


def voted(sessions):
    return next(row for row in sessions.values() if row["verdict"] and row["freins"])


@pytest.mark.parametrize("page", ["overview", "freins_leviers", "outcomes"])
def test_a_programme_screen_says_its_finding_its_date_and_its_n(screen, sessions, page):
    app = screen(f"programme/{page}.py")
    assert [error.value for error in app.exception] == []
    assert app.title[0].value
    assert f"n = {len(sessions)}\u00a0sessions." in words_of(app)


@pytest.mark.parametrize("page", ["overview", "freins_leviers", "outcomes"])
def test_a_partner_does_not_enter_a_programme_screen(screen, sessions, page):
    own = Viewer("Ville", Role.PARTENAIRE, Sessions((voted(sessions)["session_id"],)))
    app = screen(f"programme/{page}.py", own)
    assert [title.value for title in app.title] == ["Accès réservé"]


def test_a_filter_of_the_address_is_applied_and_n_says_so(screen, sessions):
    app = screen("programme/overview.py", avis="à retravailler")
    kept = sum(row["verdict"] == "to_rework" for row in sessions.values())
    assert kept
    assert f"n = {kept}\u00a0session{'s' if kept > 1 else ''} sur {len(sessions)}." in words_of(app)


def test_filters_that_nobody_answers_say_what_to_do(screen):
    app = screen("programme/overview.py", avis="non concluant", etape="Idée")
    assert "Retirez-en un pour revoir le programme" in words_of(app)


def test_the_scorecard_of_the_address_shows_its_verdict_and_its_cells(screen, sessions):
    row = voted(sessions)
    app = screen("session/scorecard.py", session=row["code"])
    assert [error.value for error in app.exception] == []
    assert row["title"] in app.title[0].value.replace("\\", "")
    assert any(one.label.startswith("D'où vient chaque valeur") for one in app.expander)


def test_a_code_written_otherwise_finds_its_session(screen, sessions):
    row = voted(sessions)
    app = screen("session/scorecard.py", session=row["code"].lower())
    assert row["title"] in app.title[0].value.replace("\\", "")


def test_the_direction_does_not_see_the_cells(screen, sessions):
    app = screen("session/scorecard.py", DIRECTION, session=voted(sessions)["code"])
    assert not any(one.label.startswith("D'où vient chaque valeur") for one in app.expander)


def test_an_unknown_code_is_said_and_shows_no_other_session(screen):
    app = screen("session/scorecard.py", session="F360-1900-99")
    assert "Aucune session « F360-1900-99 » dans votre périmètre" in words_of(app)
    assert app.title[0].value == "Choisissez une session"


def test_a_partner_does_not_reach_another_session_by_its_address(screen, sessions):
    mine, other, *_ = [row for row in sessions.values() if row["verdict"]]
    partner = Viewer("Ville", Role.PARTENAIRE, Sessions((mine["session_id"],)))
    app = screen("session/scorecard.py", partner, session=other["code"])
    assert other["title"] not in words_of(app)
    assert app.title[0].value == "Choisissez une session"


def test_a_partner_with_one_session_lands_on_it(screen, sessions):
    mine = voted(sessions)
    app = screen("session/scorecard.py", Viewer("Ville", Role.PARTENAIRE, Sessions((mine["session_id"],))))
    assert mine["title"] in app.title[0].value.replace("\\", "")


def test_every_session_has_a_scorecard_votes_known_or_not(screen, sessions):
    unknown = [row for row in sessions.values() if row["verdict"] is None]
    assert unknown
    for row in unknown:
        app = screen("session/scorecard.py", session=row["code"])
        assert [error.value for error in app.exception] == []
        assert app.title[0].value.startswith("Votes inconnus")


def test_the_method_works_on_the_session_of_the_address(screen, sessions):
    row = voted(sessions)
    app = screen("about/method.py", session=row["code"])
    assert [error.value for error in app.exception] == []
    assert f"Faisabilité : n = {row['feasibility_n']}, note majoritaire {row['feasibility_grade']}" in words_of(app)


@pytest.mark.parametrize(
    "page", ["programme/overview.py", "programme/freins_leviers.py", "programme/outcomes.py", "session/scorecard.py"]
)
def test_an_empty_base_leads_to_the_import(tmp_path, monkeypatch, page, screen):
    empty = tmp_path / "empty.duckdb"
    Database.open(empty).close()
    monkeypatch.setenv("FLASH360_DATABASE", str(empty))
    assert screen(page).title[0].value == "Votre première session en trois étapes"
