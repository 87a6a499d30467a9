"""Cell addresses, one at a time or a whole column of them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


@lru_cache(maxsize=20_000)
def column_letters(index: int) -> str:
    """Letters of a 0-based column: 0 is « A », 26 is « AA »."""
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


def column_index(letters: str) -> int:
    """0-based column of its letters: « A » is 0, « AA » is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def address(row: int, column: int) -> str:
    """Address of a cell, from its 1-based row and 0-based column: (7, 3) is « D7 »."""
    return f"{column_letters(column)}{row}"


def addresses(rows: np.ndarray, columns: int | np.ndarray) -> pa.StringArray:
    """Addresses of many cells, as an Arrow array of strings.

    rows: 1-based row numbers. columns: one 0-based column for all, or one for each row.
    """
    numbers = pc.cast(pa.array(np.asarray(rows, dtype=np.int32)), pa.string())
    if isinstance(columns, np.ndarray):
        distinct, codes = np.unique(columns, return_inverse=True)
        names = pa.array([column_letters(int(index)) for index in distinct], pa.string())
        letters = names.take(pa.array(codes.astype(np.int32)))
    else:
        letters = pa.scalar(column_letters(columns), pa.string())
    return pc.binary_join_element_wise(letters, numbers, "")
