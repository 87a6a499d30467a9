"""What the rounds of kills share: processes that die for real, the work that they are killed at, the look that is had after."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from flash360 import ingest, workbook
from flash360.access import WholeProgramme
from flash360.access.subjects import SubjectKind
from flash360.coding.deciding import TextCoding, code
from flash360.errors import BaseHeld, Flash360Error
from flash360.model import Role
from flash360.settings import ROOT
from flash360.store import Database, grants, read
from flash360.store.backup import backup
from tests.integration.ingest.workbooks import sections, workbook_of

WHOLE = WholeProgramme()
PANEL = [f"P{n:02}" for n in range(1, 13)]
STATEMENTS = [{"number": n, "kind": "frein", "text": f"Frein numéro {n}"} for n in range(1, 9)]
BASES = sorted((ROOT / "tests" / "fixtures" / "bases").glob("*.duckdb.xz"))
"""One of every earlier schema."""
TOLD = "operations told done"


def reading(shift: int) -> workbook.Reading:
    """A workbook of four sessions whose votes move with `shift`."""
    ballots = {one: ((n + shift) % 5 + 1, n % 5 + 1) for n, one in enumerate(PANEL)}
    parts = [sections(f"F360-{number}", ballots, title=f"Titre {shift}", statements=STATEMENTS) for number in range(4)]
    return workbook.read(workbook_of(*parts), f"classeur_{shift}.xlsx")


def _said(into: int, what: object) -> None:
    os.write(into, f"{what}\n".encode())


class Child:
    """A forked process and the lines it says."""

    def __init__(self, work: Callable[[Callable[[object], None]], None]) -> None:
        out, into = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(out)
            status = 0
            try:
                work(lambda what: _said(into, what))
            except BaseException:
                traceback.print_exc()
                status = 1
            os._exit(status)
        os.close(into)
        self._lines = os.fdopen(out)

    def line(self) -> str:
        return self._lines.readline().strip()

    def killed(self) -> list[str]:
        """Kill it; everything it said since."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return self._lines.read().split()

    def ended(self) -> list[str]:
        """Wait for its end. Raises AssertionError when it failed."""
        said = self._lines.read().split("\n")
        _, status = os.waitpid(self.pid, 0)
        assert status == 0, f"a process failed ({status})"
        return said


def work(
    base: Database,
    chance: random.Random,
    say: Callable[[object], None],
    readings: Sequence[workbook.Reading],
    *,
    keep: int = 0,
) -> None:
    """One operation after the other; says the version after each, once it is told done. keep: the first imports, never undone."""
    numbers = [number for number in read.history(base, WHOLE).column("number").to_pylist() if number > keep]
    for turn in count(chance.randrange(1_000_000) * 1000):
        choice = chance.choices(("import", "undo", "code", "grant", "backup"), (5, 3, 3, 2, 1))[0]
        try:
            if choice == "import" or not numbers:
                preview = ingest.preview_of(base, chance.choice(readings))
                numbers.append(ingest.commit(base, preview, author="ana").number or 0)
            elif choice == "undo":
                numbers.append(ingest.undo(base, chance.choice(numbers), author="ana").number)
            elif choice == "code":
                rows = read.statements(base, WHOLE).to_pylist()
                themes = [row["theme"] for row in read.themes(base).to_pylist() if row["parent"]]
                some = chance.sample(rows, min(3, len(rows)))
                texts = {(str(row["session_id"]), row["text_key"]) for row in some}
                code(base, [TextCoding(*text, chance.choice(themes)) for text in sorted(texts)], author="ana")
            elif choice == "grant":
                wanted = grants.Wanted(SubjectKind.EMAIL, f"ana{turn}@example.test", Role.ANALYSTE)
                grants.give(base, wanted, author="admin", today=date(2026, 11, 25))
            else:
                backup(base, base.beside.parent / f"copie-{turn}.duckdb")
            say(base.version())
        except Flash360Error as error:
            if "s'est arrêté" in str(error):
                return


def guest(path: Path, seed: int, say: Callable[[object], None], readings: Sequence[workbook.Reading], *, keep: int = 0) -> None:
    """The same through the dashboard that holds the base, until it is gone."""
    with Database.reach(path) as base:
        say(base.version())
        with suppress(BaseHeld):  # a sentence, which is all that there is to see
            work(base, random.Random(seed), say, readings, keep=keep)


def look(path: Path, say: Callable[[object], None]) -> None:
    """Open what is there and say, as JSON, its version, its imports and what is wrong with it or with a copy of it."""
    with Database.reach(path) as base:
        faults = ingest.verify(base)
        history = read.history(base, WHOLE).select(["number", "file_name", "codes"]).to_pylist()
        numbers = [row["number"] for row in history]
        if numbers != list(range(len(numbers), 0, -1)):
            faults.append(f"numbers {numbers}")
        faults += [f"import {row['number']} is of {row['codes']}" for row in history if not _complete(row)]
        version = base.version()
    copies = sorted(path.parent.glob("copie-*.duckdb"), key=lambda copy: copy.stat().st_mtime)
    for copy in copies[-1:]:
        with Database.open(copy) as other:
            faults += ingest.verify(other)
    say(json.dumps({"version": version, "imports": len(numbers), "faults": faults}))


def looked(path: Path) -> dict[str, int]:
    """What a fresh process sees. Raises AssertionError at any fault. Copies older than the newest go."""
    found = json.loads(Child(lambda say: look(path, say)).ended()[0])
    assert found["faults"] == [], found["faults"]
    for copy in sorted(path.parent.glob("copie-[1-9]*.duckdb"))[:-1]:
        copy.unlink()
    return found


def fresh(folder: Path, name: str) -> Path:
    """Where a base may be made, with nothing beside it."""
    place = folder / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    return place / "essai.duckdb"


def _complete(row: dict[str, Any]) -> bool:
    """Whether an import of `reading` brought its four sessions."""
    return not (row["file_name"] or "").startswith("classeur_") or row["codes"] == [f"F360-{number}" for number in range(4)]
