"""The freins and leviers of one session: uncovered freins first, each with what answers it."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from flash360 import labels
from flash360.model import Aspect, College, Kind

_ORDER = {aspect.value: place for place, aspect in enumerate(Aspect)}


def by_number(statements: pa.Table) -> list[dict[str, Any]]:
    """The statements of one session in their order."""
    return sorted(statements.to_pylist(), key=lambda row: (row["number"], row["kind"]))


def title(rows: list[dict[str, Any]]) -> str:
    """The finding: how many freins no levier answers."""
    freins = [row for row in rows if row["kind"] == Kind.FREIN]
    leviers = [row for row in rows if row["kind"] == Kind.LEVIER]
    if not rows:
        return "Freins et leviers : aucun relevé"
    if not freins:
        return f"{labels.plural(len(leviers), 'levier')}, aucun frein"
    open_freins = sum(not row["answered"] for row in freins)
    if not open_freins:
        return "Chaque frein a au moins un levier"
    return f"{labels.plural(open_freins, 'frein')} sur {len(freins)} sans levier"


def ordered(rows: list[dict[str, Any]], kind: Kind) -> list[dict[str, Any]]:
    """The statements of a kind by aspect; freins that no levier answers come first."""
    found = [row for row in rows if row["kind"] == kind]
    return sorted(
        found,
        key=lambda row: (kind is Kind.FREIN and bool(row["answered"]), _ORDER.get(row["aspect"] or "", 9), row["number"]),
    )


def freins(rows: list[dict[str, Any]], *, colleges: bool) -> pa.Table:
    """The freins by aspect, uncovered ones first, with the leviers that answer them; colleges: whether to say who spoke."""
    answers: dict[int, list[str]] = {}
    for row in rows:
        if row["kind"] == Kind.LEVIER and row["answers_number"] is not None:
            answers.setdefault(row["answers_number"], []).append(f"n° {row['number']} {row['text']}")
    found = ordered(rows, Kind.FREIN)
    return _table(
        found,
        "Frein",
        colleges,
        {"Levier qui y répond": [" ; ".join(answers.get(row["number"], [])) or "aucun" for row in found]},
    )


def leviers(rows: list[dict[str, Any]], *, colleges: bool) -> pa.Table:
    """The leviers by aspect, with the frein that each answers."""
    found = ordered(rows, Kind.LEVIER)
    answered = [f"n° {row['answers_number']}" if row["answers_number"] is not None else "–" for row in found]
    return _table(found, "Levier", colleges, {"Répond au frein": answered})


def together(freins: pa.Table, leviers: pa.Table) -> pa.Table:
    """Both in one table, freins first: « Nature » says which is which, and « Texte » what was said."""
    parts = [
        table.rename_columns({noun: "Texte"}).add_column(0, "Nature", [[noun.lower()] * table.num_rows])
        for table, noun in ((freins, "Frein"), (leviers, "Levier"))
    ]
    return pa.concat_tables(parts, promote_options="default")


def _table(rows: list[dict[str, Any]], noun: str, colleges: bool, more: dict[str, list[str]]) -> pa.Table:
    columns: dict[str, list[str]] = {
        "N°": [str(row["number"]) for row in rows],
        "Aspect": [labels.statement_aspect(row["aspect"], row["aspect_origin"]) or "–" for row in rows],
        noun: [row["text"] for row in rows],
        **more,
        "Thème": [row["theme_label"] or "non codé" for row in rows],
    }
    if colleges:
        columns["Collège"] = [labels.COLLEGE[College(row["college"])] if row["college"] else "–" for row in rows]
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
