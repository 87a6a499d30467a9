"""The method of the time to realisation: the same way, on the programme's own delays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flash360 import labels
from flash360.model import Verdict
from flash360.statistics.incidence import Incidence, terms
from flash360.ui.scorecard.formulas import tex
from flash360.ui.scorecard.worked import Worked

YEAR: Final = 365
"""Days after the session at which the incidence is worked out, or its last day known when that comes first."""
SHOWN: Final = 3
"""Terms of a long sum that are written out."""


def of_times(session: Mapping[str, Any] | None, times: Mapping[Verdict, Incidence]) -> Worked:
    """The cumulative incidence after the session's verdict, or after the one with most realisations where it has none."""
    known = {name: found for name, found in times.items() if found.realisations}
    own = session["verdict"] if session else None
    picked = max(known.items(), key=lambda one: (one[0] == own, one[1].realisations), default=None)
    return Worked(
        "En combien de temps une idée se réalise-t-elle ?",
        "L'incidence cumulée d'Aalen-Johansen : une session compte jusqu'à ses dernières nouvelles, et un arrêt met fin à "
        "l'attente. Chaque jour ajoute la part des idées encore en attente, fois la part des idées suivies qui se "
        "réalisent ce jour-là. En dessous de 5 réalisations, la courbe n'a pas de limites.",
        r"F_1(t) = \sum_{t_j \le t} S(t_{j-1}) \, \frac{d_{1j}}{n_j}",
        _example(*picked) if picked else "",
        "Aalen et Johansen 1978 ; Kalbfleisch et Prentice 2002",
        _instance(picked[1]) if picked else "",
    )


def _horizon(found: Incidence) -> int:
    return YEAR if found.known_until is None else min(YEAR, found.known_until)


def _example(verdict: Verdict, found: Incidence) -> str:
    row = found.at(_horizon(found))
    share = labels.french_percent(row["realised"])
    span = "" if row["low"] is None else f" ({labels.french_percent(row['low'])} à {labels.french_percent(row['high'])})"
    return (
        f"Avis {labels.VERDICT[verdict]} : {labels.plural(found.n, 'session suivie', 'sessions suivies')}, "
        f"{labels.plural(found.realisations, 'réalisée ou engagée', 'réalisées ou engagées')}, "
        f"{labels.plural(found.stops, 'arrêtée', 'arrêtées')} ; "
        f"au bout de {_horizon(found)} jours, {share}{span} réalisées ou engagées."
    )


def _instance(found: Incidence) -> str:
    days = _horizon(found)
    added = terms(found, days)
    shown = [rf"{tex(one.waiting)} \cdot \tfrac{{{one.realised}}}{{{one.followed}}}" for one in added[:SHOWN]]
    if len(added) > SHOWN:
        shown.append(r"\cdots")
    return rf"F_1({days}) = {' + '.join(shown) or '0'} = {tex(found.at(days)['realised'])}"
