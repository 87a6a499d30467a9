"""What a reader unfolds: it is made and sent once it is open, for few of those who open a page ask for its figures."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def show(label: str, draw: Callable[[], object], *, key: str) -> None:
    """A folded part of the page, which `draw` draws when it is open. key: unique on the page; what is open stays so."""
    with st.expander(label, key=f"{key}-plier", on_change="rerun") as part:
        if part.open:
            draw()
