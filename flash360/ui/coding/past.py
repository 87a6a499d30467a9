"""The history of codings and of the codebook, and the way back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from flash360 import labels
from flash360.coding.operations import Action
from flash360.model import Aspect
from flash360.ui import table, text
from flash360.ui.coding import desk
from flash360.ui.coding.desk import Desk
from flash360.ui.results.history import moment

SHOWN: Final = 100
_QUOTED: Final = 80


def show(found: Desk) -> None:
    """The operations, newest first, and the one to undo or redo."""
    rows = desk.history(found.viewer)
    if not rows:
        st.info("Rien n'a encore été codé ni changé à l'écran. Les thèmes donnés dans un classeur figurent avec son import.")
        return
    columns = {
        "N°": [str(row["number"]) for row in rows],
        "Date": [moment(row["recorded_at"]) for row in rows],
        "Par": [row["author"] for row in rows],
        "Opération": [sentence(row) for row in rows],
        "Textes": [quoted(row) for row in rows],
        "État": [state(row) for row in rows],
    }
    table.show(desk.as_table(columns), caption="Opérations, de la plus récente à la plus ancienne", key="operations", shown=SHOWN)
    by_number = {row["number"]: row for row in rows if row["action"] != Action.UNDO}
    names = {number: f"n°\u00a0{number} – {sentence(row)} – {moment(row['recorded_at'])}" for number, row in by_number.items()}
    chosen = st.selectbox(
        "Opération à annuler ou à rétablir", list(names), key="operation", format_func=lambda number: names[number]
    )
    if chosen is not None:
        row = by_number[chosen]
        verb = "Annuler" if row["active"] else "Rétablir"
        st.button(
            f"{verb} l'opération n°\u00a0{chosen}", key="operation-annuler", on_click=desk.undo, args=(found.viewer, chosen)
        )
        if row["active"] and row["text_count"]:
            st.caption(text.plain(f"{labels.plural(row['text_count'], 'texte')} : le codage d'avant sera de nouveau en vigueur."))


def sentence(row: Mapping[str, Any]) -> str:
    """What an operation did, in French."""
    told: dict[str, Any] = json.loads(row["details"])
    label = told.get("label", "")
    match row["action"]:
        case Action.CODE | Action.SECOND:
            first = "Second codage" if row["action"] == Action.SECOND else "Codage"
            return f"{first} : {_counted([(name or desk.NO_THEME, count) for name, count in told['themes']])}"
        case Action.ASPECT:
            return f"Aspect : {_counted([(labels.ASPECT[Aspect(aspect)], count) for aspect, count in told['aspects']])}"
        case Action.ADD:
            more = f", {labels.plural(told['texts'], 'texte codé', 'textes codés')}" if told.get("texts") else ""
            return f"Thèmes livrés repris : {told['shipped']}" if "shipped" in told else f"Thème ajouté : « {label} »{more}"
        case Action.EDIT:
            before = told.get("before", label)
            return f"Thème modifié : « {label} »" if before == label else f"Thème renommé : « {before} » devient « {label} »"
        case Action.MERGE:
            return f"Thèmes fusionnés : « {label} » dans « {told['into']} »"
        case Action.SPLIT:
            return f"Thème scindé : « {label} », {labels.plural(told['texts'], 'texte')} dans « {told['into']} »"
        case Action.RETIRE:
            return f"Thème retiré : « {label} »"
        case _:
            return f"{'Rétablissement' if row['target_active'] else 'Annulation'} de l'opération n°\u00a0{row['target']}"


def quoted(row: Mapping[str, Any]) -> str:
    """The beginning of the texts that an operation coded, and how many more there are."""
    shown = [one if len(one) <= _QUOTED else one[:_QUOTED] + "…" for one in row["texts"] or [] if one]
    more = row["text_count"] - len(shown)
    rest = f" et {labels.plural(more, 'autre')}" if shown and more > 0 else ""
    return " / ".join(shown) + rest or "–"


def state(row: Mapping[str, Any]) -> str:
    """« en vigueur », or which operation undid it; nothing for an undoing."""
    if row["action"] == Action.UNDO:
        return ""
    return "en vigueur" if row["active"] else f"annulée par le n°\u00a0{row['undone_by']}"


def _counted(counts: list[tuple[str, int]]) -> str:
    return ", ".join(f"{name} ({labels.plural(count, 'texte')})" for name, count in counts)
