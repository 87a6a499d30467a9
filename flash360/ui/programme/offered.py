"""The sessions that a list offers: all of them, or those that a search finds when they are too many to be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from flash360.access.scope import Viewer
from flash360.ui import data
from flash360.ui.programme.sessions_table import folded

MOST: Final = 500
"""Sessions of a list."""


def measured(programme: pa.Table) -> pa.Table:
    """The sessions of a programme table that have a computed verdict."""
    return programme.filter(pc.is_valid(programme["verdict"]))


@data.kept(8)
def titles(viewer: Viewer, only_measured: bool) -> dict[str, str]:
    """The title of each session that may be chosen, by its code."""
    programme = data.programme(viewer)
    rows = measured(programme) if only_measured else programme
    return dict(zip(rows["code"].to_pylist(), rows["title"].to_pylist(), strict=True))


def codes(
    viewer: Viewer, known: Mapping[str, str], key: str, *, held: Iterable[str] = (), only_measured: bool = False
) -> list[str]:
    """The codes to offer, those already `held` among them; above `MOST` sessions a field to search in is shown first.

    known: what `titles` gave this page. key: of that field, unique on the page. only_measured: as of `titles`.
    """
    search = _search(key) if len(known) > MOST else ""
    found = [code for code in _found(viewer, only_measured, search) if code in known]
    return [*(code for code in held if code in known and code not in found), *found]


def named(known: Mapping[str, str]) -> Callable[[str], str]:
    """How a list writes a code: with its title."""

    def name(code: str) -> str:
        return f"{code} – {known[code]}"

    return name


def _search(key: str) -> str:
    return st.text_input(
        f"Chercher une session (la liste en montre {MOST} au plus)", key=f"{key}.recherche", type="search", autocomplete="off"
    )


@data.kept(64)
def _found(viewer: Viewer, only_measured: bool, search: str) -> tuple[str, ...]:
    """All the codes, or the newest that hold every word of a search when they are too many."""
    known, words = titles(viewer, only_measured), folded(search).split()
    if len(known) <= MOST:
        return tuple(known)
    holding = (code for code in reversed(known) if not words or _holds(f"{code} {known[code]}", words))
    return tuple(islice(holding, MOST))


def _holds(text: str, words: list[str]) -> bool:
    told = folded(text)
    return all(word in told for word in words)
