"""Which sheet is what: sections of the template by their names, exports by their headings, plain tables by theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flash360.model import Section
from flash360.workbook.columns import COLUMNS
from flash360.workbook.grid import Grid
from flash360.workbook.heading_row import heading_row, is_long, specs_of
from flash360.workbook.layout import sections
from flash360.workbook.layouts import export, plain, table_of_votes
from flash360.workbook.layouts.aggregated import is_aggregated
from flash360.workbook.layouts.form import Form

_VOTER = COLUMNS[Section.VOTES][0]


@dataclass
class Recognised:
    """found: the section of each sheet that holds one. named: whether a sheet has its section's name.

    form: the sheet of votes of a tool, or of a plain table, with how to read it. aggregated: sheets of totals.
    """

    found: dict[str, Section]
    named: bool = False
    form: tuple[str, Form] | None = None
    aggregated: list[str] = field(default_factory=list)


def recognised(grids: Mapping[str, Grid]) -> Recognised:
    """Tell the sheets of a workbook apart."""
    filled = {name: grid for name, grid in grids.items() if not grid.empty}
    what = Recognised(sections(tuple(grids)))
    what.form = next(((name, form) for name, grid in filled.items() if (form := export(grid))), None)
    if what.form:
        what.found.pop(what.form[0], None)
    what.named = bool(what.found)
    others = {name: grid for name, grid in filled.items() if name not in what.found and not (what.form and name == what.form[0])}
    for name, grid in others.items():
        section = plain.section(grid)
        more = section is Section.FICHE or section not in what.found.values()  # each session may have a fiche on its own sheet
        if section and more and not (section is Section.VOTES and what.form):
            what.found[name] = section
    if not what.form:
        what.form = _plain_votes(filled, others, what.found)
    what.aggregated = [name for name, grid in others.items() if name not in what.found and is_aggregated(grid)]
    if what.form:
        what.aggregated = [name for name in what.aggregated if what.form and name != what.form[0]]
    return what


def _plain_votes(filled: Mapping[str, Grid], others: Mapping[str, Grid], found: dict[str, Section]) -> tuple[str, Form] | None:
    """A table of participants and votes: the sheet of votes that names persons and not their codes, or any other sheet."""
    for name, section in list(found.items()):
        if section is Section.VOTES and name in filled:
            form = table_of_votes(filled[name])
            if form and (
                _unnamed(filled[name]) or (Section.PARTICIPANTS not in found.values() and _with_college(filled[name], form))
            ):
                del found[name]
                return name, form
            return None
    for name, grid in others.items():
        form = table_of_votes(grid) if name not in found else None
        if form:
            return name, form
    return None


def _unnamed(grid: Grid) -> bool:
    """Whether a sheet of votes has no column of participants' codes, not even a doubtful one."""
    top = heading_row(grid, specs_of(Section.VOTES))
    return top is None or (_VOTER.key not in top.keys and not any(_VOTER in match.choices for match in top.matches.values()))


def _with_college(grid: Grid, form: Form) -> bool:
    """Whether a sheet of wide votes also says the collège of each participant."""
    top = heading_row(grid, specs_of(Section.VOTES))
    return plain.says_college(grid, form) and not (top and is_long(top))
