"""Every sheet of a file as a grid, whatever its format."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import fastexcel

from flash360.workbook import binary
from flash360.workbook.archive import Refusal
from flash360.workbook.delimited import delimited_grid
from flash360.workbook.facts import SheetFacts
from flash360.workbook.grid import Grid, grid
from flash360.workbook.guard import Inspection
from flash360.workbook.sparse import sparse_grid

_WORTH_TWO, _TOGETHER = 500_000, 60_000_000
"""Bytes beside the largest sheet from which two threads read a file sooner than one; bytes of all sheets up to which what both
hold fits in a process's memory."""


@dataclass(frozen=True)
class Opened:
    """names: of every sheet, in order. grids: by name, of the sheets asked for. facts: by name, where there are any."""

    names: tuple[str, ...]
    grids: dict[str, Grid]
    facts: dict[str, SheetFacts]
    epoch_1904: bool = False

    def facts_of(self, name: str) -> SheetFacts:
        """The facts of one sheet, none if nothing is to be said of it."""
        return self.facts.get(name) or SheetFacts()


def opened(content: bytes, inspection: Inspection, title: str, wanted: Callable[[str], bool]) -> Opened:
    """Read the sheets of an inspected file. title: the name of a text file's only sheet. wanted: whether to read a sheet."""
    if inspection.kind == "text":
        return Opened((title,), {title: delimited_grid(content, title)}, {})
    reader = _reader(content)
    facts = binary.xls_facts(content) if inspection.kind == "xls" else inspection.facts
    names = tuple(reader.sheet_names)
    read = tuple(name for name in names if wanted(name))
    sizes = {name: facts[name].size if name in facts else 0 for name in read}

    def grid_of(reader: fastexcel.ExcelReader, name: str) -> Grid:
        return _grid(reader, content, name, inspection, facts.get(name))

    total = sum(sizes.values())
    if total <= _TOGETHER and total - max(sizes.values(), default=0) >= _WORTH_TWO:
        grids = _by_two(reader, content, sorted(read, key=lambda name: -sizes[name]), grid_of)
    else:
        grids = {name: grid_of(reader, name) for name in read}
    return Opened(names, {name: grids[name] for name in read}, facts, inspection.epoch_1904)


def _by_two(
    reader: fastexcel.ExcelReader, content: bytes, names: list[str], grid_of: Callable[[fastexcel.ExcelReader, str], Grid]
) -> dict[str, Grid]:
    """The sheets read by two threads, each with its own reader: one takes the next name when it is done with another, and
    parsing leaves Python to the other one. names: the largest sheets first.
    """
    grids: dict[str, Grid] = {}
    left = iter(names)

    def some(own: fastexcel.ExcelReader) -> None:
        for name in left:
            grids[name] = grid_of(own, name)

    with ThreadPoolExecutor(1) as beside:
        others = beside.submit(lambda: some(_reader(content)))
        some(reader)
        others.result()
    return grids


def _reader(content: bytes) -> fastexcel.ExcelReader:
    try:
        return fastexcel.read_excel(content)
    except fastexcel.FastExcelError as error:
        if "password" in str(error).casefold():
            raise Refusal("encrypted-file") from error
        raise


def _grid(reader: fastexcel.ExcelReader, content: bytes, name: str, inspection: Inspection, facts: SheetFacts | None) -> Grid:
    if facts and facts.vast and inspection.kind == "xlsx":
        return sparse_grid(content, name)
    iso = inspection.kind == "ods" or bool(facts and facts.iso_dates)
    read = grid(reader, name, booleans=inspection.kind != "xlsx" or facts is None or facts.booleans, iso_dates=iso)
    if facts and facts.errors:
        read = replace(read, errors={**facts.errors, **read.errors})
    return read
