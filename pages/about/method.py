"""Méthode: every measure in plain French, worked on a session that the reader picks."""

import streamlit as st

from flash360.model import RULE
from flash360.ui import data, guard
from flash360.ui.programme import freshness, offered
from flash360.ui.scorecard import method, picker

viewer = guard.require()

st.title("Ce que dit un panel, et à quel point on peut s'y fier", anchor=False)
programme = data.programme(viewer)
measured = offered.measured(programme)
st.caption(f"Règle {RULE}.")
freshness.show(measured.num_rows, measured.num_rows)
code = picker.pick(viewer, default_first=True, only_measured=True) if measured.num_rows else None
if not measured.num_rows:
    st.info(
        "Aucune session aux votes connus : les mesures sont décrites sans exemple. Importez un classeur pour les voir à l'œuvre."
    )
session = data.session(viewer, code) if code else None
method.rule(session)
method.measures(viewer, session, programme)
method.intervals()
method.limits()
method.versions(programme)
