"""Rows of several workbooks, told apart by their sessions."""

from __future__ import annotations

import pyarrow as pa

from flash360.ingest.facts import only, parted

ROWS = pa.table({"session_id": ["s1", "s3", "s1", "s2", "s3"], "value": [1, 2, 3, 4, 5]})


def test_each_part_has_its_rows_in_their_order():
    parts = parted(ROWS, {"s1": 1, "s2": 0, "s3": 0}, 3)
    assert [part.column("value").to_pylist() for part in parts] == [[2, 4, 5], [1, 3], []]


def test_only_the_rows_of_these_sessions_are_kept():
    assert only(ROWS, {"s1"}).column("value").to_pylist() == [1, 3]
    assert only(ROWS, {"s1", "s2", "s3"}) is ROWS
    assert only(ROWS, set()).num_rows == 0
