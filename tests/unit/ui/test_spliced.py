"""The rows of sessions that moved take the place of those that they had."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from flash360.ui import spliced
from flash360.ui.spliced import spliced as joined

SCHEMA = pa.schema({"session_id": pa.string(), "code": pa.string(), "number": pa.int64(), "text": pa.string()})
SESSIONS = st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(0, 9), st.integers(1, 4), st.sampled_from("éxy")))


def table(sessions) -> pa.Table:
    """One row per statement, by code; session to the place of its code, how many statements, and their text."""
    rows = [
        {"session_id": one, "code": f"{place}-{one}", "number": number, "text": text}
        for one, (place, count, text) in sessions.items()
        for number in range(count)
    ]
    return pa.Table.from_pylist(sorted(rows, key=lambda row: (row["code"], row["number"])), schema=SCHEMA)


@settings(deadline=None)
@given(SESSIONS, st.lists(SESSIONS, max_size=6))
def test_it_is_what_would_be_read_whole(first, moves):
    now, kept = dict(first), table(first)
    for number, moved in enumerate(moves):
        gone = {one for one in now if one < "c"} if number % 2 else set()
        now = {one: what for one, what in now.items() if one not in gone} | moved
        before = kept
        kept = joined(before, {*moved, *gone}, table(moved))
        assert kept.equals(table(now))
        assert (kept is before) == table(now).equals(before)


def test_a_table_of_many_pieces_is_copied_in_one(monkeypatch):
    monkeypatch.setattr(spliced, "_PIECES", 3)
    kept, sessions = table({}), {}
    for place, one in enumerate("dbfaec"):
        sessions[one] = (place % 3, 2, "x")
        kept = joined(kept, {one}, table({one: sessions[one]}))
        assert kept["code"].num_chunks <= 3
    assert kept.equals(table(sessions))


def test_a_few_rows_of_a_table_of_several_pieces_come_in_the_order_asked():
    pieces = [
        pa.table({"n": [0, 1, 2], "t": ["a", None, "c"]}),
        pa.table({"n": [3], "t": ["d"]}),
        pa.table({"n": [4, 5], "t": ["e", "f"]}),
    ]
    table = pa.concat_tables([*pieces, pieces[0].slice(0, 0)])
    places = np.array([5, 1, 3, 0, 3])
    assert spliced.taken(table, places).equals(table.take(pa.array(places)))
    assert spliced.taken(table, places[:0]).equals(table.slice(0, 0))
    assert spliced.taken(table.slice(0, 0), places[:0]).schema == table.schema
