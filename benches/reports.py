"""How long documents take: one scorecard (PDF, PowerPoint, Excel), the programme's, and 500 scorecards in worker processes.

`python -m benches.reports [SESSIONS]`; 500 by default. Times are medians, in seconds.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from flash360 import demo
from flash360.access import Viewer, WholeProgramme
from flash360.model import Role
from flash360.reports import drawing
from flash360.reports.programme.content import programme_content
from flash360.reports.programme.pdf import report
from flash360.reports.programme.slides import programme_slides
from flash360.reports.session.content import session_content
from flash360.reports.session.facts import common
from flash360.reports.session.pdf import scorecard
from flash360.reports.session.slides import session_slides
from flash360.reports.session.workbook import session_workbook
from flash360.store import read
from flash360.store.database import Database

VIEWER = Viewer("mesure", Role.ANALYSTE, WholeProgramme())
DAY = date(2026, 11, 23)


def timed(work: Callable[[], object], repeats: int = 7) -> tuple[float, float]:
    """Median seconds of clock and of processor, the first run left out."""
    work()
    clock: list[float] = []
    processor: list[float] = []
    for _ in range(repeats):
        began, burnt = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - burnt)
    return statistics.median(clock), statistics.median(processor)


def without_memory(work: Callable[[], object]) -> Callable[[], object]:
    """The same work, its drawings made again each time."""

    def again() -> object:
        drawing.forget()
        return work()

    return again


def main(sessions: int) -> None:
    """Measure on a demonstration of this many sessions, in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mesure.duckdb"
        with Database.open(path) as base:
            demo.load(base, sessions, 1)
            one_by_one(base)
        subprocess.run([sys.executable, "-m", "benches.scorecards", str(path)], check=True)


def one_by_one(base: Database) -> None:
    """Each document on its own."""
    programme = read.programme(base, VIEWER.scope, DAY)
    code = next(row["code"] for row in programme.to_pylist() if row["verdict"] and row["freins"] > 2)
    shared = common(base, VIEWER.scope)
    content = session_content(base, VIEWER, code, DAY, programme=programme)
    whole = programme_content(base, VIEWER, DAY)
    for name, work in (
        ("valeurs d'une session", lambda: session_content(base, VIEWER, code, DAY, programme=programme, shared=shared)),
        ("fiche PDF", without_memory(lambda: scorecard(content))),
        ("fiche PowerPoint", lambda: session_slides(content)),
        ("fiche Excel", lambda: session_workbook(content)),
        ("rapport PDF", without_memory(lambda: report(whole))),
        ("rapport PowerPoint", lambda: programme_slides(whole)),
    ):
        clock, processor = timed(work)
        print(f"{name:28} {clock:7.3f} s   dont processeur {processor:7.3f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
