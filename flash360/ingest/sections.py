"""What counts as the content of a section, and its hash: the same content again is « rien à faire »."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import Section


@dataclass(frozen=True, slots=True)
class Shape:
    """key: the fields that name a row within its session. values: the others that count. Where a row stood does not."""

    key: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        return self.key + self.values


SHAPES: dict[Section, Shape] = {
    Section.FICHE: Shape(
        (),
        (
            "code", "title", "administration", "administration_type", "idea", "domain", "idea_date", "contact_date",
            "cadrage_date", "cadrage_hours", "session_date", "session_hours", "place", "facilitation", "declared_verdict",
            "reported_date", "reported_panel", "source",
        ),
    ),
    Section.PARTICIPANTS: Shape(("participant",), ("college", "organisation", "territory")),
    Section.CRITERIA: Shape(
        ("criterion",),
        ("position", "label", "axis", "aspect", "scale_min", "scale_max", "favourable_from", "is_global"),
    ),
    Section.VOTES: Shape(("participant", "criterion"), ("grade",)),
    Section.STATEMENTS: Shape(("kind", "number"), ("aspect", "text", "college", "theme", "answers_number")),
    Section.OUTCOMES: Shape(("date", "status", "accompaniment", "comment", "next_review"), ()),
    Section.INVITATIONS: Shape(("college",), ("planned", "confirmed")),
}  # fmt: skip
"""In the order in which they are hashed: stored hashes depend on it."""

_NULL, _FIELD, _ROW = "\x00", "\x1f", "\x1e"
_LARGE = 2**28
"""Bytes of rows from which their texts might not fit in Arrow's shorter kind."""


@dataclass(frozen=True)
class Content:
    """The rows of one section, in the order of (session, key), each as one text.

    rows: the input, sorted. texts: a row's fields joined. sessions: session ids, ascending; starts: where each begins,
    with the number of rows at the end.
    """

    section: Section
    rows: pa.Table
    texts: pa.Array
    sessions: list[str]
    starts: np.ndarray

    def hashes(self) -> dict[str, str]:
        """Session id to the SHA-256 of its rows."""
        width = np.int64 if pa.types.is_large_string(self.texts.type) else np.int32
        offsets = np.frombuffer(self.texts.buffers()[1], width)[self.texts.offset :]
        data = memoryview(self.texts.buffers()[2]) if len(self.texts) else memoryview(b"")
        edges = offsets[self.starts] if len(self.texts) else self.starts
        return {session: hashlib.sha256(data[edges[i] : edges[i + 1]]).hexdigest() for i, session in enumerate(self.sessions)}

    def counts(self) -> dict[str, int]:
        """Session id to its number of rows."""
        return dict(zip(self.sessions, np.diff(self.starts).tolist(), strict=True))


def section_content(section: Section, rows: pa.Table) -> Content:
    """Sort a section's rows by session and key, and write each as one text.

    rows: the columns session_id and the section's fields, whatever else; from a workbook or from the base.
    """
    shape = SHAPES[section]
    ranks = [_ranks(rows.column(name)) for name in ("session_id", *shape.key)]
    if not _in_order(ranks):  # a workbook's rows nearly always are: to copy them would double what it takes
        rows = rows.take(pa.array(np.lexsort(ranks[::-1])))
    kind = pa.string() if rows.nbytes < _LARGE else pa.large_string()
    fields = [_text(rows.column(name), kind) for name in shape.fields]
    end, between = pa.scalar(_ROW, kind), pa.scalar(_FIELD, kind)
    texts = pa.chunked_array(pc.binary_join_element_wise(*fields, end, between), kind).combine_chunks()
    sessions, starts = _groups(rows.column("session_id"))
    return Content(section, rows, texts, sessions, starts)


def _ranks(column: pa.ChunkedArray) -> np.ndarray:
    """Numbers that sort like the values, nulls last; the few distinct values are sorted, not all the rows."""
    encoded = column.combine_chunks().dictionary_encode()
    places = pc.sort_indices(encoded.dictionary).to_numpy()
    ranks = np.empty(len(places) + 1, np.int64)
    ranks[places] = np.arange(len(places))
    ranks[-1] = len(places)
    return ranks[pc.fill_null(encoded.indices, len(places)).to_numpy(zero_copy_only=False)]


def _in_order(ranks: Sequence[np.ndarray]) -> bool:
    """Whether rows are in the order of their ranks, the first ones first."""
    tied = np.ones(max(len(ranks[0]) - 1, 0), dtype=bool)
    for rank in ranks:
        step = np.diff(rank)
        if (step[tied] < 0).any():
            return False
        tied &= step == 0
    return True


def _text(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """Each value as it is hashed: numbers in decimal, dates ISO, yes and no as true and false, nothing as a zero byte."""
    if pa.types.is_floating(column.type):
        written = pa.chunked_array([[None if value is None else repr(value) for value in column.to_pylist()]], kind)
    else:
        written = column if column.type == kind else pc.cast(column, kind)
    return pc.fill_null(written, _NULL) if written.null_count else written


def _groups(column: pa.ChunkedArray) -> tuple[list[str], np.ndarray]:
    """The distinct values of a sorted column, and where each begins, with the column's length at the end."""
    runs = pc.run_end_encode(column.combine_chunks())
    return runs.values.to_pylist(), np.concatenate([np.zeros(1, np.int64), runs.run_ends.to_numpy().astype(np.int64)])
