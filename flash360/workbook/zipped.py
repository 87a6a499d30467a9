"""A .zip of workbooks: its files one by one, inflated in memory under the guard's watch. Nothing is written to a disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flash360.workbook.archive import Archive, Refusal
from flash360.workbook.guard import MAX_SIZE_IN_BULK

MAX_FILES = 500
"""Workbooks of one bulk import."""
ENDINGS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv"})
"""What is taken from a folder or an archive; a file named by itself is always taken, whatever its name ends with."""
_PARTS_OF_A_DOCUMENT = frozenset({"xl/workbook.xml", "xl/workbook.bin", "mimetype", "[content_types].xml"})


@dataclass(frozen=True, slots=True)
class Member:
    """One workbook of an archive. name: its path inside, in plain segments. size: in bytes. read: its bytes, or Refusal."""

    name: str
    size: int
    read: Callable[[], bytes]


def is_zip(content: bytes) -> bool:
    """Whether these bytes are an archive of files rather than a workbook or a document, which are archives too."""
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        return _PARTS_OF_A_DOCUMENT.isdisjoint(name.casefold() for name in Archive(content).names)
    except Refusal:
        return False


def members(content: bytes) -> list[Member]:
    """The workbooks of an archive, by name; what a system or a spreadsheet leaves behind is passed over, other files too.

    Raises Refusal when there are too many, when they would weigh too much once inflated, or when the archive is unsound.
    """
    archive = Archive(content)
    found = [
        Member(shown, size, partial(archive.read, name, size))
        for name, size in archive.sizes.items()
        if (shown := _shown(name)) and is_workbook(shown)
    ]
    if len(found) > MAX_FILES:
        raise Refusal("too-large", f"il contient {len(found)} classeurs, la limite est de {MAX_FILES}")
    weight = sum(one.size for one in found)
    if weight > MAX_SIZE_IN_BULK:
        raise Refusal(
            "too-large", f"ses classeurs pèsent {weight / 1e6:.0f} Mo, la limite est de {MAX_SIZE_IN_BULK // 1_000_000} Mo"
        )
    return sorted(found, key=lambda one: one.name)


def is_workbook(path: str) -> bool:
    """Whether the end of a name is that of a format that is read, and the file not one that is left behind (« ~$… », hidden)."""
    return _ends(path, *ENDINGS)


def is_archive(path: str) -> bool:
    """Whether a name is that of a .zip, not hidden either."""
    return _ends(path, ".zip")


def _ends(path: str, *endings: str) -> bool:
    parts = path.casefold().split("/")
    hidden = any(part.startswith((".", "~$")) or part == "__macosx" for part in parts)
    return not hidden and parts[-1].endswith(endings)


def _shown(name: str) -> str:
    """A member's path without what could make it lead elsewhere."""
    parts = ("".join(sign for sign in part if sign.isprintable()).strip() for part in name.replace("\\", "/").split("/"))
    kept = [part for part in parts if part not in ("", ".", "..") and not part.endswith(":")]
    return "" if name.endswith("/") else "/".join(kept)
