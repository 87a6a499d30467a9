"""The statements of one transaction, on a cursor of DuckDB."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import duckdb
import pyarrow as pa

_FEW: Final = 40
"""Rows up to which they go as a parameter of the statement: to register a table costs more than all the rest of it."""
_GIVEN: Final = "FROM (SELECT unnest($rows, max_depth := 2)) AS rows"


class Statements:
    """Where a transaction's statements go: see `database.Statements`."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def __call__(self, sql: str, parameters: Mapping[str, object], rows: pa.Table | None = None) -> pa.Table:
        if rows is None:
            return self._cursor.execute(sql, parameters).to_arrow_table()
        if 0 < rows.num_rows <= _FEW:
            self._cursor.execute(sql.replace("FROM rows", _GIVEN), {**parameters, "rows": rows.to_pylist()})
        else:
            self._registered(sql, parameters, rows)
        return pa.table({})

    def _registered(self, sql: str, parameters: Mapping[str, object], rows: pa.Table) -> None:
        self._cursor.register("rows", rows.combine_chunks().__arrow_c_stream__())  # a table itself is scanned through Python
        try:
            self._cursor.execute(sql, parameters)
        finally:
            self._cursor.unregister("rows")


def roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    """Leave the transaction, if there is still one."""
    try:
        cursor.execute("ROLLBACK")
    except duckdb.TransactionException:
        return  # a COMMIT that fails has already rolled back
