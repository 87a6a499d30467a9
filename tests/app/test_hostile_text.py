"""Texts that want to be HTML, Markdown, an emoji, a formula: on every screen they are shown as they were written."""

from __future__ import annotations

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from flash360 import ingest
from flash360.access.scope import Viewer, WholeProgramme
from flash360.charts.prepared import prepare
from flash360.model import Role, Section
from flash360.settings import ROOT
from flash360.store.database import Database
from flash360.workbook import Shape, write_workbook

HOSTILE = "<img src=x onerror=alert(1)> [clic](javascript:alert) **gras** :smile: $x$"
HTML = re.compile(r"<img src=x")
MARKDOWN = re.compile(r"(?<!\\)\[clic|(?<!\\)\*\*gras|:smile:|(?<!\\)\$x|(?<!\\)<img")
MARKDOWN_FED = (
    "title", "header", "subheader", "markdown", "caption", "error", "info", "success", "warning",
    "button", "checkbox", "expander", "selectbox", "multiselect", "text_input", "toggle",
)  # fmt: skip
PAGES = sorted(path.relative_to(ROOT / "pages").as_posix() for path in (ROOT / "pages").rglob("*.py"))
PEOPLE = [f"P{number:02}" for number in range(1, 9)]


def read_as_markdown(kind, element) -> list[object]:
    """What Streamlit reads as Markdown of an element: its text and its label; what is chosen or typed is shown as it is."""
    typed = kind in {"selectbox", "multiselect", "text_input", "button", "checkbox", "toggle"}
    return [getattr(element, "label", ""), "" if typed else getattr(element, "value", "")]


def page_script(page: str) -> None:
    import runpy

    import streamlit as st

    from flash360.ui import guard

    guard.admit(st.session_state["who"])
    runpy.run_path(page, run_name="__main__")


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """Two sessions, every text of which is hostile."""
    path = tmp_path_factory.mktemp("base") / "flash360.duckdb"
    codes = ("F360-2024-01", "F360-2024-02")
    rows = {
        Section.FICHE: [
            {"title": f"T {HOSTILE}", "administration": f"A {HOSTILE}", "domain": f"D {HOSTILE}", "description": HOSTILE}
        ],
        Section.PARTICIPANTS: [{"participant": one, "college": "usager"} for one in PEOPLE],
        Section.CRITERIA: [
            {"criterion": "C1", "label": f"C {HOSTILE}", "axis": "feasibility", "scale_min": 1, "scale_max": 5},
            {"criterion": "C2", "label": f"E {HOSTILE}", "axis": "impact", "scale_min": 1, "scale_max": 5},
        ],
        Section.VOTES: [
            {"participant": one, "criterion": code, "grade": grade}
            for number, one in enumerate(PEOPLE)
            for code, grade in (("C1", 1 + number % 5), ("C2", 4))
        ],
        Section.STATEMENTS: [
            {"number": 1, "kind": "frein", "aspect": "fond", "text": f"F {HOSTILE}"},
            {"number": 2, "kind": "levier", "aspect": "fond", "text": f"L {HOSTILE}", "answers_number": 1},
            {"number": 3, "kind": "frein", "aspect": "juridique", "text": f"G {HOSTILE}"},
        ],
    }
    with Database.open(path) as opened:
        for code in codes:
            content = write_workbook(
                {section: [{"session_code": code} | row for row in found] for section, found in rows.items()}, Shape.SINGLE
            )
            receipt = ingest.import_workbook(opened, content, f"{code} {HOSTILE}.xlsx".replace("/", ""), author=f"Moi {HOSTILE}")
            assert receipt.outcome is ingest.Outcome.COMMITTED, [one.message for one in receipt.findings]
    prepare()
    return path


@pytest.mark.parametrize("page", PAGES)
def test_a_hostile_text_stays_a_text(base, monkeypatch, page):
    monkeypatch.setenv("FLASH360_DATABASE", str(base))
    app = AppTest.from_function(page_script, args=(str(ROOT / "pages" / page),), default_timeout=120)
    role = Role.ADMINISTRATEUR if page.startswith("admin/") else Role.ANALYSTE
    app.session_state["who"] = Viewer(f"Moi {HOSTILE}", role, WholeProgramme())
    app.query_params["session"] = "F360-2024-01"
    app.run()
    said = [str(part) for kind in MARKDOWN_FED for one in app.get(kind) for part in read_as_markdown(kind, one)]
    raw = [one.proto.body for one in app.get("html") if HTML.search(one.proto.body)]
    assert said
    assert [text for text in said if MARKDOWN.search(text)] == []
    assert raw == []
    assert not app.exception


def test_the_hostile_text_is_on_the_screens_that_this_looks_at(base, monkeypatch):
    monkeypatch.setenv("FLASH360_DATABASE", str(base))
    app = AppTest.from_function(page_script, args=(str(ROOT / "pages" / "session" / "scorecard.py"),), default_timeout=120)
    app.session_state["who"] = Viewer("Moi", Role.ANALYSTE, WholeProgramme())
    app.query_params["session"] = "F360-2024-01"
    app.run()
    assert any("onerror" in one.value for one in app.title)
    assert any(html.escape("<img src=x") in one.proto.body for one in app.get("html"))
