"""Closed lists: French wording to code, with the variants that people write."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from flash360.findings import CATALOGUE
from flash360.validation.cells.parsed import Note, Parsed, corrected
from flash360.workbook.choices import CHOICES, NO, YES
from flash360.workbook.folding import fold, singular

UnknownChoice = CATALOGUE["unknown-choice"]
_VARIANTS: dict[str, dict[str, str]] = {
    "college": {
        "usager": "user|citizen|usagère|usager du service|citoyen|citoyenne|"
        "habitant|habitante|bénéficiaire|utilisateur|utilisatrice",
        "expert": "experte|expert métier|expert technique|chercheur|chercheuse|universitaire|spécialiste",
        "agent": "agente|civil servant|agent de terrain|agent de l'état|agent territorial|"
        "fonctionnaire|agent public|agente publique",
        "decideur": "décideuse|decision maker|décideur public|décideuse publique|décisionnaire|élu|élue|élu local|élue locale|"
        "décideur/élu|élu/décideur",
    },
    "axis": {"feasibility": "faisable|feasibility", "impact": "impact attendu"},
    "aspect": {
        "fond": "le fond",
        "forme": "la forme",
        "juridique": "légal|légale|droit",
        "financier": "financière|finance|budget|budgétaire",
    },
    "kind": {"frein": "obstacle|blocage", "levier": "facilitateur"},
    "declared_verdict": {
        "favourable": "avis favorable",
        "with_reservations": "avis favorable avec réserves|favorable sous réserve|avis favorable sous réserve|avec réserves",
        "to_rework": "à revoir|à reprendre|avis à retravailler",
        "unfavourable": "avis défavorable",
        "inconclusive": "pas concluant|avis non concluant",
    },
    "status": {
        "realised": "réalisé|fait|faite|terminé|terminée",
        "engaged": "engagé|engagée|réalisation en cours|en cours de réalisation",
        "waiting": "attente|en suspens",
        "redirected": "réorienté",
        "abandoned": "abandonné",
        "stopped_after_session": "arrêté après la session|arrêté|arrêtée",
        "no_news": "pas de nouvelle",
    },
}
_YES = frozenset({"oui", "o", "x", "vrai", "true", "yes", "1", "✓", "✔"})
_NO = frozenset({"non", "n", "faux", "false", "no", "0"})
_CLOSE = 65
_ARTICLE = re.compile(r"^(?:des |de la |de l'|du |de |d')")
_INCLUSIVE = re.compile(r"(?<=\w\w)[·•.(-](?:es?|ses?|euses?|trices?|s)\b\)?(?:[·•.-]s\b)?")


def choice(key: str, heading: str, text: str) -> Parsed:
    """The code of a text in the closed list of a column: as worded whatever the case; a variant is corrected.

    A text of no choice is an `unknown-choice` that names the choices and the nearest one.
    """
    exact, variants = _tables(key)
    code = exact.get(text.casefold())
    if code is not None:
        return Parsed(code)
    labels = CHOICES[key]
    code = variants.get(singular(fold(text))) or variants.get(_bare(fold(text), heading))
    if code is not None:
        return corrected(code, labels[code], "variante d'un choix de la liste")
    wording = list(labels.values())
    details = {"heading": heading, "choices": ", ".join(wording), "hint": _hint(text, wording)}
    return Parsed(None, (Note(UnknownChoice, details),))


def _bare(folded: str, heading: str) -> str:
    """A text without the name of its own column before it nor inclusive endings: « collège des usager·es », « axe impact »."""
    named, _, rest = folded.partition(" ")
    if rest and named == fold(heading):
        folded = _ARTICLE.sub("", rest)
    return singular(_INCLUSIVE.sub("", folded))


def yes_no(heading: str, text: str) -> Parsed:
    """« oui » or « non »; « x », « vrai », « 1 » and their like are corrected."""
    if text.casefold() in (YES, NO):
        return Parsed(text.casefold() == YES)
    folded = fold(text)
    if folded in _YES or folded in _NO:
        return corrected(folded in _YES, YES if folded in _YES else NO, "oui ou non")
    return Parsed(None, (Note(UnknownChoice, {"heading": heading, "choices": f"{YES}, {NO}", "hint": "Répondez oui ou non."}),))


@lru_cache
def _tables(key: str) -> tuple[dict[str, str], dict[str, str]]:
    """Two dictionaries to the code: from the exact wording, and from the folded singular of wording and variants."""
    labels = CHOICES[key]
    exact = {wording.casefold(): code for code, wording in labels.items()}
    variants = {singular(fold(wording)): code for code, wording in labels.items()}
    for code, written in _VARIANTS.get(key, {}).items():
        for phrase in written.split("|"):
            variants.setdefault(singular(fold(phrase)), code)
    return exact, variants


def _hint(text: str, wording: list[str]) -> str:
    nearest = process.extractOne(text, wording, scorer=fuzz.WRatio, processor=fold, score_cutoff=_CLOSE)
    return f"Vouliez-vous dire « {nearest[0]} » ?" if nearest else "Choisissez dans la liste."
