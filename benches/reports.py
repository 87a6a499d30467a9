"""How long documents take: one scorecard (PDF, PowerPoint, Excel), the programme's, and 500 scorecards in worker processes.

`python -m benches.reports [SESSIONS]`; 500 by default. Times are medians, in seconds; memory is the peak of this process
and of its workers together, in megabytes.
"""

from __future__ import annotations

import resource
import statistics
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
from flash360.reports.batch import scorecards
from flash360.reports.programme.content import programme_content
from flash360.reports.programme.pdf import report
from flash360.reports.programme.slides import programme_slides
from flash360.reports.session.content import session_content
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
    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder) / "mesure.duckdb") as base:
        demo.load(base, sessions, 1)
        programme = read.programme(base, VIEWER.scope, DAY)
        code = next(row["code"] for row in programme.to_pylist() if row["verdict"] and row["freins"] > 2)
        content = session_content(base, VIEWER, code, DAY, programme=programme)
        whole = programme_content(base, VIEWER, DAY)
        for name, work in (
            ("valeurs d'une session", lambda: session_content(base, VIEWER, code, DAY, programme=programme)),
            ("fiche PDF", without_memory(lambda: scorecard(content))),
            ("fiche PowerPoint", lambda: session_slides(content)),
            ("fiche Excel", lambda: session_workbook(content)),
            ("rapport PDF", without_memory(lambda: report(whole))),
            ("rapport PowerPoint", lambda: programme_slides(whole)),
        ):
            clock, processor = timed(work)
            print(f"{name:28} {clock:7.3f} s   dont processeur {processor:7.3f} s")
        began = time.perf_counter()
        bundle = scorecards(base, VIEWER, None, DAY)
        seconds = time.perf_counter() - began
        peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        print(f"{programme.num_rows} fiches dans un .zip       {seconds:7.1f} s   {len(bundle) / 1e6:.1f} Mo")
        print(f"mémoire : ce processus {peaks[0]:.0f} Mo, le plus gros des deux autres {peaks[1]:.0f} Mo")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
