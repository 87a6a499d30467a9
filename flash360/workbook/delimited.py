"""A .csv or .tsv as a grid: its encoding, its separator, its cells. Nothing is guessed that the file does not show."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice, zip_longest

import numpy as np
import pyarrow as pa

from flash360.workbook.archive import Refusal
from flash360.workbook.facts import LAST_COLUMN, LAST_ROW, MAX_BOX
from flash360.workbook.grid import Grid, GridColumn, checked, recoded

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SEPARATORS = ";\t,|"
_LOOKED_AT = 50
"""Records that tell the separator."""
_SEEN = 200_000
"""Characters among which they are looked for."""
_BATCH = 50_000
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1a")


def is_text(head: bytes) -> bool:
    """Whether a file's first bytes may be text: a mark of encoding, or no control character."""
    return head.startswith(tuple(mark for mark, _ in _BOMS)) or not _CONTROLS.intersection(head)


def decoded(content: bytes) -> str:
    """The text of a file. Raises Refusal where two encodings are mixed, with the line, and where none fits.

    The mark at the start says the encoding; without one it is UTF-8 if every byte fits, else Windows-1252.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    line = content.count(b"\n", 0, len(mark) + error.start) + 1
                    raise Refusal("mixed-encodings", str(line)) from error
                raise Refusal("unreadable-file", "son codage UTF-16 est abîmé") from error
    try:
        return content.decode()
    except UnicodeDecodeError:
        pass
    line = _second_encoding(content)
    if line:
        raise Refusal("mixed-encodings", str(line))
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refusal("unreadable-file", f"un caractère de la ligne {line} n'est d'aucun codage connu") from error


def _second_encoding(content: bytes) -> int:
    """The 1-based line where the encoding changes, between lines that are UTF-8 and lines that cannot be; 0 if none does."""
    first: bool | None = None
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.isascii():
            continue
        try:
            line.decode()
            fits = True
        except UnicodeDecodeError:
            fits = False
        if first is None:
            first = fits
        elif fits is not first:
            return number
    return 0


def separator(text: str) -> str | None:
    """The separator of the cells: the one that cuts the most records in the same number of cells, two at least."""
    best: tuple[float, int, str] = (0.0, 0, "")
    for mark in _SEPARATORS:
        widths = Counter(len(record) for record in _sample(text, mark) if record)
        usual, times = max(((width, count) for width, count in widths.items() if width > 1), key=_common, default=(0, 0))
        if times:
            best = max(best, (times / widths.total(), usual, mark))
    return best[2] or None


def _common(pair: tuple[int, int]) -> tuple[int, int]:
    return pair[1], pair[0]


def _sample(text: str, mark: str) -> Iterator[list[str]]:
    records = csv.reader(io.StringIO(text[:_SEEN], newline=""), delimiter=mark)
    try:
        yield from islice(records, _LOOKED_AT)
    except csv.Error:
        return


def delimited_grid(content: bytes, sheet: str) -> Grid:
    """The one sheet of a text file; a row is a record, as a spreadsheet numbers it. Raises Refusal."""
    text = decoded(content)
    mark: str | None = None
    first, _, rest = text.partition("\n")
    if first[:4].casefold() == "sep=" and len(first.strip()) == 5:
        mark, text = first[4], rest
    mark = mark or separator(text)
    if mark is None:
        raise Refusal("not-a-workbook", "c'est un texte sans colonnes")
    records = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    parts: dict[int, list[tuple[int, pa.Array]]] = {}
    height = 0
    try:
        while batch := list(islice(records, _BATCH)):
            for index, cells in enumerate(zip_longest(*batch, fillvalue="")):
                if any(cells):
                    parts.setdefault(index, []).append((height, pa.array(cells, pa.string())))
            height += len(batch)
            if height > LAST_ROW or len(parts) > LAST_COLUMN or height * len(parts) > 2 * MAX_BOX:
                raise Refusal("too-large", "il compte trop de lignes et de colonnes")
    except csv.Error as error:
        what = f"des guillemets sont mal fermés à la ligne {records.line_num}"
        raise Refusal("unreadable-file", what) from error
    columns = tuple(_column(index, pieces, height) for index, pieces in sorted(parts.items()))
    return checked(Grid(sheet, height, columns))


def _column(index: int, pieces: list[tuple[int, pa.Array]], height: int) -> GridColumn:
    encoded = pa.concat_arrays([cells for _, cells in pieces]).dictionary_encode()
    read = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32)
    codes = np.full(height, -1, dtype=np.int32)
    done = 0
    for start, cells in pieces:
        codes[start : start + len(cells)] = read[done : done + len(cells)]
        done += len(cells)
    return recoded(index, encoded.dictionary.to_pylist(), codes, booleans=True, iso_dates=False)
