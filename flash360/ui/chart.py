"""A picture on the screen: its title, the chart, its sentence, and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal
from weakref import WeakKeyDictionary

import streamlit as st

from flash360.charts.picture import Picture
from flash360.ui import fold, table, text


def show(
    picture: Picture, *, height: int | Literal["content"] = "content", key: str, on_select: Literal["rerun"] | None = None
) -> Any:
    """Draw a picture at its own height, or `height` pixels high: heading, chart, caption, and « Voir les données ».

    key: unique on the page. on_select="rerun": the page runs again when a mark is chosen, and the selection comes back
    (`selection["name of the selection"]`, a list of the chosen rows' fields); otherwise None comes back.
    """
    ready = _READY.get(picture) or _READY.setdefault(picture, _ready(picture))
    st.header(ready.title, anchor=False)
    drawn = st.vega_lite_chart(
        ready.spec,
        width="stretch",
        height=height,
        theme=None,
        key=key,
        on_select=on_select if on_select and ready.clicked else "ignore",
        selection_mode=ready.clicked or None if on_select else None,
        alt=picture.sentence,
    )
    st.caption(ready.sentence)
    figures = f"{key}-donnees"
    fold.show("Voir les données", lambda: table.show(picture.table, caption=picture.title, key=figures), key=figures)
    return getattr(drawn, "selection", None) if on_select and ready.clicked else None


def clickable(picture: Picture) -> bool:
    """Whether a mark of the picture can be chosen."""
    return bool(_clicked(picture.spec))


@dataclass(frozen=True, slots=True)
class _Ready:
    """What Streamlit is given of a picture; clicked: the names of its selections made by a click."""

    title: str
    sentence: str
    spec: dict[str, Any]
    clicked: list[str]


_READY: Final = WeakKeyDictionary[Picture, _Ready]()
"""Of pictures that are kept, and so shown more than once; it goes with the picture."""


def _ready(picture: Picture) -> _Ready:
    spec = {name: value for name, value in picture.spec.items() if name != "description"}
    spec |= {"data": {"name": "data"}, "datasets": {"data": picture.data}}
    return _Ready(text.plain(picture.title), text.plain(picture.sentence), spec, _clicked(picture.spec))


def _clicked(spec: dict[str, Any]) -> list[str]:
    """The names of the selections made by a click; those that follow the pointer must not run the page again."""
    return [one["name"] for one in spec.get("params", []) if one.get("select", {}).get("on") == "click"]
