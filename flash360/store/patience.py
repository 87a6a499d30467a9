"""Which threads write for someone who does not watch the screens: a stream of their writes reaches pages a moment later."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_THREAD: Final = threading.local()
"""afterwards: what is to be done when the patient work of this thread ends; absent when it does none."""


def patiently(work: Callable[P, R]) -> Callable[P, R]:
    """The work of such a thread."""

    @wraps(work)
    def working(*arguments: P.args, **named: P.kwargs) -> R:
        _THREAD.afterwards = dict[Callable[[], None], None]()
        try:
            return work(*arguments, **named)
        finally:
            afterwards = _THREAD.afterwards
            del _THREAD.afterwards
            for do in afterwards:
                do()

    return working


def at_the_end(do: Callable[[], None]) -> None:
    """Do it now, or in a thread that works patiently when it is done: once, however often it is asked."""
    afterwards = getattr(_THREAD, "afterwards", None)
    if afterwards is None:
        do()
    else:
        afterwards[do] = None
