"""Dossiers too many for a file: what stands in place of reading their workbook is what reading it gives."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from itertools import islice

import numpy as np

from flash360 import workbook
from flash360.demo import portfolio
from flash360.demo.deliveries import lot
from flash360.workbook import Shape, write_workbook


def plain(value: object) -> object:
    return value.tolist() if isinstance(value, np.ndarray) else value


def test_a_lot_is_what_reading_its_workbook_gives():
    brought = lot(date(2024, 1, 1), "lot_001", islice(portfolio(120), 60))
    content = write_workbook(brought.sections, Shape.MULTI, votes="long")
    read, told = workbook.read(content, brought.file_name, bulk=True), brought.reading()
    bytes_aside = {"sha256": read.sha256, "size": read.size, "tables": ()}
    assert replace(read, **bytes_aside) == replace(told, **bytes_aside)
    for sheet, other in zip(read.tables, told.tables, strict=True):
        for each in fields(sheet):
            if each.name != "columns":
                assert plain(getattr(sheet, each.name)) == plain(getattr(other, each.name))
        for column, same in zip(sheet.columns, other.columns, strict=True):
            assert column.cells.to_pylist() == same.cells.to_pylist()
            assert plain(column.dates) == plain(same.dates)
            assert (column.key, column.criterion, column.heading, column.index) == (
                same.key,
                same.criterion,
                same.heading,
                same.index,
            )
