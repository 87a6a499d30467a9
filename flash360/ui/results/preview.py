"""What a workbook holds and what it would change, in words and tables: the preview's parts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

import pyarrow as pa

from flash360 import labels
from flash360.findings import Finding, Findings, Severity
from flash360.ingest.difference import Change, Nature, SectionDifference, in_french
from flash360.model import Section
from flash360.workbook.columns import COLUMNS, SESSION

NATURE: Final = {Nature.ADDED: "ajouté", Nature.CHANGED: "changé", Nature.REMOVED: "retiré"}
_PLURALS: Final = {
    Severity.ERROR: ("erreur", "erreurs"),
    Severity.WARNING: ("avertissement", "avertissements"),
    Severity.CORRECTION: ("correction", "corrections"),
}


def counted(findings: Findings) -> str:
    """« 2 erreurs, 1 avertissement »; « aucun constat » when there is none."""
    parts = [labels.plural(findings.count(one), *_PLURALS[one]) for one in Severity if findings.count(one)]
    return ", ".join(parts) or "aucun constat"


def findings_table(findings: Iterable[Finding]) -> pa.Table:
    """One line per finding shown, errors first: its severity in a word, its place, its sentence."""
    shown = list(findings)
    return pa.table(
        {
            "Gravité": [labels.SEVERITY[one.severity] for one in shown],
            "Où": [one.address or "fichier" for one in shown],
            "Constat": [one.message for one in shown],
        }
    )


def differences_table(differences: Sequence[SectionDifference]) -> pa.Table:
    """One line per session and section, with its rows added, changed, removed and identical."""
    return pa.table(
        {
            "Session": [one.session for one in differences],
            "Contenu": [labels.SECTION[one.section] for one in differences],
            "Ajoutées": pa.array([one.added for one in differences], pa.int64()),
            "Changées": pa.array([one.changed for one in differences], pa.int64()),
            "Retirées": pa.array([one.removed for one in differences], pa.int64()),
            "Identiques": pa.array([one.identical for one in differences], pa.int64()),
        }
    )


def changes_table(differences: Sequence[SectionDifference]) -> pa.Table:
    """One line per changed field, or per row added or removed, of the sections that the base already holds."""
    lines = [(one, change) for one in differences for change in one.changes]
    return pa.table(
        {
            "Session": [one.session for one, _ in lines],
            "Contenu": [labels.SECTION[one.section] for one, _ in lines],
            "Ligne": [_row(change) for _, change in lines],
            "Quoi": [change.heading or f"ligne {NATURE[change.nature]}e" for _, change in lines],
            "Avant": [change.before for _, change in lines],
            "Après": [change.after for _, change in lines],
            "Où": [f"{change.sheet}!{change.cell}" for _, change in lines],
        }
    )


def records_table(section: Section, records: pa.Table) -> pa.Table:
    """The records of a section as they will be stored: the template's headings, choices in French, and each one's cell."""
    headings = {SESSION.key: SESSION.heading} | {spec.key: spec.heading for spec in COLUMNS[section]}
    columns: dict[str, list[str]] = {}
    for key in [name for name in headings if name in records.column_names]:
        columns[headings[key]] = [_cell(value, key) for value in records[key].to_pylist()]
    places = zip(records["sheet"].to_pylist(), records["cell"].to_pylist(), strict=True)
    return pa.table(columns | {"Cellule": [f"{sheet}!{cell}" for sheet, cell in places]})


def fiche_table(records: pa.Table) -> pa.Table:
    """The one fiche of a workbook, one line per field that it fills, with its cell."""
    row: dict[str, Any] = records.to_pylist()[0]
    cells: dict[str, str] = json.loads(row["cells"])
    specs = [spec for spec in COLUMNS[Section.FICHE] if row.get(spec.key) is not None]
    return pa.table(
        {
            "Rubrique": [spec.heading for spec in specs],
            "Contenu": [in_french(row[spec.key], spec.key) for spec in specs],
            "Cellule": [f"{row['sheet']}!{cells.get(spec.key, row['cell'])}" for spec in specs],
        }
    )


def _cell(value: Any, key: str) -> str:
    return "–" if value is None and key != "grade" else in_french(value, key)


def _row(change: Change) -> str:
    return change.row or "fiche"
