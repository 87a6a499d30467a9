"""Zip files that are the same bytes for the same content: a slide show, the workbooks of its charts, a bundle of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip knows."""
_CORE: Final = "docProps/core.xml"
_DATED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Named contents in a zip, in the order given."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(_entry(name), content)
    return buffer.getvalue()


def settled(document: bytes, moment: datetime) -> bytes:
    """An Office document with its dates set to `moment` (UTC), those of the workbooks inside its charts too."""
    stamp = rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>"
    with ZipFile(BytesIO(document)) as read:
        return archive((entry.filename, _settled(entry.filename, read.read(entry), stamp, moment)) for entry in read.infolist())


def _settled(name: str, content: bytes, stamp: bytes, moment: datetime) -> bytes:
    if name == _CORE:
        return _DATED.sub(stamp, content)
    return settled(content, moment) if name.endswith(".xlsx") else content


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
