"""From navigation to the last chart of the overview, beside a Streamlit page with one word, in the same browser and the same run.

    python -m benches.overview [RUNS]

New cache: a browser that has never been there. Warm: the same browser again. Times are medians in milliseconds, with the
extremes.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from benches.server import ROOT, WIDE, browsing, serving

EMPTY = "() => document.querySelector('h1')?.innerText === 'Vide'"
CHARTS = """() => {
    const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')];
    return charts.length >= 3 && charts.every(chart => chart.querySelector('canvas, svg.marks'))
        && document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning';
}"""


def main() -> None:
    """Measure both and print them side by side."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        database = Path(folder) / "overview.duckdb"
        command = [sys.executable, "-m", "flash360", "--database", str(database), "demo"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        with serving(ROOT / "benches" / "empty_page.py") as address:
            floor = _visits(browser, address, EMPTY, runs)
        with serving(ROOT / "dashboard.py", database) as address:
            overview = _visits(browser, address, CHARTS, runs)
    print(f"Overview of 48 sessions, navigation to last chart ({runs} visits each, Chromium, this machine)\n")
    print(f"  {'':26}{'new cache':>24}{'warm':>24}")
    for name, (new, warm) in (("empty Streamlit page", floor), ("Vue d'ensemble", overview)):
        print(f"  {name:26}{_figures(new):>24}{_figures(warm):>24}")
    ratios = [statistics.median(ours) / statistics.median(theirs) for ours, theirs in zip(overview, floor, strict=True)]
    print(f"  {'ratio of the medians':26}{ratios[0]:>24.2f}{ratios[1]:>24.2f}")


def _visits(browser: Browser, address: str, ready: str, runs: int) -> tuple[list[float], list[float]]:
    new: list[float] = []
    warm: list[float] = []
    for run in range(runs + 1):
        context = browser.new_context(viewport=WIDE, locale="fr-FR")
        page = context.new_page()
        times = [_visit(page, address, ready) for _ in range(2)]
        context.close()
        if run:  # the first visit of a server pays for its imports
            new.append(times[0])
            warm.append(times[1])
    return new, warm


def _visit(page: Page, address: str, ready: str) -> float:
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(ready, timeout=60_000, polling=20)
    return 1000 * (time.perf_counter() - start)


def _figures(times: list[float]) -> str:
    return f"{statistics.median(times):.0f} ms ({min(times):.0f}-{max(times):.0f})"


if __name__ == "__main__":
    main()
