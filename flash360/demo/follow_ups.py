"""What becomes of the idea: dated follow-ups along the situation's fate, as far as the portfolio's horizon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from flash360.demo.chance import Chance
from flash360.demo.corpus import comments
from flash360.demo.dossier import Record
from flash360.demo.steps import HORIZON, working_day
from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus

_DELAY = {
    OutcomeStatus.STOPPED_AFTER_SESSION: (3, 40),
    OutcomeStatus.ABANDONED: (50, 200),
    OutcomeStatus.ENGAGED: (25, 90),
    OutcomeStatus.WAITING: (30, 80),
    OutcomeStatus.REDIRECTED: (20, 100),
    OutcomeStatus.REALISED: (110, 330),
    OutcomeStatus.NO_NEWS: (120, 240),
}
"""Days from the step before, least and most."""


def outcomes(since: date, fate: Sequence[OutcomeStatus], chance: Chance) -> list[Record]:
    """One follow-up per status of the fate, oldest first; those that would come after the horizon are left out."""
    records: list[Record] = []
    day = since
    for status in fate:
        day = working_day(day + timedelta(days=chance.whole(*_DELAY[status])))
        said = chance.one([comment for comment in comments() if comment.status is status])
        open_end = OUTCOME_CLASS[status] is OutcomeClass.UNDER_WAY or status is OutcomeStatus.ENGAGED
        if day > HORIZON:
            break
        records.append(
            {
                "date": day,
                "status": status,
                "accompaniment": said.accompaniment,
                "comment": said.comment,
                "next_review": day + timedelta(days=7 * chance.whole(6, 16)) if open_end else None,
            }
        )
    return records
