"""From the words of a shared base to an attached one: extensions from their wheels, nothing downloaded."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import duckdb

from flash360.errors import NotABase, NotConfigured
from flash360.settings import Lake
from flash360.store import attaching, codebook, opening, schema
from flash360.store.statements import roll_back

_PATIENCE: Final = "10"
"""Seconds that a machine without an answer is waited for; left to itself, libpq waits for minutes."""
_TRIES: Final = 5
"""How often a replica that starts looks again, when another one was making or migrating the base at that moment."""


def connect(lake: Lake) -> duckdb.DuckDBPyConnection:
    """A connection in which the shared base is attached as `base`, at the newest schema, with its views, and locked.

    Makes the base where the catalogue is empty. Raises NotConfigured without the extensions or without a place for the
    files, NotABase, BaseTooNew and BaseDamaged as for a file, duckdb.Error when the catalogue does not answer.
    """
    connection = attached(lake)
    try:
        _bring_up_to_date(connection, lake)
        opening.define_views(connection)
        attaching.allow(connection, _files(connection))
        opening.lock(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def attached(lake: Lake) -> duckdb.DuckDBPyConnection:
    """A connection in which the shared base is attached as `base`, as it is: empty where the catalogue is.

    Raises NotConfigured, duckdb.Error.
    """
    connection = opening.memory()
    try:
        os.environ.setdefault("PGCONNECT_TIMEOUT", _PATIENCE)
        for name in ("ducklake", "postgres_scanner", *(["httpfs"] if _in_store(lake) else [])):
            attaching.load(connection, _extension(name))
        if _in_store(lake):
            attaching.keep_secret(connection, "s3", _keys(lake, os.environ))
        _attach(connection, lake)
    except BaseException:
        connection.close()
        raise
    return connection


def has_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the attached base holds anything at all."""
    return bool(connection.execute("SELECT 1 FROM duckdb_tables() WHERE database_name = 'base' LIMIT 1").fetchone())


def _files(connection: duckdb.DuckDBPyConnection) -> str:
    """Where the catalogue says that the Parquet files are."""
    row = connection.execute(
        "SELECT value FROM __ducklake_metadata_base.ducklake_metadata WHERE key = 'data_path' AND scope IS NULL"
    ).fetchone()
    return str(row[0]) if row else ""


def _attach(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    options = {"DATA_PATH": lake.files} if lake.files else {}
    for last in (*[False] * (_TRIES - 1), True):
        try:
            attaching.attach(connection, f"ducklake:postgres:{lake.catalogue}", "base", **options)
        except duckdb.Error as error:
            if "Failed to initialize DuckLake" in str(error) and "already exists" in str(error) and not last:
                continue  # another machine was making the catalogue at that moment
            if "DATA_PATH" in str(error) or "data path" in str(error).lower():
                raise NotConfigured(
                    f"La base «\u00a0{lake}\u00a0» ne sait pas où sont ses fichiers, ou les a ailleurs. Indiquez dans "
                    "FLASH360_FILES le dossier ou l'adresse s3:// donnés à sa création."
                ) from error
            raise
        else:
            return


def _bring_up_to_date(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """Make the base where there is none, migrate an older one; of several replicas that start at once, one does it."""
    for last in (*[False] * (_TRIES - 1), True):
        with connection.cursor() as cursor:
            cursor.execute("USE base")
            cursor.execute("BEGIN TRANSACTION")
            try:
                new = schema.is_new(cursor)
                if new and has_tables(cursor):
                    raise NotABase(f"Le catalogue «\u00a0{lake}\u00a0» n'est pas une base Flash 360 ; il est laissé intact.")
                for migration in schema.known() if new else schema.pending(cursor, lake):
                    schema.apply(cursor, migration)
                if new:
                    codebook.write(cursor)
                cursor.execute("COMMIT")
            except duckdb.TransactionException:
                roll_back(cursor)
                if last:
                    raise
            except BaseException:
                roll_back(cursor)
                raise
            else:
                return


def _in_store(lake: Lake) -> bool:
    return bool(lake.files and lake.files.startswith("s3://"))


def _extension(name: str) -> Path:
    """The extension that the wheel of its name brought."""
    found = find_spec(f"duckdb_extension_{name}")
    places = [Path(folder) for folder in (found.submodule_search_locations or ())] if found else []
    files = [file for folder in places for file in folder.glob("extensions/*/*.duckdb_extension")]
    if not files:
        raise NotConfigured(
            f"Une base partagée demande l'extension «\u00a0{name}\u00a0» de DuckDB, qui n'est pas installée. Installez-la avec "
            "pip install -r requirements-lake.txt."
        )
    return files[0]


def _keys(lake: Lake, environment: Mapping[str, str]) -> dict[str, str]:
    """How the object store is reached: the usual AWS_* variables. Kept in memory, for this base's files alone."""
    endpoint = urlsplit(environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL") or "")
    words = {
        "KEY_ID": environment.get("AWS_ACCESS_KEY_ID"),
        "SECRET": environment.get("AWS_SECRET_ACCESS_KEY"),
        "SESSION_TOKEN": environment.get("AWS_SESSION_TOKEN"),
        "REGION": environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION"),
        "ENDPOINT": endpoint.netloc or None,
        "URL_STYLE": "path" if endpoint.netloc else None,
        "USE_SSL": "false" if endpoint.scheme == "http" else None,
        "SCOPE": lake.files,
    }
    return {name: value for name, value in words.items() if value}
