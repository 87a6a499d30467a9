"""The reading processes. A first one imports everything, then forks a worker when asked; workers parse, one file at a time.

Started by `pool` as `python -I -c …`, never by `multiprocessing`, which would run the main script again (under
`streamlit run`, that is the dashboard). None of them holds the base.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import traceback
from collections.abc import Callable
from typing import Any

import fastexcel
import pyarrow as pa

from flash360.workbook import message
from flash360.workbook.annotate import annotate
from flash360.workbook.limits import confine, start_clock, stop_clock
from flash360.workbook.mapping import Mapping
from flash360.workbook.parse import parse
from flash360.workbook.template import Shape, blank_template
from flash360.workbook.wire import encode, unpack_findings

PARENT_CHECK = 2.0
"""Seconds between two looks at whether the parent still lives; its closed socket says it at once nearly always."""
TOO_MUCH_MEMORY = "sa lecture demande trop de mémoire"
DAMAGED = "son contenu est incomplet ou abîmé"


def serve(descriptor: int) -> None:
    """Fork a worker for each pair of descriptors received on this socket (its connection, its error stream)."""
    control = socket.socket(fileno=descriptor)
    parent = os.getppid()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    parse(blank_template(Shape.SINGLE), "modele.xlsx", "")
    me = os.getpid()
    while os.getppid() == parent:
        ready, _, _ = select.select([control], [], [], PARENT_CHECK)
        if not ready:
            continue
        received, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not received:
            break
        if len(descriptors) == 2 and os.fork() == 0:
            control.close()
            _work(socket.socket(fileno=descriptors[0]), descriptors[1], me)
        for each in descriptors:
            os.close(each)
    os._exit(0)


def _work(connection: socket.socket, errors: int, parent: int) -> None:
    """Parse each file received until the other side closes. Does not return."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard, replacement in ((0, nothing), (1, nothing), (2, errors)):
        os.dup2(replacement, standard)
    confine(parent)
    while True:
        head = message.receive(connection)
        content = None if head is None else message.receive(connection)
        if head is None or content is None:
            os._exit(0)
        asked = json.loads(head)
        start_clock(asked["seconds"])
        answer = _answer(content, asked)
        stop_clock()
        message.send(connection, answer)


def _answer(content: bytes, asked: dict[str, Any]) -> bytes:
    """« ok » and the answer, or a finding's code and reason."""
    try:
        return b"ok\n" + _TASKS[asked["task"]](content, asked)
    except (MemoryError, pa.ArrowMemoryError):
        return f"too-large\n{TOO_MUCH_MEMORY}".encode()
    except fastexcel.FastExcelError:
        return f"unreadable-file\n{DAMAGED}".encode()
    except BaseException:  # the parser's panics are not Exceptions
        traceback.print_exc()
        return f"unreadable-file\n{DAMAGED}".encode()


def _read(content: bytes, asked: dict[str, Any]) -> bytes:
    mapping = Mapping.unpacked(asked["mapping"]) if asked.get("mapping") else None
    return encode(
        parse(content, asked["file_name"], asked["sha256"], bulk=asked["bulk"], college=asked.get("college"), mapping=mapping)
    )


def _annotate(content: bytes, asked: dict[str, Any]) -> bytes:
    return annotate(content, unpack_findings(asked["findings"]), asked["total"], asked["title"])


_TASKS: dict[str, Callable[[bytes, dict[str, Any]], bytes]] = {"read": _read, "annotate": _annotate}
