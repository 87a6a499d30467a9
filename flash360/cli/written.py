"""Writing a file that a command was asked for: whole or not at all."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from flash360.errors import Flash360Error


class NoFolder(Flash360Error):
    """There is no folder to write in."""


def write(to: Path, content: bytes) -> None:
    """Write a file. Raises NoFolder, OSError."""
    with whole(to) as file:
        file.write(content)


@contextmanager
def whole(to: Path) -> Generator[IO[bytes]]:
    """A file to write in, whole or nothing: an interruption leaves the one that was there. Raises NoFolder, OSError."""
    beside = to.with_name(f".{to.name}.en-cours")
    if not to.absolute().parent.is_dir():
        raise NoFolder(
            f"Le dossier « {to.absolute().parent} » n'existe pas : rien n'a été écrit. Créez-le, ou nommez-en un autre."
        )
    try:
        with beside.open("wb") as file:
            yield file
        beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)
