"""The idea as the analyst gives it: pasted, or in a written document. Kept in the tab alone, never in the address or the base."""

from __future__ import annotations

from typing import Final

import streamlit as st

from flash360 import labels
from flash360.errors import Flash360Error
from flash360.ui import text
from flash360.workbook.document import MAX_SIZE
from flash360.workbook.read import document_text

MOST: Final = 20_000
"""Characters read of an idea: beyond, it is a report."""
FORMATS: Final = ["txt", "docx", "odt"]
_MEGABYTES: Final = MAX_SIZE // 1_000_000


def ask() -> str:
    """The idea, once its form is sent; empty before. A file takes the place of what is pasted."""
    with st.form("idee", border=True):
        pasted = st.text_area(
            "Collez l'idée en quelques phrases",
            key="idee-texte",  # without a limit of its own: a browser drops what is pasted beyond one, and says nothing
            height=160,
            placeholder="Pour qui, quel problème, ce que l'on propose, avec qui.",
        )
        file = st.file_uploader(
            f"Ou déposez un document (.txt, .docx, .odt, {_MEGABYTES}\u00a0Mo au plus)", type=FORMATS, key="idee-fichier",
            max_upload_size=_MEGABYTES,
        )  # fmt: skip
        st.form_submit_button("Comparer aux sessions passées", type="primary", key="idee-envoi")
    if file is None:
        return _first((pasted or "").strip(), "du texte")
    try:
        found = _read(file.getvalue())
    except Flash360Error as refused:
        st.error(text.plain(f"«\u00a0{file.name}\u00a0» : {refused}"))
        return ""
    if not found.strip():
        st.warning(text.plain(f"«\u00a0{file.name}\u00a0» ne contient aucun texte. Collez plutôt l'idée."))
    found = _first(found, "du document")
    if found:
        with st.expander("Lire ce qui a été compris du document"):
            st.text(found)
    return found


def _first(words: str, of_what: str) -> str:
    """As much of an idea as is read, and a sentence when that is not all of it."""
    if len(words) > MOST:
        st.warning(f"Seuls les {labels.french_number(MOST)} premiers caractères {of_what} sont lus.")
    return words[:MOST]


@st.cache_data(show_spinner="Lecture du document…", max_entries=4)
def _read(content: bytes) -> str:
    return document_text(content)
