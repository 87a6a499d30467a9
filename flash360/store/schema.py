"""The base's structure: numbered migrations, each applied once, whole, and checked against its checksum ever after."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import duckdb

from flash360.errors import BaseDamaged, BaseTooNew, NotABase
from flash360.settings import Place

_FOLDER = Path(__file__).resolve().parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file of migrations/: never edited once released."""

    version: int
    name: str
    sql: str
    checksum: str


@cache
def known(folder: Path = _FOLDER) -> tuple[Migration, ...]:
    """The migrations of this version of the product, oldest first."""
    return tuple(
        Migration(int(file.name[:4]), file.stem, sql, hashlib.sha256(sql.encode()).hexdigest())
        for file in sorted(folder.glob("[0-9]*.sql"))
        for sql in [file.read_text("utf-8")]
    )


def is_new(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the attached base has had no migration at all."""
    return not _applied(connection)


def pending(connection: duckdb.DuckDBPyConnection, path: Place) -> tuple[Migration, ...]:
    """The migrations that the attached base has not had.

    Raises NotABase when it has no migration at all, BaseTooNew when it has one unknown here, BaseDamaged when one of
    them was not what it is here.
    """
    applied = _applied(connection)
    if not applied:
        raise NotABase(f"Le fichier « {path} » n'est pas une base Flash 360 ; il est laissé intact. Indiquez un autre fichier.")
    here = {migration.version: migration for migration in known()}
    newest = max(applied)
    if newest > max(here):
        raise BaseTooNew(
            f"La base « {path} » a été écrite par une version plus récente de Flash 360 (schéma {newest}, celle-ci connaît "
            f"le schéma {max(here)}). Mettez le produit à jour ; la base est laissée intacte."
        )
    for version, checksum in applied.items():
        if version not in here or here[version].checksum != checksum:
            raise BaseDamaged(
                f"La base « {path} » n'a pas la structure attendue (migration {version}). "
                "Restaurez une sauvegarde\u00a0: python -m flash360 restore FICHIER."
            )
    return tuple(migration for migration in known() if migration.version not in applied)


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply what the attached base has not had, each migration in its own transaction. A new base has had none."""
    applied = _applied(connection)
    cursor = connection.cursor()
    cursor.execute("USE base")
    for migration in known():
        if migration.version in applied:
            continue
        cursor.execute("BEGIN TRANSACTION")
        apply(cursor, migration)
        cursor.execute("COMMIT")
    cursor.close()


def apply(cursor: duckdb.DuckDBPyConnection, migration: Migration) -> None:
    """One migration, inside a transaction of a cursor that uses the base."""
    cursor.execute(migration.sql)
    cursor.execute(
        "INSERT INTO schema_migrations VALUES ($version, $name, $checksum, $applied_at)",
        {
            "version": migration.version,
            "name": migration.name,
            "checksum": migration.checksum,
            "applied_at": datetime.now(UTC).replace(tzinfo=None),
        },
    )


def keep_copy(path: Path, version: int) -> Path:
    """Copy a closed base beside itself before it is migrated to `version`; whole or not at all."""
    copy = path.with_name(f"{path.name.removesuffix('.duckdb')}.avant-migration-{version}.duckdb")
    draft = copy.with_name(copy.name + ".en-cours")
    try:
        shutil.copyfile(path, draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(copy)
    finally:
        draft.unlink(missing_ok=True)
    return copy


def _applied(connection: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Version to checksum of the migrations that the attached base has had; empty when it is not a base."""
    exists = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'base' AND table_name = 'schema_migrations'"
    ).fetchone()
    if not exists or not exists[0]:
        return {}
    try:
        rows = connection.execute("SELECT version, checksum FROM base.schema_migrations").fetchall()
    except duckdb.BinderException:
        return {}
    return dict(rows)
