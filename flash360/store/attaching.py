"""The statements of DuckDB that take no parameter: what names a file, an address, an extension or a key. Texts are quoted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb


def attach(connection: duckdb.DuckDBPyConnection, address: str, name: str, **options: str) -> None:
    """Attach a base under a name. options: READ_ONLY, DATA_PATH…, each with its value."""
    given = f" ({', '.join(f'{option} {_quoted(value)}' for option, value in options.items())})" if options else ""
    connection.execute(f"ATTACH {_quoted(address)} AS {name}{given}")


def load(connection: duckdb.DuckDBPyConnection, extension: Path) -> None:
    """Load an extension from its file."""
    connection.execute(f"LOAD {_quoted(str(extension))}")


def allow(connection: duckdb.DuckDBPyConnection, folder: str) -> None:
    """Let queries reach the files of one folder, or of one address of an object store, once all others are out of reach."""
    connection.execute(f"SET allowed_directories = [{_quoted(folder)}]")


def keep_secret(connection: duckdb.DuckDBPyConnection, kind: str, words: Mapping[str, str]) -> None:
    """Keep in memory how a store is reached."""
    given = ", ".join(f"{name} {_quoted(value)}" for name, value in words.items())
    connection.execute(f"CREATE SECRET (TYPE {kind}, {given})")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
