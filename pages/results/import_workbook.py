"""Importer: the template, a file, what it holds and what it would change, then one button."""

import streamlit as st

from flash360.model import Role
from flash360.ui import guard, template, text
from flash360.ui.results import importing, preview_screen

viewer = guard.require(Role.ANALYSTE)

heading = st.container()
file = st.file_uploader(importing.ASKED, type=importing.FORMATS, key=importing.uploader_key())

if file is None:
    with heading:
        if not importing.receipt():
            st.title("Importer un classeur", anchor=False)
    st.header("Pas encore de classeur\u00a0?", anchor=False)
    st.write("Partez du modèle\u00a0: il contient les listes de choix, une ligne d'exemple par feuille et un mode d'emploi.")
    with st.container(horizontal=True):
        template.buttons()
    st.stop()

with st.spinner("Lecture du classeur, vérification, comparaison avec la base…"):
    preview = importing.previewed(file, viewer)
heading.title(importing.headline(preview), anchor=False)

refusal = importing.refusal(preview)
with st.container(border=True, key="decision"):
    st.write(text.plain(refusal or importing.promise(preview)))
    with st.container(horizontal=True):
        if st.button("Importer", type="primary", disabled=refusal is not None, key="importer"):
            importing.commit(preview, viewer)
        st.button("Fermer l'aperçu", on_click=importing.close, key="fermer")

preview_screen.recognised(preview)
preview_screen.findings(preview, file.getvalue())
if preview.differences:
    preview_screen.changes(preview)
preview_screen.records(preview)
