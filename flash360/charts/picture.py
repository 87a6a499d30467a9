"""A picture: what every chart function returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with the words and the figures that stand for it.

    title: the finding, in French, shown before the chart.
    sentence: what the chart shows, in one French sentence; it is caption, alternative text and report line.
    spec: a Vega-Lite specification on the named data set `data`, without data.
    data: the Arrow columns that the specification uses, and no others.
    table: the same figures with French column headings, for « Voir les données ».
    """

    title: str
    sentence: str
    spec: dict[str, Any]
    data: pa.Table
    table: pa.Table
