"""What is given to a bulk import, file by file: a .zip stands for the workbooks that it holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flash360.errors import RefusedFile
from flash360.findings import CATALOGUE
from flash360.ingest.many import Incoming
from flash360.workbook import base_name, zipped
from flash360.workbook.archive import Refusal


def incoming(name: str, size: int, read: Callable[[], bytes]) -> list[Incoming]:
    """One file given, or the workbooks of a .zip, each named « envoi.zip/2024/atelier.xlsx ».

    An archive that is refused, or holds no workbook, is one file whose reading says so.
    """
    if not name.casefold().endswith(".zip"):
        return [Incoming(name, size, read)]
    try:
        content = read()
    except RefusedFile:
        return [Incoming(name, size, read)]
    if not zipped.is_zip(content):
        return [Incoming(name, size, lambda: content)]
    try:
        found = zipped.members(content)
    except Refusal as refusal:
        return [Incoming(name, size, partial(_refuse, name, refusal))]
    if not found:
        empty = Refusal("not-a-workbook", "l'archive ne contient aucun classeur")
        return [Incoming(name, size, partial(_refuse, name, empty))]
    return [Incoming(f"{name}/{one.name}", one.size, partial(_member, one)) for one in found]


def _member(one: zipped.Member) -> bytes:
    try:
        return one.read()
    except Refusal as refusal:
        raise _refused(one.name, refusal) from refusal


def _refuse(name: str, refusal: Refusal) -> bytes:
    raise _refused(name, refusal)


def _refused(name: str, refusal: Refusal) -> RefusedFile:
    finding = CATALOGUE[refusal.code](value=base_name(name), details={"reason": refusal.reason})
    return RefusedFile(finding.message, (finding,))
