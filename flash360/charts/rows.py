"""Rows stacked in pixels: a label above its bar, so that long French labels have the whole width of a phone."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import altair as alt

LINE = 17
"""Pixels of a line of text."""
WIDEST = 44
"""Characters of a label's line that fit a plot 300 pixels wide."""


@dataclass(slots=True)
class Pen:
    """Where the next row goes, in pixels from the top; `y` ends as the height of the plot."""

    y: float = 4

    def text(self, lines: int = 1, above: float = 0) -> float:
        """Take the room of some lines of text; returns their top."""
        top = self.y + above
        self.y = top + lines * LINE
        return top

    def bar(self, thickness: float = 20, below: float = 14) -> tuple[float, float]:
        """Take the room of a bar and of the space below it; returns the bar's top and bottom."""
        top, bottom = self.y, self.y + thickness
        self.y = bottom + below
        return top, bottom


def wrapped(text: str) -> list[str]:
    """A label in lines short enough for a phone; no word is cut or left out."""
    return textwrap.wrap(text, WIDEST, break_long_words=False, break_on_hyphens=False) or [""]


def pixel_y(field: str) -> alt.Y:
    """A vertical place already in pixels: no scale, no axis."""
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def texts(
    data: alt.NamedData, *, text: str = "label", y: str = "label_y", bold: bool = False, colour: str = "#161616"
) -> alt.Chart:
    """Texts at the left edge of the plot, their top at `y`; rows without a text draw none. Lines part at a line feed."""
    mark = alt.Chart(data).mark_text(
        aria=False, align="left", baseline="top", fontSize=13, fontWeight="bold" if bold else "normal", color=colour,
        lineBreak="\n", lineHeight=LINE, clip=True,
    )  # fmt: skip
    return mark.encode(alt.XValue(0), pixel_y(y), alt.Text(f"{text}:N")).transform_filter(f"isValid(datum.{text})")
