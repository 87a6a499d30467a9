"""The four collèges side by side on one axis or criterion; small ones hidden, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.distribution import Row, bars, favourable
from flash360.charts.picture import Picture
from flash360.model import Axis, College, Counts, Scale


def colleges(
    axis: Axis,
    scale: Scale,
    counts: Mapping[College, Counts | None],
    abstentions: Mapping[College, int],
    small_group: int,
) -> Picture:
    """Distributions by collège on an axis, and the whole panel's when no collège is hidden.

    counts: votes per grade of each collège; None hides the collège. A collège that is not in it was not in the room.
    small_group: the number of people below which a collège is hidden, for the words. They are the same for a small collège
    and for one hidden for its sake: which is which would tell how many they are.
    """
    hidden = {college: reason(small_group) for college, found in counts.items() if found is None}
    rows = [_row(college, counts, abstentions, hidden) for college in College]
    shown: dict[College, Counts] = {college: found for college, found in counts.items() if found is not None}
    if shown and not hidden:
        together = tuple(sum(grades) for grades in zip(*shown.values(), strict=True))
        rows.insert(0, Row("Ensemble du panel", together, sum(abstentions.values())))
    spec, data, table, height = bars(rows, scale)
    return theme.picture(title(axis, scale, shown), sentence(axis, scale, shown, hidden), spec, data, table, height=height)


def title(axis: Axis, scale: Scale, shown: Mapping[College, Counts]) -> str:
    """The finding: which collèges are mostly favourable, in the words of a census."""
    name = labels.AXIS[axis].capitalize()
    judged = {college: counts for college, counts in shown.items() if sum(counts)}
    if not judged:
        what = "n'a exprimé de note" if shown else "ne peut être montré"
        return f"{name} : aucun collège {what}"
    carried = [college for college, counts in judged.items() if 2 * favourable(counts, scale) > sum(counts)]
    if len(carried) == len(judged):
        return f"{name} : {'tous les collèges montrés' if len(judged) > 1 else _named(carried)} majoritairement favorables"
    if not carried:
        return f"{name} : aucun collège montré n'est majoritairement favorable"
    return f"{name} : {_named(carried)} majoritairement favorables, pas {_named([c for c in judged if c not in carried])}"


def sentence(axis: Axis, scale: Scale, shown: Mapping[College, Counts], hidden: Mapping[College, str]) -> str:
    """Favourable votes of each collège shown, then the hidden ones, each with its reason."""
    name = labels.AXIS[axis]
    parts = [
        f"{labels.COLLEGES[college].lower()} {favourable(counts, scale)} sur {sum(counts)}"
        for college, counts in shown.items()
        if sum(counts)
    ]
    text = f"Aucun collège n'a exprimé de note sur l'axe {name}." if shown else f"Aucun collège à montrer sur l'axe {name}."
    if parts:
        above = words.grades_in_words(scale.favourable_from, scale.max, scale)
        text = f"Votes favorables sur l'axe {name} ({above}) : {', '.join(parts)}."
    if hidden:
        whom = words.listed([labels.COLLEGES[college].lower() for college in hidden])
        text += f" Masqués : {whom} ({next(iter(hidden.values()))})."
    if alike := [college for college, counts in shown.items() if _unanimous(counts)]:
        text += (
            f" Unanimes, ce qui dit la note de chacun : {words.listed([labels.COLLEGES[college].lower() for college in alike])}."
        )
    return text


def reason(small_group: int) -> str:
    """Why a collège is hidden, in words that fit each of those hidden together."""
    return f"moins de {small_group} personnes, ou de quoi deviner un groupe de moins de {small_group}"


def _unanimous(counts: Counts) -> bool:
    return sum(counts) > 1 and max(counts) == sum(counts)


def _row(
    college: College,
    counts: Mapping[College, Counts | None],
    abstentions: Mapping[College, int],
    hidden: Mapping[College, str],
) -> Row:
    name, found = labels.COLLEGES[college], counts.get(college)
    if found is None:
        return Row(name, (), hidden=f"masqué : {hidden[college]}" if college in hidden else "absent du panel")
    note = "unanime" if _unanimous(found) else ""
    return Row(name, found, abstentions.get(college, 0), note=note)


def _named(found: Sequence[College]) -> str:
    return "les " + words.listed([labels.COLLEGES[college].lower() for college in found])
