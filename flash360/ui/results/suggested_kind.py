"""Frein or levier, suggested from a text's words where its sheet does not say: for the analyst to decide, never by itself."""

from __future__ import annotations

from typing import Final

import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.model import Kind
from flash360.themes.missing_fields import FieldSuggestion, missing_kinds
from flash360.themes.statements import Statement, statements
from flash360.ui import data, guard

_LEARNT_FROM: Final = 5_000
"""Statements of the base that are enough to learn from."""


def suggest(words: str) -> str | None:
    """Say what the words of a text suggest, marked as a suggestion; the wording of the kind, None when in doubt."""
    viewer = guard.viewer()
    if viewer is None or not words.strip():
        return None
    said = _suggested(viewer, words)
    if said is None:
        st.caption("Les mots du texte ne suffisent pas à suggérer frein ou levier.")
        return None
    kind = labels.KIND[Kind(said.value)]
    margin = f"{said.margin:.2f}".replace(".", ",")
    st.caption(f"Suggestion d'après les mots du texte\u00a0: **{kind.lower()}** (marge {margin}). À vous de décider.")
    return kind


@data.kept(64)
def _suggested(viewer: Viewer, words: str) -> FieldSuggestion | None:
    known = statements(data.statements(viewer).slice(0, _LEARNT_FROM))
    return next(iter(missing_kinds([*known, Statement("", None, None, None, words)])), None)
