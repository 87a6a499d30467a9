"""A closed base kept closed: nothing opens its file while another one is made to take its place."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from flash360.errors import BaseHeld


@contextmanager
def kept_closed(base: Path) -> Generator[int]:
    """A handle on the base's file, locked as DuckDB locks it. Raises BaseHeld when another program holds it.

    POSIX locks belong to the process: in the block, the file is read by this handle only, since closing another one on it would
    give up the lock.
    """
    handle = os.open(base, os.O_RDWR)
    try:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN):
                raise BaseHeld(f"La base « {base} » est tenue par un autre programme. Arrêtez-le, puis réessayez.") from error
            raise
        yield handle
    finally:
        os.close(handle)
