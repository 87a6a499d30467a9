"""What the file says of a sheet besides its values: merged cells, formulas without a saved result, its extent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flash360.workbook.addresses import column_index
from flash360.workbook.archive import Refusal

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MAX_BOX = 12_000_000
"""Cells of a bounding box beyond which a sheet is read cell by cell."""
KEPT = 10_000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass
class SheetFacts:
    """merges: (first row, first column, last row, last column), rows 1-based, columns 0-based. unvalued: formulas
    without a saved result, as (row, column). errors: those that the values do not show. last_row, last_column: the
    furthest cell seen. iso_dates: whether a true date may be written « 2024-03-05 », as strict files do. size: bytes of its XML.
    """

    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    unvalued: list[tuple[int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    booleans: bool = False
    iso_dates: bool = False
    last_row: int = 0
    last_column: int = 0
    size: int = 0

    @property
    def vast(self) -> bool:
        """Whether the box from A1 to the furthest cell is too large to be held whole."""
        return self.last_row * (self.last_column + 1) > MAX_BOX


class SheetScan:
    """Reads a worksheet's XML in chunks, without parsing it."""

    def __init__(self) -> None:
        self.facts = SheetFacts()
        self._tail = b""
        self._patterns: _Patterns | None = None

    def feed(self, chunk: bytes) -> None:
        """Take the next chunk; only whole cells are looked at."""
        self.facts.size += len(chunk)
        chunk = self._tail + chunk
        if self._patterns is None:
            self._patterns = _Patterns(chunk)
        cut = max(chunk.rfind(self._patterns.cell_mark), chunk.rfind(self._patterns.row_mark))
        if cut <= 0:
            cut = len(chunk) if len(chunk) > 1 << 22 else 0
        self._look(chunk[:cut])
        self._tail = chunk[cut:]

    def end(self) -> SheetFacts:
        """Look at what remains and give the facts."""
        if self._patterns is not None:
            self._look(self._tail)
        return self.facts

    def _look(self, part: bytes) -> None:
        patterns, facts = self._patterns, self.facts
        if not part or patterns is None:
            return
        first, last = part.find(patterns.row_mark), part.rfind(patterns.row_mark)
        row = patterns.row.match(part, last) if last >= 0 else None
        if row:
            facts.last_row = max(facts.last_row, int(row.group(1)))
        for letters in set(patterns.far.findall(part)):
            facts.last_column = max(facts.last_column, column_index(letters.decode()))
        if facts.last_row > LAST_ROW or facts.last_column >= LAST_COLUMN:
            raise Refusal("dangerous-file", "une cellule y est placée hors des limites d'un tableur")
        around = part[: max(first, 0)] + part[max(last, 0) :]

        def holds(mark: bytes, letter: bytes) -> bool:
            return mark in around or _among(part, first, last, mark, letter)

        facts.booleans = facts.booleans or holds(b't="b"', b"b")
        facts.iso_dates = facts.iso_dates or holds(b't="d"', b"d")
        if holds(patterns.merge_mark, b"m"):
            self._merges(part, patterns)
        if patterns.formula.search(around) or _among(part, first, last, patterns.formula_mark, b"f"):
            self._formulas(part, patterns)

    def _merges(self, part: bytes, patterns: _Patterns) -> None:
        for first, last in patterns.merge.findall(part)[:KEPT]:
            (row, column), (end_row, end_column) = place(first.decode()), place(last.decode())
            self.facts.merges.append((row, column, end_row, end_column))

    def _formulas(self, part: bytes, patterns: _Patterns) -> None:
        for found in patterns.unvalued.finditer(part):
            attributes, value = found.groups()
            if value is not None and b't="str"' in attributes:
                continue
            reference = re.search(rb'\br="([A-Z]{1,3}\d{1,7})"', attributes)
            if reference and len(self.facts.unvalued) < KEPT:
                self.facts.unvalued.append(place(reference.group(1).decode()))


def _among(part: bytes, first: int, last: int, mark: bytes, letter: bytes) -> bool:
    """Whether a mark is among the rows that begin from `first` to before `last` (-1 where there are none). Most of its characters
    are in every cell, one letter of it in few: that letter is looked for first, which takes twenty times less.
    """
    return 0 <= first < last and part.find(letter, first, last) >= 0 and part.find(mark, first, last) >= 0


class _Patterns:
    """The marks to look for, with the prefix that this sheet gives to the elements (none, nearly always)."""

    def __init__(self, start: bytes) -> None:
        root = re.search(rb"<(\w+:)?worksheet\b", start)
        prefix = (root.group(1) if root else None) or b""
        self.cell_mark = b"<" + prefix + b"c "
        self.row_mark = b"<" + prefix + b"row "
        self.formula_mark = b"<" + prefix + b"f"
        self.merge_mark = b"<" + prefix + b"mergeCell "
        p = re.escape(prefix)
        self.row = re.compile(rb"<%brow [^>]*?\br=\"(\d+)\"" % p)
        self.formula = re.compile(rb"<%bf\b" % p)
        self.far = re.compile(rb"<%bc r=\"([A-Z]{2,3})\d" % p)
        self.merge = re.compile(rb"<%bmergeCell [^>]*?ref=\"([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})\"" % p)
        self.unvalued = re.compile(
            rb"<%bc\b([^>]*)>\s*<%bf\b(?:[^>]*/>|[^>]*>[^<]*</%bf>)\s*(<%bv\s*/>|<%bv>\s*</%bv>)?\s*</%bc>"
            % (p, p, p, p, p, p, p)
        )


def place(reference: str) -> tuple[int, int]:
    """(1-based row, 0-based column) of « D7 »."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise Refusal("unreadable-file", "une adresse de cellule y est incorrecte")
    return int(found.group(2)), column_index(found.group(1))
