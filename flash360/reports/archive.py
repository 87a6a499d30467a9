"""Zip files that are the same bytes for the same content: a slide show, the workbooks of its charts, a bundle of documents."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip knows."""


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Named contents in a zip, in the order given."""
    buffer = BytesIO()
    archive_into(buffer, files)
    return buffer.getvalue()


def archive_into(file: IO[bytes], files: Iterable[tuple[str, bytes]]) -> None:
    """The same, written in a file as the contents come, so that none of them is held in memory."""
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(_entry(name), content)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
