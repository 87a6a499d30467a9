"""The buttons that make documents: there for everyone in scope, nothing made before a click."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from flash360 import demo
from flash360.access.scope import Sessions, Viewer, WholeProgramme
from flash360.model import Role
from flash360.reports import formats
from flash360.settings import ROOT
from flash360.store import read
from flash360.store.database import Database
from flash360.ui.downloads import described
from flash360.ui.programme.filters import Choice

ANALYST = Viewer("Analyste", Role.ANALYSTE, WholeProgramme())


def page_script(page: str) -> None:
    import runpy

    import streamlit as st

    from flash360.ui import guard

    guard.admit(st.session_state["who"])
    runpy.run_path(page, run_name="__main__")


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory):
    path = tmp_path_factory.mktemp("base") / "flash360.duckdb"
    with Database.open(path) as database:
        demo.load(database, 3, 360)
    return path


@pytest.fixture
def screen(portfolio, monkeypatch):
    """Run a page as a viewer; a document made before a click fails the test."""
    monkeypatch.setenv("FLASH360_DATABASE", str(portfolio))

    def run(page: str, viewer: Viewer = ANALYST, **query: str) -> AppTest:
        app = AppTest.from_function(page_script, args=(str(ROOT / "pages" / page),), default_timeout=120)
        app.session_state["who"] = viewer
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return run


def buttons(app: AppTest) -> list[str]:
    """The labels of the documents' buttons; those of charts' figures aside."""
    return [one.proto.label for one in app.get("download_button") if "CSV" not in one.proto.label]


def test_a_scorecard_has_its_three_forms_and_makes_none_before_a_click(screen, monkeypatch):
    monkeypatch.setattr(formats, "import_module", lambda name: pytest.fail(f"{name} was loaded before a click"))
    app = screen("session/scorecard.py", session="F360-2017-01")
    assert not app.exception
    assert buttons(app) == ["PDF", "PowerPoint", "Excel"]


def test_a_partner_has_them_too(screen, portfolio, monkeypatch):
    from flash360.ui import data

    session_id = read.session_id(data.base(), WholeProgramme(), "F360-2017-01")
    partner = Viewer("Ville", Role.PARTENAIRE, Sessions((session_id,)))
    assert buttons(screen("session/scorecard.py", partner)) == ["PDF", "PowerPoint", "Excel"]


def test_all_scorecards_are_prepared_on_click_then_downloaded(screen):
    app = screen("programme/overview.py")
    assert "Télécharger les fiches (.zip)" not in buttons(app)
    app.button("fiches-zip").click().run()
    assert not app.exception
    assert "Arrêter" in [one.label for one in app.button]
    job = app.session_state["fiches.travail"]
    job.thread.join()
    app.run()
    assert "Télécharger les fiches (.zip)" in buttons(app)
    with ZipFile(BytesIO(job.content())) as read_back:
        assert len(read_back.namelist()) == len(job.codes) == 4


def test_a_preparation_that_is_stopped_gives_nothing_and_says_so(screen):
    app = screen("programme/overview.py")
    app.button("fiches-zip").click().run()
    job = app.session_state["fiches.travail"]
    app.button("fiches-zip-arret").click().run()
    job.thread.join()
    app.run()
    assert not app.exception
    assert job.file.closed
    assert "arrêtée" in " ".join(one.value for one in app.caption)
    assert "Télécharger les fiches (.zip)" not in buttons(app)


def test_a_choice_is_said_filter_by_filter():
    assert described(Choice(years=("2025", "2024"), verdicts=("favorable",))) == ("période : 2025, 2024", "avis : favorable")
    assert described(Choice()) == ()
