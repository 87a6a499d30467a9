"""A process of its own that answers one question at a time. It starts from the function it answers with and nothing else:
never from the page that asked, never from its base.

(The standard process pools begin by running the main script again; under Streamlit that is a page, outside its session.)
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, Final, Self

from flash360.errors import Flash360Error
from flash360.light_arrow import hide_pandas

_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[3]); from flash360.reports.process import serve; "
    "serve(int(sys.argv[1]), sys.argv[2])"
)
_NICE: Final = 10
_MEMORY: Final = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""How the C library shares memory out: a worker does one thing at a time, and gives back what it no longer needs."""


class WorkerLost(Flash360Error):
    """A process ended before it answered."""


class Worker:
    """One process that answers with a function, « module:name », as long as its context lasts.

    In a group of its own: Ctrl+C in a terminal is for the one that asked, which then ends it.
    """

    def __init__(self, function: str) -> None:
        ours, theirs = socket.socketpair()
        self._process = subprocess.Popen(  # noqa: S603  (our own interpreter, our own code)
            [sys.executable, "-c", _START, str(theirs.fileno()), function, json.dumps(sys.path)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            process_group=0,
            env=os.environ | _MEMORY,
        )
        theirs.close()
        self._connection: Any = Connection(ours.detach())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def ask(self, *arguments: Any) -> Any:
        """What the function answers to these. Raises WorkerLost when the process ends before it answers."""
        try:
            self._connection.send(arguments)
            return self._connection.recv()
        except (EOFError, OSError) as error:
            raise WorkerLost("L'édition des fiches s'est interrompue ; aucun fichier n'a été écrit. Recommencez.") from error


def serve(descriptor: int, function: str) -> None:
    """A worker's life: answer until nobody asks any more. The processor goes to the screens first."""
    os.nice(_NICE)
    hide_pandas()
    module, name = function.split(":")
    answer: Any = getattr(import_module(module), name)
    connection: Any = Connection(descriptor)
    while True:
        try:
            asked = connection.recv()
        except EOFError:
            return
        connection.send(answer(*asked))
