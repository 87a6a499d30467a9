"""A picture: what every chart function returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart with the words and the figures that stand for it.

    title: the finding, in French, shown before the chart.
    sentence: what the chart shows, in one French sentence; it is caption, alternative text and report line.
    spec: a Vega-Lite specification on the named data set `data`, without data.
    data: the Arrow columns that the specification uses, and no others.
    figures: makes `table`, once, when it is asked for: few do, and of many sessions it is long.
    """

    title: str
    sentence: str
    spec: dict[str, Any]
    data: pa.Table
    figures: Callable[[], pa.Table]

    @cached_property
    def table(self) -> pa.Table:
        """The same figures with French column headings, for « Voir les données »."""
        return self.figures()
