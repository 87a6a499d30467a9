"""From a number of the scorecard to the cells that it is made of: file, sheet, cell, import, who, when. For analysts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.model import Axis, College
from flash360.reports.session import statements
from flash360.ui import address, data, fold, table
from flash360.ui.scorecard import provenance

Session = dict[str, Any]


def show(viewer: Viewer, session: Session) -> None:
    """Unfold, and choose a number of the fiche; every cell behind it is listed."""
    fold.show("D'où vient chaque valeur\u00a0: voir les cellules du classeur", lambda: _chosen(viewer, session), key="source")


def _chosen(viewer: Viewer, session: Session) -> None:
    chosen = st.selectbox("Nombre ou texte de la fiche", _names(viewer, session["code"]), key="source")
    found = _cells(viewer, session["code"], chosen)
    if found.num_rows == 0:
        st.info(f"{chosen} : rien n'est enregistré pour cette session.")
        return
    st.caption(f"Lu dans {labels.plural(found.num_rows, 'cellule')}. Les imports cités s'annulent depuis l'historique.")
    table.show(found, caption=f"{chosen} : chaque valeur et sa cellule", key="sources")
    address.link(address.HISTORY, "Voir ces imports dans l'historique", recherche=session["code"])


@data.kept(256)
def _names(viewer: Viewer, code: str) -> tuple[str, ...]:
    return tuple(_numbers(viewer, data.session(viewer, code) or {}))


@data.kept(256)
def _cells(viewer: Viewer, code: str, name: str) -> pa.Table:
    return _numbers(viewer, data.session(viewer, code) or {})[name]()


def _numbers(viewer: Viewer, session: Session) -> dict[str, Callable[[], pa.Table]]:
    """What can be chosen, in the order of the scorecard, with what lists its cells."""
    session_id = session["session_id"]
    votes, criteria = data.votes(viewer, session_id), data.criteria(viewer, session_id)
    people = data.participants(viewer, session_id)
    found: dict[str, Callable[[], pa.Table]] = {
        "Dates, durées et textes de la fiche": lambda: provenance.of_fiche(data.fiche(viewer, session_id))
    }
    if votes.num_rows:
        found["Avis du panel et sa solidité"] = lambda: provenance.of_votes(votes)
    for axis in Axis:
        if pc.any(pc.equal(votes["axis"], axis.value)).as_py():
            name = f"Axe {labels.AXIS[axis]} : médiane, parts, répartition, abstentions"
            found[name] = lambda axis=axis: provenance.of_votes(votes.filter(pc.equal(votes["axis"], axis.value)))
    for row in criteria.to_pylist():
        name = f"Critère {row['criterion']} – {row['label']}"
        found[name] = lambda code=row["criterion"]: provenance.of_votes(votes.filter(pc.equal(votes["criterion"], code)))
    if criteria.num_rows:
        found["Critères : axes, échelles et seuils"] = lambda: provenance.of_criteria(criteria)
    for college in College:
        if pc.any(pc.equal(people["college"], college.value)).as_py():
            name = f"{labels.COLLEGES[college]} : votes du collège"
            found[name] = lambda college=college: provenance.of_votes(votes.filter(pc.equal(votes["college"], college.value)))
    if people.num_rows:
        found["Taille du panel et collèges"] = lambda: provenance.of_participants(people)
    found["Freins et leviers"] = lambda: provenance.of_statements(statements.by_number(data.statements(viewer, session_id)))
    found["Suites"] = lambda: provenance.of_outcomes(data.outcomes(viewer, session_id).to_pylist())
    return found
