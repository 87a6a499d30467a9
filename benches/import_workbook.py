"""A workbook of 500 sessions, from its bytes to the base, beside openpyxl merely reading it, in the same run.

    python -m benches.import_workbook [SESSIONS] [RUNS]

The import is whole: guard, reading in a child process, validation, difference, one transaction with the measures of every
session. Each run begins with a base that does not exist. The first import, which also starts the child and loads its libraries,
is given apart.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

from benches.portfolio_of import CRITERIA, PANEL, workbook
from flash360 import ingest
from flash360.store.database import Database


def main() -> None:
    """Measure both, alternately, and print them side by side."""
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    content = workbook(sessions)
    ours: list[tuple[float, float]] = []
    floor: list[float] = []
    for _ in range(runs + 1):
        ours.append(_import(content, sessions))
        floor.append(_read_with_openpyxl(content))
    first, rest = ours[0], ours[1:]
    size = f"{sessions} sessions, {sessions * PANEL} participants × {CRITERIA} criteria, {len(content) / 1e6:.1f} MB"
    print(f"Import of one workbook end to end ({size}; {runs} runs, this machine)\n")
    print(f"  preview (read, check, compare)      {_figures([preview for preview, _ in rest])}")
    print(f"  commit (facts, measures, audit)     {_figures([commit for _, commit in rest])}")
    print(f"  import, end to end                  {_figures([sum(times) for times in rest])}   first time {sum(first):.2f} s")
    print(f"  openpyxl read-only, reading alone   {_figures(floor[1:])}   first time {floor[0]:.2f} s")
    ratio = statistics.median(map(sum, rest)) / statistics.median(floor[1:])
    print(f"  ratio of the medians                {ratio:.2f}")


def _import(content: bytes, sessions: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder) / "bench.duckdb") as database:
        start = time.perf_counter()
        preview = ingest.preview(database, content, "bench.xlsx", author="bench")
        previewed = time.perf_counter()
        receipt = ingest.commit(database, preview, author="bench")
        done = time.perf_counter()
    if len(receipt.codes) != sessions:
        raise SystemExit(f"{len(receipt.codes)} sessions were imported instead of {sessions}.")
    return previewed - start, done - previewed


def _read_with_openpyxl(content: bytes) -> float:
    start = time.perf_counter()
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    cells = sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    if not cells:
        raise SystemExit("openpyxl read nothing.")
    return time.perf_counter() - start


def _figures(times: list[float]) -> str:
    return f"{statistics.median(times):6.2f} s  ({min(times):.2f}-{max(times):.2f})"


if __name__ == "__main__":
    main()
