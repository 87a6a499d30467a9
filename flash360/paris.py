"""The programme's clock: moments are stored in UTC, days are those of Paris, wherever the server stands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

_PARIS: Final = ZoneInfo("Europe/Paris")


def today() -> date:
    """The day it is in Paris: between midnight there and midnight UTC, a server's own day is one behind."""
    return datetime.now(_PARIS).date()


def local(moment: datetime) -> datetime:
    """A moment of the base (UTC, without a zone) as a clock in Paris shows it."""
    return moment.replace(tzinfo=UTC).astimezone(_PARIS)
