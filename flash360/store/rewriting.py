"""A base written anew without what was deleted from it: a deletion and a checkpoint leave the deleted bytes in the file.

The closed file is copied, changed, and its tables are written to a fresh file that takes its place at once; the two others are
removed. A kill at any moment leaves the base before or after, and at worst a folder beside it that the next opening removes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import duckdb

from flash360.store import leftovers, opening
from flash360.store.copier import FULL
from flash360.store.database import Transaction
from flash360.store.holding import kept_closed

_VIEWS: Final = Path(__file__).resolve().parent / "views"
_CHUNK: Final = 1 << 24


def rewrite(path: Path, change: Callable[[Transaction], None], run: Callable[[duckdb.DuckDBPyConnection], Transaction]) -> None:
    """Change a closed base in one transaction and put a fresh file in its place; it is as it was when anything raises.

    run: what gives a transaction on a cursor. No other process opens the base meanwhile. Raises BaseHeld, DiskFull.
    """
    if opening.log_size(path):  # it could not be folded into the file when the base was closed
        raise opening.full(path)
    folder = leftovers.rewriting_folder(path)
    try:
        with kept_closed(path) as handle:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
            _rewrite(path, handle, folder, change, run)
    except duckdb.Error as error:
        opening.tell(path, error)
        raise
    except OSError as error:
        if error.errno in FULL:
            raise opening.full(path) from error
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _rewrite(
    path: Path,
    handle: int,
    folder: Path,
    change: Callable[[Transaction], None],
    run: Callable[[duckdb.DuckDBPyConnection], Transaction],
) -> None:
    staged, fresh = folder / "staged.duckdb", folder / "fresh.duckdb"
    with os.fdopen(handle, "rb", closefd=False) as source, staged.open("xb") as target:
        shutil.copyfileobj(source, target, _CHUNK)
    _changed(staged, change, run)
    connection = duckdb.connect(str(fresh))
    try:
        opening.attach(connection, staged)
        connection.execute("COPY FROM DATABASE base TO fresh")
        connection.execute("CHECKPOINT fresh")
    finally:
        connection.close()
    shutil.copystat(path, fresh)
    with fresh.open("rb") as written:
        os.fsync(written.fileno())
    fresh.replace(path)


def _changed(
    staged: Path, change: Callable[[Transaction], None], run: Callable[[duckdb.DuckDBPyConnection], Transaction]
) -> None:
    connection = opening.connect(staged)
    try:
        for view in sorted(_VIEWS.glob("*.sql")):
            connection.execute(view.read_text("utf-8"))
        cursor = connection.cursor()
        cursor.execute("BEGIN TRANSACTION")
        change(run(cursor))
        cursor.execute("COMMIT")
        cursor.close()
    finally:
        opening.disconnect(staged, connection)
