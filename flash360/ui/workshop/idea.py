"""The idea as the analyst gives it: pasted, or in a text file. Kept in the tab alone, never in the address or the base."""

from __future__ import annotations

from typing import Final

import streamlit as st

from flash360 import labels
from flash360.ui import text

MOST: Final = 20_000
"""Characters read of an idea: beyond, it is a report."""
_MEGABYTES: Final = 1


def ask() -> str:
    """The idea, once its form is sent; empty before. A file takes the place of what is pasted."""
    with st.form("idee", border=True):
        pasted = st.text_area(
            "Collez l'idée en quelques phrases",
            key="idee-texte",
            max_chars=MOST,
            height=160,
            placeholder="Pour qui, quel problème, ce que l'on propose, avec qui.",
        )
        file = st.file_uploader(
            f"Ou déposez un fichier texte (.txt, {_MEGABYTES}\u00a0Mo au plus)", type=["txt"], key="idee-fichier",
            max_upload_size=_MEGABYTES,
        )  # fmt: skip
        st.form_submit_button("Comparer aux sessions passées", type="primary", key="idee-envoi")
    if file is None:
        return (pasted or "").strip()[:MOST]
    found = decoded(file.getvalue())
    if found is None:
        st.error(f"«\u00a0{text.plain(file.name)}\u00a0» n'est pas un fichier texte. Enregistrez-le en .txt, ou collez l'idée.")
        return ""
    if len(found) > MOST:
        st.warning(f"Seuls les {labels.french_number(MOST)} premiers caractères du fichier sont lus.")
    return found[:MOST]


def decoded(content: bytes) -> str | None:
    """The text of a file, in UTF-8, UTF-16 with its mark, or Windows-1252; None when it holds no text."""
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            found = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in found else found.strip()
    return None
