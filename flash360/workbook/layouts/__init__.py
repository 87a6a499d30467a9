"""The exports recognised by their headings, one module per tool: `form(grid)` gives a `Form`, or None.

To add a tool: a module with a `form` that asks for headings that no other tool writes, a line in FORMS, a value in `Layout`,
and a writer of its layout among the tests. The tools were described from public documentation, not from real exports.
"""

from __future__ import annotations

from flash360.workbook.grid import Grid
from flash360.workbook.layouts import framaforms, google_forms, limesurvey, mentimeter, microsoft_forms, plain, sphinx, wooclap
from flash360.workbook.layouts.form import Form

FORMS = (microsoft_forms.form, google_forms.form, limesurvey.form, framaforms.form, sphinx.form, mentimeter.form, wooclap.form)


def export(grid: Grid) -> Form | None:
    """The tool that wrote a sheet, by its own columns; the first that recognises them."""
    return next((found for form in FORMS if (found := form(grid))), None)


def table_of_votes(grid: Grid) -> Form | None:
    """The same for a table of participants and votes that bears no tool's mark."""
    return plain.form(grid)
