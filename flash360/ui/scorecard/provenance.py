"""Where each figure comes from: value, file, sheet, cell, import number, who and when, for analysts."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

import pyarrow as pa

from flash360 import labels
from flash360.model import Axis, College, OutcomeStatus, Verdict
from flash360.ui.results.history import moment
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
            **_origin(rows, [_cell(row) for row in rows]),
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
            **_origin([fiche] * len(filled), [_place(fiche, cell) for _, _, cell in filled]),
        }
    )


def of_statements(rows: list[dict[str, Any]]) -> pa.Table:
    """One line per frein or levier, with its cell."""
    return pa.table(
        {
            "N°": [str(row["number"]) for row in rows],
            "Texte": [row["text"] for row in rows],
            **_origin(rows, [_cell(row) for row in rows]),
        }
    )


def of_criteria(criteria: pa.Table) -> pa.Table:
    """One line per criterion: what it is, its scale, and its cell."""
    rows = criteria.to_pylist()
    scales = [f"{row['scale_min']} à {row['scale_max']}, favorable à partir de {row['favourable_from']}" for row in rows]
    return pa.table(
        {
            "Critère": [f"{row['criterion']} – {row['label']}" for row in rows],
            "Axe": [labels.AXIS[Axis(row["axis"])] for row in rows],
            "Échelle": scales,
            **_origin(rows, [_cell(row) for row in rows]),
        }
    )


def of_participants(people: pa.Table) -> pa.Table:
    """One line per participant: their code, their collège, and the cell."""
    rows = people.to_pylist()
    return pa.table(
        {
            "Participant": [row["participant"] for row in rows],
            "Collège": [labels.COLLEGE[College(row["college"])] for row in rows],
            **_origin(rows, [_cell(row) for row in rows]),
        }
    )


def of_outcomes(rows: list[dict[str, Any]]) -> pa.Table:
    """One line per follow-up: its date, its status, and its cell."""
    return pa.table(
        {
            "Date": pa.array([f"{row['date']:%d/%m/%Y}" for row in rows], pa.string()),
            "Statut": pa.array([labels.OUTCOME[OutcomeStatus(row["status"])] for row in rows], pa.string()),
            **_origin(rows, [_cell(row) for row in rows]),
        }
    )


def _cell(row: dict[str, Any]) -> str:
    """« Votes!D7 »; the sheet alone for what was typed at the import."""
    return f"{row['sheet']}!{row['cell']}" if row["cell"] else str(row["sheet"])


def _place(fiche: dict[str, Any], cell: str | None) -> str:
    """« Fiche!B9 »; a field that a later fiche left blank names the import it comes from."""
    return cell if cell and "!" in cell else _cell(fiche | {"cell": cell or fiche["cell"]})


def _origin(rows: list[dict[str, Any]], cells: list[str]) -> dict[str, pa.Array]:
    return {
        "Fichier": pa.array([row["file_name"] or "saisie à l'écran" for row in rows], pa.string()),
        "Cellule": pa.array(cells, pa.string()),
        "Import n°": pa.array([str(row["import_number"]) for row in rows], pa.string()),
        "Par": pa.array([row["author"] for row in rows], pa.string()),
        "Le": pa.array([moment(row["recorded_at"]) for row in rows], pa.string()),
    }


def _words(value: object) -> str:
    if value in _VERDICTS:
        return labels.VERDICT[Verdict(value)]
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return labels.french_number(value, 1) if isinstance(value, float) else str(value)
