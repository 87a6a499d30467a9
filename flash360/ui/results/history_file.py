"""The file of an import, where the administrator has files kept for a time."""

from __future__ import annotations

from typing import Any

from flash360 import labels
from flash360.ingest import originals
from flash360.ui import data, offer


def show(row: dict[str, Any]) -> None:
    """A button that gives the file back, and until when; nothing when it is not kept."""
    kept = originals.original(data.base().beside, row["sha256"])
    if kept is None:
        return
    until = labels.french_date(originals.kept_until(kept).date())
    offer.file(
        f"Télécharger le fichier d'origine (gardé jusqu'au {until})",
        kept.read_bytes,
        row["file_name"],
        "application/octet-stream",
        key=f"origine-{row['number']}",
        help="Il contient ce que la base n'enregistre pas, y compris les noms. Il est effacé à cette date.",
    )
