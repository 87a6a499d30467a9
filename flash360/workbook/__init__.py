"""Workbooks: bytes to addressed cells and back. The only package, with reports, that knows spreadsheet formats."""

from flash360.workbook.addresses import address, addresses
from flash360.workbook.template import Shape, blank_template, write_workbook

__all__ = ["Shape", "address", "addresses", "blank_template", "write_workbook"]
