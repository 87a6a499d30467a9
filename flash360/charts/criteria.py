"""The whole distribution of every criterion of one axis, grouped by aspect."""

from __future__ import annotations

from collections.abc import Sequence

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.distribution import Row, bars, favourable
from flash360.charts.figures import CriterionCounts
from flash360.charts.picture import Picture
from flash360.model import Aspect, Axis, Counts, Scale
from flash360.statistics.grades import majority_grade

_ORDER = {aspect: index for index, aspect in enumerate(Aspect)}


def criteria(axis: Axis, scale: Scale, found: Sequence[CriterionCounts]) -> Picture:
    """Diverging bars of the criteria of an axis, which share one scale; aspects in the order of the glossary."""
    ordered = sorted(found, key=lambda one: _ORDER[one.aspect] if one.aspect else len(_ORDER))
    rows: list[Row] = []
    last: object = "none yet"
    for one in ordered:
        heading = labels.ASPECT[one.aspect] if one.aspect else "Sans aspect"
        notes = [middle_in_words(one.counts, scale)] if sum(one.counts) else []
        notes += [word for word, said in (("panel divisé", one.disagreement), ("critère global", one.is_global)) if said]
        rows.append(
            Row(one.label, one.counts, one.abstentions, heading=heading if one.aspect != last else None, note=", ".join(notes))
        )
        last = one.aspect
    spec, data, table, height = bars(rows, scale)
    return theme.picture(title(axis, scale, found), sentence(axis, scale, found), spec, data, table, height=height)


def middle_in_words(counts: Counts, scale: Scale) -> str:
    """The majority grade, with the upper middle one when they differ: « note majoritaire 3 ou 4 »."""
    lower, upper = majority_grade(counts, scale.min)
    return "note majoritaire " + " ou ".join(words.grade_in_words(grade, scale) for grade in sorted({lower, upper}))


def title(axis: Axis, scale: Scale, found: Sequence[CriterionCounts]) -> str:
    """The finding: on how many criteria most of the votes are favourable."""
    judged = [one for one in found if sum(one.counts)]
    name = labels.AXIS[axis].capitalize()
    if not judged:
        return f"{name} : aucun vote exprimé"
    carried = sum(2 * favourable(one.counts, scale) > sum(one.counts) for one in judged)
    if not carried:
        return f"{name} : aucun critère ne recueille une majorité de votes favorables"
    verb = "recueille" if carried < 2 else "recueillent"
    return f"{name} : {labels.plural(carried, 'critère')} sur {len(judged)} {verb} une majorité de votes favorables"


def sentence(axis: Axis, scale: Scale, found: Sequence[CriterionCounts]) -> str:
    """What the bars show: the most and the least favoured criterion, the split ones, and the abstentions."""
    judged = [one for one in found if sum(one.counts)]
    abstentions = sum(one.abstentions for one in found)
    said = f" {labels.plural(abstentions, 'abstention')} au total, comptées à part." if abstentions > 1 else ""
    said = " Une abstention, comptée à part." if abstentions == 1 else said
    if not judged:
        return f"Personne n'a exprimé de note sur l'axe {labels.AXIS[axis]}.{said}"
    shares = [favourable(one.counts, scale) / sum(one.counts) for one in judged]
    best, worst = judged[shares.index(max(shares))], judged[shares.index(min(shares))]
    split = [one.label for one in judged if one.disagreement]
    if len(judged) == 1:
        extremes = _carried(best, scale)
    elif max(shares) == min(shares):
        extremes = f"les {len(judged)} critères recueillent la même part de votes favorables, {labels.french_percent(shares[0])}"
    else:
        extremes = f"le plus soutenu est {_carried(best, scale)}, le moins soutenu {_carried(worst, scale)}"
    divided = f" Le panel est divisé sur {', '.join(f'« {label} »' for label in split)}." if split else ""
    grades = words.grades_in_words(scale.min, scale.max, scale)
    above = words.grades_in_words(scale.favourable_from, scale.max, scale)
    return f"Notes sur l'axe {labels.AXIS[axis]} ({grades} ; favorables : {above}) : {extremes}.{divided}{said}"


def _carried(one: CriterionCounts, scale: Scale) -> str:
    votes = labels.plural(favourable(one.counts, scale), "vote favorable", "votes favorables")
    return f"« {one.label} » ({votes} sur {sum(one.counts)})"
