"""Closed lists: French wording to code, with the variants that people write."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz, process

from flash360.findings import CATALOGUE
from flash360.validation.cells.parsed import Note, Parsed, corrected
from flash360.workbook.choices import CHOICES, NO, YES
from flash360.workbook.folding import fold, singular

UnknownChoice = CATALOGUE["unknown-choice"]
_VARIANTS: dict[str, dict[str, str]] = {
    "college": {
        "usager": "usagère|citoyen|citoyenne|habitant|habitante|bénéficiaire|utilisateur|utilisatrice",
        "expert": "experte|chercheur|chercheuse|universitaire|spécialiste",
        "agent": "agente|fonctionnaire|agent public|agente publique",
        "decideur": "décideuse|décisionnaire|élu|élue|élu local|élue locale|élu(e)|élu·e|décideur/élu|élu/décideur",
    },
    "axis": {"feasibility": "faisable", "impact": "impact attendu"},
    "aspect": {
        "fond": "le fond",
        "forme": "la forme",
        "juridique": "légal|légale|droit",
        "financier": "financière|finance|budget|budgétaire",
    },
    "kind": {"frein": "obstacle|blocage", "levier": "facilitateur"},
    "declared_verdict": {
        "favourable": "avis favorable",
        "with_reservations": "avis favorable avec réserves|favorable sous réserve|avec réserves",
        "to_rework": "à revoir|à reprendre",
        "unfavourable": "avis défavorable",
        "inconclusive": "pas concluant",
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


def choice(key: str, heading: str, text: str) -> Parsed:
    """The code of a text in the closed list of a column: as worded whatever the case; a variant is corrected.

    A text of no choice is an `unknown-choice` that names the choices and the nearest one.
    """
    exact, variants = _tables(key)
    code = exact.get(text.casefold())
    if code is not None:
        return Parsed(code)
    labels = CHOICES[key]
    code = variants.get(singular(fold(text)))
    if code is not None:
        return corrected(code, labels[code], "variante d'un choix de la liste")
    wording = list(labels.values())
    details = {"heading": heading, "choices": ", ".join(wording), "hint": _hint(text, wording)}
    return Parsed(None, (Note(UnknownChoice, details),))


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
