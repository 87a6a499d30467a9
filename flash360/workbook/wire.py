"""A Reading as bytes and back: how the child process answers. JSON and Arrow only, so that an answer can do nothing."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from flash360.findings import CATALOGUE, Finding
from flash360.model import Section
from flash360.workbook.reading import Column, Layout, Need, Outline, Reading, SheetTable

_LENGTH = struct.Struct("!Q")


def encode(reading: Reading) -> bytes:
    """The bytes of a reading."""
    head = {
        "file_name": reading.file_name,
        "sha256": reading.sha256,
        "size": reading.size,
        "layout": reading.layout,
        "reason": reading.reason,
        "dropped": reading.dropped,
        "more": reading.more,
        "epoch_1904": reading.epoch_1904,
        "needs": reading.needs,
        "outline": [[each.sheet, each.header_row, each.rows] for each in reading.outline],
        "findings": pack_findings(reading.findings),
        "tables": [_head(table) for table in reading.tables],
    }
    parts = [json.dumps(head).encode(), *(_body(table) for table in reading.tables)]
    return b"".join(part for body in parts for part in (_LENGTH.pack(len(body)), body))


def decode(content: bytes) -> Reading:
    """The reading of these bytes. Raises ValueError when they are not one."""
    parts: list[memoryview] = []
    view = memoryview(content)
    while view:
        (length,) = _LENGTH.unpack(view[: _LENGTH.size])
        parts.append(view[_LENGTH.size : _LENGTH.size + length])
        view = view[_LENGTH.size + length :]
    head = json.loads(bytes(parts[0]))
    tables = tuple(_table(each, body) for each, body in zip(head.pop("tables"), parts[1:], strict=True))
    findings = unpack_findings(head.pop("findings"))
    layout = Layout(head.pop("layout")) if head["layout"] else head.pop("layout")
    dropped = tuple(head.pop("dropped"))
    outline = tuple(Outline(sheet, row, _numbered(rows)) for sheet, row, rows in head.pop("outline"))
    needs = tuple(map(Need, head.pop("needs")))
    return Reading(**head, needs=needs, outline=outline, layout=layout, tables=tables, findings=findings, dropped=dropped)


def _numbered(rows: dict[str, dict[str, str]]) -> dict[int, dict[int, str]]:
    return {int(row): {int(column): text for column, text in cells.items()} for row, cells in rows.items()}


def pack_findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as plain values, fit for JSON."""
    return [
        {
            "code": finding.code,
            "sheet": finding.sheet,
            "cell": finding.cell,
            "value": finding.value,
            "session": finding.session,
            "details": {word: _plain(value) for word, value in finding.details.items()},
        }
        for finding in findings
    ]


def _plain(value: object) -> object:
    return value if isinstance(value, (int, float)) else str(value)


def unpack_findings(packed: Iterable[dict[str, Any]]) -> tuple[Finding, ...]:
    """The findings of these plain values."""
    return tuple(CATALOGUE[each["code"]](**{name: value for name, value in each.items() if name != "code"}) for each in packed)


def _head(table: SheetTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "section": table.section,
        "session": table.session,
        "header_row": table.header_row,
        "cell_of": table.cell_of,
        "headings_of": table.headings_of,
        "columns": [[column.key, column.criterion, column.heading, column.index, column.implied] for column in table.columns],
    }


def _body(table: SheetTable) -> bytes:
    arrays: dict[str, pa.Array] = {"rows": pa.array(table.rows, pa.int32())}
    for position, column in enumerate(table.columns):
        arrays[f"cells{position}"] = column.cells
        if column.dates is not None:
            arrays[f"dates{position}"] = pa.array(column.dates)
    batch = pa.RecordBatch.from_arrays(list(arrays.values()), names=list(arrays))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sink.getvalue().to_pybytes()


def _table(head: dict[str, Any], body: memoryview) -> SheetTable:
    batch = pa.ipc.open_stream(pa.py_buffer(body)).read_next_batch()
    columns: list[Column] = []
    for position, (key, criterion, heading, index, implied) in enumerate(head.pop("columns")):
        place = batch.schema.get_field_index(f"dates{position}")
        dates: np.ndarray | None = batch.column(place).to_numpy(zero_copy_only=False) if place >= 0 else None
        columns.append(Column(key, criterion, heading, index, batch.column(f"cells{position}"), dates, implied))
    section = Section(head.pop("section"))
    rows = batch.column("rows").to_numpy()
    return SheetTable(**head, section=section, rows=rows, columns=tuple(columns))
