"""The clock of a dossier: the session at most one calendar month after the cadrage, and how many days are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flash360 import labels
from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus, Step

SOON: Final = 7
"""Days before a date from which it is « cette semaine »."""
_HELD: Final = frozenset({Step.SESSION.value, Step.REALISATION.value})

Row = Mapping[str, Any]
"""A row of `store.read.programme`."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A dossier between its cadrage and its session. session: the date fixed for it, None when there is none yet.

    days_left: from the day asked to the deadline; negative once it has passed.
    """

    code: str
    title: str
    administration: str
    cadrage: date
    deadline: date
    session: date | None
    days_left: int

    @property
    def late(self) -> bool:
        """Whether the month has passed, or the session is fixed after its end."""
        return self.days_late > 0

    @property
    def days_late(self) -> int:
        """Days past the deadline, on the day asked or on the day fixed for the session; 0 when in time."""
        planned = (self.session - self.deadline).days if self.session else 0
        return max(-self.days_left, planned, 0)


def is_held(row: Row) -> bool:
    """Whether the session took place, or its verdict is known."""
    return row["step"] in _HELD


def is_stopped(row: Row) -> bool:
    """Whether the latest news of the dossier is that its idea was stopped."""
    status = row["outcome_status"]
    return status is not None and OUTCOME_CLASS[OutcomeStatus(status)] is OutcomeClass.STOPPED


def is_under_way(row: Row) -> bool:
    """Whether the dossier is on its way to its session."""
    return not is_held(row) and not is_stopped(row)


def clock(row: Row, today: date) -> Clock | None:
    """The clock of one dossier; None before its cadrage, and once its session is held or its idea stopped."""
    if not is_under_way(row) or row["cadrage_date"] is None or row["cadrage_date"] > today:
        return None
    left = (row["deadline"] - today).days
    return Clock(
        row["code"], row["title"], row["administration"], row["cadrage_date"], row["deadline"], row["session_date"], left
    )


def clocks(rows: Iterable[Row], today: date) -> list[Clock]:
    """The clocks of these dossiers, the latest first, then the nearest to its deadline."""
    found = [one for row in rows if (one := clock(row, today))]
    return sorted(found, key=lambda one: (-one.days_late, one.days_left, one.code))


def days_late(row: Row, today: date) -> int | None:
    """Days past the month of the protocol: on the day of the session, or on the day asked when it is still to come.

    0 in time; None without a cadrage, and when a dossier stopped, or held on an unknown day, has nothing to compare.
    """
    if row["cadrage_date"] is None:
        return None
    running = clock(row, today)
    if running:
        return running.days_late
    if row["session_date"] is None:
        return None
    return max((row["session_date"] - row["deadline"]).days, 0)


def sentence(one: Clock) -> str:
    """What the clock says, with its date."""
    limit = labels.french_date(one.deadline)
    if one.session:
        day = labels.french_date(one.session)
        after = (one.session - one.deadline).days
        if after > 0:
            return f"Session fixée au {day}, {labels.plural(after, 'jour')} après la limite du {limit}."
        return f"Session fixée au {day}, dans le mois du protocole (limite : {limit})."
    if one.days_left < 0:
        return f"La session devait se tenir au plus tard le {limit} : {labels.plural(-one.days_left, 'jour')} de retard."
    if one.days_left == 0:
        return f"La session doit se tenir aujourd'hui au plus tard ({limit})."
    return f"Session à tenir au plus tard le {limit} : il reste {labels.plural(one.days_left, 'jour')}."


def short(one: Clock) -> str:
    """The same in a few words, for a card: « 12 jours de retard », « il reste 5 jours », « session le 08/12/2026 »."""
    if one.days_late:
        return f"{labels.plural(one.days_late, 'jour')} de retard"
    if one.session:
        return f"session le {one.session:%d/%m/%Y}"
    return "dernier jour" if one.days_left == 0 else f"il reste {labels.plural(one.days_left, 'jour')}"
