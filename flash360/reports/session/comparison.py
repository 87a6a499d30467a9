"""The collèges of one session compared, in words: how far apart, how sure, and what cannot be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from flash360 import labels
from flash360.charts.words import listed
from flash360.model import Axis, College
from flash360.statistics.colleges import Comparison, Question
from flash360.statistics.session_opinion import SessionOpinion

EFFECTS = ((0.147, "négligeable"), (0.33, "faible"), (0.474, "moyen"))
"""Upper ends of |δ| and their words. Source: Romano, Kromrey, Coraggio & Skowronek 2006."""
HIDDEN = "Les écarts entre collèges et leur consensus sont masqués, comme un collège : ils diraient les votes d'un petit groupe."


def effect(delta: float) -> str:
    """Cliff's δ in a word: « négligeable », « faible », « moyen » or « fort », whatever its sign."""
    return next((word for end, word in EFFECTS if abs(delta) < end), "fort")


def chance(pair: Comparison) -> str:
    """How a comparison's adjusted p-value reads: what chance alone would do."""
    if pair.adjusted is None:
        return "trop peu de personnes ou de notes différentes"
    if pair.adjusted <= 0.01:
        return "le hasard ne l'explique presque jamais"
    return "le hasard l'explique rarement" if pair.conclusive else "le seul hasard pourrait l'expliquer"


def conclusion(pair: Comparison) -> str:
    """« écart établi », « non concluant » or « non testé »; never « pas de divergence »."""
    if pair.adjusted is None:
        return "non testé"
    return "écart établi" if pair.conclusive else "non concluant"


def headline(axes: Mapping[Axis, Question]) -> str:
    """The finding over both axes: the pairs of collèges that differ for sure, or that nothing is proved."""
    pairs = [(axis, pair) for axis, question in axes.items() for pair in question.pairs]
    if not pairs:
        return "Entre collèges : rien à comparer"
    apart = [f"{_both(pair)} en {labels.AXIS[axis]}" for axis, pair in pairs if pair.conclusive]
    if apart:
        return f"Entre collèges, un écart établi : {listed(apart)}" if len(apart) == 1 else f"Écarts établis : {listed(apart)}"
    return "Entre collèges : non concluant"


def sentence(name: str, question: Question) -> str:
    """The collèges on one question: the gaps that are established, the inconclusive ones, those too small to test, the consensus.

    name: the question as a reader says it, « faisabilité ».
    """
    if len(question.groups) < 2:
        only = "".join(_plural(college) for college in question.groups)
        return f"En {name}, seuls les {only} ont une note : rien à comparer." if only else f"En {name}, personne n'a de note."
    apart = [pair for pair in question.pairs if pair.conclusive]
    unsure = [pair for pair in question.pairs if pair.adjusted is not None and not pair.conclusive]
    untested = [pair for pair in question.pairs if pair.adjusted is None and not _same(question, pair)]
    same = [pair for pair in question.pairs if pair.adjusted is None and _same(question, pair)]
    said = [_gap(pair) for pair in apart]
    if unsure:
        whom = f"les {len(question.pairs)} comparaisons" if len(unsure) == len(question.pairs) > 1 else _named(unsure)
        said.append(f"non concluant pour {whom}")
    if untested:
        whom = "les collèges" if len(untested) == len(question.pairs) else _named(untested)
        said.append(f"trop peu de personnes ou de notes différentes pour tester {whom}")
    if same:
        whom = "tous les collèges" if len(same) == len(question.pairs) else _named(same)
        said.append(f"même note partout pour {whom}")
    text = f"En {name} : {' ; '.join(said)}."
    if question.consensus is not None:
        text += f" Consensus entre collèges : {labels.french_percent(question.consensus)}."
    return text


def sentences(axes: Mapping[Axis, Question]) -> tuple[str, ...]:
    """What is said of the collèges on each axis."""
    return tuple(sentence(labels.AXIS[axis], question) for axis, question in axes.items())


def table(found: SessionOpinion) -> pa.Table:
    """Every comparison of a session, axes first: how many people, δ, its words, the adjusted p and what it says."""
    rows = [_row(name, question.groups, pair) for name, question in questions(found) for pair in question.pairs]
    kinds = {"δ de Cliff": pa.float64(), "p ajusté": pa.float64()}
    names = ("Question", "Collèges", "Notes", "Écart", "δ de Cliff", "Ce que dit le hasard", "p ajusté", "Conclusion")
    return pa.table({name: pa.array([row[name] for row in rows], kinds.get(name, pa.string())) for name in names})


def consensus_table(found: SessionOpinion) -> pa.Table:
    """The consensus between collèges on each question, and the test of all collèges together where there are more than two."""
    asked = questions(found)
    return pa.table(
        {
            "Question": pa.array([name for name, _ in asked], pa.string()),
            "Consensus entre collèges": pa.array(
                ["–" if one.consensus is None else labels.french_percent(one.consensus) for _, one in asked], pa.string()
            ),
            "Tous les collèges ensemble": pa.array([_overall(one) for _, one in asked], pa.string()),
        }
    )


def questions(found: SessionOpinion) -> list[tuple[str, Question]]:
    """Every question under its name, axes first."""
    axes = [(f"Axe {labels.AXIS[axis]}", question) for axis, question in found.axis_colleges.items()]
    return axes + [(one.label, found.criterion_colleges[one.criterion]) for one in found.criteria]


def _same(question: Question, pair: Comparison) -> bool:
    """Whether everyone in both collèges gave one and the same grade: nothing to test, however many they are."""
    first, second = (question.groups[college].counts for college in (pair.first, pair.second))
    return sum(a + b > 0 for a, b in zip(first, second, strict=True)) == 1


def _overall(question: Question) -> str:
    if question.overall is None:
        return "–"
    if not question.overall.tested:
        return "non testé"
    sure = question.overall.p <= 0.05
    return f"{'des écarts' if sure else 'non concluant'} (p {_p(question.overall.p)})"


def _row(name: str, groups: Mapping[str, Any], pair: Comparison) -> dict[str, Any]:
    return {
        "Question": name,
        "Collèges": _both(pair),
        "Notes": f"{groups[pair.first].n} et {groups[pair.second].n}",
        "Écart": effect(pair.delta) + (f", plus haut chez les {_plural(_higher(pair))}" if pair.delta else ""),
        "δ de Cliff": pair.delta,
        "Ce que dit le hasard": chance(pair),
        "p ajusté": pair.adjusted,
        "Conclusion": conclusion(pair),
    }


def _gap(pair: Comparison) -> str:
    other = pair.second if pair.delta > 0 else pair.first
    higher = f"les {_plural(_higher(pair))} donnent de plus hautes notes que les {_plural(other)}"
    return f"{higher}, écart {effect(pair.delta)} et établi (p ajusté {_p(pair.adjusted or 0)} : {chance(pair)})"


def _p(value: float) -> str:
    """A p-value to three decimals: « = 0,012 », « < 0,001 »."""
    return "< 0,001" if value < 0.001 else f"= {labels.french_number(value, 3)}"


def _higher(pair: Comparison) -> str:
    return pair.first if pair.delta >= 0 else pair.second


def _named(pairs: Sequence[Comparison]) -> str:
    return listed([_both(pair) for pair in pairs])


def _both(pair: Comparison) -> str:
    return f"{_plural(pair.first)}–{_plural(pair.second)}"


def _plural(college: str) -> str:
    return labels.COLLEGES[College(college)].lower()
