"""Mentimeter: the sheet `Voters` (`Date (UTC), Session, Voter`, then `prompt::criterion`)."""

from __future__ import annotations

from flash360.workbook.grid import Grid, headings_at
from flash360.workbook.layouts.form import Form, Role, roles_of
from flash360.workbook.reading import Layout
from flash360.workbook.wording import plain

_WORDS = {Role.PARTICIPANT: ("Voter",), Role.RUN: ("Session",), Role.TECHNICAL: ("Date (UTC)", "Date", "Time (UTC)")}
_DEEPEST = 6


def form(grid: Grid) -> Form | None:
    """The form of a sheet that has a voter and a session or a prompt, in one of its first rows."""
    for row in range(1, _DEEPEST + 1):
        headings = headings_at(grid, row)
        words = {plain(text) for text in headings.values()}
        if "voter" in words and ("session" in words or any("::" in text for text in headings.values())):
            return Form(Layout.MENTIMETER, "export Mentimeter (feuille des votants)", row, headings, roles_of(headings, _WORDS))
    return None
