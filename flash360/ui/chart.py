"""A picture on the screen: its title, its sentence, the chart, and its figures."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Literal
from weakref import WeakKeyDictionary

import pyarrow as pa
import streamlit as st

from flash360.charts.picture import Picture
from flash360.ui import fold, prose, table


def show(
    picture: Picture,
    *,
    height: int | Literal["content"] = "content",
    key: str,
    on_select: Literal["rerun"] | None = None,
    note: str = "",
) -> Any:
    """Draw a picture at its own height, or `height` pixels high: heading, sentence, chart, and « Voir les données ».

    key: unique on the page. note: a line more under the sentence. on_select="rerun": the page runs again when a mark is chosen,
    and the selection comes back (`selection["name of the selection"]`, a list of the chosen rows' fields); otherwise None
    comes back.
    """
    ready = _READY.get(picture) or _READY.setdefault(picture, _ready(picture))
    prose.show(*ready.words, *([prose.small(note)] if note else []))
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
    figures = f"{key}-donnees"
    fold.show("Voir les données", lambda: table.show(picture.table, caption=picture.title, key=figures), key=figures)
    return getattr(drawn, "selection", None) if on_select and ready.clicked else None


@contextmanager
def side_by_side(key: str) -> Generator[None]:
    """Two columns on a wide screen, whose charts begin at one height: two pictures, or an `instead` of one, one after the other.

    key: unique on the page, and a name in the style sheet where the columns are not equal.
    """
    with st.container(key=f"paire-{key}"):
        yield


@contextmanager
def instead(key: str) -> Generator[None]:
    """What stands in the place of one picture of a `side_by_side`. key: unique on the page."""
    with st.container(key=f"seul-{key}"):
        yield


def clickable(picture: Picture) -> bool:
    """Whether a mark of the picture can be chosen."""
    return bool(_clicked(picture.spec))


@dataclass(frozen=True, slots=True)
class _Ready:
    """What Streamlit is given of a picture. words: its title and its sentence; clicked: the names of its selections made by a
    click.
    """

    words: tuple[str, str]
    spec: dict[str, Any]
    clicked: list[str]


_READY: Final = WeakKeyDictionary[Picture, _Ready]()
"""Of pictures that are kept, and so shown more than once; it goes with the picture."""


def _ready(picture: Picture) -> _Ready:
    spec = {name: value for name, value in picture.spec.items() if name != "description"}
    spec |= {"data": {"name": "data"}, "datasets": {"data": _stream(picture.data)}}
    return _Ready((prose.heading(picture.title), prose.small(picture.sentence)), spec, _clicked(picture.spec))


def _stream(table: pa.Table) -> bytes:
    """A table as Streamlit sends it, written once for all who are shown it."""
    written = pa.BufferOutputStream()
    with pa.ipc.new_stream(written, table.schema) as stream:
        stream.write_table(table)
    return written.getvalue().to_pybytes()


def _clicked(spec: dict[str, Any]) -> list[str]:
    """The names of the selections made by a click; those that follow the pointer must not run the page again."""
    return [one["name"] for one in spec.get("params", []) if one.get("select", {}).get("on") == "click"]
