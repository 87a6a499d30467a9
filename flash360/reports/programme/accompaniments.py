"""What the team gave to ideas after their session, and what became of those dossiers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.charts.values import counts
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


def kinds(programme: pa.Table, outcomes: pa.Table) -> pa.Array:
    """What each session of a programme table was given: the sum of 2ⁿ over the nth of `labels.ACCOMPANIMENTS`, 0 for nothing.

    Wordings out of the list are « Autre ».
    """
    place = pc.index_in(outcomes["session_id"].cast(pa.string()), value_set=programme["session_id"].combine_chunks())
    own = outcomes["accompaniment"].cast(pa.string()).filter(pc.is_valid(place)).combine_chunks().dictionary_encode()
    given_as = np.array([_kind(wording) for wording in own.dictionary.to_pylist()] + [0], dtype=np.int32)
    found = np.zeros(programme.num_rows, dtype=np.int32)
    np.bitwise_or.at(found, place.drop_null().to_numpy(), given_as[pc.fill_null(own.indices, -1).to_numpy()])
    return pa.array(found)


def given(dossiers: pa.Table) -> Counts:
    """Accompaniment to the class of the latest outcome of the dossiers that had it; a dossier may have had several.

    dossiers: outcome_status, accompaniments (`kinds`). Those with an outcome and no accompaniment are under NONE.
    """
    found = {name: dict.fromkeys(OutcomeClass, 0) for name in (*labels.ACCOMPANIMENTS, NONE)}
    for (status, had), count in counts(dossiers, "outcome_status", "accompaniments").items():
        if status is not None:
            for name in [name for place, name in enumerate(labels.ACCOMPANIMENTS) if had >> place & 1] or [NONE]:
                found[name][OUTCOME_CLASS[OutcomeStatus(status)]] += count
    return found


def _kind(wording: str) -> int:
    """An accompaniment as a power of two, 0 when nothing is written."""
    name = _KNOWN.get(wording.strip().casefold(), labels.ACCOMPANIMENTS[-1])
    return 1 << labels.ACCOMPANIMENTS.index(name) if wording else 0


def title(found: Counts) -> str:
    """The finding: how many dossiers were accompanied, of those whose outcome is known."""
    realised = sum(classes[OutcomeClass.REALISED] for name, classes in found.items() if name != NONE)
    total = sum(sum(classes.values()) for name, classes in found.items() if name != NONE)
    if not total:
        return "Aucun accompagnement n'est encore enregistré"
    engaged = labels.plural(realised, "réalisation engagée", "réalisations engagées")
    return f"{labels.plural(total, 'accompagnement')}, {engaged} parmi eux"


def sentence(found: Counts) -> str:
    """Realisations by accompaniment; association only."""
    parts = [
        f"{name.lower()} {classes[OutcomeClass.REALISED]} sur {sum(classes.values())}"
        for name, classes in found.items()
        if sum(classes.values())
    ]
    if not parts:
        return "Aucune suite n'est encore enregistrée."
    return (
        f"Idées réalisées ou engagées, par accompagnement : {listed(parts)}. Un dossier peut en recevoir plusieurs ; "
        "ce que l'on accompagne est choisi : c'est une association, pas un effet."
    )


def table(found: Counts) -> pa.Table:
    """One line per accompaniment, one column per class of outcome."""
    return pa.table(
        {"Accompagnement": pa.array(list(found), pa.string())}
        | {word: pa.array([classes[one] for classes in found.values()], pa.int64()) for one, word in _CLASSES.items()}
        | {"Dossiers": pa.array([sum(classes.values()) for classes in found.values()], pa.int64())}
    )
