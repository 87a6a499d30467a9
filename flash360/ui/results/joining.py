"""A workbook that looks like a dossier opened on the screen: the analyst says whether it is the same."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from flash360 import ingest
from flash360.ingest import Told, Understood
from flash360.ui import data, text


def ask(found: Understood, told: Told, key: str) -> Told:
    """What is told of the file, with the dossiers that the analyst confirms; nothing is joined without a click."""
    confirmed: dict[str, str] = {}
    for near in ingest.near_dossiers(data.base(), found.reading):
        with st.container(border=True, key=f"rattacher-{near.code}"):
            st.write(
                f"La session {text.plain(near.written)} ressemble au dossier **{text.plain(near.code)}**, "
                f"«\u00a0{text.plain(near.title)}\u00a0» ({text.plain(near.administration)}), qui n'a pas encore de votes."
            )
            if st.checkbox(
                f"C'est le même dossier\u00a0: importer sous le code {text.plain(near.code)}", key=f"{key}-{near.code}"
            ):
                confirmed[near.written] = near.code
    return replace(told, dossiers=confirmed) if confirmed else told
