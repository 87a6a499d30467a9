"""A workbook's fiche beside the one that the base holds: what it leaves blank is kept, for it says nothing of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa

from flash360.findings import CATALOGUE, Finding
from flash360.model import Section
from flash360.store import content
from flash360.store.database import Queryable
from flash360.workbook.columns import COLUMNS

_OPTIONAL: Final = {spec.key: spec.heading for spec in COLUMNS[Section.FICHE] if not spec.required}
KeptValue = CATALOGUE["kept-value"]


def completed(base: Queryable, fiches: pa.Table, current: set[str]) -> tuple[pa.Table, list[Finding]]:
    """The fiches with their blank fields as the base has them, and one correction per session where that happened.

    fiches: rows of the table sessions. current: ids of the sessions of which the base holds a fiche today. A kept field's
    cell names the import that it comes from, « Fiche!B9 (import n° 12) ».
    """
    rows = fiches.to_pylist()
    ids = [row["session_id"] for row in rows if row["session_id"] in current]
    if not ids:
        return fiches, []
    held = {row["session_id"]: row for row in content.facts(base, Section.FICHE, ids).to_pylist()}
    found: list[Finding] = []
    for row in rows:
        before = held.get(row["session_id"], {})
        kept = [key for key in _OPTIONAL if row[key] is None and before.get(key) is not None]
        if kept:
            row |= {key: before[key] for key in kept}
            row["cells"] = json.dumps(json.loads(row["cells"]) | {key: place(before, key) for key in kept})
            fields = ", ".join(f"«\u00a0{_OPTIONAL[key]}\u00a0»" for key in kept)
            found.append(KeptValue(row["sheet"], session=row["code"], details={"fields": fields}))
    return (pa.Table.from_pylist(rows, fiches.schema) if found else fiches), found


def place(fiche: Mapping[str, Any], key: str) -> str:
    """Where a field of a stored fiche was read, with its import: « Fiche!B9 (import n° 12) »; kept when it says so already."""
    cell = json.loads(fiche["cells"]).get(key) or fiche["cell"]
    return cell if "!" in cell else f"{fiche['sheet']}!{cell} (import n°\u00a0{fiche['import_number']})"
