"""Memory is tidied at a chosen moment: a full collection stops every page, for a quarter of a second when much is kept."""

from __future__ import annotations

import asyncio
import gc
import time
from typing import Final

from flash360.ui import held

YOUNG: Final = 10_000, 10
"""Objects made since the last look at the young ones, and looks at the youngest for one at those that outlived it."""
NEVER: Final = 1_000_000
"""Looks at the young ones before the interpreter makes a full collection by itself."""
EVERY: Final = 60.0
"""Seconds from one full collection to the wait for the next."""
PATIENCE: Final = 300.0
"""Seconds to wait for a quiet moment, when one page follows another."""
_CALM: Final = 0.2
"""Seconds without a page that begins: the moment to choose."""


def begin() -> None:
    """From now on only `keep` collects everything; what is loaded so far is for ever, and never looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*YOUNG, NEVER)


async def keep(every: float = EVERY, patience: float = PATIENCE) -> None:
    """Until it is cancelled: collect all that nothing reaches any more, when no page is drawn or `patience` is at its end."""
    while True:
        await asyncio.sleep(every)
        end = time.monotonic() + patience
        while not held.calm(_CALM) and time.monotonic() < end:
            await asyncio.sleep(_CALM / 4)
        gc.collect()
