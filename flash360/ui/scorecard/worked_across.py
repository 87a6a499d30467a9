"""The method between collèges and across the programme: the same way, on the picked session's numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flash360 import labels
from flash360.model import Axis, College, Counts, Scale
from flash360.reports.session import comparison
from flash360.statistics.colleges import Comparison, Question
from flash360.statistics.funnel import Funnel
from flash360.statistics.ranking import Ranking
from flash360.statistics.reality import Reality
from flash360.ui.scorecard.formulas import tex
from flash360.ui.scorecard.worked import Worked

EFFECT = r"\delta = \frac{\#(a > b) - \#(a < b)}{n_a \cdot n_b}"
CONSENSUS = r"\left( \prod_{c=1}^{G} \frac{x_c + 1}{n_c + 2} \right)^{1/G}"


def of_colleges(question: Question | None, scale: Scale | None, hidden: str = "") -> list[Worked]:
    """The measures between collèges on one axis. hidden: said in place of the numbers, where a collège is hidden."""
    pair = max(question.pairs, key=lambda one: abs(one.delta), default=None) if question else None
    groups = {name: one.counts for name, one in question.groups.items()} if question else {}
    return [
        Worked(
            "Les collèges s'opposent-ils ?",
            "Le δ de Cliff compare chaque personne d'un collège à chaque personne de l'autre. Le p est la part des répartitions "
            "possibles des participants qui donneraient un écart au moins aussi grand ; toutes les comparaisons de la session "
            "sont corrigées ensemble (Benjamini-Hochberg). Une comparaison que même l'écart extrême ne rendrait pas "
            "significative n'est pas testée. Sans preuve, on lit « non concluant », jamais « d'accord ».",
            EFFECT + r", \qquad p^{aj}_{(i)} = \min_{j \ge i} \frac{m\, p_{(j)}}{j}",
            hidden or (_pair_example(pair) if pair else ""),
            "Cliff 1993 ; Lehmann 1975 ; Benjamini et Hochberg 1995 ; mots de l'effet : Romano et al. 2006",
            _delta(groups[pair.first], groups[pair.second], pair) if pair else "",
        ),
        Worked(
            "Les collèges portent-ils l'idée ensemble ?",
            "Le consensus entre collèges est la moyenne géométrique de leurs parts favorables, chacune ramenée vers le milieu "
            "par une voix pour et une voix contre : un seul collège opposé suffit à le faire tomber.",
            CONSENSUS,
            hidden
            or (
                f"Consensus entre collèges : {labels.french_percent(question.consensus)}."
                if question and question.consensus is not None
                else ""
            ),
            "d'après Small et al. 2021 (Polis)",
            _consensus(groups, scale, question.consensus) if question and scale and question.consensus is not None else "",
        ),
    ]


def of_programme(
    session: Mapping[str, Any] | None, axis: Axis, ranked: Ranking, funnel: Funnel, reality: Reality
) -> list[Worked]:
    """The measures across sessions: the session's place in the ranking and the funnel of an axis, the programme's forecast."""
    own = session["session_id"] if session else None
    place = next((row for row in ranked.table.to_pylist() if row["session_id"] == own), None)
    point = next((row for row in funnel.points.to_pylist() if row["session_id"] == own), None)
    return [
        Worked(
            "Où se classe-t-elle, équitablement ?",
            "La position d'une session est rapprochée de celle du programme, d'autant plus que ses votes sont peu nombreux. La "
            "dispersion des votes est commune à toutes les sessions : un panel unanime n'a pas un poids infini. Deux voisines "
            "partagent un groupe tant que l'une ne dépasse pas l'autre avec au moins 80 % de probabilité.",
            r"y_i \sim N(\theta_i,\, s^2/n_i), \quad \theta_i \sim N(\mu,\, \tau^2), \quad "
            r"E(\theta_i \mid \tau) = \frac{y_i\, \tau^2 + \mu\, s^2/n_i}{\tau^2 + s^2/n_i}",
            _place(place, ranked) if place else "",
            "Gelman et al. 2013, 5.4 ; Goldstein et Spiegelhalter 1996",
            _shrunk(place, ranked) if place else "",
        ),
        Worked(
            "S'écarte-t-elle du programme plus que par hasard ?",
            "Autour de la part favorable du programme, les limites sont celles de la loi binomiale exacte : 95 % et 99,8 %.",
            r"x \sim \mathrm{Bin}(n, \pi), \quad P(X \le x) \ge 0{,}025 \text{ et } P(X \le x) \ge 0{,}975",
            _limits(point, funnel) if point else "",
            "Spiegelhalter 2005",
            _binomial(point, funnel) if point else "",
        ),
        Worked(
            "L'avis prédit-il la suite ?",
            "Chaque idée est prévue par le taux de réalisation des autres idées du même avis, elle-même mise de côté. Le score "
            "de Brier est l'erreur quadratique moyenne ; le gain la compare à celle du taux d'ensemble. C'est une association : "
            "ceux qui décident connaissent l'avis.",
            r"B = \frac1n \sum_i (p_i - y_i)^2 = \text{fiabilité} - \text{résolution} + \text{incertitude}, \quad "
            r"\text{gain} = 1 - \frac{B}{\bar y (1 - \bar y)}",
            f"Sur le programme, à {reality.months} mois : {labels.plural(reality.known, 'issue connue', 'issues connues')}.",
            "Murphy 1973 ; Lachenbruch et Mickey 1968",
            _brier(reality),
        ),
    ]


def _pair_example(pair: Comparison) -> str:
    first, second = (labels.COLLEGES[College(name)].lower() for name in (pair.first, pair.second))
    p = "" if pair.adjusted is None else f", p ajusté {labels.french_number(pair.adjusted, 3)}"
    said = f"écart {comparison.effect(pair.delta)}{p} : {comparison.conclusion(pair)}"
    return f"L'écart le plus grand, {first} et {second} : {said}."


def _delta(first: Counts, second: Counts, pair: Comparison) -> str:
    above = sum(a * b for i, a in enumerate(first) for j, b in enumerate(second) if i > j)
    below = sum(a * b for i, a in enumerate(first) for j, b in enumerate(second) if i < j)
    return rf"\delta = \frac{{{above} - {below}}}{{{sum(first)} \cdot {sum(second)}}} = {tex(pair.delta)}"


def _consensus(groups: Mapping[str, Counts], scale: Scale, found: float) -> str:
    known = [(sum(counts[scale.favourable_from - scale.min :]), sum(counts)) for counts in groups.values()]
    terms = r" \cdot ".join(rf"\tfrac{{{x} + 1}}{{{n} + 2}}" for x, n in known)
    return rf"\left( {terms} \right)^{{1/{len(known)}}} = {tex(found)}"


def _place(row: Mapping[str, Any], ranked: Ranking) -> str:
    number = labels.french_number
    return (
        f"Position brute {number(row['position'], 1)} sur {row['n']} notes ; estimation équitable {number(row['mean'], 1)} "
        f"({number(row['low'], 1)} à {number(row['high'], 1)}) ; rang {row['rank']} sur {ranked.table.num_rows}, "
        f"{labels.french_percent(row['top'])} de chances d'être parmi les {ranked.k} premières."
    )


def _shrunk(row: Mapping[str, Any], ranked: Ranking) -> str:
    within, spread, centre = ranked.within or 0.0, ranked.spread or 0.0, ranked.centre or 0.0
    noise = rf"{tex(within, 0)}/{row['n']}"
    top = rf"{tex(row['position'], 1)} \cdot {tex(spread, 1)}^2 + {tex(centre, 1)} \cdot {noise}"
    whole = rf"\frac{{{top}}}{{{tex(spread, 1)}^2 + {noise}}}"
    return rf"{whole} \approx {tex(row['mean'], 1)} \quad (\tau \text{{ est pris à sa moyenne, le calcul l'intègre}})"


def _limits(point: Mapping[str, Any], funnel: Funnel) -> str:
    share = labels.french_percent(funnel.share or 0.0)
    where = "au-dessus des" if point["outside"] > 0 else "au-dessous des" if point["outside"] < 0 else "dans les"
    return f"{point['favourable']} favorables sur {point['n']}, pour {share} dans le programme : {where} limites à 95\u00a0%."


def _binomial(point: Mapping[str, Any], funnel: Funnel) -> str:
    limits = funnel.limits.slice(point["n"] - 1, 1).to_pylist()[0]
    low, high = round(limits["low_95"] * point["n"]), round(limits["high_95"] * point["n"])
    law = rf"\mathrm{{Bin}}({point['n']},\, {tex(funnel.share or 0.0)})"
    return rf"{law} : \quad {low} \le x \le {high}, \quad x = {point['favourable']}"


def _brier(found: Reality) -> str:
    judged = found.forecast
    if judged is None:
        return ""
    score, whole = tex(judged.score, 3), tex(judged.uncertainty, 3)
    parts = rf"B = {tex(judged.reliability, 3)} - {tex(judged.resolution, 3)} + {whole} = {score}"
    if judged.skill is None:
        return parts
    return rf"{parts}, \quad \text{{gain}} = 1 - \frac{{{score}}}{{{whole}}} = {tex(judged.skill)}"
