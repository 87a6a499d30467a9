"""The template workbook, offered where an analyst needs it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from flash360.workbook.template import Shape, blank_template

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def buttons() -> None:
    """A button per shape; the workbook is made at the click."""
    st.download_button(
        "Modèle pour une session",
        lambda: blank_template(Shape.SINGLE),
        "modele_flash360.xlsx",
        XLSX,
        on_click="ignore",
        key="modele-1",
    )
    st.download_button(
        "Modèle pour plusieurs sessions",
        lambda: blank_template(Shape.MULTI),
        "modele_flash360_plusieurs.xlsx",
        XLSX,
        on_click="ignore",
        key="modele-n",
    )
