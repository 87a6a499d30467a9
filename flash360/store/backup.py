"""Copies of a base: made while it is in use, read again before they are believed, put in its place when it is lost."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flash360.errors import BaseDamaged, BaseTooNew, DiskFull, Flash360Error, UnsoundCopy
from flash360.store import opening
from flash360.store.copier import FORBIDDEN, FULL
from flash360.store.database import Database, Queryable
from flash360.store.holding import kept_closed


@dataclass(frozen=True, slots=True)
class TableSum:
    """Rows of a table, and the sum of what they hold, whatever their order."""

    rows: int
    sum: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was read again, whole. version: of the base at that moment. size: bytes."""

    path: Path
    version: int
    size: int
    tables: dict[str, TableSum]


def table_sums(base: Queryable) -> dict[str, TableSum]:
    """By table, what two bases have in common exactly when they hold the same rows. Reads every row, hence every block."""
    names = base.query("SELECT table_name FROM duckdb_tables() WHERE database_name = 'base' ORDER BY table_name")
    sums: dict[str, TableSum] = {}
    for name in names.column(0).to_pylist():
        row = base.query(
            """
            SELECT count(*) AS rows, bit_xor(md5_number(written))::VARCHAR AS mixed,
                   sum(md5_number_lower(written))::VARCHAR AS added
            FROM (SELECT to_json(t)::VARCHAR AS written FROM query_table($name) t)
            """,
            {"name": f"base.{name}"},
        ).to_pylist()[0]
        sums[name] = TableSum(row["rows"], f"{row['mixed']} {row['added']}")
    return sums


def backup(database: Database, destination: Path) -> Copy:
    """Copy a base in use to a new file, whole or not at all; only the account that asks may read it.

    Raises UnsoundCopy when the file is there already or does not read like the base, DiskFull, OSError.
    """
    if destination.exists():
        raise UnsoundCopy(f"« {destination} » existe déjà. Donnez un autre nom à la sauvegarde.")
    draft = destination.with_name(f"{destination.name}.en-cours")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        try:
            database.copy_to(descriptor)
        finally:
            os.close(descriptor)
        copy = examined(draft)
        draft.rename(destination)
    finally:
        draft.unlink(missing_ok=True)
    _settle(destination.parent)
    return Copy(destination, copy.version, copy.size, copy.tables)


def examined(copy: Path) -> Copy:
    """Open a copy of this version's structure and read all of it. Raises UnsoundCopy."""
    try:
        with Database.open(copy) as opened:
            return Copy(copy, opened.version(), copy.stat().st_size, table_sums(opened))
    except Flash360Error as error:
        raise UnsoundCopy(f"La copie ne se relit pas\u00a0: {error}") from error


def draft_for(base: Path, file: Path, at: datetime) -> Path:
    """A copy of a backup beside the base that it is to replace, as the base's owner would have it.

    Raises DiskFull, BaseForbidden, OSError.
    """
    base.parent.mkdir(parents=True, exist_ok=True)
    draft = base.with_name(f"{base.name}.restauration-{at:%Y%m%d-%H%M%S}-{os.getpid()}")
    try:
        shutil.copyfile(file, draft)
        draft.chmod(0o600)
        if base.exists():
            owner = base.stat()
            draft.chmod(owner.st_mode & 0o777)
            with suppress(PermissionError):
                os.chown(draft, owner.st_uid, owner.st_gid)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
    except BaseException as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in FULL:
            raise DiskFull(
                "Le disque de la base est plein\u00a0: la base est telle qu'elle était. Faites de la place, puis réessayez."
            ) from error
        if isinstance(error, OSError) and error.errno in FORBIDDEN and str(error.filename) == str(draft):
            raise opening.forbidden(base) from error
        raise
    return draft


def put_in_place(base: Path, draft: Path, at: datetime) -> Path | None:
    """Put a closed, sound draft in the base's place, at once, even while a dashboard runs on it; the replaced one's new name.

    None when there was no base. A base that is damaged is kept too. Raises BaseHeld, and leaves the base, when another
    program holds it.
    """
    kept = base.with_name(f"{base.name.removesuffix('.duckdb')}.avant-restauration-{at:%Y%m%d-%H%M%S}.duckdb")
    if not base.exists():
        draft.rename(base)
        _settle(base.parent)
        return None
    try:
        with Database.reach(base) as held:
            held.replace_by(draft, kept)
    except (BaseDamaged, BaseTooNew):
        with kept_closed(base):
            log = base.with_name(f"{base.name}.wal")
            if log.exists():  # of the old base: the new one must not find it
                log.rename(kept.with_name(f"{kept.name}.wal"))
            os.link(base, kept)
            draft.replace(base)
    _settle(base.parent)
    return kept


def _settle(folder: Path) -> None:
    """Names too are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
