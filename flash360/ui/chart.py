"""A picture on the screen: its title, the chart, its sentence, and its figures."""

from __future__ import annotations

from typing import Any, Literal

import streamlit as st

from flash360.charts.picture import Picture
from flash360.ui import table, text


def show(
    picture: Picture, *, height: int | Literal["content"] = "content", key: str, on_select: Literal["rerun"] | None = None
) -> Any:
    """Draw a picture at its own height, or `height` pixels high: heading, chart, caption, and « Voir les données ».

    key: unique on the page. on_select="rerun": the page runs again when a mark is chosen, and the selection comes back
    (`selection["name of the selection"]`, a list of the chosen rows' fields); otherwise None comes back.
    """
    st.header(text.plain(picture.title), anchor=False)
    spec = {name: value for name, value in picture.spec.items() if name != "description"}
    spec["data"] = {"name": "data"}
    spec["datasets"] = {"data": picture.data}
    drawn = st.vega_lite_chart(
        spec,
        width="stretch",
        height=height,
        theme=None,
        key=key,
        on_select=on_select or "ignore",
        selection_mode=_clicked(picture.spec) if on_select else None,
        alt=picture.sentence,
    )
    st.caption(text.plain(picture.sentence))
    with st.expander("Voir les données"):
        table.show(picture.table, caption=picture.title, key=f"{key}-donnees")
    return getattr(drawn, "selection", None) if on_select else None


def _clicked(spec: dict[str, Any]) -> list[str]:
    """The names of the selections made by a click; those that follow the pointer must not run the page again."""
    return [one["name"] for one in spec.get("params", []) if one.get("select", {}).get("on") == "click"]
