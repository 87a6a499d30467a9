"""Records of a workbook become rows of the base: sessions get their id, texts their key."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import Kind, Section
from flash360.themes.text import text_keys
from flash360.validation import Records, session_code_key


def rows_of(records: Records, session_ids: Mapping[str, str]) -> dict[Section, pa.Table]:
    """The sections that a workbook brings, as rows of their tables without import_id.

    session_ids: normalised code to id. A section without a row is left out.
    """
    rows: dict[Section, pa.Table] = {}
    for section in Section:
        table = records.of(section)
        if table.num_rows:
            rows[section] = _rows(section, table, session_ids)
    return rows


def statement_figures(statements: pa.Table) -> dict[str, dict[str, int]]:
    """Session id to its numbers of freins, leviers and uncovered_freins (freins that no levier answers)."""
    numbers: dict[str, tuple[list[int], list[int | None]]] = {}
    columns = (statements.column(name).to_pylist() for name in ("session_id", "kind", "number", "answers_number"))
    for session_id, kind, number, answers in zip(*columns, strict=True):
        freins, leviers = numbers.setdefault(session_id, ([], []))
        if kind == Kind.FREIN:
            freins.append(number)
        else:
            leviers.append(answers)
    return {
        session_id: {"freins": len(freins), "leviers": len(leviers), "uncovered_freins": len(set(freins) - set(leviers))}
        for session_id, (freins, leviers) in numbers.items()
    }


def _rows(section: Section, table: pa.Table, session_ids: Mapping[str, str]) -> pa.Table:
    codes = table.column("session_code")
    rows = table.drop_columns("session_code")
    if section is Section.FICHE:
        rows = rows.append_column("code", codes).append_column("code_key", _each(codes, _keys))
    if section is Section.STATEMENTS:
        rows = rows.append_column("text_key", _each(rows.column("text"), text_keys))
    return rows.append_column("session_id", _each(codes, lambda distinct: [session_ids[key] for key in _keys(distinct)]))


def _keys(codes: list[str]) -> list[str]:
    return [session_code_key(code) for code in codes]


def _each(column: pa.ChunkedArray, change: Callable[[list[str]], list[str]]) -> pa.Array:
    """The column with each distinct text changed once. change: what the distinct texts become."""
    encoded = column.combine_chunks().dictionary_encode()
    return pa.array(change(encoded.dictionary.to_pylist()), pa.string()).take(encoded.indices)


def only(rows: pa.Table, session_ids: set[str] | frozenset[str]) -> pa.Table:
    """The rows of these sessions; the table itself when it has no other, as of most workbooks."""
    wanted = pc.is_in(rows.column("session_id"), pa.array(sorted(session_ids), pa.string()))
    return rows if pc.all(wanted).as_py() else rows.filter(wanted)


def parted(rows: pa.Table, place: Mapping[str, int], parts: int) -> list[pa.Table]:
    """The rows of each part, in their order. place: the part of each session."""
    encoded = rows.column("session_id").combine_chunks().dictionary_encode()
    part = np.array([place[session_id] for session_id in encoded.dictionary.to_pylist()], np.int64)[encoded.indices.to_numpy()]
    order = np.argsort(part, kind="stable")
    edges = np.searchsorted(part[order], np.arange(parts + 1)).tolist()
    rows = rows.take(pa.array(order))
    return [rows.slice(start, end - start) for start, end in itertools.pairwise(edges)]
