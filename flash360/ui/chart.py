"""A picture on the screen: its title, its sentence, the chart, and its figures."""

from __future__ import annotations

from collections.abc import Generator, Sequence
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
    chosen = _drawn(picture, height, key, on_select, note)
    _figures([picture], key)
    return chosen


class Beside:
    """Two pictures side by side, one after the other; what stands in the place of one; and their figures in one fold."""

    def __init__(self) -> None:
        self._shown: list[Picture] = []

    def show(self, picture: Picture, *, key: str, on_select: Literal["rerun"] | None = None, note: str = "") -> Any:
        """One of the two, as `show` draws it, its figures apart."""
        self._shown.append(picture)
        return _drawn(picture, "content", key, on_select, note)

    @contextmanager
    def instead(self, key: str) -> Generator[None]:
        """What stands in the place of one of the two. key: unique on the page."""
        with st.container(key=f"seul-{key}"):
            yield

    def figures(self, key: str) -> None:
        """The figures of those that were shown, one table under the other."""
        _figures(self._shown, key)


@contextmanager
def side_by_side(key: str) -> Generator[Beside]:
    """Two columns on a wide screen, whose charts begin at one height, then « Voir les données » of both.

    key: unique on the page, and a name in the style sheet where the columns are not equal.
    """
    with st.container(key=f"paire-{key}"):
        yield (beside := Beside())
        beside.figures(key)


def _drawn(picture: Picture, height: int | Literal["content"], key: str, on_select: Literal["rerun"] | None, note: str) -> Any:
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
    return getattr(drawn, "selection", None) if on_select and ready.clicked else None


def _figures(pictures: Sequence[Picture], key: str) -> None:
    """The figures of pictures, folded."""

    def tables() -> None:
        for number, picture in enumerate(pictures):
            if len(pictures) > 1:
                prose.show(prose.part(picture.title))
            table.show(picture.table, caption=picture.title, key=f"{key}-donnees-{number}")

    if pictures:
        fold.show("Voir les données", tables, key=f"{key}-donnees")


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
