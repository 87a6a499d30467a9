"""Code to French wording: the only home of wording that more than one screen, file or command shares."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from flash360.findings import Severity
from flash360.model import Action, Aspect, Axis, College, Kind, OutcomeStatus, Role, Section, Step, Verdict

STEP = {
    Step.IDEA: "Idée",
    Step.CONTACT: "Prise de contact",
    Step.CADRAGE: "Cadrage",
    Step.SESSION: "Session",
    Step.REALISATION: "Réalisation",
}
COLLEGE = {
    College.USAGER: "Usager",
    College.EXPERT: "Expert",
    College.AGENT: "Agent",
    College.DECIDEUR: "Décideur",
}
COLLEGES = {
    College.USAGER: "Usagers",
    College.EXPERT: "Experts",
    College.AGENT: "Agents",
    College.DECIDEUR: "Décideurs",
}
AXIS = {Axis.FEASIBILITY: "faisabilité", Axis.IMPACT: "impact"}
ASPECT = {
    Aspect.FOND: "Fond",
    Aspect.FORME: "Forme",
    Aspect.JURIDIQUE: "Juridique",
    Aspect.FINANCIER: "Financier",
}
GIVEN_ON_SCREEN = " (donné à l'écran)"
"""What marks an aspect that its sheet does not give."""
KIND = {Kind.FREIN: "Frein", Kind.LEVIER: "Levier"}
VERDICT = {
    Verdict.FAVOURABLE: "favorable",
    Verdict.WITH_RESERVATIONS: "favorable avec réserves",
    Verdict.TO_REWORK: "à retravailler",
    Verdict.UNFAVOURABLE: "défavorable",
    Verdict.INCONCLUSIVE: "non concluant",
}
UNKNOWN_VOTES = "votes inconnus"
OUTCOME = {
    OutcomeStatus.REALISED: "réalisée",
    OutcomeStatus.ENGAGED: "réalisation engagée",
    OutcomeStatus.WAITING: "en attente",
    OutcomeStatus.REDIRECTED: "réorientée",
    OutcomeStatus.ABANDONED: "abandonnée",
    OutcomeStatus.STOPPED_AFTER_SESSION: "arrêtée après la session",
    OutcomeStatus.NO_NEWS: "sans nouvelle",
}
ACCOMPANIMENTS = ("Feuille de route", "Design de parcours utilisateurs", "Autre")
"""What the team may give to an idea after its session; another wording is « Autre »."""
SECTION = {
    Section.FICHE: "Fiche",
    Section.PARTICIPANTS: "Participants",
    Section.CRITERIA: "Critères",
    Section.VOTES: "Votes",
    Section.STATEMENTS: "Freins et leviers",
    Section.OUTCOMES: "Suites",
    Section.INVITATIONS: "Panel prévu",
}
"""Also the names of a workbook's sheets."""
ROLE = {
    Role.DIRECTION: "Direction",
    Role.ANALYSTE: "Analyste",
    Role.PARTENAIRE: "Administration partenaire",
    Role.ADMINISTRATEUR: "Administrateur",
}
ACTION = {
    Action.SIGN_IN: "connexion",
    Action.SIGN_OUT: "déconnexion",
    Action.SIGN_IN_REFUSED: "connexion refusée",
    Action.UNTIE: "adresse déliée de son compte",
    Action.ACCESS_REFUSED: "accès refusé",
    Action.CONSULTATION: "consultation",
    Action.DOWNLOAD: "téléchargement",
    Action.VIEW_AS: "« Voir comme »",
    Action.IMPORT: "import",
    Action.UNDO: "annulation d'import",
    Action.REDO: "rétablissement d'import",
    Action.REMEMBER_SHAPE: "forme de fichier retenue",
    Action.FORGET_SHAPE: "forme de fichier oubliée",
    Action.PROPOSE: "suite proposée",
    Action.CONFIRM: "suite proposée acceptée",
    Action.DECLINE: "suite proposée écartée",
    Action.GRANT: "habilitation",
    Action.REVOKE: "retrait d'habilitation",
    Action.ERASE: "effacement",
    Action.ANONYMISE: "anonymisation",
}
"""What the audit trail records, in words."""
SEVERITY = {
    Severity.ERROR: "Erreur",
    Severity.WARNING: "Avertissement",
    Severity.CORRECTION: "Correction",
}

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def french_date(day: date) -> str:
    """A date in words: « 8 octobre 2017 », « 1er mars 2019 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=16_384)
def french_number(value: float, decimals: int = 0) -> str:
    """A number with a decimal comma, a narrow no-break space between thousands, a true minus: « 1 234,5 », « −5 »."""
    written = f"{value:z,.{decimals}f}"
    return written.replace(",", "\u202f").replace(".", ",").replace("-", "\N{MINUS SIGN}")


def french_percent(fraction: float, decimals: int = 0) -> str:
    """A fraction of 1 as a percentage: « 64 % », with a no-break space."""
    return f"{french_number(100 * fraction, decimals)}\u00a0%"


def statement_aspect(aspect: str | None, origin: str | None) -> str | None:
    """The aspect of a frein or levier, marked when an analyst gave it and not its sheet; None when it has none.

    origin: « sheet » or « screen ».
    """
    return ASPECT[Aspect(aspect)] + (GIVEN_ON_SCREEN if origin == "screen" else "") if aspect else None


def plural(count: int, singular: str, plural_form: str | None = None) -> str:
    """A count with its noun in the right number; zero and one take the singular in French: « 1 frein », « 3 freins »."""
    word = singular if abs(count) < 2 else (plural_form or singular + "s")
    return f"{french_number(count)}\u00a0{word}"
