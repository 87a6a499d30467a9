"""Scorecards made by a line of processes: some measure and draw, others set the pages; each holds only what it needs."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from queue import SimpleQueue
from typing import Final, NamedTuple

from flash360.charts.figures import Band
from flash360.model import Axis, Role
from flash360.reports.process import Worker
from flash360.reports.session.facts import Facts

_AHEAD: Final = 3
"""Orders gathered ahead, for each process: enough to keep it busy, few enough to hold in memory."""
_DRAW, _SET = "flash360.reports.session.pdf:drawn", "flash360.reports.pdf:pdf"


class Order(NamedTuple):
    """What is needed for a scorecard: the rows of the session, who will read it (a role), the day, where the others stand."""

    found: Facts
    role: Role
    day: date
    programme: Mapping[Axis, Band]
    fictional: bool


def made(orders: Iterable[Order], drawing: int) -> Generator[bytes]:
    """The scorecard of each order, in turn, while the next rows are read.

    drawing: how many processes draw; half as many set the pages, at least one. Raises WorkerLost. Closing the generator
    ends the processes.
    """
    drawers, setters = SimpleQueue[Worker](), SimpleQueue[Worker]()
    setting = (drawing + 1) // 2

    def make(order: Order) -> bytes:
        with _lent(drawers) as drawer:
            drawn = drawer.ask(*order)
        with _lent(setters) as setter:
            return setter.ask(*drawn)

    with ThreadPoolExecutor(drawing + setting) as threads, ExitStack() as started:
        for hands, function, many in ((drawers, _DRAW, drawing), (setters, _SET, setting)):
            for _ in range(many):
                hands.put(started.enter_context(Worker(function)))
        waiting: deque[Future[bytes]] = deque()
        try:
            for order in orders:
                waiting.append(threads.submit(make, order))
                if len(waiting) > _AHEAD * (drawing + setting):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for left in waiting:
                left.cancel()


@contextmanager
def _lent(hands: SimpleQueue[Worker]) -> Generator[Worker]:
    hand = hands.get()
    try:
        yield hand
    finally:
        hands.put(hand)
