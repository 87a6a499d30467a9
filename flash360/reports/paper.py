"""Pictures and tables on their way to a page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from flash360 import labels
from flash360.charts.picture import Picture
from flash360.reports.drawing import drawing, drawn_width


class Paper:
    """The drawings of one document, each under its name."""

    def __init__(self) -> None:
        self.drawings: dict[str, str] = {}

    def chart(self, name: str, picture: Picture, width: float, *, scale: float = 0.7, legend: bool = True) -> dict[str, Any]:
        """Draw a picture and return what a layout's `chart` reads: title, sentence, drawing, width in points.

        width: points of the page for its plot. scale: points for a pixel, 12 or 13 of which are a chart's letters.
        """
        drawn = drawing(picture, round(width / scale), legend=legend)
        self.drawings[name] = drawn
        return {
            "title": picture.title,
            "sentence": picture.sentence,
            "drawing": name,
            "width": round(drawn_width(drawn) * scale, 2),
        }


def grid(
    found: pa.Table, caption: str, widths: Sequence[float | str], *, numbers: Collection[str] = (), blank: str = "–"
) -> dict[str, Any]:
    """What a layout's `rows` reads: every value in words. widths: shares of the page, or "auto". numbers: set to the right."""
    columns = [[_words(value, blank) for value in column.to_pylist()] for column in found.columns]
    return {
        "caption": caption,
        "headings": list(found.column_names),
        "widths": list(widths),
        "numbers": [place for place, name in enumerate(found.column_names) if name in numbers],
        "rows": [list(row) for row in zip(*columns, strict=True)],
    }


def _words(value: Any, blank: str) -> str:
    match value:
        case None | "":
            return blank
        case datetime() | date():
            return f"{value:%d/%m/%Y}"
        case float():
            return labels.french_number(value)
        case int():
            return labels.french_number(value)
        case _:
            return str(value)
