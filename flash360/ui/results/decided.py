"""The decisions taken on one file of the import screen, kept from one run of the page to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import streamlit as st

from flash360.findings import Finding
from flash360.workbook.decisions import Cell, Decisions
from flash360.workbook.wording import plain

_KEPT: Final = "import.décisions"
Place = tuple[str, str]


def of(file_id: str) -> Decisions:
    """The decisions taken on this file; none on another."""
    kept: tuple[str, Decisions] = st.session_state.get(_KEPT, ("", Decisions()))
    return kept[1] if kept[0] == file_id else Decisions()


def read_as(file_id: str, finding: Finding, cell: Cell, instead: str, *, whole_column: bool) -> None:
    """Read a text in place of a cell's own, or of every equal cell of its column; empty: read the cell as blank."""
    now, place = of(file_id), (finding.sheet, finding.cell)
    cells, texts = dict(now.cells), dict(now.texts)
    if whole_column:
        texts[plain(cell.heading), cell.text] = instead
        cells.pop(place, None)
    else:
        cells[place] = instead
    _keep(file_id, replace(now, cells=cells, texts=texts, refused=now.refused - {place}))


def refuse(file_id: str, places: Iterable[Place]) -> None:
    """Not want the corrections made at these places."""
    now = of(file_id)
    _keep(file_id, replace(now, refused=now.refused | frozenset(places)))


def keep_mention(file_id: str, place: Place) -> None:
    """Say of a text that what looks like a name in it is none."""
    now = of(file_id)
    _keep(file_id, replace(now, not_names=now.not_names | {place}))


def order_dates(file_id: str, sheet: str, *, day_first: bool) -> None:
    """Say in which order the dates of a sheet are written."""
    now = of(file_id)
    _keep(file_id, replace(now, day_first={**now.day_first, sheet: day_first}))


def take_back(file_id: str, what: object) -> None:
    """Take back one decision, as `listed` names it."""
    now = of(file_id)
    _keep(
        file_id,
        Decisions(
            {place: text for place, text in now.cells.items() if ("cell", place) != what},
            {key: text for key, text in now.texts.items() if ("text", key) != what},
            {sheet: first for sheet, first in now.day_first.items() if ("dates", sheet) != what},
            frozenset(place for place in now.refused if ("refused", place) != what),
            frozenset(place for place in now.not_names if ("mention", place) != what),
        ),
    )


def listed(now: Decisions) -> list[tuple[object, str]]:
    """Each decision: what names it, and its sentence."""
    found: list[tuple[object, str]] = []
    for place, text in now.cells.items():
        found.append((("cell", place), f"{'!'.join(place)}\u00a0: {_lire(text)}."))
    for (heading, written), text in now.texts.items():
        found.append(
            (
                ("text", (heading, written)),
                f"Colonne «\u00a0{heading}\u00a0», «\u00a0{written or 'vide'}\u00a0»\u00a0: {_lire(text)}.",
            )
        )
    for sheet, first in now.day_first.items():
        order = "le jour, puis le mois" if first else "le mois, puis le jour"
        found.append((("dates", sheet), f"Dates de la feuille «\u00a0{sheet}\u00a0»\u00a0: {order}."))
    for place in sorted(now.refused):
        found.append((("refused", place), f"{'!'.join(place)}\u00a0: correction refusée."))
    for place in sorted(now.not_names):
        found.append((("mention", place), f"{'!'.join(place)}\u00a0: ce n'est pas un nom, le texte est gardé."))
    return found


def _lire(text: str) -> str:
    return f"lire «\u00a0{text}\u00a0»" if text else "laisser vide"


def _keep(file_id: str, decisions: Decisions) -> None:
    st.session_state[_KEPT] = (file_id, decisions)
