"""Workbooks: bytes to addressed cells and back. The only package, with reports, that knows spreadsheet formats."""

from flash360.workbook.addresses import address, addresses
from flash360.workbook.as_read import as_read
from flash360.workbook.completion import Completion, CriterionGiven, complete, voters
from flash360.workbook.guesses import guess_completion, guessed_code, matched, vote_headings
from flash360.workbook.mapping import Mapping, headings_shape
from flash360.workbook.read import annotated, base_name, read, warm
from flash360.workbook.reading import Column, Layout, Need, Outline, Reading, SheetTable
from flash360.workbook.template import Shape, blank_template, write_workbook

__all__ = [
    "Column",
    "Completion",
    "CriterionGiven",
    "Layout",
    "Mapping",
    "Need",
    "Outline",
    "Reading",
    "Shape",
    "SheetTable",
    "address",
    "addresses",
    "annotated",
    "as_read",
    "base_name",
    "blank_template",
    "complete",
    "guess_completion",
    "guessed_code",
    "headings_shape",
    "matched",
    "read",
    "vote_headings",
    "voters",
    "warm",
    "write_workbook",
]
