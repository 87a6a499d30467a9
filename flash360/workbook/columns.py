"""The template's sheets and columns: the one place that says what a workbook holds.

A column's `key` is the name of the record field it fills, from the reader to the base.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flash360.model import Section


class Type(StrEnum):
    """What a cell of the column should hold."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    GRADE = "grade"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: its record field, its French heading, its other known headings, what it holds.

    required: the cell may not be blank in a row that holds anything.
    choices: record code to French wording, for a closed list.
    """

    key: str
    heading: str
    type: Type = Type.TEXT
    required: bool = False
    synonyms: tuple[str, ...] = ()


SESSION = ColumnSpec("session_code", "Session", required=True, synonyms=("code session", "session flash 360"))
"""First column of every sheet in the shape of many sessions, but in « Fiche », where the column is « Code »."""

COLUMNS: dict[Section, tuple[ColumnSpec, ...]] = {
    Section.FICHE: (
        ColumnSpec("session_code", "Code", required=True, synonyms=("code session", "session")),
        ColumnSpec("title", "Titre", required=True, synonyms=("intitulé", "titre de l'idée")),
        ColumnSpec("administration", "Administration", required=True, synonyms=("administration partenaire", "partenaire")),
        ColumnSpec("administration_type", "Type d'administration", synonyms=("type administration",)),
        ColumnSpec("idea", "Idée", synonyms=("description", "l'idée")),
        ColumnSpec("domain", "Domaine", synonyms=("thématique", "domaine de politique publique")),
        ColumnSpec("idea_date", "Date idée", Type.DATE, synonyms=("date de l'idée",)),
        ColumnSpec("contact_date", "Date contact", Type.DATE, synonyms=("date de prise de contact", "date du contact")),
        ColumnSpec("cadrage_date", "Date cadrage", Type.DATE, synonyms=("date du cadrage",)),
        ColumnSpec("cadrage_hours", "Durée cadrage (h)", Type.NUMBER, synonyms=("durée du cadrage",)),
        ColumnSpec("session_date", "Date session", Type.DATE, synonyms=("date de la session",)),
        ColumnSpec("session_hours", "Durée session (h)", Type.NUMBER, synonyms=("durée de la session",)),
        ColumnSpec("place", "Lieu"),
        ColumnSpec("facilitation", "Animation", synonyms=("animateur", "animée par")),
        ColumnSpec("declared_verdict", "Avis déclaré", Type.CHOICE, synonyms=("avis", "avis du panel")),
        ColumnSpec("reported_date", "Date rapportée", synonyms=("date approximative",)),
        ColumnSpec("reported_panel", "Panel rapporté", synonyms=("panel approximatif",)),
        ColumnSpec("source", "Source", synonyms=("source publiée",)),
    ),
    Section.PARTICIPANTS: (
        ColumnSpec("participant", "Code", required=True, synonyms=("participant", "code participant", "n° participant")),
        ColumnSpec("college", "Collège", Type.CHOICE, required=True, synonyms=("college", "groupe")),
        ColumnSpec("organisation", "Organisation", synonyms=("structure", "organisme")),
        ColumnSpec("territory", "Territoire", synonyms=("région", "département")),
    ),
    Section.CRITERIA: (
        ColumnSpec("criterion", "Code", required=True, synonyms=("critère", "code critère")),
        ColumnSpec("label", "Libellé", required=True, synonyms=("intitulé", "question")),
        ColumnSpec("axis", "Axe", Type.CHOICE, required=True),
        ColumnSpec("aspect", "Aspect", Type.CHOICE),
        ColumnSpec("scale_min", "Échelle min", Type.INTEGER, required=True, synonyms=("min", "note min")),
        ColumnSpec("scale_max", "Échelle max", Type.INTEGER, required=True, synonyms=("max", "note max")),
        ColumnSpec("favourable_from", "Favorable à partir de", Type.INTEGER, synonyms=("seuil favorable",)),
        ColumnSpec("is_global", "Global", Type.YES_NO, synonyms=("critère global",)),
    ),
    Section.VOTES: (
        ColumnSpec("participant", "Participant", required=True, synonyms=("code", "code participant", "votant")),
        ColumnSpec("criterion", "Critère", required=True, synonyms=("code critère",)),
        ColumnSpec("grade", "Note", Type.GRADE, synonyms=("vote", "valeur")),
    ),
    Section.STATEMENTS: (
        ColumnSpec("number", "N°", Type.INTEGER, required=True, synonyms=("numéro", "no", "n")),
        ColumnSpec("kind", "Type", Type.CHOICE, required=True, synonyms=("nature", "frein ou levier")),
        ColumnSpec("aspect", "Aspect", Type.CHOICE),
        ColumnSpec("text", "Texte", required=True, synonyms=("verbatim", "énoncé")),
        ColumnSpec("college", "Collège", Type.CHOICE),
        ColumnSpec("theme", "Thème"),
        ColumnSpec("answers_number", "Répond au frein n°", Type.INTEGER, synonyms=("répond au frein",)),
    ),
    Section.OUTCOMES: (
        ColumnSpec("date", "Date", Type.DATE, required=True, synonyms=("date du point",)),
        ColumnSpec("status", "Statut", Type.CHOICE, required=True),
        ColumnSpec("accompaniment", "Accompagnement"),
        ColumnSpec("comment", "Commentaire", synonyms=("remarque",)),
        ColumnSpec("next_review", "Point suivant le", Type.DATE, synonyms=("prochain point",)),
    ),
}
"""In the long votes sheet; a wide one has `participant`, then one column per criterion code."""

EXAMPLE = "Exemple"
"""First cell of the template's example row; the reader leaves such rows out."""
