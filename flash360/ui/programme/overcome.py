"""For a frein: what the sessions that met it answered, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.model import Kind
from flash360.reports.preparation.content import outcome_class
from flash360.reports.preparation.wording import became
from flash360.themes.expected import Answer, answers
from flash360.themes.statements import statements
from flash360.ui import data, table, text
from flash360.ui.programme import filters, said
from flash360.ui.programme.filters import Choice

SHOWN: Final = 30
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
    told, found = _answers(viewer, choice, chosen or "")
    st.write(text.plain(text.typeset(told)))
    table.show(found, caption=f"Freins « {names[chosen or '']} » et ce qui y a répondu", key="leves", shown=SHOWN)
    st.caption(
        "D'abord les freins qui ont reçu un levier et dont l'idée a été réalisée. "
        "Cela ne prouve pas que le levier en soit la cause."
    )


def _freins(viewer: Viewer, choice: Choice) -> pa.Table:
    rows = said.of_choice(viewer, choice)
    return rows.filter(pc.and_(pc.equal(rows["kind"], Kind.FREIN.value), pc.is_valid(rows["theme"])))


@data.kept(128)
def _themes(viewer: Viewer, choice: Choice) -> dict[str, str]:
    """The label of each theme of the freins of a choice, the most frequent first."""
    counts = said.counts(_freins(viewer, choice), "theme", "theme_label")
    return {str(code): str(label) for (code, label), _ in counts.most_common()}


@data.kept(64)
def _answers(viewer: Viewer, choice: Choice, theme: str) -> tuple[str, pa.Table]:
    """What is said of the freins of a theme, and the freins with what answered them."""
    rows, freins = said.of_choice(viewer, choice), _freins(viewer, choice)
    own = freins.filter(pc.equal(freins["theme"], theme))
    there = pc.unique(own["session_id"])
    answering = pc.and_(pc.equal(rows["kind"], Kind.LEVIER.value), pc.is_valid(rows["answers_number"]))
    leviers = rows.filter(pc.and_(answering, pc.is_in(rows["session_id"], value_set=there)))
    programme = filters.chosen(viewer, choice).select(_OF_SESSIONS)
    held = {row["session_id"]: row for row in programme.filter(pc.is_in(programme["session_id"], value_set=there)).to_pylist()}
    told = statements(pa.concat_tables([own, leviers]))
    found = answers(told, theme, {session: outcome_class(row) for session, row in held.items()})
    return sentence(found), answered(found, held)


def sentence(found: Sequence[Answer]) -> str:
    """How many freins of a theme met a levier, and in how many sessions the idea was realised all the same."""
    sessions = {one.session for one in found}
    met = sum(bool(one.leviers) for one in found)
    realised = {one.session for one in found if one.overcome}
    where = f"{labels.plural(len(found), 'frein')} dans {labels.plural(len(sessions), 'session')}"
    if not met:
        return f"{where} : aucun n'a encore reçu de levier. C'est au prochain panel d'en trouver un."
    after = labels.plural(len(realised), "session l'a levé", "sessions l'ont levé")
    return f"{where} : {met} sur {len(found)} avec un levier ; {after} jusqu'à la réalisation de l'idée."


def answered(found: Sequence[Answer], programme: Mapping[str, Mapping[str, Any]]) -> pa.Table:
    """Freins with the leviers that answered each, their session and what became of it."""
    columns = {
        "Frein": [one.frein.text for one in found],
        "Leviers qui y ont répondu": [" ; ".join(levier.text for levier in one.leviers) or "aucun" for one in found],
        "Session": [str(programme[one.session]["code"]) for one in found],
        "Ce qu'elle est devenue": [became(programme[one.session]) for one in found],
    }
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
