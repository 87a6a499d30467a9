"""From bytes to a Reading, in a process apart; a bad file gives a Reading that says why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sized

from flash360.findings import CATALOGUE, SHOWN, Finding
from flash360.workbook.completion import Completion, complete
from flash360.workbook.guard import too_large
from flash360.workbook.limits import WALL, WALL_IN_BULK
from flash360.workbook.mapping import Mapping
from flash360.workbook.parse import refused, title
from flash360.workbook.pool import Lost, pool
from flash360.workbook.reading import Reading
from flash360.workbook.wire import decode, pack_findings


def read(
    content: bytes, file_name: str, *, bulk: bool = False, completion: Completion | None = None, mapping: Mapping | None = None
) -> Reading:
    """Read a workbook. Never raises for a bad file: the Reading then has no layout, and says why in its findings.

    file_name: any path, of which only the last part is kept. bulk: one of many, or one big file: larger limits.
    completion: what the analyst adds to a file of votes (completion.py). mapping: what they pointed at in a file of no known
    layout (mapping.py).
    """
    name = base_name(file_name)
    digest = hashlib.sha256(content).hexdigest()
    why = too_large(len(content), bulk=bulk)
    if why:
        return refused(content, name, digest, "too-large", why)
    seconds = WALL_IN_BULK if bulk else WALL
    try:
        told = {"college": completion.college_column if completion else None, "mapping": mapping.packed() if mapping else None}
        found = decode(pool().ask("read", content, seconds=seconds, file_name=name, sha256=digest, bulk=bulk, **told))
    except Lost as lost:
        return refused(content, name, digest, lost.code, lost.reason)
    return complete(found, completion) if completion else found


def annotated(content: bytes, file_name: str, findings: Iterable[Finding]) -> bytes:
    """The analyst's own workbook as .xlsx: faulty cells coloured and commented, a sheet « Constats » with links.

    findings: `Findings`, or any of them. Where the file cannot be opened, the sheet « Constats » alone is given.
    """
    total = len(findings) if isinstance(findings, Sized) else 0
    shown = list(findings)[:SHOWN]
    count, sheet = max(total, len(shown)), title(base_name(file_name))
    try:
        packed = pack_findings(shown)
        return pool().ask("annotate", content, seconds=WALL_IN_BULK, findings=packed, total=count, title=sheet)
    except Lost as lost:
        told = CATALOGUE[lost.code](value=base_name(file_name), details={"reason": lost.reason})
        return pool().ask("annotate", b"", findings=pack_findings([*shown, told]), total=count, title=sheet)


def base_name(file_name: str) -> str:
    """The last part of a path, from any system."""
    return file_name.replace("\\", "/").rpartition("/")[2] or "classeur"


def warm() -> None:
    """Start the reading processes ahead of the first file; returns at once, they import meanwhile."""
    pool().start()
