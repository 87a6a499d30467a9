"""Reading the columns of a programme table for the charts."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa

from flash360.model import Axis


def column(table: pa.Table, name: str) -> list[Any]:
    """A column as Python values; nulls stay None."""
    return table.column(name).to_pylist()


def counts(table: pa.Table, *names: str) -> Counter[tuple[Any, ...]]:
    """How many rows have each combination of values of these columns, in the order in which they first come."""
    found = table.select(list(names)).group_by(list(names), use_threads=False).aggregate([([], "count_all")])
    keys = zip(*(column(found, name) for name in names), strict=True)
    return Counter(dict(zip(keys, column(found, "count_all"), strict=True)))


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
