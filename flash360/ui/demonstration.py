"""The mark of the demonstration: these data are fictional, and here is how to replace them."""

from __future__ import annotations

import streamlit as st

from flash360.ui import data


def shown() -> bool:
    """Whether the base holds the demonstration portfolio."""
    return data.demonstration()


def banner() -> None:
    """« Données fictives », and what to do to see one's own."""
    st.html(
        '<p class="f360-banner"><strong>Données fictives</strong>, pour découvrir l\'outil.<span class="f360-wide"> Les vôtres '
        "ne s'ouvrent qu'à des personnes connectées\u00a0: <code>docs/guides/installer.md</code> dit comment.</span></p>"
    )
