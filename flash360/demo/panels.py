"""Who sits on the panel and how each person votes, from a latent opinion.

A grade is the class of a position between 0 and 1: the idea's centre on the axis, the collège's usual leaning, the collège's
leaning on this idea, the person's own, the criterion's difficulty, and noise. A split panel is pulled to both sides.
"""

from __future__ import annotations

from collections.abc import Sequence

from flash360.demo.chance import Chance
from flash360.demo.corpus import Criterion, criteria, organisations
from flash360.demo.dossier import Record
from flash360.demo.situations import Tendency
from flash360.model import Axis, College, Scale

LEANING: dict[Axis, dict[College, float]] = {
    Axis.FEASIBILITY: {College.USAGER: 0.03, College.EXPERT: -0.03, College.AGENT: -0.06, College.DECIDEUR: 0.04},
    Axis.IMPACT: {College.USAGER: 0.04, College.EXPERT: -0.03, College.AGENT: 0.0, College.DECIDEUR: 0.02},
}
PULL = 0.33
"""How far the two camps of a split panel stand from its centre."""
SHARES = {College.USAGER: 0.34, College.EXPERT: 0.2, College.AGENT: 0.28, College.DECIDEUR: 0.18}


def participants(tendency: Tendency, territory: str, chance: Chance) -> list[Record]:
    """The panel: at least one person per collège that is there, the others as the shares have it."""
    present = [college for college in College if college is not tendency.missing]
    colleges = present + [
        chance.weighted(present, [SHARES[college] for college in present]) for _ in range(tendency.panel - len(present))
    ]
    return [
        {
            "participant": f"P{number:02d}",
            "college": college,
            "organisation": chance.one(organisations(college)),
            "territory": territory if chance.happens(0.85) else "Ailleurs",
        }
        for number, college in enumerate(chance.shuffled(colleges), start=1)
    ]


def chosen_criteria(tendency: Tendency, chance: Chance) -> list[Criterion]:
    """Three or four criteria per axis, the most usual ones most often; a global one at the end of each axis if asked."""
    chosen: list[Criterion] = []
    for axis in Axis:
        library = [criterion for criterion in criteria() if criterion.axis is axis and not criterion.is_global]
        picked: list[Criterion] = []
        for _ in range(chance.whole(3, 4)):
            left = [criterion for criterion in library if criterion not in picked]
            picked.append(chance.weighted(left, [criterion.weight for criterion in left]))
        chosen += [criterion for criterion in library if criterion in picked]
        if tendency.is_global:
            chosen += [criterion for criterion in criteria() if criterion.axis is axis and criterion.is_global]
    return chosen


def criterion_records(chosen: Sequence[Criterion], scale: Scale) -> list[Record]:
    """The criteria as the sheet has them, coded F1, F2… then I1, I2…"""
    records: list[Record] = []
    for criterion in chosen:
        letter = "F" if criterion.axis is Axis.FEASIBILITY else "I"
        number = sum(record["axis"] == criterion.axis for record in records) + 1
        records.append(
            {
                "criterion": f"{letter}{number}",
                "label": criterion.label,
                "axis": criterion.axis,
                "aspect": criterion.aspect,
                "scale_min": scale.min,
                "scale_max": scale.max,
                "favourable_from": scale.favourable_from,
                "is_global": criterion.is_global,
            }
        )
    return records


def votes(
    tendency: Tendency, panel: Sequence[Record], chosen: Sequence[Criterion], codes: Sequence[str], chance: Chance
) -> list[Record]:
    """One vote per voter and criterion, grade None for an abstention. Who left before the vote has none."""
    away = {record["participant"] for record in chance.shuffled(panel)[tendency.voters :]}
    mood = {(axis, college): chance.bell(0.4 * tendency.spread) for axis in Axis for college in College}
    camps = {axis: _camps(panel, chance) for axis in Axis}
    votes: list[Record] = []
    for record in panel:
        if record["participant"] in away:
            continue
        college = College(str(record["college"]))
        own = chance.bell(0.7 * tendency.spread)
        for criterion, code in zip(chosen, codes, strict=True):
            axis = criterion.axis
            position = tendency.centre[axis]
            if tendency.spread:
                position += (
                    LEANING[axis][college] + criterion.shift + mood[axis, college] + own + chance.bell(0.7 * tendency.spread)
                )
            if axis in tendency.split:
                position += PULL * camps[axis][str(record["participant"])]
            abstains = chance.happens(tendency.abstention)
            votes.append(
                {
                    "participant": record["participant"],
                    "criterion": code,
                    "grade": None if abstains else _grade(position, tendency.scale),
                }
            )
    return votes


def _camps(panel: Sequence[Record], chance: Chance) -> dict[str, float]:
    """Where each person stands: some more on the side for, the others far against."""
    leaning = {College.USAGER: 0.5, College.DECIDEUR: 0.7, College.EXPERT: -0.3, College.AGENT: -0.5}
    order = sorted(panel, key=lambda record: leaning[College(str(record["college"]))] + chance.bell(0.7), reverse=True)
    pro = (len(order) * 23 + 39) // 40
    return {str(record["participant"]): 0.6 if place < pro else -1.4 for place, record in enumerate(order)}


def _grade(position: float, scale: Scale) -> int:
    """The class of a position among the scale's grades, its ends taking what lies beyond."""
    return min(max(scale.min + int(position * (scale.max - scale.min + 1) // 1), scale.min), scale.max)
