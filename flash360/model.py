"""The programme's vocabulary: enums and frozen values that every package speaks. No logic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """The five steps of a session, from idea to realisation, in order."""

    IDEA = "idea"
    CONTACT = "contact"
    CADRAGE = "cadrage"
    SESSION = "session"
    REALISATION = "realisation"


class College(StrEnum):
    """The group a participant speaks for. An elected official is a décideur."""

    USAGER = "usager"
    EXPERT = "expert"
    AGENT = "agent"
    DECIDEUR = "decideur"


class Axis(StrEnum):
    """What a criterion judges."""

    FEASIBILITY = "feasibility"
    IMPACT = "impact"


class Aspect(StrEnum):
    """The side of an idea that a criterion or a statement speaks of."""

    FOND = "fond"
    FORME = "forme"
    JURIDIQUE = "juridique"
    FINANCIER = "financier"


class Kind(StrEnum):
    """The kind of a statement: what blocks an idea or what carries it."""

    FREIN = "frein"
    LEVIER = "levier"


class Verdict(StrEnum):
    """The panel's verdict, computed by the rule or declared by the fiche."""

    FAVOURABLE = "favourable"
    WITH_RESERVATIONS = "with_reservations"
    TO_REWORK = "to_rework"
    UNFAVOURABLE = "unfavourable"
    INCONCLUSIVE = "inconclusive"


class OutcomeStatus(StrEnum):
    """What became of an idea after its session (the closed list of the sheet « Suites »)."""

    REALISED = "realised"
    ENGAGED = "engaged"
    WAITING = "waiting"
    REDIRECTED = "redirected"
    ABANDONED = "abandoned"
    STOPPED_AFTER_SESSION = "stopped_after_session"
    NO_NEWS = "no_news"


class OutcomeClass(StrEnum):
    """The class of an outcome's status, for the measures across sessions."""

    REALISED = "realised"
    UNDER_WAY = "under_way"
    STOPPED = "stopped"
    NO_NEWS = "no_news"


OUTCOME_CLASS: dict[OutcomeStatus, OutcomeClass] = {
    OutcomeStatus.REALISED: OutcomeClass.REALISED,
    OutcomeStatus.ENGAGED: OutcomeClass.REALISED,
    OutcomeStatus.WAITING: OutcomeClass.UNDER_WAY,
    OutcomeStatus.REDIRECTED: OutcomeClass.UNDER_WAY,
    OutcomeStatus.ABANDONED: OutcomeClass.STOPPED,
    OutcomeStatus.STOPPED_AFTER_SESSION: OutcomeClass.STOPPED,
    OutcomeStatus.NO_NEWS: OutcomeClass.NO_NEWS,
}


class Section(StrEnum):
    """A part of a session that an import brings whole. Also the name of its table in the store,
    but for `fiche`, whose table is `sessions`.
    """

    FICHE = "fiche"
    PARTICIPANTS = "participants"
    CRITERIA = "criteria"
    VOTES = "votes"
    STATEMENTS = "statements"
    OUTCOMES = "outcomes"
    INVITATIONS = "invitations"


class Role(StrEnum):
    """What a signed-in person may do. Their scope says on which sessions."""

    DIRECTION = "direction"
    ANALYSTE = "analyste"
    PARTENAIRE = "partenaire"
    ADMINISTRATEUR = "administrateur"


class Action(StrEnum):
    """What the audit trail records."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    SIGN_IN_REFUSED = "sign_in_refused"
    UNTIE = "untie"
    ACCESS_REFUSED = "access_refused"
    CONSULTATION = "consultation"
    DOWNLOAD = "download"
    VIEW_AS = "view_as"
    IMPORT = "import"
    UNDO = "undo"
    REDO = "redo"
    REMEMBER_SHAPE = "remember-shape"
    FORGET_SHAPE = "forget-shape"
    PROPOSE = "propose"
    CONFIRM = "confirm"
    DECLINE = "decline"
    GRANT = "grant"
    REVOKE = "revoke"
    ERASE = "erase"
    ANONYMISE = "anonymise"


@dataclass(frozen=True, slots=True)
class Scale:
    """A criterion's integer grades, min and max included, and the lowest favourable one (min < it ≤ max)."""

    min: int
    max: int
    favourable_from: int


Counts = tuple[int, ...]
"""Expressed votes per grade, lowest grade first; length is scale.max - scale.min + 1."""

MAX_PARTICIPANTS = 20
RULE = 1
"""The number of the verdict rule in force; stored with each verdict and printed with it."""
