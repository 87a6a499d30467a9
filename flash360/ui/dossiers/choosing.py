"""Which dossier is followed: the one of the address, or the one chosen in the list, which the address then keeps."""

from __future__ import annotations

from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360.access.scope import Viewer
from flash360.ui import data, text
from flash360.ui.programme import offered

_PARAMETER: Final = "session"


def chosen(viewer: Viewer, programme: pa.Table) -> dict[str, Any] | None:
    """The programme's row of the dossier to show; None for a new one. A code that is not in scope is said."""
    asked = st.query_params.get(_PARAMETER)
    found = data.session(viewer, asked) if asked else None
    if programme.num_rows:
        titles = offered.titles(viewer, False)
        codes = offered.codes(viewer, titles, "dossier", held=[found["code"]] if found else [])
        key = f"dossier-{asked or ''}"  # another list for another address: a browser keeps what a list showed
        st.selectbox(
            "Dossier",
            codes,
            index=codes.index(found["code"]) if found and found["code"] in titles else None,
            format_func=offered.named(titles),
            placeholder="Chercher un dossier par son code ou son titre",
            key=key,
            on_change=_keep,
            args=(key,),
        )
    if asked and found is None:
        st.error(f"Aucun dossier «\u00a0{text.plain(asked)}\u00a0». Cherchez-le dans la liste, ou ouvrez-le ci-dessous.")
    return found


def _keep(key: str) -> None:
    if code := st.session_state.get(key):
        st.query_params[_PARAMETER] = code
    else:
        st.query_params.pop(_PARAMETER, None)
