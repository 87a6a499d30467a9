"""The pool of reading processes, as the rest of the product sees it: give bytes, get an answer or the reason of its absence."""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import select
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from flash360.errors import Flash360Error
from flash360.workbook import message
from flash360.workbook.limits import AT_ONCE, GIVING_WAY, WALL

_LOG = logging.getLogger(__name__)
RECYCLED_AFTER = 100
"""Files that one worker reads before it is replaced."""
LARGE = 5_000_000
"""Bytes from which a file is the last of its worker."""
GRACE = 30.0
"""Seconds past the limit after which a worker that the kernel did not end is abandoned."""
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]); "
    "from flash360.light_arrow import lighten; lighten(); "
    "from flash360.workbook.reader_process import serve; serve(int(sys.argv[1]))"
)
_ENVIRONMENT = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # the others reserve address space that the memory limit would count
    "JE_ARROW_MALLOC_CONF": "background_thread:false",  # a process is forked safely only while it has one thread
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TZ")


class Lost(Exception):
    """There is no answer: the file was too much for the reader. code and reason: for the finding."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class _Worker:
    """One end of a worker: its connection, and the stream where a dying parser says why. bulk: it gives way to the others."""

    def __init__(self, connection: socket.socket, errors: int, *, bulk: bool) -> None:
        self.connection = connection
        self.errors = errors
        self.bulk = bulk
        self.served = 0

    @property
    def alive(self) -> bool:
        """Whether an idle worker still listens: its connection says nothing until it is asked, unless it ended."""
        poll = select.poll()
        poll.register(self.connection, select.POLLIN)
        return not poll.poll(0)

    def close(self) -> None:
        self.connection.close()
        os.close(self.errors)

    def last_words(self) -> str:
        try:
            return os.read(self.errors, 65_536).decode(errors="replace")
        except BlockingIOError:
            return ""


class Pool:
    """At most `size` files are read at once, and one more that is not of a bulk import; further callers wait for their turn.

    Workers of a bulk import run when the processor has nothing better to do. Safe across threads.
    """

    def __init__(self, size: int | None = None) -> None:
        size = size or max(2, min(8, os.cpu_count() or 2))
        self._turns = threading.BoundedSemaphore(size + 1)
        self._in_bulk = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._control: socket.socket | None = None
        self._first: subprocess.Popen[bytes] | None = None
        self.process = os.getpid()
        atexit.register(self.close)

    def start(self) -> None:
        """Start the first process and one worker ahead of the first file."""
        with self._turns:
            worker = self._take(bulk=False)
            with self._lock:
                self._idle.append(worker)

    def ask(self, task: str, content: bytes, *, seconds: float = WALL, bulk: bool = False, **words: object) -> bytes:
        """A worker's answer for one file. Raises Lost when there is none.

        task: « read » or « annotate ». seconds: of clock, after which the worker is ended. bulk: one of many files.
        words: what the task needs besides the content, fit for JSON.
        """
        head = json.dumps({"task": task, "seconds": seconds, "bulk": bulk, **words}).encode()
        with self._in_bulk if bulk else contextlib.nullcontext(), self._turns:
            worker = self._take(bulk=bulk)
            began = time.monotonic()
            worker.connection.settimeout(seconds + GRACE)
            answer: bytes | None = None
            try:
                message.send(worker.connection, head, content)
                answer = message.receive(worker.connection)
            except (BrokenPipeError, ConnectionResetError, TimeoutError):
                answer = None
            if answer is None:
                lost = _lost(worker, time.monotonic() - began, seconds)
                worker.close()
                raise lost
            worker.served += 1
            said = worker.last_words()
            if worker.served >= RECYCLED_AFTER or len(content) >= LARGE:
                worker.close()
            else:
                with self._lock:
                    self._idle.append(worker)
        outcome, _, rest = answer.partition(b"\n")
        if outcome != b"ok":
            _LOG.warning("a workbook could not be read: %s %s", outcome.decode(), said)
            raise Lost(outcome.decode(), rest.decode())
        return rest

    def close(self) -> None:
        """End every reading process that this pool started."""
        if os.getpid() != self.process:
            return
        with self._lock:
            for worker in self._idle:
                worker.close()
            self._idle.clear()
            if self._control is not None:
                self._control.close()
                self._control = None
            if self._first is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._first.wait(timeout=5)
                if self._first.poll() is None:
                    self._first.kill()
                    self._first.wait()
                self._first = None

    def _take(self, *, bulk: bool) -> _Worker:
        with self._lock:
            for worker in [one for one in reversed(self._idle) if one.bulk is bulk]:
                self._idle.remove(worker)
                if worker.alive:
                    return worker
                worker.close()
            for attempt in range(2):
                if self._first is None or self._first.poll() is not None or self._control is None:
                    self._abandon()
                    self._launch()
                try:
                    return self._fork(bulk=bulk)
                except (BrokenPipeError, ConnectionResetError, OSError):
                    self._abandon()
                    if attempt:
                        raise
        raise AssertionError("unreachable")

    def _fork(self, *, bulk: bool) -> _Worker:
        assert self._control is not None
        mine, theirs = socket.socketpair()
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        try:
            socket.send_fds(self._control, [GIVING_WAY if bulk else AT_ONCE], [theirs.fileno(), writing])
        except OSError:
            mine.close()
            os.close(reading)
            raise
        finally:
            theirs.close()
            os.close(writing)
        return _Worker(mine, reading, bulk=bulk)

    def _launch(self) -> None:
        if not sys.executable:
            raise Flash360Error("Le lecteur de classeurs ne peut pas démarrer : l'interpréteur Python est introuvable.")
        mine, theirs = socket.socketpair()
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        path = json.dumps([str(Path(entry or ".").resolve()) for entry in sys.path])
        self._first = subprocess.Popen(  # noqa: S603  our own interpreter and code
            [sys.executable, "-I", "-X", "utf8", "-c", _START, str(theirs.fileno()), path],
            pass_fds=[theirs.fileno()],
            env={**kept, **_ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
        theirs.close()
        self._control = mine

    def _abandon(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._first is not None:
            self._first.kill()
            self._first.wait()
            self._first = None


def _lost(worker: _Worker, elapsed: float, seconds: float) -> Lost:
    if "memory allocation" in worker.last_words():
        return Lost("too-large", "sa lecture demande trop de mémoire")
    if elapsed >= 0.95 * seconds:
        return Lost("too-large", f"sa lecture dure plus de {seconds:.0f} secondes")
    return Lost("unreadable-file", "sa lecture a dû être interrompue")


_pool: Pool | None = None
_pool_lock = threading.Lock()


def pool() -> Pool:
    """The pool of this process, made on first use."""
    global _pool
    with _pool_lock:
        if _pool is None or _pool.process != os.getpid():
            _pool = Pool()
        return _pool
