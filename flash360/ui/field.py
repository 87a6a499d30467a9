"""A line to type in that may be too long, which is said under it: a browser drops without a word what is beyond a limit."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from flash360.labels import french_number


def line(label: str, value: str = "", *, most: int, place: DeltaGenerator | None = None, **shown: Any) -> str | None:
    """What is typed; None while it has more characters than `most`. place: where, here by default. shown: as for `text_input`."""
    write, say = (st.text_input, st.error) if place is None else (place.text_input, place.error)
    written = write(label, value, **shown) or ""
    if sentence := too_long("Ce texte", written, most):
        say(f"{sentence} Raccourcissez-le\u00a0: rien n'est enregistré.")
        return None
    return written


def too_long(what: str, written: str, most: int) -> str:
    """Why a text is not taken, in a sentence; empty when it is. what: « Le titre »."""
    if len(written) <= most:
        return ""
    return f"{what} compte {french_number(len(written))} caractères\u00a0; il en faut {french_number(most)} au plus."
