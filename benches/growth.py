"""What a screen, an opening and an import cost as the base grows: the same on each base, one after the other.

    python -m benches.growth FILE…          demonstration bases, smallest first: `demo --sessions 100`, 1000, 10000, 100000

Of each screen, milliseconds until one reader has the answer, and of processor in the server: after a write (nothing is kept of
this version), for filters that nobody chose yet, and for filters chosen before (medians). Then the kilobytes of a first visit and
of a click. The import is of one workbook of one session, in this process, without its reading; the opening too.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path

from benches.load import workbook_of
from benches.server import ROOT, Server, running
from benches.visitor import Answer, Visitor
from flash360 import workbook
from flash360.ingest.committing import import_reading
from flash360.store.database import Database

SCREENS = {"Vue d'ensemble": "", "Freins et leviers": "freins-leviers", "Parcours et suites": "suites"}
CHOICES = [("Période", "2025"), ("Période", "2023"), ("Avis", "favorable"), ("Avis", "à retravailler"), ("Avis",), ("Période",)]
IMPORTS = 5


async def cost(server: Server, visit: Awaitable[Answer]) -> tuple[float, float, int]:
    """Milliseconds until the answer, milliseconds of processor, bytes."""
    before = server.processor()
    answer = await visit
    return 1000 * answer.seconds, 1000 * (server.processor() - before), answer.size


async def screen(server: Server, page: str) -> dict[str, list[tuple[float, float, int]]]:
    """The costs of one screen, by kind: first, new, again."""
    tab = Visitor(server.address, page)
    found = {"first": [await cost(server, tab.open())]}
    for kind in ("new", "again"):
        found[kind] = [await cost(server, tab.choose(*choice)) for choice in CHOICES]
    await tab.close()
    if tab.failed:
        raise SystemExit(f"« {page} » : {tab.failed[0]}")
    return found


async def visited(server: Server, base: Path, folder: Path) -> dict[str, dict[str, list[tuple[float, float, int]]]]:
    """Every screen: drawn once for what is loaded late, then measured after an import that the command line makes."""
    for page in SCREENS.values():
        tab = Visitor(server.address, page)
        await tab.open()
        await tab.close()
    file = folder / "entre.xlsx"
    workbook_of(file, 1_000)
    command = [sys.executable, "-m", "flash360", "--database", str(base), "import", str(file)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return {name: await screen(server, page) for name, page in SCREENS.items()}


def imported(path: Path, folder: Path) -> tuple[float, float]:
    """Milliseconds to open a base, and to compare and commit one workbook of one session (median)."""
    start = time.perf_counter()
    with Database.open(path) as database:
        opened, times = time.perf_counter() - start, list[float]()
        for number in range(IMPORTS + 1):
            file = folder / f"croissance_{number}.xlsx"
            workbook_of(file, number)
            reading = workbook.read(file.read_bytes(), file.name)
            start = time.perf_counter()
            import_reading(database, reading, author="Mesure")
            times.append(time.perf_counter() - start)
    return 1000 * opened, 1000 * statistics.median(times[1:])  # the first pays for its own imports


def main() -> None:
    """Measure each base and print a line per screen."""
    bases = [Path(name) for name in sys.argv[1:]]
    if not bases:
        raise SystemExit(__doc__)
    print(f"  {'':16}{'':20}{'after a write':>16}{'new filter':>16}{'same again':>16}{'KB first':>10}{'KB click':>10}")
    for base in bases:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            served = folder / base.name
            shutil.copyfile(base, served)
            opened, one = imported(served, folder)
            with running(ROOT / "dashboard.py", served) as server:
                found = asyncio.run(visited(server, served, folder))
        for page, costs in found.items():
            figures = "".join(f"{_medians(costs[kind]):>16}" for kind in ("first", "new", "again"))
            sizes = [statistics.median(one[2] for one in costs[kind]) / 1024 for kind in ("first", "new")]
            print(f"  {base.stem:16}{page:20}{figures}{sizes[0]:>10.0f}{sizes[1]:>10.0f}", flush=True)
        print(f"  {base.stem:16}opening {opened:.0f} ms, one import {one:.0f} ms", flush=True)


def _medians(costs: list[tuple[float, float, int]]) -> str:
    return "/".join(f"{statistics.median(one[at] for one in costs):.0f}" for at in (0, 1))


if __name__ == "__main__":
    main()
