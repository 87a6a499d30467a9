"""« Données au … » and n: under the title of every screen and on every page of a document."""

from __future__ import annotations

from datetime import datetime

from flash360 import labels, paris


def data_of(moved: datetime) -> str:
    """« Données au 23 novembre 2026. »; moved: UTC, shown as a day in Paris."""
    day = paris.local(moved).date()
    return f"Données au {labels.french_date(day)}."


def line(moved: datetime, shown: int, total: int) -> str:
    """« Données au 23 novembre 2026. n = 12 sessions sur 48. »; moved: UTC."""
    among = "" if shown == total else f" sur {labels.french_number(total)}"
    return f"{data_of(moved)} n = {labels.plural(shown, 'session')}{among}."


def session_line(moved: datetime, voters: int | None, *, voted: bool = False) -> str:
    """The same line for one session: n is the number of its voters; voted: whether votes are known, be they all abstentions."""
    known = bool(voters) or voted
    return f"{data_of(moved)} " + (f"n = {labels.plural(voters or 0, 'votant')}." if known else "Votes inconnus.")
