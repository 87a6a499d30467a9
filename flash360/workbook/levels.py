"""Headings on two rows: a merged cell above says what the columns under it share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from flash360.workbook.grid import Grid, headings_at
from flash360.workbook.heading_row import HeadingRow
from flash360.workbook.headings import Headings
from flash360.workbook.wording import plain

Merges = Sequence[tuple[int, int, int, int]]


def joined(grid: Grid, top: HeadingRow, known: Headings, merges: Merges) -> HeadingRow:
    """The headings with those of the row below, where a heading is merged across columns that the row below tells apart.

    A lower heading stands alone when no other is the same, else after the upper one: « Faisabilité Note », « Impact Note ».
    """
    across = [merge for merge in merges if merge[0] == merge[2] == top.row and merge[3] > merge[1]]
    lower = headings_at(grid, top.row + 1)
    matched = {index for index, match in top.matches.items() if match.spec}
    grouped = {index for _, first, _, last in across for index in range(first, last + 1)}
    if not grouped & lower.keys() or matched & lower.keys():
        return top
    upper = dict(top.headings)
    for _, first, _, last in across:
        upper |= {index: top.headings[first] for index in range(first, last + 1) if first in top.headings}
    times = Counter(plain(text) for text in lower.values())
    texts: dict[int, str] = {}
    for index in sorted(upper.keys() | lower.keys()):
        own = lower.get(index)
        above = upper.get(index, "")
        texts[index] = above if own is None else own if times[plain(own)] == 1 or not above else f"{above} {own}"
    matches = {index: known.match(text) for index, text in texts.items()}
    return replace(top, row=top.row + 1, headings=texts, matches=matches, levels=2)
