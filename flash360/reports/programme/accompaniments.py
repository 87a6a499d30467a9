"""What the team gave to ideas after their session, and what became of those dossiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.charts.words import listed
from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus

NONE = "Aucun"
_CLASSES = {
    OutcomeClass.REALISED: "Réalisées ou engagées",
    OutcomeClass.UNDER_WAY: "En cours",
    OutcomeClass.STOPPED: "Arrêtées",
    OutcomeClass.NO_NEWS: "Sans nouvelle",
}
_KNOWN = {name.casefold(): name for name in labels.ACCOMPANIMENTS}

Counts = Mapping[str, Mapping[OutcomeClass, int]]


def given(programme: pa.Table, outcomes: pa.Table) -> Counts:
    """Accompaniment to the class of the latest outcome of the dossiers that had it; a dossier may have had several.

    Dossiers with an outcome and no accompaniment are under NONE; wordings out of the list are « Autre ».
    """
    known = programme.filter(pc.is_valid(programme["outcome_status"]))
    latest = dict(zip(known["session_id"].to_pylist(), known["outcome_status"].to_pylist(), strict=True))
    own = outcomes.filter(pc.is_in(outcomes["session_id"], value_set=known["session_id"].combine_chunks()))
    had: dict[str, set[str]] = defaultdict(set)
    for session_id, given_to in zip(own["session_id"].to_pylist(), own["accompaniment"].to_pylist(), strict=True):
        if given_to:
            had[session_id].add(_KNOWN.get(given_to.strip().casefold(), labels.ACCOMPANIMENTS[-1]))
    counts = {name: dict.fromkeys(OutcomeClass, 0) for name in (*labels.ACCOMPANIMENTS, NONE)}
    for session_id, status in latest.items():
        for name in had.get(session_id) or {NONE}:
            counts[name][OUTCOME_CLASS[OutcomeStatus(status)]] += 1
    return counts


def title(counts: Counts) -> str:
    """The finding: how many dossiers were accompanied, of those whose outcome is known."""
    realised = sum(classes[OutcomeClass.REALISED] for name, classes in counts.items() if name != NONE)
    total = sum(sum(classes.values()) for name, classes in counts.items() if name != NONE)
    if not total:
        return "Aucun accompagnement n'est encore enregistré"
    engaged = labels.plural(realised, "réalisation engagée", "réalisations engagées")
    return f"{labels.plural(total, 'accompagnement')}, {engaged} parmi eux"


def sentence(counts: Counts) -> str:
    """Realisations by accompaniment; association only."""
    parts = [
        f"{name.lower()} {classes[OutcomeClass.REALISED]} sur {sum(classes.values())}"
        for name, classes in counts.items()
        if sum(classes.values())
    ]
    if not parts:
        return "Aucune suite n'est encore enregistrée."
    return (
        f"Idées réalisées ou engagées, par accompagnement : {listed(parts)}. Un dossier peut en recevoir plusieurs ; "
        "ce que l'on accompagne est choisi : c'est une association, pas un effet."
    )


def table(counts: Counts) -> pa.Table:
    """One line per accompaniment, one column per class of outcome."""
    return pa.table(
        {"Accompagnement": pa.array(list(counts), pa.string())}
        | {word: pa.array([classes[one] for classes in counts.values()], pa.int64()) for one, word in _CLASSES.items()}
        | {"Dossiers": pa.array([sum(classes.values()) for classes in counts.values()], pa.int64())}
    )
