"""The mark of the demonstration: these data are fictional, and here is how to replace them."""

from __future__ import annotations

import streamlit as st

from flash360.access.scope import Viewer, WholeProgramme
from flash360.model import Role
from flash360.ui import data

_HOUSE = Viewer("le tableau de bord", Role.DIRECTION, WholeProgramme())


def shown() -> bool:
    """Whether the base holds the demonstration portfolio."""
    return bool(data.demonstration())


def banner() -> None:
    """« Données fictives », and what to do to see one's own."""
    st.html(
        '<p class="f360-banner"><strong>Données fictives.</strong> Ce portefeuille sert à découvrir l\'outil. '
        "Pour le remplacer, indiquez une base vide dans <code>FLASH360_DATABASE</code>, puis importez vos classeurs.</p>"
    )
