"""Copies the file of a base that this process holds, without letting go of it.

POSIX locks belong to the process: closing any handle on the file would give up the lock that DuckDB has on it. So the handle
that reads it stays open until the base is closed.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

from flash360.errors import DiskFull

_CHUNK: Final = 1 << 24
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Copier:
    """The reading handle on one base file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def copy_to(self, descriptor: int) -> None:
        """The whole file as it is now, put on the disk. The base must be quiet. Raises DiskFull, OSError."""
        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDONLY)
        size = os.fstat(self._handle).st_size
        try:
            copied = 0
            while copied < size:
                part = os.pread(self._handle, _CHUNK, copied)
                if not part:
                    raise OSError(errno.EIO, os.strerror(errno.EIO), str(self._path))
                written = 0
                while written < len(part):
                    written += os.write(descriptor, part[written:])
                copied += len(part)
            os.fsync(descriptor)
        except OSError as error:
            if error.errno in FULL:
                raise DiskFull(
                    "Le disque de la copie est plein\u00a0: rien n'y a été gardé. Faites de la place, ou copiez ailleurs."
                ) from error
            raise

    def close(self) -> None:
        """Once the base is closed."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
