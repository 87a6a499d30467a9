"""Framaforms: three rows of headings, the last with `webform_serial…`; the address and the account are dropped."""

from __future__ import annotations

from flash360.workbook.grid import Grid, headings_at
from flash360.workbook.layouts.form import Form, Role, roles_of
from flash360.workbook.reading import Layout

_WORDS = {
    Role.PARTICIPANT: ("webform_serial", "Serial", "Série", "Numéro de série", "N° de série"),
    Role.TECHNICAL: (
        "webform_sid", "webform_time", "webform_completed_time", "webform_modified_time", "webform_draft", "SID", "Time", "Heure",
        "Completed Time", "Modified Time", "Draft", "Brouillon", "Soumis le", "Heure de fin", "Terminé le", "Modifié le",
        "Heure de modification",
    ),
    Role.PERSONAL: (
        "webform_ip_address", "webform_uid", "webform_username", "IP Address", "Adresse IP", "UID", "Username",
        "Nom d'utilisateur",
    ),
}  # fmt: skip
_DEEPEST = 4
_SURE = 4
"""So many of the tool's own columns make the layout sure."""


def form(grid: Grid) -> Form | None:
    """The form of a sheet with the tool's columns in one of its first rows; the questions of a grid stand one row above."""
    for row in range(1, _DEEPEST + 1):
        headings = headings_at(grid, row)
        roles = roles_of(headings, _WORDS)
        keyed = sum(text.startswith("webform_") for text in headings.values())
        if Role.PARTICIPANT not in roles.values() or (keyed < 2 and len(roles) < _SURE):
            continue
        above = headings_at(grid, row - 1) if row > 1 else {}
        return Form(Layout.FRAMAFORMS, "export Framaforms", row, _joined(headings, above, roles), roles, first_row=1)
    return None


def _joined(headings: dict[int, str], above: dict[int, str], roles: dict[int, Role]) -> dict[int, str]:
    """Headings of questions, those of a grid with the grid's own title before them."""
    texts: dict[int, str] = {}
    title = ""
    for index in range(max([*headings, *above]) + 1):
        title = above.get(index, title)
        own = headings.get(index)
        if index in roles and own:
            texts[index] = own
        elif own:
            texts[index] = (
                f"{title} : {own}"
                if (title and title != own and index not in above) or _grid_starts(index, above, headings)
                else own
            )
        elif index in above:
            texts[index] = above[index]
    return texts


def _grid_starts(index: int, above: dict[int, str], headings: dict[int, str]) -> bool:
    return index in above and index + 1 not in above and index + 1 in headings and above[index] != headings[index]
