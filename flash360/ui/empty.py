"""The first screen of an empty base: three steps, and nothing else."""

from __future__ import annotations

import streamlit as st

from flash360.access.scope import Viewer
from flash360.model import Role
from flash360.ui import address, template


def first_steps(viewer: Viewer) -> None:
    """Say that the base is empty and how to fill it; ends the page."""
    if viewer.role is Role.PARTENAIRE:
        st.title("Aucune session ne vous est ouverte", anchor=False)
        st.info("Aucune session de votre administration n'est enregistrée. Adressez-vous à l'équipe du programme Flash 360.")
        st.stop()
    if viewer.role is not Role.ANALYSTE:
        st.title("Aucune session n'est encore enregistrée", anchor=False)
        st.info("Un analyste du programme importera la première\u00a0; elle apparaîtra ici aussitôt.")
        st.stop()
    st.title("Votre première session en trois étapes", anchor=False)
    first, second, third = st.columns(3, border=True)
    with first:
        st.header("1. Télécharger le modèle", anchor=False)
        st.write("Un classeur avec ses listes de choix et une ligne d'exemple par feuille.")
        template.buttons()
    with second:
        st.header("2. Le remplir", anchor=False)
        st.write("Une fiche, des participants désignés par un code (P01, P02…), des critères, des votes. Aucun nom.")
    with third:
        st.header("3. L'importer", anchor=False)
        st.write("Le contenu est vérifié et montré avant d'être enregistré\u00a0; chaque import peut être annulé.")
        address.link(address.IMPORT, "Ouvrir l'import")
    st.stop()
