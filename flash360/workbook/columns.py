"""The template's sheets and columns: the one place that says what a workbook holds.

A column's `key` is the name of the record field it fills, from the reader to the base.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from flash360.model import Section
from flash360.workbook.synonyms import synonyms


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
    synonyms: from synonyms.py. otherwise: headings that mean this column where another one says what they usually mean.
    """

    key: str
    heading: str
    type: Type = Type.TEXT
    required: bool = False
    synonyms: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


SESSION = ColumnSpec("session_code", "Session", required=True, synonyms=("code session", "session flash 360"))
"""First column of every sheet in the shape of many sessions, but in « Fiche », where the column is « Code »."""

_COLUMNS: dict[Section, tuple[ColumnSpec, ...]] = {
    Section.FICHE: (
        ColumnSpec("session_code", "Code", required=True),
        ColumnSpec("title", "Titre", required=True),
        ColumnSpec("administration", "Administration", required=True),
        ColumnSpec("administration_type", "Type d'administration"),
        ColumnSpec("idea", "Idée"),
        ColumnSpec("domain", "Domaine"),
        ColumnSpec("idea_date", "Date idée", Type.DATE),
        ColumnSpec("contact_date", "Date contact", Type.DATE),
        ColumnSpec("cadrage_date", "Date cadrage", Type.DATE),
        ColumnSpec("cadrage_hours", "Durée cadrage (h)", Type.NUMBER),
        ColumnSpec("session_date", "Date session", Type.DATE),
        ColumnSpec("session_hours", "Durée session (h)", Type.NUMBER),
        ColumnSpec("place", "Lieu"),
        ColumnSpec("facilitation", "Animation"),
        ColumnSpec("declared_verdict", "Avis déclaré", Type.CHOICE),
        ColumnSpec("reported_date", "Date rapportée"),
        ColumnSpec("reported_panel", "Panel rapporté"),
        ColumnSpec("source", "Source"),
    ),
    Section.PARTICIPANTS: (
        ColumnSpec("participant", "Code", required=True),
        ColumnSpec("college", "Collège", Type.CHOICE, required=True),
        ColumnSpec("organisation", "Organisation"),
        ColumnSpec("territory", "Territoire"),
    ),
    Section.CRITERIA: (
        ColumnSpec("criterion", "Code", required=True),
        ColumnSpec("label", "Libellé", required=True, otherwise=("critère", "critères")),
        ColumnSpec("axis", "Axe", Type.CHOICE, required=True),
        ColumnSpec("aspect", "Aspect", Type.CHOICE),
        ColumnSpec("scale_min", "Échelle min", Type.INTEGER, required=True),
        ColumnSpec("scale_max", "Échelle max", Type.INTEGER, required=True),
        ColumnSpec("favourable_from", "Favorable à partir de", Type.INTEGER),
        ColumnSpec("is_global", "Global", Type.YES_NO),
    ),
    Section.VOTES: (
        ColumnSpec("participant", "Participant", required=True),
        ColumnSpec("criterion", "Critère", required=True),
        ColumnSpec("grade", "Note", Type.GRADE),
    ),
    Section.STATEMENTS: (
        ColumnSpec("number", "N°", Type.INTEGER, required=True),
        ColumnSpec("kind", "Type", Type.CHOICE, required=True),
        ColumnSpec("aspect", "Aspect", Type.CHOICE),
        ColumnSpec("text", "Texte", required=True),
        ColumnSpec("college", "Collège", Type.CHOICE),
        ColumnSpec("theme", "Thème"),
        ColumnSpec("answers_number", "Répond au frein n°", Type.INTEGER),
    ),
    Section.OUTCOMES: (
        ColumnSpec("date", "Date", Type.DATE, required=True),
        ColumnSpec("status", "Statut", Type.CHOICE, required=True),
        ColumnSpec("accompaniment", "Accompagnement"),
        ColumnSpec("comment", "Commentaire"),
        ColumnSpec("next_review", "Point suivant le", Type.DATE),
    ),
    Section.INVITATIONS: (
        ColumnSpec("college", "Collège", Type.CHOICE, required=True),
        ColumnSpec("planned", "Places prévues", Type.INTEGER, required=True),
        ColumnSpec("confirmed", "Places confirmées", Type.INTEGER),
    ),
}
COLUMNS: dict[Section, tuple[ColumnSpec, ...]] = {
    section: tuple(replace(spec, synonyms=synonyms(section, spec.key)) for spec in specs) for section, specs in _COLUMNS.items()
}
"""In the long votes sheet; a wide one has `participant`, then one column per criterion code."""

TEMPLATE = tuple(section for section in Section if section is not Section.INVITATIONS)
"""The sheets of the template. A panel being composed is entered on a screen; a workbook may have its sheet all the same."""
EXAMPLE = "Exemple"
"""First cell of the template's example row; the reader leaves such rows out."""
