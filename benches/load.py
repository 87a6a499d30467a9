"""How many people a server answers at once: websocket sessions that click, beside the same pages of constant data.

    python -m benches.load [--base FILE]… [--visitors 25,50,100,200] [--seconds 30] [--think 5]
                           [--hour] [--imports] [--beside 2] [--together 2]

Half of the visitors filter the overview, half go from one scorecard to another. Each run is told in two halves of so many
seconds: the first after the server started, when most of what is asked was never asked before, and the next. A base is served
as it is: the demonstration by default, made for the bench. `--hour` adds an hour's worth of one visitor's clicks, as fast as they
are answered, and says what memory the server holds every tenth of them. `--imports` adds a run during which folders of
workbooks, one after the other, are imported through the server, and one without imports on the base as they left it: it has
grown. `--together` adds a run of as many servers of this machine that share the base, PostgreSQL its catalogue
(`.ci/postgres`), the visitors being shared out among them. `--beside` adds, for each crowd, a run of as many servers of this
machine on the embedded base, one holding it and the others going through its door.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benches import postgres
from benches.layout import Layout, keep
from benches.server import ROOT, Server, running
from benches.visitor import Answer, Visitor
from flash360.model import Section

FLOOR = ROOT / "benches" / "floor_page.py"
PAGES = {"overview": "", "scorecard": "fiche"}
FOLDERS, FILES = 40, 25
"""What is imported at most while a crowd clicks."""
SHOWN = "F360-2025-07"
"""The scorecard whose elements the floor repeats."""
RECENT, OFTEN = 40, 0.8
"""Scorecards: so many recent ones are asked for so often, the others of the base the rest of the time."""


@dataclass
class Run:
    """What a crowd saw on each page, and what it cost the server."""

    answers: dict[str, list[Answer]]
    processor: float
    memory: int

    @property
    def every(self) -> list[Answer]:
        """The answers of all pages."""
        return [answer for answers in self.answers.values() for answer in answers]


FILTERS = {"Période": 40, "Administration": 15, "Avis": 15}
CHOICES = FILTERS | {"Axe": 20, "Pas du graphique": 10}
"""What a reader of the overview changes, and how often in a hundred. A filter takes the place of the one before."""


async def click(visitor: Visitor, chance: random.Random) -> Answer:
    """One choice that a reader of this page makes; the whole page again where an answer that crossed it left no choice."""
    shown = {one.label for one in visitor.widgets.values()}
    if not shown & {"Session", *CHOICES}:
        return await visitor.again()
    if visitor.page == "fiche":
        codes = visitor.widget("Session").options
        return await visitor.choose("Session", chance.choice(codes[-RECENT:] if chance.random() < OFTEN else codes))
    wanted = {what: weight for what, weight in CHOICES.items() if what in shown}
    what = chance.choices(list(wanted), list(wanted.values()))[0]
    options = visitor.widget(what).options
    if what in ("Axe", "Pas du graphique"):
        return await visitor.choose(what, chance.choice(options))
    taken = chance.sample(options, min(len(options), chance.choice((0, 1, 1, 2))))
    return await visitor.choose(what, *taken, cleared=[name for name in FILTERS if name in shown])


async def crowd(servers: Sequence[Server], visitors: int, seconds: float, think: float, seed: int = 360) -> tuple[Run, Run]:
    """So many visitors for twice so long, each clicking every `think` seconds more or less: what they saw at first, and then."""
    chance = random.Random(seed)
    pages = list(PAGES.values())
    tabs = [Visitor(servers[place // len(pages) % len(servers)].address, pages[place % len(pages)]) for place in range(visitors)]
    for tab in tabs:
        await tab.open()
        if tab.page == "fiche":
            await click(tab, chance)
    names = {address: name for name, address in PAGES.items()}
    halves: list[dict[str, list[Answer]]] = [{name: [] for name in PAGES} for _ in range(2)]
    start = time.perf_counter()

    async def reader(tab: Visitor, own: random.Random) -> None:
        await asyncio.sleep(own.random() * think)
        while (spent := time.perf_counter() - start) < 2 * seconds:
            halves[int(spent // seconds)][names[tab.page]].append(await click(tab, own))
            await asyncio.sleep(think * (0.5 + own.random()))

    async def meter() -> list[tuple[float, int]]:
        read = [metered()]
        for _ in halves:
            await asyncio.sleep(seconds)
            read.append(metered())
        return read

    def metered() -> tuple[float, int]:
        return sum(one.processor() for one in servers), sum(one.memory() for one in servers)

    metering = asyncio.create_task(meter())
    await asyncio.gather(*(reader(tab, random.Random(f"{seed}:{place}")) for place, tab in enumerate(tabs)))
    read = await metering
    runs = [Run(half, after[0] - before[0], after[1]) for half, before, after in zip(halves, read, read[1:], strict=False)]
    if failed := [text for tab in tabs for text in tab.failed]:
        raise SystemExit(f"{len(failed)} answers were errors, the first: {failed[0]}")
    await asyncio.gather(*(tab.close() for tab in tabs))
    return runs[0], runs[1]


async def hour(server: Server, visitors: int, think: float) -> list[int]:
    """Memory of the server at each tenth of as many clicks as they make in an hour, made as fast as they are answered."""
    clicks, found = round(3600 / think) * visitors, [server.memory()]
    tabs = [Visitor(server.address, list(PAGES.values())[place % 2]) for place in range(8)]
    for tab in tabs:
        await tab.open()

    async def some(tab: Visitor, own: random.Random) -> None:
        for _ in range(clicks // 10 // len(tabs)):
            await click(tab, own)

    chances = [random.Random(place) for place in range(len(tabs))]
    for _ in range(10):
        await asyncio.gather(*(some(*one) for one in zip(tabs, chances, strict=True)))
        found.append(server.memory())
    await asyncio.gather(*(tab.close() for tab in tabs))
    return found


async def importing(
    database: Path, during: Callable[[], Awaitable[tuple[Run, Run]]], folder: Path
) -> tuple[tuple[Run, Run], int]:
    """The same run while the command line imports folders of workbooks through the server; how many files went in."""
    done, over = 0, False
    folders = [folder / f"envoi_{number}" for number in range(FOLDERS)]
    for number, one in enumerate(folders):  # beforehand: the crowd is not to wait for their making
        one.mkdir()
        for place in range(FILES):
            workbook_of(one / f"{place}.xlsx", number * FILES + place)

    async def imports() -> None:
        nonlocal done
        for one in folders:
            if over:
                return
            command = [sys.executable, "-m", "flash360", "--database", str(database), "import", str(one)]
            quiet = subprocess.DEVNULL
            process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=quiet, stderr=quiet)
            if await process.wait():
                raise SystemExit("An import of the bench was refused.")
            done += FILES

    working = asyncio.create_task(imports())
    runs = await during()
    over = True
    await working
    return runs, done


@contextmanager
def beside(base: Path, number: int) -> Generator[list[Server]]:
    """So many servers on one embedded base."""
    with ExitStack() as stack:
        settings = {"FLASH360_SERVERS": str(number)}
        yield [stack.enter_context(running(ROOT / "dashboard.py", base, **settings)) for _ in range(number)]


@contextmanager
def together(base: Path, number: int, folder: Path) -> Generator[list[Server]]:
    """So many servers that share a copy of the base."""
    files = folder / "files"
    files.mkdir()
    with ExitStack() as stack:
        settings = {
            "FLASH360_DATABASE": f"ducklake:postgres:{stack.enter_context(postgres.served()).catalogue()}",
            "FLASH360_FILES": f"{files}/",
        }
        move = [sys.executable, "-m", "flash360", "--database", str(base), "migrate-to", settings["FLASH360_DATABASE"]]
        subprocess.run(move, cwd=ROOT, env=os.environ | settings, check=True, stdout=subprocess.DEVNULL)
        yield [stack.enter_context(running(ROOT / "dashboard.py", **settings)) for _ in range(number)]


def workbook_of(file: Path, number: int) -> None:
    """A workbook of a session that the base does not hold: one of the portfolio under another code."""
    from flash360.demo import portfolio
    from flash360.demo.deliveries import worded
    from flash360.workbook import Shape, write_workbook

    held = [one for one in portfolio() if Section.VOTES in one.sections]
    records = worded(held[number % len(held)])
    renamed = {
        section: [{**row, "session_code": f"CHARGE-{number:05d}"} for row in rows]
        for section, rows in records.items()
        if section is not Section.OUTCOMES
    }
    file.write_bytes(write_workbook(renamed, Shape.SINGLE))


def percentile(answers: Sequence[Answer], part: float) -> float:
    """That part of the answers took at most so many milliseconds."""
    times = sorted(answer.seconds for answer in answers)
    return 1000 * times[min(len(times) - 1, int(part * len(times)))] if times else float("nan")


def line(name: str, visitors: int, run: Run) -> str:
    """One line of the table."""
    every = run.every
    pages = "  ".join(f"{percentile(own, 0.5):5.0f} {percentile(own, 0.95):6.0f}" for own in run.answers.values())
    size = sum(answer.size for answer in every) / max(1, len(every)) / 1024
    cost = 1000 * run.processor / max(1, len(every))
    return (
        f"  {name:22}{visitors:>8}{len(every):>8}{percentile(every, 0.5):>8.0f}{percentile(every, 0.95):>7.0f}   {pages}"
        f"{cost:>8.1f}{size:>8.0f}{run.memory / 2**20:>7.0f}"
    )


def told(name: str, visitors: int, runs: Sequence[Run]) -> None:
    """Print the lines of a run's two halves."""
    for part, run in zip((name, "    then"), runs, strict=True):
        print(line(part, visitors, run), flush=True)


async def layouts(server: Server, path: Path) -> None:
    """Keep the pages as they are first drawn, for the floor."""
    found: dict[str, Layout] = {}
    for address, query in (("", ""), ("fiche", f"session={SHOWN}")):
        tab = Visitor(server.address, address, query, layout=Layout())
        await tab.open()
        await tab.close()
        found[address] = tab.layout or Layout()
    keep(found, path)


def measure(asked: argparse.Namespace, base: Path, name: str, folder: Path) -> None:
    """The lines of one base, and of its floor."""
    served, floor = folder / base.name, folder / f"{base.stem}.pages"
    shutil.copyfile(base, served)  # imports of the bench change their own copy
    with running(ROOT / "dashboard.py", served) as server:
        asyncio.run(layouts(server, floor))
    for visitors in asked.visitors:
        for what, script, settings in (
            ("  its floor", FLOOR, {"FLASH360_FLOOR": str(floor), "PYTHONPATH": str(ROOT)}),
            (name, ROOT / "dashboard.py", {}),
        ):
            with running(script, served if script is not FLOOR else None, **settings) as server:
                told(what, visitors, asyncio.run(crowd([server], visitors, asked.seconds, asked.think)))
        if asked.beside:
            with beside(served, asked.beside) as servers:
                told(f"  {asked.beside} servers", visitors, asyncio.run(crowd(servers, visitors, asked.seconds, asked.think)))
    most = max(asked.visitors)
    if asked.imports:
        with beside(served, asked.beside or 1) as servers:
            runs, done = asyncio.run(importing(served, lambda: crowd(servers, most, asked.seconds, asked.think), folder))
        told(f"  with {done} imports", most, runs)
        with beside(served, asked.beside or 1) as servers:
            told("  after them", most, asyncio.run(crowd(servers, most, asked.seconds, asked.think)))
    if asked.together:
        with together(served, asked.together, folder) as servers:
            runs = asyncio.run(crowd(servers, most, asked.seconds, asked.think))
        told(f"  {asked.together} on PostgreSQL", most, runs)
    if asked.hour:
        with running(ROOT / "dashboard.py", served) as server:
            held = asyncio.run(hour(server, most, asked.think))
        clicks = round(3600 / asked.think) * most
        print(f"  memory over {clicks} clicks, MB: {' '.join(f'{one / 2**20:.0f}' for one in held)}", flush=True)


def main() -> None:
    """Measure every base asked for, or the demonstration."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--base", type=Path, action="append", default=[], help="a demonstration base, of any size")
    options.add_argument("--visitors", type=lambda text: [int(one) for one in text.split(",")], default=[25, 50, 100, 200])
    options.add_argument("--seconds", type=float, default=30.0)
    options.add_argument("--think", type=float, default=5.0)
    options.add_argument("--hour", action="store_true")
    options.add_argument("--imports", action="store_true")
    options.add_argument("--beside", type=int, default=0)
    options.add_argument("--together", type=int, default=0)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bases = list(asked.base)
        if not bases:
            bases = [Path(folder) / "demonstration.duckdb"]
            command = [sys.executable, "-m", "flash360", "--database", str(bases[0]), "demo"]
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        print(
            f"Visitors who click every {asked.think:g} s, twice for {asked.seconds:g} s; times in ms, memory in MB, size in KB\n"
        )
        heads = ("visitors", "clicks", "p50", "p95", "overview", "scorecard", "cpu", "size", "memory")
        print(f"  {'':22}" + "{:>8}{:>8}{:>8}{:>7}{:>15}{:>14}{:>8}{:>8}{:>7}".format(*heads))
        for base in bases:
            work = Path(folder) / f"of-{base.stem}"
            work.mkdir()
            measure(asked, base, base.stem, work)


if __name__ == "__main__":
    main()
