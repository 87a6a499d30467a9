"""For a frein: what the sessions that met it answered, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.model import OUTCOME_CLASS, Kind, OutcomeClass, OutcomeStatus
from flash360.reports.preparation.content import outcome_class
from flash360.reports.preparation.wording import became
from flash360.statistics.grades import Whole
from flash360.themes.expected import Answer, answers
from flash360.themes.statements import statements
from flash360.ui import data, table, text
from flash360.ui.programme import said
from flash360.ui.programme.filters import Choice
from flash360.ui.spliced import taken

SHOWN: Final = 30
_REALISED: Final = pa.array([one.value for one in OutcomeStatus if OUTCOME_CLASS[one] is OutcomeClass.REALISED])
_OF_SESSIONS: Final = ["session_id", "code", "verdict", "declared_verdict", "outcome_status"]


def show(viewer: Viewer, choice: Choice, clicked: str | None) -> None:
    """A section of a screen: a theme of freins to choose, then its freins, those that were overcome first.

    clicked: the theme chosen in a chart, by its label.
    """
    names = _themes(viewer, choice)
    if not names:
        return
    st.header("Ce qui a levé un frein ailleurs", anchor=False)
    default = next((place for place, label in enumerate(names.values()) if label == clicked), 0)
    chosen = st.selectbox(
        "Frein rencontré",
        list(names),
        index=default,
        format_func=lambda code: names[code],
        key=f"frein-{clicked or ''}",
        width=420,
    )
    theme = chosen or ""
    told, count, first = _answers(viewer, choice, theme)
    st.write(text.plain(text.typeset(told)))
    table.show(
        first, caption=f"Freins « {names[theme]} » et ce qui y a répondu", key="leves", count=count,
        whole=lambda: _read(viewer, choice, theme, _ordered(viewer, choice, theme).freins),
    )  # fmt: skip
    st.caption(
        "D'abord les freins qui ont reçu un levier et dont l'idée a été réalisée. "
        "Cela ne prouve pas que le levier en soit la cause."
    )


@data.kept(128)
def _themes(viewer: Viewer, choice: Choice) -> dict[str, str]:
    """The label of each theme of the freins of a choice, the most frequent first, then the one that comes first."""
    every, places = said.of_viewer(viewer), said.of_choice(viewer, choice)
    themes = every.columns["theme"]
    freins = places[every.columns["kind"].equal(places, Kind.FREIN)]
    codes = themes.codes[freins]
    count, first = np.bincount(codes, minlength=len(themes.names)), np.full(len(themes.names), len(codes))
    np.minimum.at(first, codes, np.arange(len(codes)))
    found = [code for code in np.lexsort((first, -count)) if count[code] and themes.names[code] is not None]
    labelled = every.columns["theme_label"]
    return {str(themes.names[code]): str(labelled.names[labelled.codes[freins[first[code]]]]) for code in found}


@data.kept(64)
def _answers(viewer: Viewer, choice: Choice, theme: str) -> tuple[str, int, pa.Table]:
    """What is said of the freins of a theme, how many they are, and the first of them with what answered them."""
    found = _ordered(viewer, choice, theme)
    return sentence(found), len(found.freins), _read(viewer, choice, theme, found.freins[:SHOWN])


@dataclass(frozen=True)
class Found:
    """The freins of a theme, those of realised ideas first, then the answered ones: the place of each among all statements.

    session: where each was said; met: whether a levier answered it; overcome: and the idea was realised.
    """

    freins: Whole
    session: Whole
    met: Any
    overcome: Any


def _ordered(viewer: Viewer, choice: Choice, theme: str) -> Found:
    every, places = said.of_viewer(viewer), said.of_choice(viewer, choice)
    columns = every.columns
    freins = places[columns["theme"].equal(places, theme) & columns["kind"].equal(places, Kind.FREIN)]
    session, met = said.sessions(viewer)[freins], ~every.open[freins]
    overcome = met & _realised(viewer)[session]
    order = np.argsort(2 - met.astype(np.int8) - overcome, kind="stable")
    return Found(freins[order], session[order], met[order], overcome[order])


@data.kept(2)
def _realised(viewer: Viewer) -> Any:
    """Whether the idea of each session of the programme was realised."""
    return pc.is_in(data.programme(viewer)["outcome_status"], value_set=_REALISED).to_numpy()


def _read(viewer: Viewer, choice: Choice, theme: str, freins: Whole) -> pa.Table:
    """Freins of a theme, by their places, with the leviers that answered them."""
    every, places, session = said.of_viewer(viewer), said.of_choice(viewer, choice), said.sessions(viewer)
    there = np.zeros(data.programme(viewer).num_rows, dtype=bool)
    there[session[freins]] = True
    near = places[there[session[places]]]
    leviers = near[every.columns["kind"].equal(near, Kind.LEVIER)]
    programme = taken(data.programme(viewer).select(_OF_SESSIONS), np.flatnonzero(there))
    held = {row["session_id"]: row for row in programme.to_pylist()}
    told = statements(taken(every.rows, np.concatenate([freins, leviers])))
    return answered(answers(told, theme, {session: outcome_class(row) for session, row in held.items()}), held)


def sentence(found: Found) -> str:
    """How many freins of a theme met a levier, and in how many sessions the idea was realised all the same."""
    count, met = len(found.freins), int(found.met.sum())
    where = f"{labels.plural(count, 'frein')} dans {labels.plural(len(np.unique(found.session)), 'session')}"
    if not met:
        return f"{where} : aucun n'a encore reçu de levier. C'est au prochain panel d'en trouver un."
    after = labels.plural(len(np.unique(found.session[found.overcome])), "session l'a levé", "sessions l'ont levé")
    return f"{where} : {met} sur {count} avec un levier ; {after} jusqu'à la réalisation de l'idée."


def answered(found: Sequence[Answer], programme: Mapping[str, Mapping[str, Any]]) -> pa.Table:
    """Freins with the leviers that answered each, their session and what became of it."""
    columns = {
        "Frein": [one.frein.text for one in found],
        "Leviers qui y ont répondu": [" ; ".join(levier.text for levier in one.leviers) or "aucun" for one in found],
        "Session": [str(programme[one.session]["code"]) for one in found],
        "Ce qu'elle est devenue": [became(programme[one.session]) for one in found],
    }
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
