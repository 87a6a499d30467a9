"""What happens to a dossier: how the panel is made, what it tends to think, what becomes of the idea.

The rows of corpus/situations.csv bring together every case that the screens must cope with; dossiers take them in turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from flash360.demo.corpus import situation_rows
from flash360.model import Axis, College, OutcomeStatus, Scale, Step

SCALES = {"1-5": Scale(1, 5, 4), "1-4": Scale(1, 4, 3), "0-10": Scale(0, 10, 6), "0-1": Scale(0, 1, 1)}


class Declared(StrEnum):
    """What the fiche says of the verdict: nothing, the verdict of the votes, another one, or all that is known."""

    NONE = "none"
    AGREES = "agrees"
    DIFFERS = "differs"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Tendency:
    """The panel and its latent opinion.

    centre: mean opinion per axis, 0 (against) to 1 (for). spread: standard deviation between people; 0 is unanimity.
    split: axes on which the panel falls into two camps. voters: how many of the panel stayed to vote.
    """

    centre: dict[Axis, float]
    spread: float
    split: frozenset[Axis]
    panel: int
    voters: int
    missing: College | None
    scale: Scale
    abstention: float
    is_global: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """One row: the step reached, the panel if its votes are known, what the fiche declares, what happens afterwards."""

    stage: Step
    tendency: Tendency | None
    late: bool
    declared: Declared
    fate: tuple[OutcomeStatus, ...]


UNDER_WAY = tuple(
    Situation(stage, None, late=False, declared=Declared.NONE, fate=())
    for stage in (Step.CADRAGE, Step.CADRAGE, Step.CONTACT, Step.CONTACT, Step.IDEA, Step.IDEA)
)
"""Dossiers that have not come to their session yet; the newest of a portfolio."""


@cache
def situations() -> tuple[Situation, ...]:
    """The situations that a portfolio goes through, in their order."""
    return tuple(_situation(row) for row in situation_rows())


def situation(place: int, sessions: int) -> Situation:
    """The situation of the dossier at this place (0 is the oldest) among so many: the newest are still under way."""
    under_way = min(sessions // 8, 6 + sessions // 60)
    if place < sessions - under_way:
        return situations()[place % len(situations())]
    return UNDER_WAY[(place - (sessions - under_way)) * len(UNDER_WAY) // under_way]


def _situation(row: dict[str, str]) -> Situation:
    return Situation(
        stage=Step(row["stage"]),
        tendency=_tendency(row) if row["panel"] else None,
        late=row["late"] == "oui",
        declared=Declared(row["declared"]),
        fate=tuple(OutcomeStatus(status) for status in row["fate"].split(">") if status),
    )


def _tendency(row: dict[str, str]) -> Tendency:
    split = {"": (), "both": tuple(Axis)}.get(row["split"])
    return Tendency(
        centre={axis: float(row[axis.value]) for axis in Axis},
        spread=float(row["spread"]),
        split=frozenset((Axis(row["split"]),) if split is None else split),
        panel=int(row["panel"]),
        voters=int(row["voters"]),
        missing=College(row["missing"]) if row["missing"] else None,
        scale=SCALES[row["scale"]],
        abstention=float(row["abstention"]),
        is_global=row["is_global"] == "oui",
    )
