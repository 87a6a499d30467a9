"""The protocol badge: the five promises of a Flash 360, each kept, broken or unknown, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flash360 import labels
from flash360.charts.words import listed
from flash360.model import MAX_PARTICIPANTS, Axis, College

HOURS = 3
_SIGN = {True: "✓", False: "✗", None: "?"}
_WORD = {True: "respecté", False: "non respecté", None: "inconnu"}


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of the protocol; kept is None when nothing tells. found: what was found, in words."""

    name: str
    kept: bool | None
    found: str

    @property
    def line(self) -> str:
        """« ✓ 20 personnes au plus : respecté (16 participants) »."""
        return f"{_SIGN[self.kept]} {self.name} : {_WORD[self.kept]} ({self.found})"


def promises(session: Mapping[str, Any], colleges: Collection[College], axes: Collection[Axis]) -> list[Promise]:
    """The five promises for a session's programme row, the collèges of its panel and the axes of its criteria."""
    people, hours, days = session["panel"] or 0, session["session_hours"], session["days_cadrage_to_session"]
    reported = session["reported_panel"]
    missing = [labels.COLLEGES[college].lower() for college in College if college not in colleges]
    absent = [labels.AXIS[axis] for axis in Axis if axis not in axes]
    return [
        Promise(
            f"{MAX_PARTICIPANTS} personnes au plus",
            people <= MAX_PARTICIPANTS if people else None,
            labels.plural(people, "participant") if people else (f"rapporté : {reported}" if reported else "panel inconnu"),
        ),
        Promise(
            f"{HOURS} heures au plus",
            None if hours is None else hours <= HOURS,
            "durée inconnue" if hours is None else f"{labels.french_number(hours, 0 if hours == int(hours) else 1)}\u00a0h",
        ),
        Promise(
            "un mois au plus entre le cadrage et la session",
            None if days is None else not session["late"],
            "dates inconnues" if days is None else labels.plural(days, "jour"),
        ),
        Promise(
            "les quatre collèges dans la salle",
            None if not colleges else not missing,
            "panel inconnu" if not colleges else f"il manque : {listed(missing)}" if missing else "tous présents",
        ),
        Promise(
            "des critères sur les deux axes",
            None if not axes else not absent,
            "critères inconnus" if not axes else f"il manque : {listed(absent)}" if absent else "faisabilité et impact",
        ),
    ]


def title(found: list[Promise]) -> str:
    """The finding: « Protocole : 4 engagements sur 5 respectés »."""
    kept = sum(promise.kept is True for promise in found)
    known = sum(promise.kept is not None for promise in found)
    if not known:
        return "Protocole : rien de connu pour en juger"
    word = "engagement respecté" if kept < 2 else "engagements respectés"
    among = f"sur {len(found)}" if known == len(found) else f"sur les {known} que l'on peut vérifier"
    return f"Protocole : {kept} {word} {among}"
