"""What past sessions say of an idea, in French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa

from flash360 import labels
from flash360.charts.words import listed
from flash360.model import Aspect, OutcomeStatus, Verdict
from flash360.reports.preparation.content import AnsweredFrein, ExpectedTheme, NearSession, Preparation
from flash360.themes.expected import Gap

FEW: Final = 5
"""From this many near sessions on, a theme that came once is not shown."""


def title(found: Preparation) -> str:
    """The finding, for the page's title."""
    if not found.idea.strip():
        return "Préparer un cadrage"
    if found.held == 0:
        return "Aucune session passée à comparer : voici le protocole"
    if not found.near:
        return "Aucune session passée ne ressemble à cette idée"
    near = labels.plural(found.counted, "session passée proche", "sessions passées proches")
    if not found.themes:
        return f"{near}, aucun thème codé à attendre"
    first = found.themes[0]
    return f"{near} ; d'abord à attendre : {first.label} ({often(first)})"


def warning(found: Preparation) -> str:
    """What the number of past sessions allows to say; empty when there are enough of them."""
    if found.held == 0:
        return (
            "Aucune session n'a encore eu lieu : rien à quoi comparer cette idée. "
            "Le déroulé et la liste d'invitation ci-dessous valent pour toute session."
        )
    if found.held == 1:
        return (
            "Une seule session a eu lieu : ce qu'elle dit n'annonce rien de sûr. "
            "Le déroulé et la liste d'invitation ci-dessous valent pour toute session."
        )
    if not found.near:
        return (
            f"Aucun mot de cette idée ne se trouve dans les {found.held} sessions passées ni dans leurs freins. "
            "Décrivez-la avec d'autres mots, ou en quelques phrases de plus."
        )
    return ""


def often(theme: ExpectedTheme) -> str:
    """« 4 sessions sur 10 »."""
    return f"{labels.plural(theme.sessions, 'session')} sur {theme.of}"


def became(row: Mapping[str, Any]) -> str:
    """A session's verdict and what became of its idea: « Avis favorable · suites : réalisée »."""
    verdict = row["verdict"] or row["declared_verdict"]
    declared = " (déclaré)" if verdict and not row["verdict"] else ""
    opinion = f"Avis {labels.VERDICT[Verdict(verdict)]}{declared}" if verdict in set(Verdict) else "Votes inconnus"
    status = row["outcome_status"]
    return f"{opinion} · suites : {labels.OUTCOME[OutcomeStatus(status)] if status else 'non renseignées'}"


def why_near(one: NearSession) -> str:
    """The words that make a session near."""
    parts = [
        f"dans son idée : {listed(one.words)}" if one.words else "",
        f"dans ses freins : {listed(one.frein_words)}" if one.frein_words else "",
    ]
    return f"Mots communs {' ; '.join(part for part in parts if part)}."


def shown_themes(found: Preparation) -> list[ExpectedTheme]:
    """The themes to expect by aspect, most frequent first; with enough near sessions, those that came once are left out."""
    least = 2 if found.counted >= FEW else 1
    kept = [theme for theme in found.themes if theme.sessions >= least] or list(found.themes)
    places = {aspect: place for place, aspect in enumerate(Aspect)}
    return sorted(kept, key=lambda theme: places.get(theme.aspect, len(places)) if theme.aspect else len(places))


def aspect_name(aspect: Aspect | None) -> str:
    """An aspect, or what stands for none."""
    return labels.ASPECT[aspect] if aspect else "Sans aspect"


def themes_table(found: Preparation) -> pa.Table:
    """The themes to expect, with how often they came near and everywhere, and how many of their freins were answered."""
    rows = shown_themes(found)
    columns = {
        "Aspect": [aspect_name(one.aspect) for one in rows],
        "Thème": [one.label for one in rows],
        "Sessions proches": [f"{one.sessions} sur {one.of}" for one in rows],
        "Toutes les sessions": [f"{one.everywhere} sur {one.everywhere_of}" for one in rows],
        "Freins ayant reçu un levier": [f"{one.answered} sur {one.said}" for one in rows],
    }
    return _texts(columns)


def themes_caption(found: Preparation) -> str:
    """How the themes were counted, and what that is worth."""
    left = len(found.themes) - len(shown_themes(found))
    aside = f" Non montrés : {labels.plural(left, 'thème venu', 'thèmes venus')} une seule fois." if left else ""
    few = " C'est peu : une indication, pas une prévision." if found.counted < 30 else ""
    return f"Compté dans {labels.plural(found.counted, 'session proche', 'sessions proches')}.{few}{aside}"


def answers_table(rows: tuple[AnsweredFrein, ...]) -> pa.Table:
    """Freins of past sessions with the leviers that answered them, and what became of the session."""
    columns = {
        "Thème": [one.theme for one in rows],
        "Frein entendu": [one.answer.frein.text for one in rows],
        "Levier qui y a répondu": [" ; ".join(levier.text for levier in one.answer.leviers) for one in rows],
        "Session": [one.row["code"] for one in rows],
        "Ce qu'elle est devenue": [became(one.row) for one in rows],
    }
    return _texts(columns)


def gap_sentence(gap: Gap) -> str:
    """« Usagers : absents de 3 panels sur 12. »."""
    panels = labels.plural(gap.missing, "panel")
    return f"{labels.COLLEGES[gap.college]} : absents de {panels} sur {gap.of}."


def gaps_sentence(found: Preparation) -> str:
    """Who was missing from the panels of the sessions that ended badly, in one sentence, and what that does not say."""
    if found.bad == 0:
        return "Aucun panel connu parmi les sessions mal terminées : réunissez les quatre collèges."
    where = labels.plural(found.bad, "session mal terminée", "sessions mal terminées")
    if not found.gaps:
        return f"Les quatre collèges étaient présents dans les panels connus ({where}) : les absences n'expliquent rien ici."
    return (
        f"Panels connus de {where} (avis à retravailler ou défavorable, ou idée arrêtée), les plus proches d'abord. "
        "Une absence n'est pas une cause : elle dit qui risque de manquer encore."
    )


def _texts(columns: Mapping[str, list[str]]) -> pa.Table:
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
