"""The shapes of files that the analysts have once shown how to read: listed, and forgotten at a click."""

from __future__ import annotations

import streamlit as st

from flash360 import ingest, labels
from flash360.access.scope import Viewer
from flash360.ui import data, text
from flash360.ui.results import history


def show(viewer: Viewer) -> None:
    """The list, nothing when nothing is remembered."""
    shapes = ingest.shapes_remembered(data.base())
    if not shapes:
        return
    st.header(f"Formes de fichiers retenues\u00a0: {labels.french_number(len(shapes))}", anchor=False)
    st.write(
        "Un fichier aux mêmes titres est lu de la même façon, sans rien redemander. "
        "Oublier une forme ne change rien aux imports déjà faits."
    )
    for number, shape in enumerate(shapes):
        with st.container(border=True):
            words, place = st.columns([4, 1], vertical_alignment="center")
            words.markdown(f"**{text.plain(shape['name'])}**")
            words.caption(text.plain(f"Retenue le {history.moment(shape['recorded_at'])} par {shape['author']}."))
            if place.button("Oublier", key=f"oublier-{shape['shape'][:12]}", help=f"Oublier la forme n°\u00a0{number + 1}"):
                ingest.forget(data.base(), shape["shape"], author=viewer.name)
                st.rerun()
