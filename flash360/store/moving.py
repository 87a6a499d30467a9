"""A whole base from one kind of place to another, at one moment of it: a file, or a shared base."""

from __future__ import annotations

from pathlib import Path

from flash360.errors import NotABase
from flash360.settings import Lake
from flash360.store import attaching, lake_opening


def to_file(lake: Lake, file: Path) -> None:
    """Write a shared base to a new file of the embedded kind. Raises NotConfigured, duckdb.Error."""
    connection = lake_opening.attached(lake)
    try:
        attaching.attach(connection, str(file), "aside")
        connection.execute("COPY FROM DATABASE base TO aside")
    finally:
        connection.close()


def to_lake(file: Path, lake: Lake) -> None:
    """Write a closed file of the embedded kind to a catalogue that holds nothing yet, all of it or nothing.

    Raises NotABase when the catalogue holds something, NotConfigured, duckdb.Error.
    """
    connection = lake_opening.attached(lake)
    try:
        if lake_opening.has_tables(connection):
            raise NotABase(f"Le catalogue «\u00a0{lake}\u00a0» n'est pas vide\u00a0; il est laissé intact. Donnez-en un neuf.")
        attaching.attach(connection, str(file), "aside", READ_ONLY="true")
        connection.execute("COPY FROM DATABASE aside TO base")
    finally:
        connection.close()
