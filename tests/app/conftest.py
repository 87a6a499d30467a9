"""The import screen with a file dropped on it, and how to find things on it."""

from __future__ import annotations

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from flash360.access.scope import Viewer, WholeProgramme
from flash360.model import Role
from flash360.settings import ROOT

ANALYST = Viewer("Analyste", Role.ANALYSTE, WholeProgramme())


def page_script(page: str, who: object) -> None:
    """What the frame does before a page: admit who looks, then run the page."""
    import runpy

    from flash360.ui import guard

    guard.admit(who)
    runpy.run_path(page, run_name="__main__")


@pytest.fixture
def path(tmp_path, monkeypatch):
    """Where the base of this test is; it holds nothing yet."""
    base = tmp_path / "flash360.duckdb"
    monkeypatch.setenv("FLASH360_DATABASE", str(base))
    return base


@pytest.fixture
def importing(path):
    """The import screen with a file of this content dropped on it."""

    def drop(content: str | bytes, name: str) -> AppTest:
        script = str(ROOT / "pages/results/import_workbook.py")
        app = AppTest.from_function(page_script, args=(script, ANALYST), default_timeout=60).run()
        data = content.encode() if isinstance(content, str) else content
        return app.file_uploader[0].set_value((name, data, "text/csv")).run()

    return drop


@pytest.fixture
def keyed():
    """The widget whose key ends so."""
    return lambda widgets, ending: next(one for one in widgets if one.key and one.key.endswith(ending))


@pytest.fixture
def button():
    """The button whose label begins so."""
    return lambda app, label: next(one for one in app.button if one.label.startswith(label))


def html_of(app: AppTest) -> str:
    """What the screen writes as HTML."""
    return "\n".join(one.proto.body for one in app.get("html"))


def words_of(app: AppTest) -> str:
    """Everything that the screen says, as it is read: without tags nor what escapes a sign."""
    kinds = (app.title, app.header, app.markdown, app.caption, app.text, app.info, app.success, app.warning, app.error)
    said = [one.value.replace("\\", "").replace("\u2060", "") for kind in kinds for one in kind]
    return "\n".join([*said, html.unescape(re.sub(r"<[^>]+>", " ", html_of(app)))])


@pytest.fixture
def words():
    """Everything that the screen says, with ordinary spaces."""

    return lambda app: words_of(app).replace("\u00a0", " ")


@pytest.fixture
def describe(keyed):
    """Tell a new session in its three needed fields."""

    def tell(app: AppTest, code: str = "F360-2024-07") -> AppTest:
        keyed(app.text_input, "nouveau-code").set_value(code)
        keyed(app.text_input, "titre").set_value("Un guichet unique")
        return keyed(app.text_input, "administration").set_value("Mairie fictive").run()

    return tell
