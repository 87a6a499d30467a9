"""A base of each released schema, made by the code of its time, opens today with every row that it held."""

from __future__ import annotations

import lzma
from pathlib import Path

import duckdb
import pytest

from flash360 import ingest
from flash360.settings import ROOT
from flash360.store import Database, schema

RELEASED = sorted((ROOT / "tests" / "fixtures" / "bases").glob("*.duckdb.xz"))

OLD_ROWS = """
    SELECT count(*) AS rows, bit_xor(md5_number(written))::VARCHAR AS mixed, sum(md5_number_lower(written))::VARCHAR AS added
    FROM (SELECT to_json(t)::VARCHAR AS written FROM (SELECT COLUMNS(c -> list_contains($columns, c)) FROM query_table($name)) t)
"""


def columns(path: Path) -> dict[str, list[str]]:
    """Table to its columns."""
    with duckdb.connect(path, read_only=True) as connection:
        sql = "SELECT table_name, list(column_name) FROM duckdb_columns() WHERE NOT internal GROUP BY 1"
        return dict(connection.execute(sql).fetchall())


def rows(path: Path, of: dict[str, list[str]]) -> dict[str, tuple[object, ...]]:
    """Table to its number of rows and what they hold, in these columns."""
    with duckdb.connect(path, read_only=True) as connection:
        return {
            name: connection.execute(OLD_ROWS, {"name": name, "columns": named}).fetchone()
            for name, named in of.items()
            if name != "schema_migrations"
        }


def test_a_base_of_every_earlier_schema_is_kept():
    assert [path.name[:4] for path in RELEASED] == [migration.name[:4] for migration in schema.known()[:-1]]


@pytest.mark.parametrize("kept", RELEASED, ids=lambda path: path.name[:4])
def test_every_row_of_a_released_base_is_there_after_its_migration(kept, tmp_path):
    path = tmp_path / "ancienne.duckdb"
    path.write_bytes(lzma.decompress(kept.read_bytes()))
    before, content = path.read_bytes(), columns(path)
    held = rows(path, content)
    assert held["votes"][0] > 100
    assert [name for name, (count, *_) in held.items() if not count] == [], "nothing would be lost of an empty table"

    with Database.open(path) as base:
        assert ingest.verify(base) == []

    assert rows(path, content) == held
    (copy,) = tmp_path.glob("ancienne.avant-migration-*.duckdb")
    assert copy.read_bytes() == before
