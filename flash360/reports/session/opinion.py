"""The verdict, its solidity and the declared verdict, each in a sentence; the two axes as cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flash360 import labels
from flash360.charts.words import grade_in_words, grades_in_words, listed
from flash360.model import Axis, Scale, Verdict
from flash360.reports.card import Card

Session = Mapping[str, Any]
"""A session's row of the programme table."""


def title(session: Session) -> str:
    """The finding and the idea: « Avis favorable – Guichet unique des associations »."""
    verdict = session["verdict"]
    finding = f"Avis {labels.VERDICT[Verdict(verdict)]}" if verdict else labels.UNKNOWN_VOTES.capitalize()
    return f"{finding} – {session['title']}"


def verdict_sentence(session: Session) -> str:
    """What the panel concludes, on which axis it does not, where it is divided, and by which rule."""
    code = session["verdict"]
    if code is None:
        return _unknown(session)
    verdict = Verdict(code)
    split = [labels.AXIS[axis] for axis in Axis if session[f"{axis}_disagreement"]]
    match verdict:
        case Verdict.FAVOURABLE:
            said = "Le panel juge l'idée faisable et d'un impact suffisant"
        case Verdict.WITH_RESERVATIONS:
            said = "Le panel juge l'idée faisable et d'un impact suffisant, mais ses votes s'opposent"
        case Verdict.TO_REWORK:
            weak = Axis(session["rework_axis"])
            other = Axis.IMPACT if weak is Axis.FEASIBILITY else Axis.FEASIBILITY
            said = f"Le panel est favorable sur l'axe {labels.AXIS[other]}, pas sur l'axe {labels.AXIS[weak]}, à retravailler"
        case Verdict.UNFAVOURABLE:
            said = "Le panel n'est favorable ni sur la faisabilité ni sur l'impact"
        case Verdict.INCONCLUSIVE:
            least = min(session[f"{axis}_n"] for axis in Axis)
            said = f"Moins de 5 participants ont exprimé une note sur l'un des axes ({least}) : rien ne peut être conclu"
    divided = f" Panel divisé sur {_axes(split)}." if split else ""
    return f"{said} (règle {session['rule']}).{divided}"


def solidity_sentence(session: Session) -> str:
    """How few changed votes would change the verdict; empty when nothing can be said."""
    flips, voters, pivotal = session["flips"], session["voters"], session["pivotal"]
    if session["verdict"] is None or voters is None:
        return ""
    if flips is None:
        return "Aucun changement de vote ne changerait cet avis : trop peu de participants ont exprimé une note."
    people = "1 participant" if flips == 1 else f"{flips} participants"
    change = "change son vote" if flips == 1 else "changent leur vote"
    text = f"Il suffirait que {people} sur {voters} {change} pour que l'avis change."
    if pivotal:
        whose = "L'absence d'un participant" if pivotal == 1 else f"L'absence de n'importe lequel de {pivotal} d'entre eux"
        text += f" {whose} aurait suffi à le changer."
    return text


def declared_sentence(session: Session) -> tuple[str, bool]:
    """What the fiche declares beside the computed verdict, and whether they differ; empty when it declares nothing."""
    if session["declared_verdict"] is None:
        return "", False
    declared = labels.VERDICT[Verdict(session["declared_verdict"])]
    if session["verdict"] is None:
        return f"La fiche déclare un avis « {declared} ».", False
    computed = labels.VERDICT[Verdict(session["verdict"])]
    if declared == computed:
        return f"La fiche déclare le même avis : « {declared} ».", False
    by_rule = f"les votes, par la règle {session['rule']}, donnent « {computed} »"
    return f"La fiche déclare un avis « {declared} » ; {by_rule}. Les deux sont conservés.", True


def axis_card(session: Session, axis: Axis) -> Card:
    """One axis: the majority grade (both middle grades when they differ), n, favourable share and interval, division."""
    label = labels.AXIS[axis].capitalize()
    low, high = session[f"{axis}_scale_min"], session[f"{axis}_scale_max"]
    grade, upper = session[f"{axis}_grade"], session[f"{axis}_grade_upper"]
    if grade is None:
        return Card(label, "–", details=("Aucune note exprimée.",))
    n, abstentions = session[f"{axis}_n"], session[f"{axis}_abstentions"]
    scale = Scale(low, high, session[f"{axis}_favourable_from"])
    part, part_low, part_high = (session[f"{axis}_share{end}"] for end in ("", "_low", "_high"))
    details = [
        f"note majoritaire, {grades_in_words(low, high, scale)} ; "
        f"favorable : {grades_in_words(scale.favourable_from, high, scale)}",
        f"n = {labels.plural(n, 'participant')}" + (f", {labels.plural(abstentions, 'abstention')}" if abstentions else ""),
        f"{labels.french_percent(part)} de favorables",
        f"intervalle à 95\u00a0% : {labels.french_percent(part_low)} à {labels.french_percent(part_high)}",
    ]
    if session[f"{axis}_disagreement"]:
        details.append("panel divisé")
    middle = " ou ".join(grade_in_words(one, scale) for one in sorted({grade, upper}))
    return Card(label, middle, "" if middle in ("oui", "non", "non ou oui") else f"sur {high}", tuple(details))


def other_panel_sentence(session: Session) -> str:
    """What another panel of the same kind might say: the interval, kept apart from the census."""
    number = labels.french_number
    parts = [
        f"entre {number(session[f'{axis}_mean_low'], 1)} et {number(session[f'{axis}_mean_high'], 1)} en {labels.AXIS[axis]}"
        for axis in Axis
        if session[f"{axis}_mean_low"] is not None
    ]
    return f"Un autre panel comparable donnerait sans doute une note moyenne {listed(parts)}." if parts else ""


def _unknown(session: Session) -> str:
    if session["step"] in ("idea", "contact", "cadrage"):
        return "La session n'a pas encore eu lieu : il n'y a pas encore de vote."
    return "Les votes de cette session ne sont pas connus : aucun avis ne peut être calculé."


def _axes(names: list[str]) -> str:
    return "la faisabilité et l'impact" if len(names) == 2 else f"l'axe {names[0]}"
