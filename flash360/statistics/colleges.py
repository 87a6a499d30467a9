"""What the collèges think of the same questions, side by side."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

import numpy as np

from flash360.model import Counts, Scale
from flash360.statistics.measures import Measures, measured
from flash360.statistics.permutation import ALPHA, PermutationTest, cliffs_delta, false_discovery, rank_test

Key = TypeVar("Key", bound=Hashable)
"""What names a question."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two collèges on one question.

    delta: Cliff's δ, positive when `first` gives higher grades. test: `test.tested` is false when even the farthest
    arrangement could not be significant. adjusted: Benjamini–Hochberg p over the session's family, None when not tested.
    conclusive: adjusted ≤ 0.05. When it is not, the comparison is « non concluant », never « pas de divergence ».
    """

    first: str
    second: str
    delta: float
    test: PermutationTest
    adjusted: float | None = None

    @property
    def conclusive(self) -> bool:
        return self.adjusted is not None and self.adjusted <= ALPHA


@dataclass(frozen=True, slots=True)
class Question:
    """One axis or criterion, seen by the collèges.

    groups: measures of each collège that has a grade, by its code. overall: Kruskal–Wallis by permutation, when more than
    two collèges have one. pairs: every two collèges. consensus: between collèges, 0 to 1, None when nobody has a grade.
    """

    groups: Mapping[str, Measures]
    overall: PermutationTest | None
    pairs: tuple[Comparison, ...]
    consensus: float | None


def colleges(
    questions: Mapping[Key, Mapping[str, Counts]], scales: Mapping[Key, Scale], compared: bool = True, together: bool = True
) -> dict[Key, Question]:
    """The collèges of one session, compared on every question at once.

    questions: for each question (both axes and all criteria), the counts per grade of each collège. scales: the scale of each
    question. compared: false leaves the tests out (no overall, no pairs), which is quick; together: false leaves out the
    test of all collèges at once, the slowest. The comparisons that can be
    significant, all questions together, are one Benjamini–Hochberg family.
    """
    expressed = {
        (name, college): (one, scales[name]) for name, counts in questions.items() for college, one in counts.items() if sum(one)
    }
    groups: dict[Key, dict[str, Measures]] = {name: {} for name in questions}
    for (name, college), one in zip(expressed, measured(list(expressed.values())), strict=True):
        groups[name][college] = one
    found = {name: _question(own, scales[name], compared, together) for name, own in groups.items()}
    adjusted = iter(false_discovery([pair.test.p for question in found.values() for pair in question.pairs if pair.test.tested]))
    return {
        name: replace(
            question,
            pairs=tuple(replace(pair, adjusted=next(adjusted)) if pair.test.tested else pair for pair in question.pairs),
        )
        for name, question in found.items()
    }


def consensus_between(groups: Mapping[str, Counts], scale: Scale) -> float | None:
    """The consensus between collèges: geometric mean over those that have a grade of (favourable + 1)/(n + 2); 0 to 1.

    None when none has. After Polis's group-informed consensus (Small et al., 2021), whose product would fall
    with the number of collèges alone.
    """
    known = [np.array(counts) for counts in groups.values() if sum(counts)]
    if not known:
        return None
    shares = [(counts[scale.favourable_from - scale.min :].sum() + 1) / (counts.sum() + 2) for counts in known]
    return float(np.exp(np.mean(np.log(shares))))


def _question(groups: Mapping[str, Measures], scale: Scale, compared: bool, together: bool) -> Question:
    known = {college: own.counts for college, own in groups.items()}
    pairs = [
        Comparison(a, b, cliffs_delta(known[a], known[b]), rank_test((known[a], known[b])))
        for a, b in combinations(known if compared else (), 2)
    ]
    return Question(
        groups=groups,
        overall=rank_test(tuple(known.values())) if compared and together and len(known) > 2 else None,
        pairs=tuple(pairs),
        consensus=consensus_between(known, scale),
    )
