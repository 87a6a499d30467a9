"""The words of a chart stand aside while it is laid out, and are written in its drawing afterwards.

The drawing library measures every word of a chart, at a cost that grows with its length and is most of the time of a
document. Where the width of words decides nothing they are laid out as blanks, and carried into the drawing by their
description: the words of the marks, the title of a level axis, the labels of one whose values are given and kept inside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any, Final

_BLANKS: Final = "replace(toString({words}), regexp('[^\\\\n]+', 'g'), ' ')"
_SET_ASIDE: Final = re.compile(
    r'<text aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="text mark"([^>]*?)(?:/>|>(.*?)</text>)', re.DOTALL
)
_LINE: Final = re.compile(r"<tspan([^>]*)/>")

Part = Mapping[str, Any]


def set_aside(chart: Part) -> dict[str, Any]:
    """A Vega specification whose words take no room: `written` puts them back in its drawing."""
    axes = [_bare(axis) if axis["orient"] in ("top", "bottom") else axis for axis in chart.get("axes", ())]
    return {**chart, "axes": axes, "marks": [_described(mark) for mark in chart["marks"]]}


def written(drawing: str) -> str:
    """The drawing (SVG) of such a specification with its words in their place."""
    return _SET_ASIDE.sub(_text, drawing)


def _bare(axis: Part) -> dict[str, Any]:
    bare = {**axis, "encode": dict(axis.get("encode", {}))}
    if isinstance(axis.get("title"), str):
        title = {**bare["encode"].get("title", {}).get("update", {}), "description": {"value": axis["title"]}}
        bare |= {"aria": True, "title": " "}
        bare["encode"]["title"] = {"update": title}
    if axis.get("labelFlush") and "values" in axis and axis.get("labels", True):
        drawn = bare["encode"].get("labels", {}).get("update", {})
        bare["aria"] = True
        bare["encode"]["labels"] = {"update": _aside({"text": {"signal": "datum.label"}, **drawn})}
    return bare


def _described(mark: Part) -> dict[str, Any]:
    if "marks" in mark:
        return {**mark, "marks": [_described(one) for one in mark["marks"]]}
    drawn = mark.get("encode", {}).get("update", {})
    if mark["type"] != "text" or "signal" not in drawn.get("text", ()):
        return dict(mark)
    return {**mark, "aria": True, "encode": {**mark["encode"], "update": _aside(drawn)}}


def _aside(drawn: Part) -> dict[str, Any]:
    words = drawn["text"]
    return {**drawn, "text": {"signal": _BLANKS.format(words=words["signal"])}, "description": words}


def _text(found: re.Match[str]) -> str:
    lines = [escape(line, quote=False) for line in unescape(found[1]).split("\n")]
    if not found[3]:
        return f"<text{found[2]}>{lines[0]}</text>"
    spans = zip(_LINE.findall(found[3]), lines, strict=True)
    return f"<text{found[2]}>{''.join(f'<tspan{place}>{line}</tspan>' for place, line in spans)}</text>"
