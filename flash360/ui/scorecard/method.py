"""Méthode: what is measured and how, on the numbers of a session that the reader picks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import labels, paris
from flash360.access.scope import Viewer
from flash360.model import RULE, Axis, Role, Scale
from flash360.reports.session import comparison, opinion
from flash360.statistics.reality import reality, time_to_realisation
from flash360.ui import audit, data, table, text
from flash360.ui.programme import compared
from flash360.ui.programme.filters import Choice
from flash360.ui.scorecard import coverage, formulas, panel, worked, worked_across, worked_gap, worked_times
from flash360.ui.scorecard.panel import whole
from flash360.ui.scorecard.worked import Worked

HISTORY: Final = {
    1: "La règle ci-dessus, en vigueur depuis la première version du tableau de bord.",
}
"""What each number of the verdict rule stands for; a changed rule gets a new number and a line here."""
_AXES: Final = {labels.AXIS[axis].capitalize(): axis for axis in Axis}
RULE_TABLE: Final = """
| Faisabilité | Impact | Panel divisé sur un axe | Avis |
|---|---|---|---|
| moins de 5 participants avec une note, sur l'un ou l'autre axe | | | **non concluant** |
| favorable | favorable | non | **favorable** |
| favorable | favorable | oui | **favorable avec réserves** |
| l'un favorable, l'autre non | | peu importe | **à retravailler** |
| non favorable | non favorable | peu importe | **défavorable** |
"""


def rule(session: dict[str, Any] | None) -> None:
    """The verdict's rule, and its steps on a session."""
    st.header(f"L'avis, règle {RULE}", anchor=False)
    st.markdown(
        "Chaque participant a une note par axe : la note du milieu de ses notes sur les critères de l'axe, ou sa note sur "
        "le critère global "
        "s'il y en a un. Un axe est favorable quand la note majoritaire du panel atteint la note favorable de l'échelle."
    )
    st.markdown(RULE_TABLE)
    st.markdown(
        "Une session sans vote connu n'a pas d'avis calculé : elle se lit « votes inconnus ». L'avis que déclare la fiche "
        "est montré à côté ; "
        "une différence est dite, jamais corrigée en silence."
    )
    if session is not None:
        for line in worked.verdict_steps(session):
            st.text(line)
        st.text(opinion.solidity_sentence(session))
    st.header("La solidité", anchor=False)
    st.markdown(
        "Le plus petit nombre de participants dont les notes devraient changer, sur les deux axes à la fois, pour que "
        "l'avis change. "
        "Le calcul est exact : toutes les façons de changer sont envisagées. Les abstentions ne changent pas."
    )
    with st.expander("La formule"):
        st.caption("Pour retourner un axe, b étant le nombre de notes sous la note favorable :")
        st.latex(r"m = \lceil n/2 \rceil, \quad m - b \text{ si } b < m, \quad b - m + 1 \text{ sinon}")
        for axis in Axis:
            if session is not None and session[f"{axis}_n"]:
                st.caption(f"En {labels.AXIS[axis]} :")
                st.latex(formulas.turning(session, axis))
        st.caption(
            "Quand deux axes doivent cesser d'être divisés à la fois, une recherche exacte sur les votes conjoints tranche."
        )


def versions(programme: pa.Table) -> None:
    """The rule's versions, and how many of the sessions in scope were judged by each."""
    st.header("Les versions de la règle", anchor=False)
    judged = programme["rule"].drop_null().to_pylist()
    found = pa.table(
        {
            "Règle": [str(number) for number in HISTORY],
            "Ce qu'elle dit": list(HISTORY.values()),
            "Sessions mesurées": pa.array([judged.count(number) for number in HISTORY], pa.int64()),
        }
    )
    table.show(found, caption="Versions de la règle", key="regles", download=False)
    st.caption("Le numéro de la règle est gardé avec chaque avis et imprimé avec lui : un avis ancien se relit avec sa règle.")


def measures(viewer: Viewer, session: dict[str, Any] | None, programme: pa.Table) -> None:
    """Each measure: question, rule, the session's numbers, and on demand the formula with these numbers in it, and its source."""
    st.header("Les mesures d'un axe", anchor=False)
    name = st.segmented_control("Axe", list(_AXES), default="Faisabilité", required=True, key="axe-methode", bind="query-params")
    axis = _AXES[name or "Faisabilité"]
    if session is not None:
        found = whole(viewer, str(session["session_id"]))
        audit.visited(viewer, str(session["code"]), None if found.isolated else found.version)
        st.text(worked.counts_sentence(session, axis))
    explained(worked.of_axis(session or worked.EMPTY, axis))
    st.header("Entre les collèges", anchor=False)
    explained(_between_colleges(viewer, session, axis))
    if viewer.role is not Role.PARTENAIRE:
        st.header("Entre les sessions", anchor=False)
        explained(_across_sessions(viewer, session, programme, axis))


def explained(found: Sequence[Worked]) -> None:
    """One measure after the other."""
    for measure in found:
        st.subheader(measure.question, anchor=False)
        st.markdown(text.plain(measure.rule))
        if measure.example:
            st.text(measure.example)
        with st.expander("La formule"):
            st.latex(measure.formula)
            if measure.instance:
                st.caption("Avec les nombres de l'exemple :")
                st.latex(measure.instance)
            st.caption(f"Source : {text.plain(measure.source)}.")


def intervals() -> None:
    """Whether the intervals keep their promise, by simulation."""
    st.header("Les intervalles tiennent-ils leur promesse ?", anchor=False)
    found = coverage.rows()
    st.markdown(text.plain(coverage.sentence(found)))
    st.caption("Pour chaque forme d'opinion : le plus mauvais effectif, la moyenne des effectifs, le meilleur.")
    table.show(coverage.by_shape(found), caption="Couverture des intervalles", key="couverture", download=False)
    with st.expander("Chaque effectif de 5 à 20"):
        table.show(coverage.whole(found), caption="Couverture des intervalles par effectif", key="couverture-n")


def _between_colleges(viewer: Viewer, session: dict[str, Any] | None, axis: Axis) -> list[Worked]:
    if session is None or not session[f"{axis}_n"]:
        return worked_across.of_colleges(None, None)
    found = panel.compared(viewer, session["session_id"])
    if found is None:
        return worked_across.of_colleges(None, None, comparison.HIDDEN)
    scale = Scale(*(session[f"{axis}_{name}"] for name in ("scale_min", "scale_max", "favourable_from")))
    return worked_across.of_colleges(found.get(axis), scale)


def _across_sessions(viewer: Viewer, session: dict[str, Any] | None, programme: pa.Table, axis: Axis) -> list[Worked]:
    outcomes = data.outcomes(viewer)
    places = worked_across.of_programme(
        session,
        axis,
        compared.ranked(viewer, Choice(), axis),
        compared.funnelled(viewer, Choice(), axis),
        reality(programme, outcomes, paris.today()),
    )
    gap = worked_gap.of_pair(session, programme, axis)
    return [*places, gap, worked_times.of_times(session, time_to_realisation(programme, outcomes))]


def limits() -> None:
    """What the figures do not say."""
    st.header("Ce que ces chiffres ne disent pas", anchor=False)
    st.markdown(
        """
- Le panel est choisi, pas tiré au sort. « Les 12 participants disent… » est un recensement, sans marge ; la marge ne vaut
  que pour « un autre panel comparable dirait sans doute… ».
- Une moyenne ne décide de rien : elle ne sert qu'à placer les sessions les unes par rapport aux autres.
- Ceux qui décident des suites connaissent l'avis. Un lien entre avis et suites est une association, pas un effet.
- En dessous de 5 personnes, un collège n'est pas montré à une administration partenaire : on devinerait les votes de chacun.
"""
    )
