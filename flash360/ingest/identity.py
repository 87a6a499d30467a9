"""New ids."""

from __future__ import annotations

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A UUID of version 7: later ids sort after earlier ones, so that the rows of one session or import lie together
    and a query for one of them skips the rest. Source: RFC 9562, section 5.7, with its method 3 (a clock in rand_a).
    """
    global _last
    with _lock:
        ticks = max(time.time_ns() * 4096 // 1_000_000, _last + 1)  # milliseconds and 12 bits of their fractions
        _last = ticks
    moment, fraction = ticks >> 12, ticks & 0xFFF
    tail = int.from_bytes(os.urandom(8)) & (2**62 - 1)
    return str(uuid.UUID(int=moment << 80 | 7 << 76 | fraction << 64 | 2 << 62 | tail))
