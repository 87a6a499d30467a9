"""The codebook as shipped (data/codebook.csv), put in every new base before its first version."""

from __future__ import annotations

import csv
from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from flash360.settings import ROOT

CODEBOOK = ROOT / "data" / "codebook.csv"
AUTHOR = "Flash 360"
_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("theme", "label", "parent", "aspect", "definition", "examples", "words")]
    + [("retired", pa.bool_())]
)


def shipped() -> pa.Table:
    """One row per theme, families first: theme, label, parent (null for a family), aspect, definition, examples and words
    (separated by « | »), retired (false).
    """
    with CODEBOOK.open(encoding="utf-8", newline="") as file:
        rows = [{name: value or None for name, value in row.items()} | {"retired": False} for row in csv.DictReader(file)]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def begin(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the shipped codebook to the attached base, new and at version 0: a base is never without a codebook."""
    with connection.cursor() as cursor:
        write(cursor)


def write(cursor: duckdb.DuckDBPyConnection) -> None:
    """The same, inside the transaction of a cursor."""
    cursor.register("rows", shipped())
    cursor.execute(
        "INSERT INTO base.themes BY NAME SELECT *, 0 AS version, $author AS author, $at AS recorded_at FROM rows",
        {"author": AUTHOR, "at": datetime.now(UTC).replace(tzinfo=None)},
    )
    cursor.unregister("rows")
