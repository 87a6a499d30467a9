"""Piste d'audit: who saw and did what, for administrators."""

import streamlit as st

from flash360.model import Role
from flash360.ui import guard
from flash360.ui.admin import trail

viewer = guard.require(Role.ADMINISTRATEUR)

st.title("Qui a vu et fait quoi", anchor=False)
trail.show(viewer)
