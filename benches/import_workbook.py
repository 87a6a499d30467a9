"""A workbook of 500 sessions, from its bytes to the base, beside openpyxl merely reading it, in the same run.

    python -m benches.import_workbook [SESSIONS] [RUNS]

The import is whole: guard, reading in a child process, validation, difference, one transaction with the measures of every
session. Each run begins with a base that does not exist. First in a server that has started: what its start prepares is ready
(Arrow's memory, a reading process that has answered for a blank workbook, the modules, their objects left out of collections)
when the first file comes; the ratio with the first import is given apart. Then as a command, both processes' start included.
"""

from __future__ import annotations

import gc
import io
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl
import pyarrow as pa

from benches.portfolio_of import CRITERIA, PANEL, workbook
from flash360 import ingest
from flash360 import workbook as read_workbooks
from flash360.statistics import posterior
from flash360.store.database import Database

_READING = """
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
print(sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)))
"""


def main() -> None:
    """Measure both, alternately, and print them side by side."""
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    pa.set_memory_pool(pa.system_memory_pool())
    content = workbook(sessions)
    posterior.prepare()
    read_workbooks.read(read_workbooks.blank_template(read_workbooks.Shape.MULTI), "modele.xlsx")
    gc.collect()
    gc.freeze()
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
    print(
        f"  ratio of the medians                {ratio:.2f}   with the first import {sum(first) / statistics.median(floor):.2f}"
    )
    _as_commands(content)


def _as_commands(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file, base = Path(folder) / "bench.xlsx", Path(folder) / "bench.duckdb"
        file.write_bytes(content)
        ours = _seconds([sys.executable, "-m", "flash360", "import", str(file), "--database", str(base)])
        floor = _seconds([sys.executable, "-c", _READING, str(file)])
    print(f"  as a command in a new process       {ours:6.2f} s   openpyxl likewise {floor:.2f} s   ratio {ours / floor:.2f}")


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


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
