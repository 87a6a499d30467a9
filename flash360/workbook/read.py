"""From bytes to a Reading, in a process apart; a bad file gives a Reading that says why."""

from __future__ import annotations

import hashlib

from flash360.workbook.guard import too_large
from flash360.workbook.parse import refused
from flash360.workbook.pool import Lost, pool
from flash360.workbook.reading import Reading
from flash360.workbook.wire import decode


def read(content: bytes, file_name: str, *, bulk: bool = False) -> Reading:
    """Read a workbook. Never raises for a bad file: the Reading then has no layout, and says why in its findings.

    file_name: any path, of which only the last part is kept. bulk: one of many, or one big file: larger limits.
    """
    name = file_name.replace("\\", "/").rpartition("/")[2] or "classeur"
    digest = hashlib.sha256(content).hexdigest()
    why = too_large(len(content), bulk=bulk)
    if why:
        return refused(content, name, digest, "too-large", why)
    try:
        return decode(pool().ask(content, name, digest, bulk=bulk))
    except Lost as lost:
        return refused(content, name, digest, lost.code, lost.reason)


def warm() -> None:
    """Start the reading processes ahead of the first file; returns at once, they import meanwhile."""
    pool().start()
