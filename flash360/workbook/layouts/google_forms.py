"""Google Forms: `Horodateur` or `Timestamp`, then the questions."""

from __future__ import annotations

from flash360.workbook.grid import Grid, headings_at
from flash360.workbook.layouts.form import Form, Role, roles_of
from flash360.workbook.reading import Layout
from flash360.workbook.wording import plain

_WORDS = {
    Role.TECHNICAL: ("Horodateur", "Timestamp", "Score"),
    Role.PERSONAL: ("Adresse e-mail", "Adresse mail", "Nom d'utilisateur", "Email Address", "Email", "Username"),
}


def form(grid: Grid) -> Form | None:
    """The form of a sheet whose first heading is the time of the answer."""
    headings = headings_at(grid, 1)
    if plain(headings.get(0, "")) not in ("horodateur", "timestamp") or len(headings) < 2:
        return None
    return Form(Layout.GOOGLE_FORMS, "export Google Forms", 1, headings, roles_of(headings, _WORDS))
