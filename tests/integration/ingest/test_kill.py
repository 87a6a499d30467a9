"""A kill at any instant leaves the base before or after: real processes, really killed."""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flash360 import ingest, workbook
from flash360.settings import ROOT
from flash360.store import Database, read
from tests.integration.ingest.workbooks import WHOLE, sections, workbook_of

PROCESS = Path(__file__).with_name("importing_process.py")
PANEL = [f"P{n:02}" for n in range(1, 21)]


def reading_of(title: str, shift: int):
    """A workbook of four sessions whose votes move with `shift`."""
    sessions = [
        sections(f"F360-{code}", {one: ((n + shift) % 5 + 1, n % 5 + 1) for n, one in enumerate(PANEL)}, title=title)
        for code in range(4)
    ]
    return workbook.read(workbook_of(*sessions), f"{title}.xlsx")


def started(base: Path, readings: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, PROCESS, base, readings],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def killed_after(seconds: float, process: subprocess.Popen[str]) -> list[int]:
    """Kill the process at that moment, unless it ends by itself; the numbers that it announced since."""
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    else:
        pytest.fail(f"the process ended by itself: {process.stderr.read()}")
    announced = process.stdout.read()  # not `communicate`: it would miss the lines that `readline` read ahead
    return [int(line) for line in announced.splitlines(keepends=True) if line.endswith("\n") and line != "open\n"]


def test_a_killed_import_or_undo_leaves_the_base_whole(tmp_path):
    readings, base = tmp_path / "readings.pickle", tmp_path / "essai.duckdb"
    readings.write_bytes(pickle.dumps([reading_of("Premier", 0), reading_of("Second", 1), reading_of("Troisième", 2)]))
    chance = random.Random(360)
    for _ in range(20):
        with started(base, readings) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            told, before = 0, time.monotonic()
            for _ in range(chance.randint(1, 3)):  # an import or an undo takes `lasting`: the kill falls within the next ones
                told, lasting, before = int(process.stdout.readline()), time.monotonic() - before, time.monotonic()
            told = max([told, *killed_after(chance.uniform(0, 2 * lasting), process)])
        with Database.open(base) as opened:
            history = read.history(opened, WHOLE)
            assert ingest.verify(opened) == []
            numbers = history.column("number").to_pylist()
            assert numbers == list(range(len(numbers), 0, -1))
            assert told <= len(numbers) <= told + 1, "an import was announced and is lost, or two were made and none announced"
            assert {tuple(row) for row in history.column("codes").to_pylist()} == {("F360-0", "F360-1", "F360-2", "F360-3")}


def test_a_kill_while_the_base_is_made_leaves_none_or_a_whole_one(tmp_path):
    readings = tmp_path / "readings.pickle"
    readings.write_bytes(pickle.dumps([reading_of("Premier", 0)]))
    chance = random.Random(7)
    for number in range(5):
        base = tmp_path / f"essai{number}.duckdb"
        with started(base, readings) as process:
            killed_after(chance.uniform(0.3, 1.5), process)
        with Database.open(base) as opened:
            assert ingest.verify(opened) == []
