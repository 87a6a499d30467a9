"""Sheets that give totals per answer, as voting tools export beside the votes: no person's vote can be read from them."""

from __future__ import annotations

from flash360.workbook.grid import Grid, headings_at
from flash360.workbook.wording import plain

_DEEPEST = 8
_COUNTS = frozenset(
    plain(text)
    for text in (
        "Votes", "Vote count", "Count", "Responses", "Response count", "Réponses", "Nombre de réponses", "Nombre de votes",
        "Nombre", "Effectif", "Effectifs", "Pourcentage", "Percentage", "Fréquence", "Moyenne", "Average", "Mean", "Score moyen",
        "Average score",
    )
)  # fmt: skip
_PERSONS = frozenset(map(plain, ("Voter", "Participant", "Participants", "ID", "Horodateur", "Timestamp", "Code")))


def is_aggregated(grid: Grid) -> bool:
    """Whether a sheet counts answers under a heading of counts, with nobody named beside."""
    for row in range(1, _DEEPEST + 1):
        words = [plain(text) for _, text in sorted(headings_at(grid, row).items())]
        if _PERSONS.intersection(words):
            return False
        if _COUNTS.intersection(words[1:]):
            return True
    return False
