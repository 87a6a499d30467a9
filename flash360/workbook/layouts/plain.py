"""Tables without any tool's mark: a section of the template under another name, or participants and their votes."""

from __future__ import annotations

from flash360.model import Section
from flash360.workbook.columns import COLUMNS, SESSION
from flash360.workbook.fiche import is_key_value
from flash360.workbook.grid import Grid, headings_at
from flash360.workbook.heading_row import DEEPEST, HeadingRow, heading_row, specs_of
from flash360.workbook.headings import is_personal, known_headings
from flash360.workbook.implied import is_side_by_side
from flash360.workbook.layouts.form import Form
from flash360.workbook.layouts.roles import is_college, is_vote
from flash360.workbook.one_scale import ENDS, one_scale
from flash360.workbook.reading import Layout

_CERTAIN = (Section.CRITERIA, Section.STATEMENTS, Section.OUTCOMES, Section.PARTICIPANTS, Section.VOTES, Section.FICHE)
"""From the section whose headings say the most to the one that a stray word could suggest."""
_PARTICIPANT = COLUMNS[Section.VOTES][0]
_SESSION, _COLLEGE = known_headings((SESSION,)), known_headings((COLUMNS[Section.PARTICIPANTS][1],))


def section(grid: Grid) -> Section | None:
    """The section whose needed headings a sheet has, every one; wide votes too when each row has its session."""
    for candidate in _CERTAIN:
        specs = specs_of(candidate)
        top = heading_row(grid, specs)
        needed = {spec.key for spec in specs if spec.required and spec is not SESSION}
        if candidate is Section.VOTES:
            needed.add("grade")
        if one_scale(grid, candidate, top):
            needed -= set(ENDS)
        if top and needed <= top.keys and not (candidate is Section.PARTICIPANTS and _votes(grid, top)):
            return candidate
    if is_side_by_side(grid):
        return Section.STATEMENTS
    top = heading_row(grid, (SESSION, _PARTICIPANT))
    if top and len(top.keys) == 2 and _votes(grid, top):
        return Section.VOTES
    return Section.FICHE if is_key_value(grid) and _fiche_down(grid) else None


def form(grid: Grid) -> Form | None:
    """Participants, by their code and with a vote at least, or by their name or collège and with votes for the most part."""
    known = known_headings((_PARTICIPANT,))
    for row in range(1, min(DEEPEST, grid.height) + 1):
        headings = headings_at(grid, row)
        coded = any(known.exact(text) for text in headings.values())
        if coded and any(map(_SESSION.exact, headings.values())):
            return None
        named = any(map(is_personal, headings.values()))
        if len(headings) < 2 or not (coded or named or any(map(_COLLEGE.exact, headings.values()))):
            continue
        others = [column for column in grid.columns if column.index in headings and not is_personal(headings[column.index])]
        votes = sum(is_vote(column.texts_under(row)) for column in others)
        if votes and (coded or 2 * votes >= len(others)):
            return Form(Layout.PLAIN, "tableau de participants et de votes", row, headings)
    return None


def says_college(grid: Grid, found: Form) -> bool:
    """Whether a column of a table of votes is that of the participants' collège."""
    return any(
        _COLLEGE.exact(found.headings[column.index]) or is_college(column.texts_under(found.row))
        for column in grid.columns
        if column.index in found.headings
    )


def _votes(grid: Grid, top: HeadingRow) -> bool:
    """Whether columns beside those of the participants hold votes."""
    return any(
        top.matches[column.index].spec is None and is_vote(column.texts_under(top.row))
        for column in grid.columns
        if column.index in top.matches
    )


def _fiche_down(grid: Grid) -> bool:
    known = known_headings(specs_of(Section.FICHE))
    needed = {spec.key for spec in COLUMNS[Section.FICHE] if spec.required}
    return any(needed <= {spec.key for text in column.texts if (spec := known.exact(text))} for column in grid.columns[:3])
