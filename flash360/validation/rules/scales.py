"""Rules on scales: possible, and one per axis of a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pyarrow.compute as pc

from flash360.findings import CATALOGUE, Finding
from flash360.labels import AXIS
from flash360.model import Axis, Section
from flash360.validation.content import Content, once
from flash360.validation.criteria import MOST_GRADES
from flash360.validation.tell import Told, found

InvertedScale = CATALOGUE["inverted-scale"]
MixedScales = CATALOGUE["mixed-scales"]
OversizedScale = CATALOGUE["oversized-scale"]
SeveralGlobalCriteria = CATALOGUE["several-global-criteria"]


class _Criterion(NamedTuple):
    row: int
    session: int
    code: str | None
    axis: str | None
    low: int | None
    high: int | None
    favourable: int | None
    overall: bool

    @property
    def scale(self) -> str:
        return f"{self.low} à {self.high}, favorable à partir de {self.favourable}"

    @property
    def known(self) -> bool:
        return None not in (self.low, self.high, self.favourable)


def inverted_scales(content: Content) -> Told:
    """A minimum not below the maximum, or a favourable grade that is not above the minimum and at most the maximum."""
    for one in _on_doubtful_scales(content):
        if one.low is None or one.high is None or one.favourable is None:
            continue
        if one.low >= one.high:
            yield _at(content, InvertedScale, one, "scale_min", {"scale": f"{one.low} à {one.high}"})
        elif not one.low < one.favourable <= one.high:
            yield _at(content, InvertedScale, one, "favourable_from", {"scale": one.scale})


def oversized_scales(content: Content) -> Told:
    """More grades than any panel uses: a slip of the keyboard."""
    for one in _on_doubtful_scales(content):
        if one.low is not None and one.high is not None and one.high - one.low >= MOST_GRADES:
            yield _at(content, OversizedScale, one, "scale_max", {"scale": f"{one.low} à {one.high}", "limit": MOST_GRADES})


def mixed_scales(content: Content) -> Told:
    """Criteria of one axis whose scale or favourable grade is not that of most; of the first, when none has most."""
    axes: dict[tuple[int, str], list[_Criterion]] = {}
    for one in _on_doubtful_scales(content):
        if one.known and one.axis and one.session >= 0:
            axes.setdefault((one.session, one.axis), []).append(one)
    for group in axes.values():
        scales = [(one.low, one.high, one.favourable) for one in group]
        if len(set(scales)) == 1:
            continue
        usual = group[scales.index(max(scales, key=scales.count))]
        for one in group:
            field = _difference(one, usual)
            if field:
                details = {"scale": one.scale, "other": usual.scale, "axis": AXIS[Axis(str(one.axis))]}
                yield _at(content, MixedScales, one, field, details, one.code)


def several_global_criteria(content: Content) -> Told:
    """More than one criterion of an axis said to be the global one."""
    overall = content.drafts[Section.CRITERIA].values.get("is_global")
    if overall is None or not pc.any(overall).as_py():
        return
    first: dict[tuple[int, str], _Criterion] = {}
    for one in _criteria(content):
        if not one.overall or not one.axis or one.session < 0:
            continue
        before = first.setdefault((one.session, one.axis), one)
        if before is not one and before.code != one.code:
            place = "!".join(content.drafts[Section.CRITERIA].grid.place(before.row, "is_global"))
            details = {"axis": AXIS[Axis(one.axis)], "first": before.code, "other": place}
            yield _at(content, SeveralGlobalCriteria, one, "is_global", details, one.code)


@once
def _on_doubtful_scales(content: Content) -> list[_Criterion]:
    """Every criterion, or none when all have one scale, and a sound one, as in most workbooks."""
    values = content.drafts[Section.CRITERIA].values
    ends = [pc.unique(values[name]).to_pylist() for name in ("scale_min", "scale_max", "favourable_from") if name in values]
    if all(len(each) == 1 and each[0] is not None for each in ends) and len(ends) == 3:
        low, high, favourable = (each[0] for each in ends)
        if low < favourable <= high and high - low < MOST_GRADES:
            return []
    return _criteria(content)


@once
def _criteria(content: Content) -> list[_Criterion]:
    draft = content.drafts[Section.CRITERIA]
    names = ("criterion", "axis", "scale_min", "scale_max", "favourable_from", "is_global")
    nothing = [None] * len(draft.grid)
    columns = [draft.values[name].to_pylist() if name in draft.values else nothing for name in names]
    rows = zip(range(len(draft.grid)), draft.session.tolist(), *columns, strict=True)
    return [_Criterion(*row) for row in rows]


def _difference(one: _Criterion, usual: _Criterion) -> str:
    """The first field of the scale in which two criteria differ."""
    pairs = {
        "scale_min": (one.low, usual.low),
        "scale_max": (one.high, usual.high),
        "favourable_from": (one.favourable, usual.favourable),
    }
    return next((field for field, (own, other) in pairs.items() if own != other), "")


def _at(
    content: Content, kind: type[Finding], one: _Criterion, field: str, details: Mapping[str, object], value: str | None = None
) -> Finding:
    spot = content.drafts[Section.CRITERIA].spot(one.row, field)
    if not spot.cell:
        spot = content.drafts[Section.CRITERIA].spot(one.row, "criterion")
    return found(kind, spot, details, value)
