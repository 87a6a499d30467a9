"""Which signs the shipped fonts can draw: a document that must be readable by law holds no sign without a glyph."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Final

FONTS: Final = Path(__file__).parent / "fonts"
FAMILIES: Final = ("Inter", "DejaVu Sans", "Symbola")
"""In the order in which a sign is looked for; the first is the documents' own."""
UNKNOWN: Final = "\ufffd"
"""What is printed in place of a sign that no font holds; a document that holds one says so."""
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})
"""Categories of signs that draw nothing: controls, joiners, direction marks, halves of pairs."""
_SELECTORS: Final = frozenset("\ufe0e\ufe0f")


def drawable(value: Any) -> Any:
    """The same value, every text in it (dictionaries, lists, tuples) free of control signs and of signs without a glyph.

    A sign that no font holds becomes « � »; direction marks, joiners and variation selectors, which draw nothing, go.
    """
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else "".join(map(_drawn, unicodedata.normalize("NFC", value)))
    if isinstance(value, dict):
        return {name: drawable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [drawable(one) for one in value]
    return value


@cache
def _drawn(sign: str) -> str:
    if sign in "\n\t":
        return " " if sign == "\t" else sign
    if sign in _SELECTORS or unicodedata.category(sign) in _INVISIBLE:
        return ""
    return sign if any(ord(sign) in some for some in _covered()) else UNKNOWN


@cache
def _covered() -> tuple[range, ...]:
    """The code points that at least one of the upright regular fonts draws."""
    files = [FONTS / name for name in ("Inter-Regular.otf", "DejaVuSans.ttf", "Symbola.ttf")]
    return tuple(some for path in files for some in _character_map(path.read_bytes()))


def _character_map(font: bytes) -> list[range]:
    """The code points of a font's `cmap` table, formats 4 and 12 (OpenType specification, « cmap »)."""
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * _short(font, 4), 16)}
    start = tables[b"cmap"]
    found: list[range] = []
    for place in range(_short(font, start + 2)):
        subtable = start + struct.unpack_from(">I", font, start + 4 + 8 * place + 4)[0]
        match _short(font, subtable):
            case 4:
                segments = _short(font, subtable + 6) // 2
                ends, starts = subtable + 14, subtable + 16 + 2 * segments
                found += [
                    range(_short(font, starts + 2 * one), _short(font, ends + 2 * one) + 1) for one in range(segments - 1)
                ]  # the last segment is the format's end mark
            case 12:
                for one in range(struct.unpack_from(">I", font, subtable + 12)[0]):
                    first, last, _ = struct.unpack_from(">III", font, subtable + 16 + 12 * one)
                    found.append(range(first, last + 1))
            case _:
                continue
    return found


def _short(font: bytes, at: int) -> int:
    return struct.unpack_from(">H", font, at)[0]
