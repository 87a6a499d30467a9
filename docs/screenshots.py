"""The pictures of the README and of the guides, taken from the demonstration portfolio in a real browser.

    python -m docs.screenshots [NAME...]     the pictures of docs/images, or those named
    python -m docs.screenshots --look        every screen, whole, at 1400 and at 400 pixels, in build/look: to be looked at

The base is made anew in build/, so that anyone gets the same pictures.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benches.server import NARROW, ROOT, WIDE, browsing, serving, settled
from flash360 import paris
from flash360.access import SubjectKind
from flash360.model import Role
from flash360.store.database import Database
from flash360.store.grants import Wanted, give
from tests.provider.running import CHEF, providing

IMAGES = ROOT / "docs" / "images"
LOOK = ROOT / "build" / "look"
BASE = ROOT / "build" / "screenshots.duckdb"
EMPTY_BASE = ROOT / "build" / "screenshots-empty.duckdb"
CORRECTION = ROOT / "data" / "samples" / "session_F360-2025-06.xlsx"
"""A sample workbook that corrects a session of the demonstration: its preview has something to say."""

_CONTENT_HEIGHT = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    const content = document.querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect();
    return Math.ceil(content.bottom + main.scrollTop);
}"""

SCREENS = {
    "overview": "/",
    "scorecard": "/fiche?session={session}",
    "unknown-votes": "/fiche?session=F360-2017-01",
    "statements": "/freins-leviers",
    "outcomes": "/suites",
    "compare": "/comparer",
    "follow-up": "/suivi",
    "week": "/semaine",
    "dossiers": "/dossier",
    "prepare": "/preparer",
    "coding": "/coder",
    "import": "/importer",
    "history": "/historique",
    "method": "/methode",
    "accessibility": "/accessibilite",
}


@dataclass(frozen=True)
class Shot:
    """One picture of docs/images. screen: a name of SCREENS. height: in pixels."""

    screen: str
    height: int = WIDE["height"]


SHOTS = (
    Shot("overview", 1240),
    Shot("scorecard", 1500),
    Shot("import"),
    Shot("history"),
    Shot("follow-up", 1100),
    Shot("week"),
    Shot("coding"),
)


def main() -> None:
    """Take every picture, or those named, or a look at every screen."""
    wanted = set(sys.argv[1:])
    session = _portfolio()
    with browsing() as browser:
        with serving(ROOT / "dashboard.py", BASE) as home:
            addresses = {name: home + address.format(session=session) for name, address in SCREENS.items()}
            if "--look" in wanted:
                for name, address in addresses.items():
                    _look(browser, address, name)
            for shot in SHOTS:
                if not wanted or shot.screen in wanted:
                    with _page(browser, addresses[shot.screen], shot.height) as page:
                        _save(page, IMAGES / f"{shot.screen}.png")
            if not wanted or "preview" in wanted:
                _preview(browser, addresses["import"])
        if not wanted or wanted & {"empty", "--look"}:
            _empty(browser, look="--look" in wanted, picture=not wanted or "empty" in wanted)


def _empty(browser: Browser, *, look: bool, picture: bool) -> None:
    """What an analyst who signs in finds in a base that holds nothing yet. The identity provider is that of the tests."""
    EMPTY_BASE.unlink(missing_ok=True)
    with Database.open(EMPTY_BASE) as base:
        give(base, Wanted(SubjectKind.EMAIL, CHEF, Role.ANALYSTE), author=CHEF, today=paris.today())
    with providing(1) as provider:
        port = provider.ports.pop()
        settings = provider.settings(f"http://127.0.0.1:{port}")
        with serving(ROOT / "dashboard.py", EMPTY_BASE, port, **settings) as home:
            for name, size in (("1400", WIDE), ("400", NARROW)):
                with browser.new_page(viewport=size, locale="fr-FR") as page:
                    page.goto(home)
                    settled(page)
                    if look:
                        _save(page, LOOK / f"sign-in-{name}.png")
                    page.get_by_role("button", name="Se connecter").click()
                    page.get_by_label("Compte").fill("chef")
                    page.get_by_role("button", name="Continuer").click()
                    page.get_by_role("button", name="Se déconnecter").wait_for()
                    settled(page)
                    if picture and size is WIDE:
                        page.set_viewport_size(WIDE | {"height": 560})
                        _save(page, IMAGES / "empty.png")
                    if look:
                        _unroll(page)
                        _save(page, LOOK / f"empty-{name}.png")


def _portfolio() -> str:
    """Make the base, and choose the session to show: the newest with reservations, whose scorecard has the most to say."""
    BASE.parent.mkdir(exist_ok=True)
    BASE.unlink(missing_ok=True)
    _flash360("demo")
    sessions = json.loads(_flash360("portfolio", "--json"))
    return [one["session"] for one in sessions if one["verdict"] == "favorable avec réserves"][-1]


def _flash360(*arguments: str) -> str:
    command = [sys.executable, "-m", "flash360", "--database", str(BASE), *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def _page(browser: Browser, address: str, height: int, width: int = WIDE["width"]) -> Page:
    """A page that has settled; leaving the `with` block closes it."""
    page = browser.new_page(viewport={"width": width, "height": height}, locale="fr-FR")
    page.goto(address)
    settled(page)
    page.get_by_text("Apprentissage des suggestions en cours").wait_for(state="detached")
    settled(page)
    return page


def _look(browser: Browser, address: str, name: str) -> None:
    for suffix, viewport in (("1400", WIDE), ("400", NARROW)):
        with _page(browser, address, viewport["height"], viewport["width"]) as page:
            _unroll(page)
            _save(page, LOOK / f"{name}-{suffix}.png")


def _preview(browser: Browser, address: str) -> None:
    """What an analyst sees after dropping a workbook: the preview, before anything is recorded."""
    with _page(browser, address, WIDE["height"]) as page:
        page.locator("input[type=file]").set_input_files(CORRECTION)
        page.get_by_role("heading", name="Ce qui change dans les conclusions").wait_for()
        _unroll(page)
        _save(page, IMAGES / "preview.png")


def _unroll(page: Page) -> None:
    """Make the window as tall as what it shows; what comes into sight may add to it."""
    for _ in range(3):
        page.wait_for_load_state("networkidle")
        height = page.evaluate(_CONTENT_HEIGHT)
        page.set_viewport_size({"width": page.viewport_size["width"], "height": min(height, 9000)})
        settled(page)


def _save(page: Page, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path, animations="disabled")
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
