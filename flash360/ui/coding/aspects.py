"""Aspects that the sheets left empty, suggested from the theme or from the words, for the analyst to keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import labels
from flash360.coding import deciding
from flash360.coding.deciding import TextAspect
from flash360.coding.texts import Text
from flash360.model import Aspect
from flash360.themes.codebook import Theme
from flash360.themes.missing_fields import FieldSuggestion, missing_aspects
from flash360.themes.statements import Statement
from flash360.ui import data
from flash360.ui.coding import desk
from flash360.ui.coding.desk import Desk

AT_ONCE: Final = 100
MODEL: Final = "aspect-1"


@dataclass(frozen=True, slots=True)
class Missing:
    """A text without an aspect, and what is suggested for it, if anything is."""

    text: Text
    said: FieldSuggestion | None


def show(found: Desk) -> None:
    """The texts without an aspect, what is suggested and why, and one button."""
    lacking = [one for one in found.texts if one.aspect is None]
    if not lacking:
        st.success("Chaque texte a son aspect.")
        return
    everything = _suggested(found.texts, found.themes, data.version())
    made, rows = sum(one.said is not None for one in everything), everything[:AT_ONCE]
    first = f" Les {AT_ONCE} premiers sont ci-dessous, les plus sûrs d'abord." if len(lacking) > AT_ONCE else ""
    st.write(
        f"{labels.plural(len(lacking), 'texte')} dont la feuille ne donne pas l'aspect\u00a0; "
        f"{labels.plural(made, 'aspect suggéré', 'aspects suggérés')}. La feuille n'est jamais contredite\u00a0: "
        f"un aspect retenu ici est marqué comme donné à l'écran.{first}"
    )
    key = f"coder.aspects.{data.version()}"
    names = {labels.ASPECT[aspect]: aspect for aspect in Aspect}
    edited: Any = st.data_editor(
        _table(rows),
        hide_index=True,
        disabled=["Texte", "Session", "Suggestion"],
        column_config={
            "Texte": st.column_config.TextColumn(width="large"),
            "Aspect": st.column_config.SelectboxColumn(options=list(names), width="medium"),
        },
        key=key,
        placeholder="–",
        row_height=desk.TALL,
        alt="Textes sans aspect, avec l'aspect suggéré",
    )
    chosen = [
        (one, names[name])
        for one, kept, name in zip(rows, edited["Retenir"].to_pylist(), edited["Aspect"].to_pylist(), strict=True)
        if kept and name in names
    ]
    st.button(
        f"Enregistrer ce qui est coché ({len(chosen)})",
        key="aspects-enregistrer", type="primary", disabled=not chosen, on_click=_keep, args=(found, chosen),
    )  # fmt: skip


@st.cache_resource(show_spinner="Recherche des aspects…", max_entries=4, hash_funcs={Text: lambda one: one.id, Theme: repr})
def _suggested(texts: tuple[Text, ...], themes: tuple[Theme, ...], version: int) -> list[Missing]:
    statements = [
        Statement(one.session_id, None, None, Aspect(one.aspect) if one.aspect else None, one.text, one.theme) for one in texts
    ]
    said = {one.index: one for one in missing_aspects(statements, themes)}
    rows = [Missing(one, said.get(place)) for place, one in enumerate(texts) if one.aspect is None]
    return sorted(rows, key=lambda one: (one.said is None, -(one.said.margin if one.said else 0.0)))


def _table(rows: list[Missing]) -> pa.Table:
    columns: dict[str, Any] = {
        "Retenir": pa.array([one.said is not None for one in rows], pa.bool_()),
        "Aspect": pa.array([labels.ASPECT[Aspect(one.said.value)] if one.said else None for one in rows], pa.string()),
        "Suggestion": pa.array([_why(one.said) for one in rows], pa.string()),
        "Texte": pa.array([one.text.beginning for one in rows], pa.string()),
        "Session": pa.array([one.text.code for one in rows], pa.string()),
    }
    return pa.table(columns)


def _why(said: FieldSuggestion | None) -> str:
    if said is None:
        return "à donner : marge trop faible"
    return "d'après son thème" if said.by_theme else f"d'après ses mots (marge {said.margin:.2f})".replace(".", ",")


def _keep(found: Desk, chosen: list[tuple[Missing, Aspect]]) -> None:
    aspects = [
        TextAspect(*one.text.id, aspect, one.said.value if one.said else None, one.said.margin if one.said else None, MODEL)
        for one, aspect in chosen
    ]
    said = f"{labels.plural(len(aspects), 'aspect enregistré', 'aspects enregistrés')}."
    desk.record(lambda: deciding.give_aspects(data.base(), aspects, author=found.viewer.name), said)
