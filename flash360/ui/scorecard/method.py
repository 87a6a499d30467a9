"""Méthode: what is measured and how, on the numbers of a session that the reader picks."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from flash360 import labels
from flash360.model import RULE, Axis
from flash360.reports.session import opinion
from flash360.ui import text
from flash360.ui.scorecard import worked

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


def measures(session: dict[str, Any] | None) -> None:
    """Each measure: question, rule, formula on demand, the session's numbers, source."""
    st.header("Les mesures d'un axe", anchor=False)
    name = st.segmented_control("Axe", list(_AXES), default="Faisabilité", required=True, key="axe-methode", bind="query-params")
    axis = _AXES[name or "Faisabilité"]
    if session is not None:
        st.text(worked.counts_sentence(session, axis))
    for measure in worked.of_axis(session or worked.EMPTY, axis):
        st.subheader(measure.question, anchor=False)
        st.markdown(text.plain(measure.rule))
        if measure.example:
            st.text(measure.example)
        with st.expander("La formule"):
            st.latex(measure.formula)
            st.caption(f"Source : {measure.source}.")


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
