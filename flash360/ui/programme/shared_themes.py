"""The themes that several sessions share: their freins and leviers, counted session by session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from flash360 import labels
from flash360.charts.words import listed
from flash360.model import Kind


def shared(rows: Sequence[Mapping[str, Any]], codes: Sequence[str]) -> pa.Table:
    """One row per theme and kind: how many statements each session has. Themes of most sessions first; uncoded texts left out."""
    counts, found = _counts(rows), _themes(rows, codes)
    return pa.table(
        {
            "Thème": pa.array([name for name, _ in found], pa.string()),
            "Nature": pa.array([labels.KIND[kind] for _, kind in found], pa.string()),
        }
        | {code: pa.array([counts[name, kind, code] for name, kind in found], pa.int64()) for code in codes}
    )


def title(rows: Sequence[Mapping[str, Any]], codes: Sequence[str]) -> str:
    """The finding: how many themes come back in at least two of the sessions."""
    common = {name for name, _ in _common(rows, codes)}
    if not common:
        return "Aucun thème commun aux sessions choisies"
    return f"{labels.plural(len(common), 'thème commun', 'thèmes communs')} à au moins deux sessions"


def sentence(rows: Sequence[Mapping[str, Any]], codes: Sequence[str]) -> str:
    """The shared themes by name, freins then leviers, and how many texts have no theme yet."""
    parts: list[str] = []
    for kind in Kind:
        names = [f"« {name} »" for name, one in _common(rows, codes) if one is kind]
        if names:
            parts.append(f"{labels.KIND[kind].lower()}s communs : {listed(names)}")
    text = (" ; ".join(parts) or "Aucun frein ni levier de même thème dans deux des sessions") + "."
    uncoded = sum(row["theme_label"] is None for row in rows if row["code"] in codes)
    left = f" {labels.plural(uncoded, 'texte')} sans thème {'est laissé' if uncoded < 2 else 'sont laissés'} de côté."
    return text[0].upper() + text[1:] + (left if uncoded else "")


def _counts(rows: Sequence[Mapping[str, Any]]) -> Counter[tuple[str, Kind, str]]:
    return Counter((row["theme_label"], Kind(row["kind"]), row["code"]) for row in rows if row["theme_label"])


def _themes(rows: Sequence[Mapping[str, Any]], codes: Sequence[str]) -> list[tuple[str, Kind]]:
    counts = _counts(rows)
    names = {(name, kind) for name, kind, code in counts if code in codes}

    def rank(one: tuple[str, Kind]) -> tuple[int, int, str, str]:
        own = [counts[(*one, code)] for code in codes]
        return -sum(count > 0 for count in own), -sum(own), one[0], one[1]

    return sorted(names, key=rank)


def _common(rows: Sequence[Mapping[str, Any]], codes: Sequence[str]) -> list[tuple[str, Kind]]:
    counts = _counts(rows)
    return [one for one in _themes(rows, codes) if sum(counts[(*one, code)] > 0 for code in codes) >= 2]
