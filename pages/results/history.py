"""Historique: every import, what it brought, and the way back."""

import streamlit as st

from flash360 import ingest, labels
from flash360.errors import Flash360Error
from flash360.model import Role
from flash360.ui import data, empty, guard, table, text
from flash360.ui.results import history, history_file

viewer = guard.require(Role.ANALYSTE)

imports = data.history(viewer)
if imports.num_rows == 0:
    empty.first_steps(viewer)

current = history.shown(imports, "", history.State.CURRENT)
st.title(f"{labels.plural(len(current), 'import')} en vigueur dans la base", anchor=False)
if done := st.session_state.pop("historique.fait", None):
    st.success(done)

search_place, state_place = st.columns([2, 1], vertical_alignment="bottom")
search = search_place.text_input(
    "Chercher un fichier, une session, un auteur", key="recherche", bind="query-params", type="search", autocomplete="off"
)
state = state_place.segmented_control(
    "Imports", list(history.State), default=history.State.ALL, required=True, key="etat", bind="query-params"
)
rows = history.shown(imports, search or "", history.State(state or history.State.ALL))
st.caption(f"{labels.plural(len(rows), 'opération')} sur {imports.num_rows}.")
table.show(history.table(rows), caption="Imports, du plus récent au plus ancien", key="imports")

choices = history.switchable(rows)
if not choices:
    st.stop()
st.header("Annuler ou rétablir un import", anchor=False)
st.write(
    "Annuler un import remet en vigueur ce qui le précédait. Rien n'est perdu\u00a0: l'annulation figure ici et s'annule aussi."
)
by_name = {history.name(choice): choice for choice in choices}
row = by_name[st.selectbox("Import", list(by_name), key="import-choisi")]
history_file.show(row)
undoing = row["active"]
verb, past = ("Annuler", "annulé") if undoing else ("Rétablir", "rétabli")
if st.button(f"{verb} l'import n°\u00a0{row['number']}…", key="demander"):
    st.session_state["historique.demande"] = row["number"]

if st.session_state.get("historique.demande") == row["number"]:
    with st.container(border=True):
        st.write(text.plain(history.consequence(row)))
        with st.container(horizontal=True):
            confirmed = st.button(f"Oui, {verb.lower()}", type="primary", key="confirmer")
            if st.button("Non, ne rien changer", key="renoncer"):
                del st.session_state["historique.demande"]
                st.rerun()
    if confirmed:
        del st.session_state["historique.demande"]
        try:
            ingest.undo(data.base(), history.number_to_undo(row), author=viewer.name)
        except Flash360Error as refused:
            st.error(text.plain(refused))
            st.stop()
        st.session_state["historique.fait"] = f"L'import n°\u00a0{row['number']} est {past}."
        st.rerun()
