"""The method of the gap between two sessions: the same way, the picked session beside the one furthest from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.charts.values import positions
from flash360.model import Axis, Counts, Scale
from flash360.statistics.gap import Gap, gaps
from flash360.ui.scorecard.formulas import tex
from flash360.ui.scorecard.worked import Worked

_NEEDED: Final = ("counts", "scale_min", "scale_max", "favourable_from")


def of_pair(session: Mapping[str, Any] | None, programme: pa.Table, axis: Axis) -> Worked:
    """The gap between the session and the one of the programme whose mean is furthest; empty when there is none."""
    other = _furthest(session, programme, axis) if session and session[f"{axis}_n"] else None
    found = gaps([_panel(session, axis), _panel(other, axis)])[0] if session and other else None
    codes = (session["code"], other["code"]) if session and other else ("", "")
    return Worked(
        "Deux sessions diffèrent-elles plus que par hasard ?",
        "Deux intervalles qui se chevauchent ne disent pas que rien ne sépare deux sessions : c'est l'intervalle de leur "
        "écart qui le dit. À partir de chaque panel, on tire au sort les réponses d'autres panels comparables et on retire les "
        "unes des autres. L'écart est sûr quand son intervalle ne contient pas zéro. Au-delà de deux sessions, tous les "
        "écarts tiennent ensemble à 95 % (Bonferroni).",
        r"\theta_A - \theta_B, \quad \theta = \tfrac{100}{K-1} \sum_k k\, p_k, \quad "
        r"p \sim \mathrm{Dirichlet}(c_k + \tfrac1K)",
        _example(found, codes) if found else "",
        "Gelman et al. 2013, 3.4 ; Dunn 1961",
        rf"\Delta = {tex(found.value, 1)} \quad [{tex(found.low, 1)} \,;\, {tex(found.high, 1)}]" if found else "",
    )


def _furthest(session: Mapping[str, Any], programme: pa.Table, axis: Axis) -> dict[str, Any] | None:
    kept = programme.filter(
        pc.and_(pc.greater(programme[f"{axis}_n"], 0), pc.not_equal(programme["session_id"], session["session_id"]))
    )
    own = programme.filter(pc.equal(programme["session_id"], session["session_id"]))
    if not kept.num_rows or not own.num_rows:
        return None
    away = abs(positions(kept, axis)[0] - positions(own, axis)[0][0])
    return kept.slice(int(away.argmax()), 1).to_pylist()[0]


def _panel(row: Mapping[str, Any], axis: Axis) -> tuple[Counts, Scale]:
    counts, low, high, favourable = (row[f"{axis}_{name}"] for name in _NEEDED)
    return tuple(counts), Scale(low, high, favourable)


def _example(found: Gap, codes: tuple[str, str]) -> str:
    number = labels.french_number
    above, below = (
        f"{codes[place]}{', la plus éloignée du programme,' if place else ''}" for place in (found.higher, found.lower)
    )
    span = f"{number(found.value, 1)} points ({number(found.low, 1)} à {number(found.high, 1)})"
    said = "l'écart est sûr" if found.certain else "l'écart n'est pas sûr"
    return f"{above} au-dessus de {below} de {span} : {said}."
