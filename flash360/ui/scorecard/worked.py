"""The method, measure by measure: the question, the rule in plain French, the formula, and the picked session's numbers in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flash360 import labels
from flash360.model import Axis, Verdict
from flash360.ui.scorecard import formulas

Session = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Worked:
    """One measure. formula: LaTeX. example: the session's own numbers, empty when it has none. source: where it comes from.

    instance: the formula with the session's numbers in it, LaTeX; empty when there is none.
    """

    question: str
    rule: str
    formula: str
    example: str
    source: str
    instance: str = ""


def of_axis(session: Session, axis: Axis) -> list[Worked]:
    """The measures of one axis of a session, in the order of a reading."""
    has = session[f"{axis}_n"] > 0
    return [
        Worked(
            "Que dit le panel ?",
            "La note majoritaire est la note du milieu quand on range les notes de la plus basse à la plus haute. Quand "
            "deux notes "
            "différentes se partagent le milieu, la plus basse décide et les deux sont montrées. Une abstention n'est pas "
            "une note.",
            r"\alpha = g_{(\lceil n/2 \rceil)}",
            _majority(session, axis) if has else "",
            "Balinski et Laraki, jugement majoritaire",
            formulas.majority(session, axis) if has else "",
        ),
        Worked(
            "Comment départager deux panels de même note ?",
            "Le jugement usuel part de la note majoritaire et penche vers le côté qui a le plus de votes, d'une demi-note au "
            "plus. Deux panels au même jugement usuel sont à égalité.",
            r"\alpha + \frac12 \cdot \frac{p - q}{1 - p - q}, \quad p,\, q \text{ : parts au-dessus, au-dessous}",
            f"Jugement usuel : {labels.french_number(session[f'{axis}_usual'], 2)}." if has else "",
            "Fabre 2021",
            formulas.usual(session, axis) if has else "",
        ),
        Worked(
            "Combien y sont favorables ?",
            "La part des notes égales ou supérieures à la note favorable de l'échelle, avec l'intervalle de Jeffreys à "
            "95\u00a0%.",
            r"\frac{x}{n}, \quad \left[B_{0{,}025};\,B_{0{,}975}\right] \text{ de } \mathrm{B\hat{e}ta}"
            r"(x + \tfrac12,\; n - x + \tfrac12)",
            _share(session, axis) if has else "",
            "Brown, Cai et DasGupta 2001",
            formulas.share(session, axis) if has else "",
        ),
        Worked(
            "Que dirait un autre panel comparable ?",
            "La moyenne des notes sous une loi de Dirichlet : chaque note reçoit ses votes plus 1/K, K étant le nombre de "
            "notes de "
            "l'échelle. Même un panel unanime garde ainsi une marge.",
            r"p \sim \mathrm{Dirichlet}(c_1 + \tfrac1K, \dots, c_K + \tfrac1K), \quad \sum_k p_k\, g_k",
            _mean(session, axis) if has else "",
            "loi a priori de Perks",
            formulas.mean(session, axis) if has else "",
        ),
        Worked(
            "Où serait la médiane d'un autre panel ?",
            "Entre deux notes du panel, choisies par leur rang pour que la médiane y soit au moins 95 fois sur 100. "
            "En dessous de 6 notes, il n'y a pas d'intervalle à 95 %.",
            r"[g_{(r)} ;\, g_{(n + 1 - r)}], \quad r = \max \{ r : P(\mathrm{Bin}(n, \tfrac12) < r) \le 0{,}025 \}",
            _median(session, axis) if has else "",
            "Conover 1999, 3.2",
            formulas.median(session, axis) if has else "",
        ),
        Worked(
            "Sont-ils d'accord ?",
            "L'accord A de van der Eijk vaut 1 quand tous donnent la même note, 0 quand les notes sont également réparties, "
            "−1 quand elles se "
            "partagent entre les deux extrêmes. Le consensus de Tastle et Wierman va de 0 à 1.",
            r"A = \sum_i w_i \, A_i, \qquad C = 1 + \sum_k p_k \log_2\!\left(1 - \frac{|g_k - \mu|}{g_{max} - g_{min}}\right)",
            _agreement(session, axis) if has else "",
            "van der Eijk 2001 ; Tastle et Wierman 2007",
            _both(formulas.layers(session, axis), formulas.consensus(session, axis)) if has else "",
        ),
        Worked(
            "Sont-ils divisés ?",
            "L'écart entre les centiles 30 et 70 est comparé à ce qu'il serait sans désaccord (méthode RAND/UCLA, sur une "
            "échelle ramenée à 1–9). "
            "« Panel divisé » demande aussi que ces deux centiles soient distants d'au moins deux notes.",
            r"IPR = p_{70} - p_{30} \;>\; IPRAS = 2{,}35 + 1{,}5\,\left|5 - \tfrac{p_{30} + p_{70}}{2}\right|",
            _disagreement(session, axis) if has else "",
            "Fitch et al. 2001, manuel RAND/UCLA",
            formulas.disagreement(session, axis) if has else "",
        ),
        Worked(
            "Comment comparer des échelles différentes ?",
            "Chaque note devient sa position entre 0 (le bas de l'échelle) et 100 (le haut) ; on en prend la moyenne.",
            r"\frac{100}{n} \sum_i \frac{g_i - g_{min}}{g_{max} - g_{min}}",
            f"Position moyenne : {labels.french_number(session[f'{axis}_position'], 1)} sur 100." if has else "",
            "calcul direct",
            formulas.position(session, axis) if has else "",
        ),
    ]


def counts_sentence(session: Session, axis: Axis) -> str:
    """The grades of a session on an axis: « 1 × note 2, 6 × note 3 ; 1 abstention »."""
    counts, low = session[f"{axis}_counts"] or [], session[f"{axis}_scale_min"] or 0
    given = [f"{count} × note {low + place}" for place, count in enumerate(counts) if count]
    silent = session[f"{axis}_abstentions"]
    text = ", ".join(given) if given else "aucune note"
    return f"Notes des participants en {labels.AXIS[axis]} : {text}" + (
        f" ; {labels.plural(silent, 'abstention')}." if silent else "."
    )


def verdict_steps(session: Session) -> list[str]:
    """How the rule reaches the session's verdict, one line per step."""
    lines: list[str] = []
    for axis in Axis:
        n, grade, least = (session[f"{axis}_{name}"] for name in ("n", "grade", "favourable_from"))
        if grade is None:
            lines.append(f"{labels.AXIS[axis].capitalize()} : aucune note.")
            continue
        word = "favorable" if grade >= least else "non favorable"
        split = ", panel divisé" if session[f"{axis}_disagreement"] else ""
        lines.append(
            f"{labels.AXIS[axis].capitalize()} : n = {n}, note majoritaire {grade}, favorable à partir de {least} : "
            f"{word}{split}."
        )
    if session["verdict"]:
        lines.append(f"Avis par la règle {session['rule']} : {labels.VERDICT[Verdict(session['verdict'])]}.")
    return lines


def _majority(session: Session, axis: Axis) -> str:
    n, grade, upper = (session[f"{axis}_{name}"] for name in ("n", "grade", "grade_upper"))
    rank = (n + 1) // 2
    if grade != upper:
        middle = f"les deux notes du milieu, la {_rank(rank)} et la {_rank(rank + 1)}, sont {grade} et {upper}"
        return f"n = {n} : {middle} ; la note majoritaire est {grade}."
    return f"n = {n} : la note du milieu, la {_rank(rank)}, est {grade}."


def _share(session: Session, axis: Axis) -> str:
    counts, low, least = (session[f"{axis}_{name}"] for name in ("counts", "scale_min", "favourable_from"))
    n, x = sum(counts), sum(counts[least - low :])
    share, share_low, share_high = (session[f"{axis}_share{end}"] for end in ("", "_low", "_high"))
    percent = labels.french_percent
    interval = f"intervalle de {percent(share_low)} à {percent(share_high)}"
    return f"{x} notes sur {n} valent {least} ou plus : {percent(share)}, {interval}."


def _mean(session: Session, axis: Axis) -> str:
    number = labels.french_number
    mean, low, high = (session[f"{axis}_mean{end}"] for end in ("", "_low", "_high"))
    grades = session[f"{axis}_scale_max"] - session[f"{axis}_scale_min"] + 1
    interval = f"entre {number(low, 1)} et {number(high, 1)}"
    return f"K = {grades} : moyenne {number(mean, 1)} ; un autre panel comparable dirait sans doute {interval}."


def _both(first: str, second: str) -> str:
    """Two formulas, one below the other."""
    return rf"\begin{{gathered}} {first} \\[1em] {second} \end{{gathered}}"


def _median(session: Session, axis: Axis) -> str:
    low, high = session[f"{axis}_median_low"], session[f"{axis}_median_high"]
    if low is None:
        return f"n = {session[f'{axis}_n']} : moins de 6 notes, pas d'intervalle à 95\u00a0%."
    return f"Médiane entre {low} et {high}."


def _agreement(session: Session, axis: Axis) -> str:
    number = labels.french_number
    return f"A = {number(session[f'{axis}_agreement'], 2)} ; consensus = {number(session[f'{axis}_consensus'], 2)}."


def _disagreement(session: Session, axis: Axis) -> str:
    index = session[f"{axis}_disagreement_index"]
    state = "le panel est divisé" if session[f"{axis}_disagreement"] else "le panel n'est pas divisé"
    return f"Indice IPR/IPRAS = {labels.french_number(index, 2)} : {state}." if index is not None else f"{state.capitalize()}."


def _rank(number: int) -> str:
    return "1re" if number == 1 else f"{number}e"


EMPTY: Session = {f"{axis}_n": 0 for axis in Axis}
"""A session without numbers: the measures are then given without an example."""
