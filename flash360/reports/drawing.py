"""A picture as a vector drawing: the screen's own specification, on its own data, without what only a pointer can use."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Final

import vl_convert

from flash360.charts.picture import Picture
from flash360.reports.glyphs import FAMILIES, FONTS, drawable
from flash360.reports.lettering import set_aside, written

_POINTER: Final = frozenset({"tooltip", "params", "cursor"})
_OWN: Final = frozenset({"height", "description"})
"""What is each picture's own; the rest of its specification is that of all pictures of its kind."""
_DATA: Final = "data"


def drawing(picture: Picture, width: int, *, legend: bool = True) -> str:
    """The picture as SVG, its plot `width` pixels wide; its words stay words, in the documents' font.

    legend: whether it holds its own; where several pictures share one, the page draws it. The same picture gives the
    same drawing.
    """
    shared = {name: part for name, part in picture.spec.items() if name not in _OWN}
    rows = json.dumps(drawable(picture.data.to_pylist()), default=str, ensure_ascii=False)
    return _drawn(json.dumps(shared, sort_keys=True), rows, width, picture.spec["height"], legend)


def drawn_width(drawing: str) -> int:
    """The whole width of a drawing in pixels: its plot and what stands beside it."""
    found = re.search(r'width="(\d+)', drawing)
    return int(found.group(1)) if found else 0


def forget() -> None:
    """Let go of the drawings that are kept, so that a measure makes them again."""
    _drawn.cache_clear()


@lru_cache(maxsize=64)
def _drawn(spec: str, rows: str, width: int, height: float, legend: bool) -> str:
    compiled = json.loads(_compiled(spec, width, legend))
    compiled["height"] = height
    for source in compiled["data"]:
        if source["name"] == _DATA:
            source["values"] = json.loads(rows)
    return written(vl_convert.vega_to_svg(compiled, allowed_base_urls=[]))


@lru_cache(maxsize=64)
def _compiled(spec: str, width: int, legend: bool) -> str:
    """The Vega form of a specification, without rows, its words set aside: the costly half, kept per specification."""
    _fonts()
    whole: dict[str, Any] = _without_pointer(json.loads(spec))
    whole |= {"data": {"name": _DATA, "values": []}, "width": width, "height": 100, "autosize": "pad", "padding": 1}
    whole["config"] = {**whole["config"], "font": ", ".join(FAMILIES), "background": None}
    if not legend:
        whole["layer"] = _without_legend(whole["layer"])
    return json.dumps(set_aside(vl_convert.vegalite_to_vega(whole)))


def _without_pointer(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {name: _still(name, one) for name, one in part.items() if name not in _POINTER}
    return [_without_pointer(one) for one in part] if isinstance(part, list) else part


def _still(name: str, part: Any) -> Any:
    """What the pointer reveals on the screen is drawn faintly, for paper has no pointer."""
    return {"value": 0.3} if name == "opacity" and isinstance(part, Mapping) and "condition" in part else _without_pointer(part)


def _without_legend(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {name: None if name == "legend" else _without_legend(one) for name, one in part.items()}
    return [_without_legend(one) for one in part] if isinstance(part, list) else part


@cache
def _fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))
