"""Fiche de session: what a panel said of one idea, for everyone within their scope."""

import streamlit as st

from flash360.ui import data, empty, guard
from flash360.ui.scorecard import picker, screen

viewer = guard.require()

programme = data.programme(viewer)
if programme.num_rows == 0:
    empty.first_steps(viewer)
code = picker.pick(viewer, programme)
if code is None:
    st.title("Choisissez une session", anchor=False)
    st.info("La liste ci-dessus contient les sessions de votre périmètre. Son adresse se copie et s'envoie.")
    st.stop()
session = data.session(viewer, code)
if session is None:
    st.error("Cette session n'est plus dans la base. Choisissez-en une autre dans la liste.")
    st.stop()
screen.show(viewer, session, programme)
