"""Everything a reader meets is in French, and the page says so."""

import re

import pytest

SCREENS = ("", "fiche", "freins-leviers", "suites", "preparer", "comparer", "importer", "historique", "methode", "accessibilite")
ENGLISH = re.compile(
    r"\b(the|and|with|your|file|files|drag|drop|upload|browse|search|download|fullscreen|close|open|menu for|choose|select"
    r"|loading|running|results?|more|view|show|hide|data frame|skip|press|settings|deploy|rerun)\b",
    re.IGNORECASE,
)
WORDS = """() => {
    const seen = [document.title];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode())
        if (!node.parentElement.closest('[translate=no], noscript, script, style, code')) seen.push(node.data);
    for (const e of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
            if (e.getAttribute(name)) seen.push(e.getAttribute(name));
    return seen;
}"""


@pytest.mark.parametrize("path", SCREENS)
def test_no_english_word_is_left_on_a_screen(dashboard, page, settled, path):
    page.goto(dashboard.address(path))
    settled(page)
    assert page.evaluate("document.documentElement.lang") == "fr"
    words = page.evaluate(WORDS)
    assert len(words) > 10
    assert [one for one in words if ENGLISH.search(one)] == []


@pytest.mark.parametrize("path", SCREENS)
def test_the_browser_blocks_nothing_and_reports_nothing(dashboard, page, settled, path):
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(dashboard.address(path))
    settled(page)
    # A deep link makes Streamlit look for its server under the page's own path first: two answers « 404 », no fault.
    assert [text for text in told if "404" not in text] == []
