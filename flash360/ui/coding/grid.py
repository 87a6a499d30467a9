"""Many texts at once: to code in a grid, to correct what was coded, to accept the sure suggestions together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import labels
from flash360.coding import deciding
from flash360.coding.deciding import TextCoding
from flash360.coding.texts import Text
from flash360.themes.search import SearchIndex
from flash360.themes.suggester import Suggestion
from flash360.ui import data, table
from flash360.ui.coding import desk
from flash360.ui.coding.desk import Desk

AT_ONCE: Final = 50
LEFT, CODED, NONE, ALL = "À coder", "Codés", "Sans thème", "Tous"


def show(found: Desk) -> None:
    """The filters, the page of texts, and the button that accepts its sure suggestions."""
    rows = _chosen(found)
    pages = max(1, -(-len(rows) // AT_ONCE))
    page = 1
    if pages > 1:
        number = st.number_input(f"Page (sur {pages})", 1, pages, 1, key="coder.page", width=160)
        page = min(int(number), pages)
    shown = rows[(page - 1) * AT_ONCE : page * AT_ONCE]
    if not shown:
        st.info("Aucun texte ne répond à ces choix. Changez-en un, ou effacez la recherche.")
        return
    first = (page - 1) * AT_ONCE + 1
    st.caption(
        f"Textes {first} à {first + len(shown) - 1} sur {labels.french_number(len(rows))}. "
        "Choisissez un thème dans la dernière colonne\u00a0: il est enregistré aussitôt."
    )
    _accept_all(found, shown)
    choices = {name: code for code, name in found.choices.items()} | {desk.NO_THEME: None}
    key = f"coder.grille.{data.version()}.{page}"
    st.data_editor(
        _table(found, shown),
        hide_index=True,
        disabled=["Texte", "Nature", "Session", "Suggestion", "Marge"],
        column_config={
            "Texte": st.column_config.TextColumn(width="large"),
            "Thème": st.column_config.SelectboxColumn(options=list(choices), width="medium", required=True),
        },
        key=key,
        on_change=_edited,
        args=(found, shown, choices, key),
        alt="Textes et leur thème",
        placeholder="–",
        row_height=desk.TALL,
    )
    with st.expander("Lire ces textes en entier"):
        table.show(readable(found, shown), caption="Textes à coder", key="coder.lire", shown=AT_ONCE)


def matching(rows: Sequence[Text], search: str) -> list[Text]:
    """The texts that a search finds, best first; all of them, in their order, without one."""
    if not search.strip():
        return list(rows)
    index = SearchIndex([f"{one.text} {one.code} {one.administration}" for one in rows])
    return [rows[place] for place in index.search(search)]


def readable(found: Desk, rows: Sequence[Text]) -> pa.Table:
    """Texts in full with what is suggested, and their theme."""
    return desk.as_table(
        {
            "Texte": [one.text for one in rows],
            "Session": [one.code for one in rows],
            "Suggestion": [found.label(said) if (said := found.suggestion(one.id).theme) else "–" for one in rows],
            "Thème": [(one.theme_label or desk.NO_THEME) if one.coded else "à coder" for one in rows],
        }
    )


def _chosen(found: Desk) -> list[Text]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        state = st.segmented_control(
            "Textes", [LEFT, CODED, NONE, ALL], default=LEFT, required=True, key="textes", bind="query-params"
        )
        theme = None
        if state in (CODED, ALL):
            theme = st.selectbox(
                "Thème donné", list(found.choices), index=None, format_func=lambda code: found.choices.get(str(code), str(code)),
                placeholder="Tous", key="theme-donne", bind="query-params", width=320,
            )  # fmt: skip
        search = st.text_input(
            "Chercher dans les textes", key="texte-cherche", bind="query-params", type="search", autocomplete="off", width=260
        )
    kept = {
        LEFT: found.left,
        CODED: [one for one in found.texts if one.coded],
        NONE: [one for one in found.texts if one.coded and one.theme is None],
        ALL: list(found.texts),
    }[state or LEFT]
    if theme:
        kept = [one for one in kept if one.theme == theme]
    return matching(kept, search or "")


def _table(found: Desk, rows: Sequence[Text]) -> pa.Table:
    said = [found.suggestion(one.id) for one in rows]
    columns: dict[str, Any] = {
        "Texte": pa.array([one.beginning for one in rows], pa.string()),
        "Nature": pa.array([desk.kind_name(one) for one in rows], pa.string()),
        "Session": pa.array([one.code for one in rows], pa.string()),
        "Suggestion": pa.array([_said(found, one, text) for one, text in zip(said, rows, strict=True)], pa.string()),
        "Marge": pa.array([f"{one.margin:.2f}".replace(".", ",") if one.nearest else None for one in said], pa.string()),
        "Thème": pa.array([_given(found, one) for one in rows], pa.string()),
    }
    return pa.table(columns)


def _given(found: Desk, one: Text) -> str | None:
    """The theme of a text as the grid offers it; a family's own name when a workbook gave no more than that."""
    return found.choices.get(one.theme or "", one.theme_label or desk.NO_THEME) if one.coded else None


def _said(found: Desk, one: Suggestion, text: Text) -> str | None:
    if text.coded:
        return None
    return found.label(one.theme) if one.theme else "à coder"


def _accept_all(found: Desk, shown: Sequence[Text]) -> None:
    sure = [one for one in shown if not one.coded and found.suggestion(one.id).theme]
    if sure:
        count = labels.plural(len(sure), "suggestion sûre", "suggestions sûres")
        st.button(
            f"Accepter {'la' if len(sure) == 1 else 'les'} {count} de cette page", key="accepter-toutes", on_click=_accept,
            args=(found, sure),
        )  # fmt: skip


def _accept(found: Desk, sure: Sequence[Text]) -> None:
    said = [found.suggestion(one.id).theme for one in sure]
    _record(found, [(one, theme) for one, theme in zip(sure, said, strict=True)])


def _edited(found: Desk, shown: Sequence[Text], choices: dict[str, str | None], key: str) -> None:
    """Record each cell that changed. The grid takes no emptied cell: undoing is what takes a coding back."""
    edited: dict[int, dict[str, Any]] = st.session_state[key]["edited_rows"]
    given = [(shown[row], choices[cells["Thème"]]) for row, cells in edited.items() if cells.get("Thème") in choices]
    if given:
        _record(found, given)


def _record(found: Desk, given: Sequence[tuple[Text, str | None]]) -> None:
    model = found.learnt.version if found.learnt else None
    codings: list[TextCoding] = []
    for one, theme in given:
        said = found.suggestion(one.id)
        codings.append(TextCoding(*one.id, theme, said.theme, said.margin if said.nearest else None, model))
    names = {found.label(theme) if theme else desk.NO_THEME for _, theme in given}
    done = f"{labels.plural(len(codings), 'texte codé', 'textes codés')} : {', '.join(sorted(names))}."
    author, seen = found.viewer.name, {one.id for one, _ in given if not one.coded}
    desk.record(lambda: deciding.code(data.base(), codings, author=author, uncoded=seen), done)
