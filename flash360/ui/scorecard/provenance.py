"""Where each figure comes from: value, file, sheet, cell and import number, for analysts."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

import pyarrow as pa

from flash360 import labels
from flash360.model import Axis, Verdict
from flash360.workbook.columns import COLUMNS, Section

_VERDICTS: Final = frozenset(verdict.value for verdict in Verdict)


def of_votes(votes: pa.Table) -> pa.Table:
    """One line per vote: participant, collège, criterion, axis, grade, and its cell."""
    rows = votes.to_pylist()
    return pa.table(
        {
            "Participant": [row["participant"] for row in rows],
            "Critère": [row["criterion"] for row in rows],
            "Axe": [labels.AXIS[Axis(row["axis"])] for row in rows],
            "Valeur": ["abstention" if row["grade"] is None else str(row["grade"]) for row in rows],
            **_origin(rows, [f"{row['sheet']}!{row['cell']}" for row in rows]),
        }
    )


def of_fiche(fiche: dict[str, Any] | None) -> pa.Table:
    """One line per field of the fiche that holds something, with its cell; none without a fiche."""
    if fiche is None:
        return pa.table({"Champ": pa.array([], pa.string())})
    cells: dict[str, str] = json.loads(fiche["cells"] or "{}")
    known = {"session_code": "code"}
    lines = [(spec.heading, fiche.get(known.get(spec.key, spec.key)), cells.get(spec.key)) for spec in COLUMNS[Section.FICHE]]
    filled = [(heading, value, cell) for heading, value, cell in lines if value is not None]
    return pa.table(
        {
            "Champ": pa.array([heading for heading, _, _ in filled], pa.string()),
            "Valeur": pa.array([_words(value) for _, value, _ in filled], pa.string()),
            **_origin([fiche] * len(filled), [f"{fiche['sheet']}!{cell or fiche['cell']}" for _, _, cell in filled]),
        }
    )


def of_statements(rows: list[dict[str, Any]]) -> pa.Table:
    """One line per frein or levier, with its cell."""
    return pa.table(
        {
            "N°": [str(row["number"]) for row in rows],
            "Texte": [row["text"] for row in rows],
            **_origin(rows, [f"{row['sheet']}!{row['cell']}" for row in rows]),
        }
    )


def _origin(rows: list[dict[str, Any]], cells: list[str]) -> dict[str, pa.Array]:
    return {
        "Fichier": pa.array([row["file_name"] or "saisie à l'écran" for row in rows], pa.string()),
        "Cellule": pa.array(cells, pa.string()),
        "Import n°": pa.array([str(row["import_number"]) for row in rows], pa.string()),
    }


def _words(value: object) -> str:
    if value in _VERDICTS:
        return labels.VERDICT[Verdict(value)]
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return labels.french_number(value, 1) if isinstance(value, float) else str(value)
