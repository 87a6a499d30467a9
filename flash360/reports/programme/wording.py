"""Sentences of the programme's documents, and of its screens."""

from __future__ import annotations

import pyarrow.compute as pc

from flash360 import labels
from flash360.model import RULE
from flash360.reports import freshness
from flash360.reports.programme.content import ProgrammeContent
from flash360.statistics.ranking import Ranking


def why(found: Ranking) -> str:
    """Why the fair order differs from the raw means, and how many sessions move."""
    if not found.table.num_rows:
        return ""
    moved = pc.sum(pc.not_equal(found.table["rank"], found.table["raw_rank"])).as_py()
    some = f"{labels.plural(moved, 'session')} {'change' if moved < 2 else 'changent'} de place"
    moves = some if moved else "aucune session ne change de place"
    return (
        "L'ordre équitable rapproche du programme les sessions qui ont peu de votes ou un résultat extrême, "
        "car le hasard y pèse plus ; "
        f"par rapport aux moyennes brutes, {moves}. Un trait sépare les sessions qui se départagent."
    )


def kept(content: ProgrammeContent) -> str:
    """The filters in words: « Filtres : année 2024 ; domaine Santé. » or « Toutes les sessions. »."""
    return f"Filtres : {' ; '.join(content.filters)}." if content.filters else "Toutes les sessions, sans filtre."


def freshness_line(content: ProgrammeContent) -> str:
    """« Données au … n = 41 sessions sur 48. »."""
    return freshness.line(content.moved, content.programme.num_rows, content.total)


def method() -> tuple[tuple[str, str], ...]:
    """What is measured and how: a question and its answer."""
    return (
        (
            f"L'avis, règle {RULE}",
            "Chaque participant a une note par axe : celle du milieu de ses notes sur les critères de l'axe, ou sa note sur le "
            "critère global. Un axe est favorable quand la note majoritaire du panel atteint la note favorable de l'échelle. Les "
            "deux axes favorables : avis favorable, avec réserves si le panel est divisé sur l'un d'eux. Un seul : à "
            "retravailler. Aucun : défavorable. Moins de 5 participants avec une note sur un axe : non concluant. Sans vote "
            "connu, il n'y a pas d'avis.",
        ),
        (
            "Le panel divisé",
            "Règle RAND/UCLA : l'écart entre les centiles 30 et 70 est comparé à ce qu'il serait sans désaccord, et vaut au "
            "moins deux notes.",
        ),
        (
            "Les intervalles",
            "Part favorable : intervalle de Jeffreys à 95 %. Position : loi de Dirichlet, échelle ramenée de 0 à 100. Le panel "
            "est choisi, pas tiré au sort : un intervalle ne vaut que pour « un autre panel comparable ».",
        ),
        (
            "L'ordre équitable",
            "Modèle hiérarchique normal : chaque session est rapprochée de la moyenne du programme d'autant plus que son panel "
            "est petit ou ses votes dispersés. Sessions d'au moins 5 votes.",
        ),
        (
            "Avis et suites",
            "Ceux qui décident des suites connaissent l'avis : un lien entre les deux est une association, pas un effet.",
        ),
    )
