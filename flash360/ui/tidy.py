"""Memory is tidied at a chosen moment: a full collection stops every page, for a quarter of a second when much is kept."""

from __future__ import annotations

import gc
import time
from typing import Final

from flash360.ui import held

YOUNG: Final = 10_000, 10
"""Objects made since the last look at the young ones, and looks at the youngest for one at those that outlived it."""
NEVER: Final = 1_000_000
"""Looks at the young ones before the interpreter makes a full collection by itself."""
_CALM: Final = 0.2
"""Seconds without a page that begins: the moment to choose."""
_PATIENCE: Final = 20.0
"""Seconds to wait for it, when one page follows another."""


def begin() -> None:
    """From now on only `now` collects everything; what is loaded so far is for ever, and never looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*YOUNG, NEVER)


def now(patience: float = _PATIENCE) -> None:
    """Collect everything that nothing reaches any more, as soon as no page is drawn, and in any case in `patience` seconds."""
    end = time.monotonic() + patience
    while not held.calm(_CALM) and time.monotonic() < end:
        time.sleep(_CALM / 4)
    gc.collect()
