"""What a reading process may use, set by itself before it meets a file and enforced by the kernel."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

MEMORY = 1_500_000_000
"""Bytes that reading may take, beyond what the process already has."""
PROCESSOR = 30
"""Seconds of processor for one file."""
WALL, WALL_IN_BULK = 20.0, 120.0
"""Seconds of clock for one file."""
AT_ONCE, GIVING_WAY = b"F", b"B"
"""What the first process is told: a worker for someone who waits, or for a bulk import."""
_DESCRIPTORS = 65_536
"""More than a reading process ever inherits."""
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38


def confine(parent: int) -> None:
    """Give up what reading a file does not need: writing, memory beyond the limit, other privileges, life after the parent."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        memory = _address_space() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def shut_in(connection: int) -> int:
    """Keep this descriptor and the three standard ones, under the lowest numbers, and never open another: from here on no
    file, no socket, no pipe, whatever code runs. Gives the descriptor's new number.
    """
    kept = 3
    if connection != kept:
        os.dup2(connection, kept)
    os.closerange(kept + 1, _DESCRIPTORS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (kept + 1, kept + 1))
    return kept


def start_clock(seconds: float) -> None:
    """Begin one file's time, in seconds of clock: the kernel ends the process when it is over, whatever code is running."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + PROCESSOR + 1, hard))
    signal.setitimer(signal.ITIMER_REAL, seconds)


def stop_clock() -> None:
    """End one file's time."""
    signal.setitimer(signal.ITIMER_REAL, 0)


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()
