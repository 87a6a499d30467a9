"""Which threads write for someone who does not watch the screens: a stream of their writes reaches pages a moment later."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_THREAD: Final = threading.local()


def patiently(work: Callable[P, R]) -> Callable[P, R]:
    """The work of such a thread."""

    @wraps(work)
    def working(*arguments: P.args, **named: P.kwargs) -> R:
        _THREAD.patient = True
        try:
            return work(*arguments, **named)
        finally:
            _THREAD.patient = False

    return working


def patient() -> bool:
    """Whether this thread is one of them."""
    return getattr(_THREAD, "patient", False)
