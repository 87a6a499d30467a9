"""Importer: the template, one file or many, what they hold and what they would change, then one button."""

import streamlit as st

from flash360.model import Role
from flash360.ui import guard, template
from flash360.ui.results import importing, one_file, recalled, several_files

viewer = guard.require(Role.ANALYSTE)

heading = st.container()
if several_files.at_work(viewer, heading):
    st.stop()
files = importing.uploader()

if not files:
    with heading:
        if not importing.receipt():
            st.title("Importer un classeur", anchor=False)
    st.header("Pas encore de classeur\u00a0?", anchor=False)
    st.write("Partez du modèle\u00a0: il contient les listes de choix, une ligne d'exemple par feuille et un mode d'emploi.")
    with st.container(horizontal=True):
        template.buttons()
    recalled.show(viewer)
    st.stop()

if several_files.several(files):
    several_files.ask(viewer, files, heading)
else:
    one_file.show(viewer, files[0], heading)
