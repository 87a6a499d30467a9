"""Workbooks: bytes to addressed cells and back. The only package, with reports, that knows spreadsheet formats."""

from flash360.workbook.addresses import address, addresses
from flash360.workbook.read import annotated, read, warm
from flash360.workbook.reading import Column, Layout, Reading, SheetTable
from flash360.workbook.template import Shape, blank_template, write_workbook

__all__ = [
    "Column",
    "Layout",
    "Reading",
    "Shape",
    "SheetTable",
    "address",
    "addresses",
    "annotated",
    "blank_template",
    "read",
    "warm",
    "write_workbook",
]
