"""Whether the intervals keep their promise: the simulations of docs/method/coverage.csv as a table."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import pyarrow as pa

from flash360.charts.words import listed
from flash360.labels import french_percent
from flash360.settings import ROOT

FILE: Final = ROOT / "docs" / "method" / "coverage.csv"
_MEASURES: Final = {"share": "Part de favorables", "mean": "Moyenne", "median": "Médiane"}


@cache
def rows(path: Path = FILE) -> tuple[dict[str, str], ...]:
    """The lines of the file: shape, n, and the part of simulated panels whose interval held the truth, by measure."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def by_shape(found: Sequence[dict[str, str]]) -> pa.Table:
    """One row per shape of opinion: the worst n, the mean over n, and the best n, for each interval."""
    shapes = list(dict.fromkeys(row["shape"] for row in found))
    return pa.table(
        {"Forme de l'opinion": shapes}
        | {
            name: [_span([row for row in found if row["shape"] == shape], key) for shape in shapes]
            for key, name in _MEASURES.items()
        }
    )


def whole(found: Sequence[dict[str, str]]) -> pa.Table:
    """Every shape and every n, in percent."""

    def column(key: str) -> list[float | None]:
        return [100 * float(row[key]) if row[key] else None for row in found]

    return pa.table(
        {"Forme de l'opinion": [row["shape"] for row in found], "n": [int(row["n"]) for row in found]}
        | {f"{name} (%)": pa.array(column(key), pa.float64()) for key, name in _MEASURES.items()}
    )


def sentence(found: Sequence[dict[str, str]]) -> str:
    """How often each interval held the truth, over all shapes and sizes."""
    parts = [f"{name.lower()} {french_percent(_mean(_values(found, key)), 1)}" for key, name in _MEASURES.items()]
    return (
        f"Sur des panels inventés de 5 à 20 personnes, l'intervalle à 95 % contient la vraie valeur : {listed(parts)} des fois."
    )


def _span(found: Sequence[dict[str, str]], key: str) -> str:
    values = _values(found, key)
    return " · ".join(french_percent(how(values), 1) for how in (min, _mean, max))


def _values(found: Sequence[dict[str, str]], key: str) -> list[float]:
    return [float(row[key]) for row in found if row[key]]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
