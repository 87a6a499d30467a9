"""The verdict, its solidity and the declared verdict, each in a sentence; the two axes as cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flash360 import labels
from flash360.charts.words import grade_in_words, grades_in_words, listed
from flash360.model import Axis, College, Scale, Verdict
from flash360.reports.card import Card
from flash360.statistics.solidity import Solidity
from flash360.statistics.verdict import MINIMUM

HIDDEN: Final = "Masqué : ces votes diraient ceux d'un trop petit groupe."
ISOLATED: Final = (
    "Le panel a changé de quelques personnes depuis une version déjà lue : la différence dirait leurs votes. "
    "L'avis reste montré, le détail des votes ne l'est plus."
)
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
            said = _inconclusive(session)
    divided = f" Panel divisé sur {_axes(split)}." if split else ""
    return f"{said} (règle {session['rule']}).{divided}"


def solidity_sentence(session: Session) -> str:
    """How few changed votes would change the verdict, and how many participants it hangs on; empty when nothing can be said."""
    flips, voters, pivotal = session["flips"], session["voters"], session["pivotal"]
    if session["verdict"] is None or voters is None:
        return ""
    if flips is None:
        return "Aucun changement de vote ne changerait cet avis : trop peu de participants ont exprimé une note."
    people = "1 participant" if flips == 1 else f"{flips} participants"
    change = "change son vote" if flips == 1 else "changent leur vote"
    text = f"Il suffirait que {people} sur {voters} {change} pour que l'avis change."
    if pivotal:
        who = "1 participant est pivot : sans lui" if pivotal == 1 else f"{pivotal} participants sont pivots : sans l'un d'eux"
        text += f" {who}, l'avis serait autre."
    return text


def absence_sentence(found: Solidity | None, *, colleges: bool) -> str:
    """What absences would do beyond the pivotal participants: leave fewer than five grades, or empty a collège's chairs.

    colleges: false where a collège is hidden from the viewer, for what a collège weighs tells its votes. Empty without votes,
    or when the panel is already too small.
    """
    if found is None or found.flips is None:
        return ""
    said: list[str] = []
    if found.too_few:
        whose = f"d'un seul de {found.too_few} participants" if found.too_few > 1 else "d'un participant"
        said.append(f"L'absence {whose} laisserait moins de {MINIMUM} notes sur un axe : plus rien ne pourrait être conclu.")
    elif not found.pivotal:
        said.append("Aucune absence isolée n'aurait changé l'avis.")
    if not colleges:
        return " ".join([*said, "Le poids de chaque collège est masqué : il laisserait deviner les votes d'un petit groupe."])
    for absence in found.colleges:
        whom = f"Sans les {labels.COLLEGES[College(absence.college)].lower()}"
        if absence.too_few:
            said.append(f"{whom}, il resterait moins de {MINIMUM} notes sur un axe : rien ne pourrait être conclu.")
        else:
            said.append(f"{whom}, l'avis serait « {labels.VERDICT[absence.verdict]} ».")
    if not found.colleges:
        said.append("L'avis ne tient à aucun collège en particulier.")
    return " ".join(said)


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
        hidden = HIDDEN if session[f"{axis}_n"] else "Aucune note exprimée."
        return Card(label, "–", details=(hidden,))
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
    middle = " ou ".join(grade_in_words(one, scale) for one in sorted({grade, upper}))
    beside = ["" if (low, high) == (0, 1) else f"sur {high}", "panel divisé" if session[f"{axis}_disagreement"] else ""]
    return Card(label, middle, ", ".join(one for one in beside if one), tuple(details))


def census_sentence(session: Session) -> str:
    """What the people of this panel said, all of them counted: a census, without an interval."""
    voters = session["voters"]
    parts = [said for axis in Axis if (said := _said_on(session, axis))]
    if not parts or not voters:
        return ""
    who = "Le participant qui a voté dit" if voters == 1 else f"Les {voters} participants qui ont voté disent"
    return f"{who} : {' ; '.join(parts)}."


def other_panel_sentence(session: Session) -> str:
    """What another panel of the same kind might say: the interval, kept apart from the census."""
    number = labels.french_number
    parts = [
        f"entre {number(session[f'{axis}_mean_low'], 1)} et {number(session[f'{axis}_mean_high'], 1)} en {labels.AXIS[axis]}"
        for axis in Axis
        if session[f"{axis}_mean_low"] is not None
    ]
    return f"Un autre panel comparable donnerait sans doute une note moyenne {listed(parts)}." if parts else ""


def _said_on(session: Session, axis: Axis) -> str:
    """« 4 en faisabilité (favorable) »; empty without a grade."""
    low, high, least = (session[f"{axis}_{name}"] for name in ("scale_min", "scale_max", "favourable_from"))
    grade, upper = session[f"{axis}_grade"], session[f"{axis}_grade_upper"]
    if grade is None:
        return ""
    scale = Scale(low, high, least)
    middle = " ou ".join(grade_in_words(one, scale) for one in sorted({grade, upper}))
    return f"{middle} en {labels.AXIS[axis]} ({'favorable' if grade >= least else 'pas favorable'})"


def _inconclusive(session: Session) -> str:
    """Why nothing can be concluded: on which axes too few people have a grade."""
    few = [(axis, session[f"{axis}_n"]) for axis in Axis if session[f"{axis}_n"] < MINIMUM]
    if session["voters"] == 0:
        return "Personne n'a exprimé de note, tous se sont abstenus : rien ne peut être conclu"
    where = listed([f"{labels.AXIS[axis]} ({n})" for axis, n in few])
    axes = "l'axe" if len(few) == 1 else "les axes"
    return f"Moins de {MINIMUM} participants ont une note sur {axes} {where} : rien ne peut être conclu"


def _unknown(session: Session) -> str:
    if session["step"] in ("idea", "contact", "cadrage"):
        return "La session n'a pas encore eu lieu : il n'y a pas encore de vote."
    return "Les votes de cette session ne sont pas connus : aucun avis ne peut être calculé."


def _axes(names: list[str]) -> str:
    return "la faisabilité et l'impact" if len(names) == 2 else f"l'axe {names[0]}"
