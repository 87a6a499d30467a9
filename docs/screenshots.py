"""The pictures of the README and of the guide, taken from the demonstration portfolio in a real browser.

    python -m docs.screenshots [NAME...]

Wide pictures are 1400 pixels, narrow ones 400 (`-narrow`). The base is made anew in build/, so that anyone gets the same
pictures.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benches.server import NARROW, ROOT, WIDE, browsing, serving, settled

IMAGES = ROOT / "docs" / "images"
BASE = ROOT / "build" / "screenshots.duckdb"
EMPTY_BASE = ROOT / "build" / "screenshots-empty.duckdb"
SAMPLES = ROOT / "data" / "samples"


@dataclass(frozen=True)
class Shot:
    """One screen: the picture's name, its address, whether the whole page is taken, whether a narrow one too."""

    name: str
    address: str
    whole: bool = False
    narrow: bool = False


SHOTS = (
    Shot("overview", "/", narrow=True),
    Shot("overview-whole", "/", whole=True),
    Shot("scorecard", "/fiche?session={session}", narrow=True),
    Shot("scorecard-whole", "/fiche?session={session}", whole=True),
    Shot("statements", "/freins-leviers", whole=True),
    Shot("outcomes", "/suites", whole=True),
    Shot("import", "/importer"),
    Shot("history", "/historique"),
    Shot("method", "/methode"),
)


def main() -> None:
    """Take every picture, or those named."""
    wanted = set(sys.argv[1:])
    IMAGES.mkdir(parents=True, exist_ok=True)
    session = _portfolio()
    with browsing() as browser:
        with serving(ROOT / "dashboard.py", BASE) as home:
            for shot in SHOTS:
                if not wanted or shot.name in wanted:
                    _take(browser, home + shot.address.format(session=session), shot)
            if not wanted or "preview" in wanted:
                _preview(browser, home)
        if not wanted or "empty" in wanted:
            EMPTY_BASE.unlink(missing_ok=True)
            with serving(ROOT / "dashboard.py", EMPTY_BASE) as home:
                _take(browser, home, Shot("empty", "/"))


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


def _take(browser: Browser, address: str, shot: Shot) -> None:
    for suffix, viewport in (("", WIDE), ("-narrow", NARROW))[: 2 if shot.narrow else 1]:
        context = browser.new_context(viewport=viewport, locale="fr-FR", device_scale_factor=1)
        page = context.new_page()
        page.goto(address)
        _save(page, shot.name + suffix, whole=shot.whole)
        context.close()


def _preview(browser: Browser, home: str) -> None:
    """What an analyst sees after dropping a workbook: the preview, before anything is recorded."""
    context = browser.new_context(viewport=WIDE, locale="fr-FR")
    page = context.new_page()
    page.goto(home + "/importer")
    settled(page)
    page.locator("input[type=file]").set_input_files(sorted(SAMPLES.glob("*.xlsx"))[0])
    page.get_by_text(".xlsx").first.wait_for()
    _save(page, "preview", whole=True)
    context.close()


def _save(page: Page, name: str, *, whole: bool) -> None:
    settled(page)
    page.wait_for_load_state("networkidle")
    if whole:
        height = page.evaluate("() => Math.ceil(document.querySelector('[data-testid=stMain]').scrollHeight)")
        page.set_viewport_size({"width": page.viewport_size["width"], "height": min(height + 120, 6000)})
        settled(page)
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    print(f"{path.relative_to(Path.cwd())}  {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
