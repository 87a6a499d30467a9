"""The panel being composed: places planned and confirmed by collège, against the four and the twenty of the method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flash360 import labels
from flash360.charts.words import listed
from flash360.model import MAX_PARTICIPANTS, College


@dataclass(frozen=True, slots=True)
class Composition:
    """planned, confirmed: places by collège, every collège named; confirmed is None for those that nobody follows."""

    planned: Mapping[College, int]
    confirmed: Mapping[College, int | None]

    @property
    def places(self) -> int:
        """All the places planned."""
        return sum(self.planned.values())

    @property
    def sure(self) -> int:
        """All the places confirmed."""
        return sum(places or 0 for places in self.confirmed.values())

    @property
    def missing(self) -> tuple[College, ...]:
        """The collèges for which no place is planned."""
        return tuple(college for college in College if not self.planned[college])

    @property
    def awaited(self) -> Mapping[College, int]:
        """Places planned and not confirmed, by collège that has some."""
        left = {college: self.planned[college] - (self.confirmed[college] or 0) for college in College}
        return {college: count for college, count in left.items() if count > 0}

    @property
    def fits(self) -> bool:
        """Four collèges, twenty people at most."""
        return not self.missing and self.places <= MAX_PARTICIPANTS


def composition(invitations: Iterable[Mapping[str, Any]]) -> Composition:
    """The panel of one dossier from its rows of `store.read.invitations`."""
    rows = {College(row["college"]): row for row in invitations}
    return Composition(
        {college: rows[college]["planned"] if college in rows else 0 for college in College},
        {college: rows[college]["confirmed"] if college in rows else None for college in College},
    )


def sentence(found: Composition) -> str:
    """How many places, which collèges lack, how many answers are awaited."""
    if not found.places:
        return "Aucune place n'est encore prévue : la méthode demande les quatre collèges et 20 personnes au plus."
    parts = [f"{labels.plural(found.places, 'place prévue', 'places prévues')} sur {MAX_PARTICIPANTS} au plus"]
    if found.places > MAX_PARTICIPANTS:
        parts.append(f"{labels.plural(found.places - MAX_PARTICIPANTS, 'place')} de trop")
    if found.missing:
        parts.append(f"il manque le collège des {listed([labels.COLLEGES[college].lower() for college in found.missing])}")
    if found.sure:
        parts.append(f"{labels.plural(found.sure, 'place confirmée', 'places confirmées')}")
    if found.sure and found.awaited:
        names = [f"{count} {labels.COLLEGES[college].lower()}" for college, count in found.awaited.items()]
        parts.append(f"réponses attendues : {listed(names)}")
    return " ; ".join(parts) + "."
