"""A table of many sessions made of the one before: the rows of the sessions that moved give way to those read again."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_PIECES: Final = 64
"""Of which a table is made at most before it is copied in one: each is looked through in turn."""


def spliced(before: pa.Table, moved: Collection[str], now: pa.Table) -> pa.Table:
    """The rows of the sessions that moved as they are now, among those of the others; the very table when they are the same.

    Both tables by `code`, which one session has, with its `session_id`; within a session in the order in which it is read.
    """
    gone = pc.is_in(before["session_id"], value_set=pa.array(list(moved), pa.string())).to_numpy()
    edges = (np.flatnonzero(gone[1:] != gone[:-1]) + 1).tolist()
    new = _places(before["code"], now)
    cuts = sorted({0, *edges, *new})
    pieces, old = list[pa.Table](), list[pa.Table]()
    for start, end in zip(cuts, [*cuts[1:], before.num_rows], strict=True):
        pieces += new.get(start, [])
        if start < end:
            (old if gone[start] else pieces).append(before.slice(start, end - start))
    if (pa.concat_tables(old) if old else now.slice(0, 0)).equals(now):
        return before
    found = pa.concat_tables(pieces) if pieces else now
    return found.combine_chunks() if found["code"].num_chunks > _PIECES else found


def taken(table: pa.Table, places: Any) -> pa.Table:
    """A few rows of a table, by their places, in that order: Arrow's own `take` would copy all its pieces in one."""
    pieces = table.to_batches()
    starts = np.cumsum([0, *(piece.num_rows for piece in pieces)])
    of_piece = np.searchsorted(starts, places, side="right") - 1
    order = np.argsort(of_piece, kind="stable")
    parts = [pieces[at].take(pa.array(places[of_piece == at] - starts[at])) for at in np.unique(of_piece)]
    return pa.Table.from_batches(parts, table.schema).combine_chunks().take(pa.array(np.argsort(order)))


def _places(codes: pa.ChunkedArray, now: pa.Table) -> dict[int, list[pa.Table]]:
    """The rows of each code by the place that they take among codes in order."""
    found, start = defaultdict[int, list[pa.Table]](list), 0
    runs = pc.run_end_encode(now["code"].combine_chunks())
    for code, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        place = bisect_left(range(len(codes)), code, key=lambda at: codes[at].as_py())
        found[place].append(now.slice(start, end - start))
        start = end
    return found
