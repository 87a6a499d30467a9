"""What happens by itself, beside the pages: every minute it is asked whether a backup is due, every day whether something is kept
too long.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, date, datetime, timedelta
from typing import Final

from flash360 import ingest
from flash360.demo import is_demonstration
from flash360.errors import Flash360Error
from flash360.settings import Settings
from flash360.store.rotation import Rotation
from flash360.ui import held
from flash360.ui.counts import COUNTS

EVERY: Final = 60.0
BY_ITSELF: Final = "le tableau de bord"
"""Who applies the periods of retention, when nobody does."""
SPARE: Final = timedelta(days=30)
"""The base and its backups are written anew for old events at most once in so long."""
_LOG: Final = logging.getLogger("flash360")


async def keep(every: float = EVERY) -> None:
    """Until it is cancelled. What fails is logged and tried again at its next turn; the server goes on."""
    retained: date | None = None
    while True:
        await asyncio.sleep(every)
        await asyncio.to_thread(once)
        if retained != (today := datetime.now(UTC).date()):
            retained = today
            await asyncio.to_thread(retain)


def retain() -> None:
    """Apply the periods of retention, when something has outlived its own."""
    try:
        if not held.held().holds:
            return  # the server that holds the base does
        if is_demonstration(held.held()):
            return  # fictional people, and dates that are meant to be old
        limits = ingest.Limits.of(Settings.from_environment(), datetime.now(UTC))
        done = ingest.apply_retention(held.held(), limits, author=BY_ITSELF, spare=SPARE)
        if done != ingest.Erased(0, 0):
            _LOG.info("retention applied: %d participants, %d audit events", done.people, done.events)
    except Exception as error:
        _LOG.error("retention failed", exc_info=error)


def once() -> None:
    """Make a backup if one is due, after what an erasure that was killed left to remove."""
    try:
        base, at = held.held(), datetime.now(UTC)
        if not base.holds:
            return
        ingest.finish_erasure(base)
        rotation = Rotation.of_server(Settings.from_environment(), base.place)
        if rotation and rotation.due(base, at):
            copy = rotation.make(base, at)
            COUNTS.backup(made=True)
            _LOG.info("backup made: version %d, %d bytes", copy.version, copy.size)
    except (Flash360Error, OSError) as error:
        COUNTS.backup(made=False)
        _LOG.error("backup failed: %s", error if isinstance(error, Flash360Error) else type(error).__name__)
    except Exception as error:
        COUNTS.backup(made=False)
        _LOG.error("backup failed", exc_info=error)
