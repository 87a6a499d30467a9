"""Workbooks: bytes to addressed cells and back. The only package, with reports, that knows spreadsheet formats."""

from flash360.workbook.addresses import address, addresses
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
    "blank_template",
    "read",
    "write_workbook",
]


def read(content: bytes, file_name: str, *, bulk: bool = False) -> Reading:
    """Read a workbook. Never raises for a bad file: the Reading then has no layout, and says why in its findings."""
    from flash360.workbook.parse import parse

    return parse(content, file_name)
