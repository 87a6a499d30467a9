"""The template workbook, offered where an analyst needs it."""

from __future__ import annotations

from typing import Final

from flash360.ui import offer
from flash360.workbook.template import Shape, blank_template

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def buttons() -> None:
    """A button per shape; the workbook is made at the click."""
    offer.file(
        "Modèle pour une session",
        lambda: blank_template(Shape.SINGLE),
        "modele_flash360.xlsx",
        XLSX,
        key="modele-1",
    )
    offer.file(
        "Modèle pour plusieurs sessions",
        lambda: blank_template(Shape.MULTI),
        "modele_flash360_plusieurs.xlsx",
        XLSX,
        key="modele-n",
    )
