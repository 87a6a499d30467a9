"""Two coders beside each other: how far they agree, where they do not, and what the second one may code next."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from flash360 import labels
from flash360.coding.texts import Text, TextId
from flash360.themes.coders import Alpha, krippendorff_alpha

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff's own limits. Source: Content Analysis, 2nd edition, 2004, page 241."""
FEW = 30
"""Texts coded twice under which the reader is told that they are few."""
_NONE = ""
"""« No theme suits » is a code like another."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A text with the theme that counts and a second coder's, each None where no theme suits."""

    text: Text
    coder: str
    theme: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """alpha: between the first coding, as it was before anything was settled, and all second coders. coders: their names.

    same: texts on which all agreed. disagreements: those that nobody has settled yet.
    """

    alpha: Alpha
    coders: tuple[str, ...]
    same: int
    disagreements: tuple[Disagreement, ...]


def agreement(found: Sequence[Text], second: pa.Table) -> Agreement:
    """Hold the codings of a table of `store.read.second_codings` beside the first ones; texts not coded twice are left out."""
    by_id = {one.id: one for one in found if one.coded}
    rows = [row for row in second.to_pylist() if row["compared"] and (row["session_id"], row["text_key"]) in by_id]
    first: dict[TextId, str | None] = {}
    said: dict[str, dict[TextId, str | None]] = {}
    differing: set[TextId] = set()
    left: list[Disagreement] = []
    for row in rows:
        place = row["session_id"], row["text_key"]
        first[place] = row["first_theme"]
        said.setdefault(row["author"], {})[place] = row["theme"]
        if row["theme"] != row["first_theme"]:
            differing.add(place)
        if row["theme"] != by_id[place].theme and not row["settled"]:
            left.append(Disagreement(by_id[place], row["author"], row["theme"]))
    columns = [[theme or _NONE for theme in first.values()]]
    columns += [[(codes[one] or _NONE) if one in codes else None for one in first] for codes in said.values()]
    return Agreement(krippendorff_alpha(columns), tuple(said), len(first) - len(differing), tuple(left))


def words(alpha: Alpha) -> str:
    """What an α allows to say, in one sentence."""
    if alpha.texts == 0:
        return "Aucun texte n'a encore été codé deux fois : l'accord n'est pas mesuré."
    texts = labels.plural(alpha.texts, "texte codé deux fois", "textes codés deux fois")
    if alpha.value is None or alpha.low is None or alpha.high is None:
        return f"{texts} : tous ont le même thème, l'accord ne peut pas être mesuré."
    reading = (
        "accord solide"
        if alpha.value >= RELIABLE
        else "accord suffisant pour des conclusions prudentes"
        if alpha.value >= TENTATIVE
        else "accord insuffisant : précisez les définitions de la grille, puis recodez"
    )
    interval = f"intervalle à 95\u00a0% de {_number(alpha.low)} à {_number(alpha.high)}"
    few = " C'est peu de textes : codez-en davantage avant de conclure." if alpha.texts < FEW else ""
    return f"α de Krippendorff = {_number(alpha.value)} ({interval}, {texts}) : {reading}.{few}"


def to_code_again(found: Iterable[Text], second: pa.Table, coder: str) -> list[Text]:
    """The coded texts that this coder has coded neither first nor second, in an order given by chance, always the same.

    Chance, so that the texts coded twice are like the others whenever the coder stops.
    """
    rows = second.select(["session_id", "text_key", "author"]).to_pylist()
    done = {(row["session_id"], row["text_key"]) for row in rows if row["author"] == coder}
    others = (one for one in found if one.coded and not (one.origin == "screen" and one.author == coder))
    return sorted((one for one in others if one.id not in done), key=_drawn)


def _drawn(one: Text) -> str:
    return hashlib.sha256("\n".join(one.id).encode("utf-8", "surrogatepass")).hexdigest()


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",").replace("-", "−")
