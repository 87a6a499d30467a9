"""What the binary formats, .xls and .xlsb, say besides their values: the epoch of their dates, merged cells, a password."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO

import python_calamine

from flash360.workbook.archive import Archive, Refusal
from flash360.workbook.facts import KEPT, SheetFacts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BINARY_BOOK = "xl/workbook.bin"
_BEGIN = b"\x09\x08\x10\x00\x00\x06\x05\x00"
"""The first record of an .xls of Excel 97 and later, up to its kind: the workbook itself."""
_DATE_MODE, _PASSWORD, _SHEET = 0x22, 0x2F, 0x85
_BOOK_PROPERTIES, _BUNDLE_SHEET, _MERGE, _END_OF_MERGES = 153, 156, 176, 178
_BEFORE_MERGES = b"\xb1\x01\x04"


def xls_epoch_1904(content: bytes) -> bool:
    """Whether days are counted from 1904. Raises Refusal when the workbook asks for a password, or is none.

    Only the workbook's own first records are looked at; they stand together at the start of its stream.
    """
    names = ("Workbook", "Book")
    if not any(name.encode("utf-16-le") + b"\x00\x00" in content for name in names):
        raise Refusal("not-a-workbook", "c'est un ancien format Office, mais pas un classeur")
    position = content.find(_BEGIN)
    while 0 <= position < len(content) - 4:
        kind, size = struct.unpack_from("<HH", content, position)
        if kind == _PASSWORD:
            raise Refusal("encrypted-file")
        if kind == _DATE_MODE and size == 2:
            return content[position + 4 : position + 6] == b"\x01\x00"
        if kind == _SHEET:
            return False
        position += 4 + size
    return False


def xls_facts(content: bytes) -> dict[str, SheetFacts]:
    """The merged cells of each sheet."""
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    facts: dict[str, SheetFacts] = {}
    for name in book.sheet_names:
        merges = book.get_sheet_by_name(name).merged_cell_ranges or []
        if merges:
            facts[name] = SheetFacts(booleans=True)
            facts[name].merges += [
                (row + 1, column, last_row + 1, last_column) for (row, column), (last_row, last_column) in merges[:KEPT]
            ]
    return facts


def xlsb_epoch_1904(archive: Archive) -> bool:
    """Whether days are counted from 1904."""
    content = archive.read(BINARY_BOOK)
    for kind, start, size in _records(content, 0):
        if kind == _BOOK_PROPERTIES and size >= 4:
            return bool(content[start] & 1)
    return False


def xlsb_sheets(archive: Archive) -> dict[str, str]:
    """The relation of each sheet, by sheet name."""
    content = archive.read(BINARY_BOOK)
    sheets: dict[str, str] = {}
    for kind, start, size in _records(content, 0):
        if kind == _BUNDLE_SHEET and size >= 12:
            link, after = _string(content, start + 8)
            name, _ = _string(content, after)
            sheets[name] = link
    return sheets


def _string(content: bytes, position: int) -> tuple[str, int]:
    """A text and the position after it: its length in characters, then UTF-16."""
    if position + 4 > len(content):
        return "", position
    (length,) = struct.unpack_from("<I", content, position)
    length = 0 if length == 0xFFFFFFFF else min(length, 1024)
    end = position + 4 + 2 * length
    return content[position + 4 : end].decode("utf-16-le", errors="replace"), end


def xlsb_merges(sheet: bytes) -> list[tuple[int, int, int, int]]:
    """The merged cells of a worksheet's part, as (first row, first column, last row, last column)."""
    position = sheet.rfind(_BEFORE_MERGES)
    merges: list[tuple[int, int, int, int]] = []
    if position < 0:
        return merges
    for kind, start, size in _records(sheet, position + len(_BEFORE_MERGES) + 4):
        if kind != _MERGE or size != 16 or len(merges) == KEPT:
            return merges if kind == _END_OF_MERGES or len(merges) == KEPT else []
        row, last_row, column, last_column = struct.unpack_from("<IIII", sheet, start)
        merges.append((row + 1, column, last_row + 1, last_column))
    return merges


def _records(content: bytes, position: int) -> Iterator[tuple[int, int, int]]:
    """(kind, start, size) of each record of an .xlsb's part: a kind of one or two bytes, a size of one to four."""
    while position < len(content) - 1:
        kind = content[position]
        position += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | ((content[position] & 0x7F) << 7)
            position += 1
        size = shift = 0
        while position < len(content):
            byte = content[position]
            position += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind, position, size
        position += size
