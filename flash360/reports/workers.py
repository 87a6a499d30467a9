"""Processes that draw scorecards. They start from nothing but this module: never from the page that asked, never from its base.

(The standard process pools begin by running the main script again; under Streamlit that is a page, outside its session.)
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Final, Self

from flash360.errors import Flash360Error
from flash360.reports.session.content import SessionContent

_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]); from flash360.reports.workers import serve; serve(int(sys.argv[1]))"
)
_NICE: Final = 10
_AHEAD: Final = 3
"""Contents gathered ahead, for each process: enough to keep it busy, few enough to hold in memory."""


class WorkerLost(Flash360Error):
    """A drawing process ended before it answered."""


class Worker:
    """One process that draws one scorecard at a time."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self._process = subprocess.Popen(  # noqa: S603  (our own interpreter, our own code)
            [sys.executable, "-c", _START, str(theirs.fileno()), json.dumps(sys.path)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
        )
        theirs.close()
        self._connection: Any = Connection(ours.detach())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def draw(self, content: SessionContent) -> bytes:
        """The scorecard of a content. Raises WorkerLost when the process ends before it answers."""
        try:
            self._connection.send(content)
            return self._connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise WorkerLost("L'édition des fiches s'est interrompue ; aucun fichier n'a été écrit. Recommencez.") from error


def drawn(contents: Iterable[SessionContent], workers: int) -> Generator[bytes]:
    """The scorecard of each content, in order, drawn by this many processes while the next contents are gathered.

    Raises WorkerLost. Closing the generator ends the processes.
    """
    idle: SimpleQueue[Worker] = SimpleQueue()

    def draw(content: SessionContent) -> bytes:
        hand = idle.get()
        try:
            return hand.draw(content)
        finally:
            idle.put(hand)

    with ThreadPoolExecutor(max(workers, 1)) as threads, ExitStack() as started:
        for _ in range(workers):
            idle.put(started.enter_context(Worker()))
        waiting: deque[Future[bytes]] = deque()
        try:
            for content in contents:
                waiting.append(threads.submit(draw, content))
                if len(waiting) > _AHEAD * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for left in waiting:
                left.cancel()


def serve(descriptor: int) -> None:
    """A worker's life: draw what comes until nobody asks any more. The processor goes to the screens first."""
    from flash360.reports.session.pdf import scorecard

    os.nice(_NICE)
    connection: Any = Connection(descriptor)
    while True:
        try:
            content = connection.recv()
        except EOFError:
            return
        connection.send_bytes(scorecard(content))
