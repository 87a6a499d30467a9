"""All the scorecards of a base, in a process that did nothing else before: `python -m benches.scorecards BASE`.

It starts as the command line does, without pandas. Memory is the peak of this process and of its workers together, in
megabytes, what they share counted once.
"""

from __future__ import annotations

import resource
import sys
import threading
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile

from flash360.access import Viewer, WholeProgramme
from flash360.light_arrow import lighten
from flash360.model import Role
from flash360.reports.batch import scorecards
from flash360.store import read
from flash360.store.database import Database

VIEWER = Viewer("mesure", Role.ANALYSTE, WholeProgramme())
DAY = date(2026, 11, 23)


def batch(path: Path) -> None:
    """Time, processor and memory of the whole batch, while a screen asks for the programme."""
    with Database.open(path) as base, TemporaryFile() as bundle:
        began, slowest = time.perf_counter(), [0.0]
        stop = threading.Event()
        heaviest = [0.0]
        others = [
            threading.Thread(target=_ask, args=(base, stop, slowest)),
            threading.Thread(target=_weigh, args=(stop, heaviest)),
        ]
        for other in others:
            other.start()
        try:
            scorecards(base, VIEWER, None, DAY, bundle)
            seconds = time.perf_counter() - began
        finally:
            stop.set()
            for other in others:
                other.join()
        size = bundle.tell()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    burnt = [one.ru_utime + one.ru_stime for one in used]
    print(f"fiches dans un .zip          {seconds:7.1f} s   {size / 1e6:.1f} Mo")
    print(f"processeur : ce processus {burnt[0]:.1f} s, les deux autres {burnt[1]:.1f} s")
    print(f"mémoire de tous ensemble     {heaviest[0]:7.0f} Mo au plus")
    print(f"pendant ce temps, le programme se lit en {slowest[0]:.3f} s au plus")


def _ask(base: Database, stop: threading.Event, slowest: list[float]) -> None:
    """What a screen asks, every half second."""
    while not stop.wait(0.5):
        began = time.perf_counter()
        read.programme(base, VIEWER.scope, DAY)
        slowest[0] = max(slowest[0], time.perf_counter() - began)


def _weigh(stop: threading.Event, heaviest: list[float]) -> None:
    """The memory of this process and of its children, every half second (Linux)."""
    own = Path("/proc/self/task")
    while not stop.wait(0.5):
        children = " ".join((task / "children").read_text() for task in own.iterdir() if (task / "children").exists()).split()
        weights = [_weight(who) for who in ("self", *children)]
        heaviest[0] = max(heaviest[0], sum(weights))


def _weight(who: str) -> float:
    """Its share of memory in megabytes: pages in use by several processes are shared among them (PSS)."""
    try:
        lines = Path(f"/proc/{who}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0  # it has just ended
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    lighten()
    batch(Path(sys.argv[1]))
