"""The programme in one sentence and four cards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.charts.values import counts
from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus, Step, Verdict
from flash360.reports.card import Card
from flash360.statistics.share import share

_FAVOURABLE = (Verdict.FAVOURABLE, Verdict.WITH_RESERVATIONS)
_HELD = pa.array([Step.SESSION.value, Step.REALISATION.value])


@dataclass(frozen=True, slots=True)
class Summary:
    """The programme's figures. verdicts: sessions with a computed verdict.

    delayed: sessions held, dated at their cadrage and at their session; delay: the median of their days from one to the
    other, None without any; late: those of more than a month. known_outcomes: sessions held whose latest outcome is known,
    « sans nouvelle » left out.
    """

    ideas: int
    held: int
    verdicts: int
    favourable: int
    delayed: int
    delay: float | None
    late: int
    realised: int
    known_outcomes: int


def summary(programme: pa.Table) -> Summary:
    """The figures of a programme table."""
    looked_at = programme.select(["days_cadrage_to_session", "late", "outcome_status"])
    held = looked_at.filter(pc.is_in(programme["step"], value_set=_HELD))
    days, verdicts = held["days_cadrage_to_session"], counts(programme, "verdict")
    delayed = held.num_rows - days.null_count
    return Summary(
        ideas=programme.num_rows,
        held=held.num_rows,
        verdicts=programme.num_rows - programme["verdict"].null_count,
        favourable=sum(verdicts[verdict,] for verdict in _FAVOURABLE),
        delayed=delayed,
        delay=float(np.median(days.drop_null().to_numpy())) if delayed else None,
        late=pc.sum(pc.and_(held["late"], pc.is_valid(days))).as_py() or 0,
        realised=programme.num_rows - programme["realised_date"].null_count,
        known_outcomes=sum(n for (status,), n in counts(held, "outcome_status").items() if _known(status)),
    )


def headline(found: Summary) -> str:
    """The programme in one sentence: « 43 sessions tenues, 28 avis favorables, 12 réalisations engagées »."""
    if not found.ideas:
        return "Aucune session ne répond à ces filtres"
    parts = [labels.plural(found.held, "session tenue", "sessions tenues")]
    if found.verdicts:
        parts.append(labels.plural(found.favourable, "avis favorable", "avis favorables"))
    parts.append(labels.plural(found.realised, "réalisation engagée", "réalisations engagées"))
    return ", ".join(parts)


def cards(found: Summary) -> list[Card]:
    """The four cards, each with its unit, its n and, where there is one, its interval."""
    return [
        Card(
            "Sessions tenues",
            labels.french_number(found.held),
            details=(f"sur {labels.plural(found.ideas, 'idée reçue', 'idées reçues')}",),
        ),
        _favourable(found),
        _delay(found),
        Card(
            "Réalisations engagées",
            labels.french_number(found.realised),
            details=(f"n = {labels.plural(found.known_outcomes, 'session')} dont les suites sont connues",),
        ),
    ]


def _favourable(found: Summary) -> Card:
    label = "Avis favorables, réserves comprises"
    if not found.verdicts:
        return Card(label, "–", details=("Aucun avis calculé : les votes sont inconnus.",))
    part = share(found.favourable, found.verdicts)
    return Card(
        label,
        labels.french_number(100 * part.value),
        "%",
        (
            f"{labels.french_number(found.favourable)} sur n = {labels.french_number(found.verdicts)} avis",
            f"intervalle à 95\u00a0% : {labels.french_percent(part.low)} à {labels.french_percent(part.high)}",
        ),
    )


def _delay(found: Summary) -> Card:
    label = "Délai médian du cadrage à la session"
    days = found.delay
    if days is None:
        return Card(label, "–", details=("Aucune session n'a ses deux dates.",))
    late = (
        "aucune ne dépasse"
        if not found.late
        else f"{labels.french_number(found.late)} {'dépasse' if found.late < 2 else 'dépassent'}"
    )
    return Card(
        label,
        labels.french_number(days, 0 if days == int(days) else 1),
        "jour" if days < 2 else "jours",
        (f"n = {labels.plural(found.delayed, 'session datée', 'sessions datées')}, {late} un mois",),
    )


def _known(status: str | None) -> bool:
    return status is not None and OUTCOME_CLASS[OutcomeStatus(status)] is not OutcomeClass.NO_NEWS
