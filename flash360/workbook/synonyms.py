"""The other headings under which the columns of a workbook are known: what facilitators, tools and older files write."""

from __future__ import annotations

from flash360.model import Section

_SYNONYMS: dict[Section, dict[str, str]] = {
    Section.FICHE: {
        "session_code": (
            "code session|session|code de la session|code de session|n° de session|numéro de session|n° session"
            "|identifiant de la session|référence"
        ),
        "title": (
            "intitulé|titre de l'idée|titre de la session|titre du projet|intitulé de l'idée|intitulé de la session"
            "|intitulé du projet|nom de l'idée|nom de la session|sujet"
        ),
        "administration": (
            "administration partenaire|partenaire|administration porteuse|administration concernée|organisme porteur"
            "|structure porteuse|porteur|ministère|ministère / administration|administration / ministère"
        ),
        "administration_type": "type administration",
        "idea": "description|l'idée|description de l'idée|idée proposée|présentation de l'idée|résumé",
        "domain": "thématique|domaine de politique publique|politique publique",
        "idea_date": "date de l'idée",
        "contact_date": "date de prise de contact|date du contact|date de contact|premier contact|date du premier contact",
        "cadrage_date": "date du cadrage|date de cadrage|date de la réunion de cadrage",
        "cadrage_hours": "durée du cadrage|durée de cadrage",
        "session_date": "date de la session|date de session|jour de la session",
        "session_hours": "durée de la session|durée de session",
        "place": "lieu de la session",
        "facilitation": "animateur|animée par|animatrice|animateurs|facilitation|facilitateur|facilitatrice|facilitateurs",
        "declared_verdict": "avis|avis du panel|avis rendu|avis final|avis global",
        "reported_date": "date approximative",
        "reported_panel": "panel approximatif",
        "source": "source publiée",
    },
    Section.PARTICIPANTS: {
        "participant": (
            "participant|code participant|n° participant|code du participant|identifiant|identifiant participant|id"
            "|id participant|numéro|n°|numéro de participant"
        ),
        "college": "college|groupe|collège d'appartenance|profil|catégorie|catégorie de participant|type de participant",
        "organisation": "structure|organisme|structure / organisme|organisme / structure|entité|employeur",
        "territory": "région|département",
    },
    Section.CRITERIA: {
        "criterion": "critère|code critère|code du critère|n° critère|n° du critère|numéro du critère|n°|numéro|identifiant|id",
        "label": (
            "intitulé|question|libellé du critère|intitulé du critère|nom du critère|critère évalué|question posée|énoncé"
            "|description"
        ),
        "axis": "dimension|axe d'évaluation|axe évalué|volet",
        "scale_min": "min|note min|note minimale|note minimum|minimum|échelle minimum|échelle minimale|borne min|valeur min",
        "scale_max": "max|note max|note maximale|note maximum|maximum|échelle maximum|échelle maximale|borne max|valeur max",
        "favourable_from": "seuil favorable|favorable dès|seuil de faveur",
        "is_global": "critère global",
    },
    Section.VOTES: {
        "participant": (
            "code|code participant|votant|code du participant|votante|identifiant|identifiant participant|id participant"
            "|répondant|répondante|panéliste|participants"
        ),
        "criterion": "code critère|code du critère|critère évalué|n° critère|question|criterion",
        "grade": "vote|valeur|note attribuée|note donnée|réponse|score|évaluation|answer|rating|grade",
    },
    Section.STATEMENTS: {
        "number": "numéro|no|n|numéro d'ordre|id",
        "kind": "nature|frein ou levier|frein / levier|catégorie",
        "text": "verbatim|énoncé|description|contenu",
        "answers_number": "répond au frein",
    },
    Section.OUTCOMES: {
        "date": "date du point|date du suivi|date de suivi",
        "comment": "remarque|commentaires|remarques",
        "next_review": "prochain point",
        "status": "statut de l'idée|état|état d'avancement|avancement|situation",
    },
    Section.INVITATIONS: {
        "college": "college|groupe",
        "planned": "prévus|places|invités",
        "confirmed": "confirmés|confirmées",
    },
}
"""By the section and the key of the column, each between two bars."""


def synonyms(section: Section, key: str) -> tuple[str, ...]:
    """The other headings of a column."""
    return tuple(_SYNONYMS[section][key].split("|")) if key in _SYNONYMS[section] else ()
