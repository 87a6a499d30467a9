"""Dossiers: open one from the first call, then follow it to its realisation."""

import streamlit as st

from flash360.model import Role
from flash360.ui import data, guard
from flash360.ui.dossiers import choosing, dossier, opening

viewer = guard.require(Role.ANALYSTE)

programme = data.programme(viewer)
session = choosing.chosen(viewer, programme)
if session is None:
    st.title("Un dossier s'ouvre dès la première idée", anchor=False)
    opening.show(viewer)
else:
    opening.link_to_new()
    dossier.show(viewer, session, programme)
