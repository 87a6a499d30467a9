"""Reading the columns of a programme table for the charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import Axis


def column(table: pa.Table, name: str) -> list[Any]:
    """A column as Python values; nulls stay None."""
    return table.column(name).to_pylist()


def counts(table: pa.Table, *names: str) -> Counter[tuple[Any, ...]]:
    """How many rows have each combination of values of these columns, in the order in which they first come."""
    found = table.select(list(names)).group_by(list(names), use_threads=False).aggregate([([], "count_all")])
    keys = zip(*(column(found, name) for name in names), strict=True)
    return Counter(dict(zip(keys, column(found, "count_all"), strict=True)))


def named(column: pa.ChunkedArray, names: Mapping[str, str], blank: str | None) -> pa.ChunkedArray:
    """The name of each code of a column, `blank` where there is none."""
    places = pc.index_in(column.cast(pa.string()), value_set=pa.array(list(names), pa.string()))
    found = pa.array(list(names.values()), pa.string()).take(places.combine_chunks())
    return pa.chunked_array([found if blank is None else pc.fill_null(found, blank)])


def days_between(first: pa.ChunkedArray, last: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whole days from one date to another; null where either is."""
    return pc.cast(pc.subtract(last.cast(pa.int32()), first.cast(pa.int32())), pa.int64())


def numbers(table: pa.Table, name: str) -> np.ndarray:
    """A numeric column as floats; nulls become NaN."""
    values = table.column(name).cast(pa.float64())
    return values.to_numpy(zero_copy_only=False)


def positions(table: pa.Table, axis: Axis | str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean position of each session on an axis and its 95 % interval, 0 to 100; NaN where nobody expressed a grade.

    The interval is that of the mean under the Dirichlet posterior, widened where needed to hold the mean itself.
    """
    low, high = numbers(table, f"{axis}_scale_min"), numbers(table, f"{axis}_scale_max")
    mean = numbers(table, f"{axis}_position")
    with np.errstate(invalid="ignore", divide="ignore"):
        mean_low = 100 * (numbers(table, f"{axis}_mean_low") - low) / (high - low)
        mean_high = 100 * (numbers(table, f"{axis}_mean_high") - low) / (high - low)
    return mean, np.fmin(mean, mean_low), np.fmax(mean, mean_high)
