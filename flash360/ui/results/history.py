"""The history of imports in words: which ones to show, what each brought, and what undoing it would do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import pyarrow as pa

from flash360 import labels, paris
from flash360.model import Section

_CODES_SHOWN: Final = 4


class State(StrEnum):
    """Which imports the list shows."""

    ALL = "tous"
    CURRENT = "en vigueur"
    UNDONE = "annulés"


def shown(history: pa.Table, search: str, state: State) -> list[dict[str, Any]]:
    """The rows of `store.read.history` whose file, author, number or session codes hold the words, in this state."""
    words = search.casefold().split()
    return [row for row in history.to_pylist() if _in_state(row, state) and all(word in _words(row) for word in words)]


def table(rows: Sequence[dict[str, Any]]) -> pa.Table:
    """The list as it is read, one line per import, French headings."""
    columns = ("N°", "Date", "Par", "Action", "Sessions", "Contenu", "Lignes", "État")
    lines = [
        (
            row["number"],
            moment(row["recorded_at"]),
            row["author"],
            action(row),
            sessions(row),
            content(row),
            row["row_count"],
            _state(row),
        )
        for row in rows
    ]
    return pa.table({name: [line[place] for line in lines] for place, name in enumerate(columns)})


def switchable(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The imports that can be undone or redone: those that brought content, not the undoings themselves."""
    return [row for row in rows if row["layout"] != "undo"]


def number_to_undo(row: dict[str, Any]) -> int:
    """What `ingest.undo` takes: the import's own number, or that of its undoing when it is already undone."""
    return int(row["number"] if row["active"] else row["undone_by"])


def name(row: dict[str, Any]) -> str:
    """« n° 41 – votes.xlsx – F360-2024-07 – 12/03/2026 à 10 h 05 »."""
    return f"n°\u00a0{row['number']} – {action(row)} – {sessions(row)} – {moment(row['recorded_at'])}"


def consequence(row: dict[str, Any]) -> str:
    """What undoing an import, or redoing one that is undone, does: shown before it is confirmed."""
    brought = f"son contenu ({content(row)})"
    done = (
        f"Annuler l'import n°\u00a0{row['number']} retire {brought} et remet en vigueur ce qui le précédait."
        if row["active"]
        else f"Rétablir l'import n°\u00a0{row['number']} remet en vigueur {brought}."
    )
    return f"{done} Sessions concernées\u00a0: {sessions(row)}. Leurs avis et leurs mesures sont recalculés."


def action(row: dict[str, Any]) -> str:
    """What the import was: a file, an entry on a screen, an undoing or a redoing."""
    if row["layout"] == "undo":
        done = "Rétablissement" if row["target_active"] else "Annulation"
        return f"{done} de l'import n°\u00a0{row['target_number']}"
    return row["file_name"] or "Saisie à l'écran"


def sessions(row: dict[str, Any]) -> str:
    """The session codes, the first few by name."""
    codes: list[str] = [code for code in row["codes"] or [] if code]
    if len(codes) <= _CODES_SHOWN:
        return ", ".join(codes) or "–"
    return f"{', '.join(codes[:_CODES_SHOWN])} et {len(codes) - _CODES_SHOWN} autres"


def content(row: dict[str, Any]) -> str:
    """The sections brought, in the template's order: « Fiche, Votes »."""
    brought = set(row["sections"] or [])
    return ", ".join(labels.SECTION[section] for section in Section if section in brought)


def moment(recorded_at: datetime) -> str:
    """A moment recorded in UTC, as read in Paris: « 12/03/2026 à 10 h 05 »."""
    local = paris.local(recorded_at)
    return f"{local:%d/%m/%Y} à {local:%H}\u00a0h\u00a0{local:%M}"


def _in_state(row: dict[str, Any], state: State) -> bool:
    match state:
        case State.ALL:
            return True
        case State.CURRENT:
            return row["layout"] != "undo" and bool(row["active"])
        case State.UNDONE:
            return row["layout"] != "undo" and not row["active"]


def _words(row: dict[str, Any]) -> str:
    return " ".join([str(row["number"]), row["author"], action(row), *(row["codes"] or [])]).casefold()


def _state(row: dict[str, Any]) -> str:
    if row["layout"] == "undo":
        return ""
    return "en vigueur" if row["active"] else f"annulé par le n°\u00a0{row['undone_by']}"
