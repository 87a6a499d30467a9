"""Many files, one big file and one small one, beside openpyxl (with defusedxml) merely reading, in the same run.

    python -m benches.bulk_import [FILES] [ROWS]

Like a server that has started: the reading processes are up, the modules imported. Files: single-session workbooks of
20 participants × 8 criteria. Rows: of one long sheet of votes.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import openpyxl
import xlsxwriter

from benches.portfolio_of import session
from flash360 import ingest, workbook
from flash360.ingest import Incoming, Outcome
from flash360.model import Section
from flash360.store.database import Database
from flash360.workbook import Shape, write_workbook
from flash360.workbook.pool import pool


def main(files: int, rows: int) -> None:
    """Measure and print."""
    workbook.warm()
    contents = [single(number) for number in range(files)]
    workbook.read(contents[0], "warm.xlsx")
    small = timed(lambda: with_openpyxl(contents[0]), 5)
    print(f"One session's file ({len(contents[0]) / 1000:.0f} kB); openpyxl read-only, reading alone: {1000 * small:.0f} ms\n")
    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder) / "one.duckdb") as base:
        preview = timed(lambda: ingest.preview(base, contents[0], "un.xlsx"), 5)
        found = ingest.preview(base, wrong(), "faux.xlsx").findings
        returned = timed(lambda: workbook.annotated(contents[0], "un.xlsx", found), 5)
    print(f"  from upload to preview              {1000 * preview:6.0f} ms   target 300")
    print(f"  returned workbook                   {1000 * returned:6.0f} ms   target 200\n")
    given = [Incoming(f"f{n}.xlsx", len(one), lambda one=one: one) for n, one in enumerate(contents)]
    print(f"{files} such files in bulk")
    for words, target, work in (
        ("a transaction per file", 40, lambda base: list(ingest.import_each(base, given, author="bench"))),
        ("all or nothing", 20, lambda base: ingest.import_together(base, given, author="bench")),
    ):
        with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder) / "many.duckdb") as base:
            began = time.perf_counter()
            receipts = work(base)
            each = (time.perf_counter() - began) / files
        if any(one.outcome is not Outcome.COMMITTED for one in receipts):
            raise SystemExit("A file was not imported.")
        print(f"  {words:<36}{1000 * each:6.0f} ms each   target {target}")
    long_votes(rows)


def long_votes(rows: int) -> None:
    """A long sheet of so many votes, read whole, and what its reading process took of memory."""
    content = sheet_of_votes(rows)
    floor = timed(lambda: with_openpyxl(content), 1)
    over = threading.Event()
    with ThreadPoolExecutor(1) as beside:
        memory = beside.submit(peak, over)
        began = time.perf_counter()
        reading = workbook.read(content, "votes.xlsx", bulk=True)
        took = time.perf_counter() - began
        over.set()
    votes = sum(len(table.rows) for table in reading.tables if table.section is Section.VOTES)
    if votes != rows:
        raise SystemExit(f"{votes} votes were read instead of {rows}: {[one.message for one in reading.findings][:3]}")
    print(f"\nA long sheet of {rows} votes ({len(content) / 1e6:.0f} MB)")
    print(f"  read in a child process             {took:6.2f} s   at most {memory.result() / 1e6:.0f} MB, target 1500")
    print(f"  openpyxl read-only, reading alone   {floor:6.2f} s   ratio {took / floor:.2f}, target 0.50")


def single(number: int) -> bytes:
    """The workbook of one session."""
    sections: dict[Section, list[dict[str, object]]] = {}
    for section, row in session(f"F360-2020-{number:04d}", random.Random(number)):
        sections.setdefault(section, []).append(row)
    return write_workbook(sections, Shape.SINGLE)


def wrong() -> bytes:
    """The same with a grade off its scale on every line."""
    sections: dict[Section, list[dict[str, object]]] = {}
    for section, row in session("F360-2020-0000", random.Random(0)):
        grade = {"grade": 9} if section is Section.VOTES and row["criterion"] == "C1" else {}
        sections.setdefault(section, []).append(row | grade)
    return write_workbook(sections, Shape.SINGLE)


def sheet_of_votes(rows: int) -> bytes:
    """One sheet: session, participant, criterion, grade; a vote per line."""
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(saved, {"constant_memory": True})
    sheet = book.add_worksheet("Votes")
    sheet.write_row(0, 0, ["Session", "Participant", "Critère", "Note"])
    for row in range(rows):
        session, rest = divmod(row, 160)
        sheet.write_row(row + 1, 0, [f"F360-{session:05d}", f"P{rest // 8 + 1:02d}", f"C{rest % 8 + 1}", row % 5 + 1])
    book.close()
    return saved.getvalue()


def with_openpyxl(content: bytes) -> int:
    """Iterate over every value, read-only."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))


def peak(over: threading.Event) -> float:
    """Bytes that the largest of the reading processes holds at most, until it is over."""
    most = 0.0
    while not over.wait(0.02):
        first = pool()._first
        for child in Path(f"/proc/{first.pid}/task/{first.pid}/children").read_text().split() if first else ():
            with suppress(OSError):
                lines = Path(f"/proc/{child}/status").read_text().splitlines()
                most = max([most, *(float(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))])
    return most


def timed(work: Callable[[], object], times: int) -> float:
    """Seconds of the median run."""
    seconds: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return sorted(seconds)[len(seconds) // 2]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300, int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
