"""Sphinx: `N°Obs` in A2, the number of the answer; questions beside it."""

from __future__ import annotations

from flash360.workbook.grid import Grid, headings_at
from flash360.workbook.layouts.form import Form, Role, roles_of
from flash360.workbook.reading import Layout
from flash360.workbook.wording import plain

_WORDS = {
    Role.PARTICIPANT: ("N°Obs", "N° Obs", "No Obs"),
    Role.TECHNICAL: (
        "DATE_SAISIE", "TEMPS_SAISIE", "ORIGINE_SAISIE", "LANG_SAISIE", "APPAREIL_SAISIE", "PROGRESSION",
        "DERNIERE_QUESTION_SAISIE",
        "DATE_ENREG", "DATE_MODIF", "POIDS",
    ),
    Role.PERSONAL: ("CLE", "IP", "ADRESSE_IP", "USER_AGENT", "EMAIL"),
}  # fmt: skip


def form(grid: Grid) -> Form | None:
    """The form of a sheet that numbers its answers under A2, or under A1 when the title row was removed."""
    for row in (2, 1):
        headings = headings_at(grid, row)
        if plain(headings.get(0, "")) in {plain(word) for word in _WORDS[Role.PARTICIPANT]}:
            return Form(Layout.SPHINX, "export Sphinx", row, headings, roles_of(headings, _WORDS))
    return None
