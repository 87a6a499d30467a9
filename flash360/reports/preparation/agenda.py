"""The protocol made ready for an idea: a three-hour agenda and the invitation's checklist. Sound without any past session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flash360 import labels
from flash360.charts.words import listed
from flash360.model import MAX_PARTICIPANTS, Aspect, College
from flash360.reports.preparation.content import Preparation
from flash360.reports.preparation.wording import often, shown_themes
from flash360.themes.expected import Gap

MINUTES: Final = 180
_NAMED: Final = 4
"""Themes named in a line."""
_WHO: Final = {
    College.USAGER: "celles et ceux que l'idée concerne, dont des personnes éloignées du numérique ou des guichets",
    College.EXPERT: "des personnes qui connaissent le sujet sans en décider : droit, budget, technique, recherche",
    College.AGENT: "celles et ceux qui appliqueront l'idée sur le terrain",
    College.DECIDEUR: "celles et ceux qui peuvent dire oui : élus, direction, financeurs",
}
_EXPERT: Final = {
    Aspect.FOND: "une personne qui connaît le besoin et ce qui a déjà été tenté",
    Aspect.FORME: "une personne qui fait tourner les outils et les équipes concernés",
    Aspect.JURIDIQUE: "une personne du droit (juriste, déléguée à la protection des données)",
    Aspect.FINANCIER: "une personne du budget, avec un ordre de grandeur du coût",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A part of the session: when it begins and ends, in minutes from the start, its name and what happens."""

    start: int
    end: int
    name: str
    what: str

    @property
    def when(self) -> str:
        """« 0 h 30 – 1 h 20 »."""
        return f"{_clock(self.start)} – {_clock(self.end)}"


def agenda(found: Preparation) -> list[Moment]:
    """The session in `MINUTES`, one part after the other; the themes to expect are named where they are of use."""
    named = [f"{theme.label} ({often(theme)})" for theme in found.themes[:_NAMED]]
    freins = "Chacun écrit seul, puis un tour de table par aspect : fond, forme, juridique, financier."
    leviers = "Un levier pour chaque frein, en commençant par ceux qui bloquent tout ; noter à quel frein chacun répond."
    if named:
        freins += f" Si le panel n'en parle pas, le demander après le tour de table, jamais avant : {listed(named)}."
        leviers += " Les leviers des sessions passées ne se disent qu'à la fin, pour ne pas souffler les réponses."
    parts = [
        (15, "Accueil", "Les règles : chacun parle à égalité, un code (P01, P02…) à la place du nom, un vote individuel."),
        (15, "L'idée", "Son porteur la présente sans diaporama ; questions de compréhension seulement."),
        (50, "Les freins", freins),
        (10, "Pause", "L'équipe regroupe les freins et relit les critères."),
        (45, "Les leviers", leviers),
        (15, "Les critères", "Relire ensemble les critères des deux axes, faisabilité et impact, et leur barème."),
        (20, "Le vote", "Chacun note seul chaque critère ; « ne se prononce pas » est une réponse, pas un zéro."),
        (10, "La suite", "Qui fait quoi, la date du prochain point, et quand le panel recevra la fiche."),
    ]
    start, found_parts = 0, list[Moment]()
    for minutes, name, what in parts:
        found_parts.append(Moment(start, start + minutes, name, what))
        start += minutes
    return found_parts


def invitations(found: Preparation) -> list[str]:
    """Whom to invite: one line per collège, with its absences from sessions that ended badly, then per aspect to expect."""
    missing = {gap.college: gap for gap in found.gaps}
    lines = [f"{labels.COLLEGES[college]} : {_WHO[college]}{_again(missing.get(college))}" for college in College]
    expected = shown_themes(found)
    for aspect in Aspect:
        themes = [theme.label for theme in expected if theme.aspect is aspect][:3]
        if themes:
            quoted = listed([f"« {name} »" for name in themes])
            lines.append(f"{labels.ASPECT[aspect]} : {_EXPERT[aspect]} ; à attendre : {quoted}")
    return lines


def checklist() -> list[str]:
    """What to have done before the session; the same for every idea."""
    return [
        f"{MAX_PARTICIPANTS} personnes au plus, les quatre collèges, des remplaçants prévus dans chacun",
        "Une date un mois au plus après le cadrage, trois heures d'affilée, un lieu accessible à tous",
        "L'invitation dit l'idée en cinq lignes, la durée, que le vote est individuel et que personne n'est nommé",
        "Des critères sur les deux axes, chacun rattaché à un aspect, avec leur barème",
        "Au plus un critère global par axe : s'il existe, il porte seul la note de l'axe",
        "Le modèle de classeur prêt : un code par participant, aucun nom ni adresse",
        "Une personne anime, une autre note les freins et les leviers, mot pour mot",
        "La date du premier point de suivi, fixée avant la fin de la session",
    ]


def _again(gap: Gap | None) -> str:
    """What is said of a collège that was missing; once may be chance, more calls for care."""
    if gap is None:
        return ""
    first = " ; à confirmer en premier" if gap.missing > 1 else ""
    return f" (absents de {labels.plural(gap.missing, 'panel')} sur {gap.of} parmi les sessions mal terminées{first})"


def _clock(minutes: int) -> str:
    hours, left = divmod(minutes, 60)
    return f"{hours}\u00a0h\u00a0{left:02d}"
