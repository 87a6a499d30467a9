"""The statements of one transaction, on a cursor of DuckDB."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_IDS: Final = ("session_id", "import_id")
_FEW: Final = 40
"""Rows up to which they go as parameters of the statement: to register a table costs more than all the rest of it."""
_MANY: Final = 5_000
"""Rows from which it costs less to turn their ids into bytes than to have the base read them as texts."""


class Statements:
    """Where a transaction's statements go: see `database.Statements`."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def __call__(self, sql: str, parameters: Mapping[str, object], rows: pa.Table | None = None) -> pa.Table:
        if rows is None:
            return self._cursor.execute(sql, parameters).to_arrow_table()
        if 0 < rows.num_rows <= _FEW:
            self._given(sql, parameters, rows)
        else:
            self._registered(sql, parameters, rows)
        return pa.table({})

    def _given(self, sql: str, parameters: Mapping[str, object], rows: pa.Table) -> None:
        """A parameter per column: its value, or the list of them; a list of rows would cost half as much again."""
        columns = {f"column{place}": column.to_pylist() for place, column in enumerate(rows.columns)}
        if rows.num_rows == 1:
            columns = {name: values[0] for name, values in columns.items()}
            told = (f"${name}" for name in columns)
        else:
            told = (f"unnest(${name})" for name in columns)
        named = ", ".join(f"{value} AS {name}" for value, name in zip(told, rows.column_names, strict=True))
        self._cursor.execute(sql.replace("FROM rows", f"FROM (SELECT {named}) AS rows"), {**parameters, **columns})

    def _registered(self, sql: str, parameters: Mapping[str, object], rows: pa.Table) -> None:
        for name in _IDS if rows.num_rows >= _MANY else ():
            place = rows.schema.get_field_index(name)
            rows = rows if place < 0 else rows.set_column(place, name, _as_ids(rows.column(place)))
        rows = rows.combine_chunks()
        self._cursor.register("rows", rows.__arrow_c_stream__())  # a table itself is scanned through Python
        try:
            self._cursor.execute(sql, parameters)
        finally:
            self._cursor.unregister("rows")


def _as_ids(column: pa.ChunkedArray) -> pa.Array:
    """Ids written as texts, none of them null, as the sixteen bytes that the base keeps. A table of votes has few, in runs: the
    base would read the text of each row, which takes it half of the whole insertion.
    """
    runs = pc.run_end_encode(column.combine_chunks())
    encoded = runs.values.dictionary_encode()
    ids = np.frombuffer(b"".join(bytes.fromhex(one.replace("-", "")) for one in encoded.dictionary.to_pylist()), "V16")
    made = ids[encoded.indices.to_numpy()].repeat(np.diff(runs.run_ends.to_numpy(), prepend=0))
    storage = pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), len(made), [None, pa.py_buffer(made)])
    return pa.ExtensionArray.from_storage(pa.uuid(), storage)


def roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    """Leave the transaction, if there is still one."""
    try:
        cursor.execute("ROLLBACK")
    except duckdb.TransactionException:
        return  # a COMMIT that fails has already rolled back
