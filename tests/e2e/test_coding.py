"""Texts coded with the keyboard alone, in a real browser: accept or choose, next, undo; the page closed, nothing lost."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
VIEWS = ("Tableau", "Grille", "Thèmes proposés", "Aspects", "Accord", "Historique")


@pytest.fixture(scope="module")
def served(start, demonstration):
    """A server of its own, since this journey writes."""
    with start(demonstration) as one:
        yield one


def left(page: Page) -> int:
    """How many texts the title says are left."""
    return int(re.match(r"(\d+)", page.get_by_role("heading", level=1).inner_text())[1])


def expect_left(page: Page, count: int) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(rf"^{count}\s"))


def test_texts_are_coded_with_the_keyboard_and_nothing_is_lost_when_the_page_closes(served, page, settled):
    page.goto(served.address("coder"))
    first = page.get_by_test_id("stMarkdownContainer").get_by_text(re.compile("À coder|Suggestion"))
    page.get_by_role("button", name=re.compile(r"1$")).wait_for()  # suggestions are learnt
    settled(page)
    expect(first.first).to_be_visible()
    before, verbatim = left(page), page.get_by_label("Texte à coder")
    words = verbatim.inner_text()

    page.keyboard.press("1")
    expect_left(page, before - 1)
    expect(verbatim).not_to_have_text(words)
    settled(page)
    words = verbatim.inner_text()
    page.keyboard.press("s")
    expect(verbatim).not_to_have_text(words)
    expect_left(page, before - 1)
    settled(page)
    page.keyboard.press("n")
    expect_left(page, before - 2)
    settled(page)
    page.keyboard.press("d")
    expect_left(page, before - 1)

    settled(page)
    page.keyboard.press("t")
    page.keyboard.type("coût")  # as it is written: nothing is recorded by letters found here and there
    expect(page.get_by_role("option").first).to_contain_text("Coût et moyens de départ")
    page.keyboard.press("Enter")
    expect_left(page, before - 2)
    settled(page)
    expect(page.locator("input:focus")).to_have_count(0)  # the list lets the keys go
    page.keyboard.press("d")
    expect_left(page, before - 1)
    settled(page)
    page.keyboard.press("t")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect_left(page, before - 2)
    settled(page)
    page.keyboard.press("d")
    expect_left(page, before - 1)

    page.goto("about:blank")
    page.goto(served.address("coder"))
    expect_left(page, before - 1)
    settled(page)
    page.keyboard.press("d")
    expect_left(page, before)
    assert served.errors() == []


@pytest.mark.parametrize("width", [1400, 400])
def test_every_way_of_working_is_accessible(served, page, settled, width):
    page.set_viewport_size({"width": width, "height": 1000})
    for view in VIEWS:
        page.goto(served.address(f"coder?vue={view}"))
        settled(page)
        found = Axe().run(page, options=RULES).response
        assert [one["id"] for one in found["violations"] if one["impact"] in {"serious", "critical"}] == [], view
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width, view
