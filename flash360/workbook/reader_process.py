"""The reading processes. A first one imports everything, then forks a worker when asked; workers parse, one file at a time.

Started by `pool` as `python -I -c …`, never by `multiprocessing`, which would run the main script again (under
`streamlit run`, that is the dashboard). None of them holds the base.
"""

from __future__ import annotations

import encodings
import importlib
import json
import os
import pkgutil
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
from flash360.workbook.archive import Refusal
from flash360.workbook.document import text_of
from flash360.workbook.limits import GIVING_WAY, confine, shut_in, start_clock, stop_clock
from flash360.workbook.mapping import Mapping
from flash360.workbook.parse import parse
from flash360.workbook.template import Shape, blank_template
from flash360.workbook.wire import encode, unpack_findings

PARENT_CHECK = 2.0
"""Seconds between two looks at whether the parent still lives; its closed socket says it at once nearly always."""
TOO_MUCH_MEMORY = "sa lecture demande trop de mémoire"
_OF_ANOTHER_SYSTEM = {"mbcs", "oem"}
_POLITE = 10
"""How much a bulk import's worker gives way to the rest of the machine."""
DAMAGED = "son contenu est incomplet ou abîmé"


def serve(descriptor: int) -> None:
    """Fork a worker for each pair of descriptors received on this socket (its connection, its error stream)."""
    control = socket.socket(fileno=descriptor)
    parent = os.getppid()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    _import_all()
    me = os.getpid()
    while os.getppid() == parent:
        ready, _, _ = select.select([control], [], [], PARENT_CHECK)
        if not ready:
            continue
        received, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not received:
            break
        if len(descriptors) == 2 and os.fork() == 0:
            control.detach()  # what it held is closed with the rest
            if received == GIVING_WAY:
                os.nice(_POLITE)
            _work(descriptors[0], descriptors[1], me)
        for each in descriptors:
            os.close(each)
    os._exit(0)


def _import_all() -> None:
    """Import now what is otherwise imported at first use: workers can open no file, those of modules included."""
    codecs = {module.name for module in pkgutil.iter_modules(encodings.__path__)} - _OF_ANOTHER_SYSTEM
    for name in ("_strptime", *(f"encodings.{codec}" for codec in sorted(codecs))):
        importlib.import_module(name)
    content = blank_template(Shape.SINGLE)
    parse(content, "modele.xlsx", "")
    annotate(content, (), 0)


def _work(answers: int, errors: int, parent: int) -> None:
    """Parse each file received on this descriptor until the other side closes. Does not return."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard, replacement in ((0, nothing), (1, nothing), (2, errors)):
        os.dup2(replacement, standard)
    confine(parent)
    connection = socket.socket(fileno=shut_in(answers))
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
    except Refusal as refusal:
        return f"{refusal.code}\n{refusal.reason}".encode()
    except (MemoryError, pa.ArrowMemoryError):
        return f"too-large\n{TOO_MUCH_MEMORY}".encode()
    except fastexcel.FastExcelError:
        return f"unreadable-file\n{DAMAGED}".encode()
    except BaseException:  # the parser's panics are not Exceptions
        traceback.print_exc()
        return f"unreadable-file\n{DAMAGED}".encode()


def _read(content: bytes, asked: dict[str, Any]) -> bytes:
    mapping = Mapping.unpacked(asked["mapping"]) if asked.get("mapping") else None
    name, sha256, college = asked["file_name"], asked["sha256"], asked.get("college")
    by_hand = asked.get("by_hand", False)
    spared = {(sheet, cell) for sheet, cell in asked.get("not_names", ())}
    bulk = asked["bulk"]
    return encode(parse(content, name, sha256, bulk=bulk, college=college, mapping=mapping, by_hand=by_hand, not_names=spared))


def _annotate(content: bytes, asked: dict[str, Any]) -> bytes:
    return annotate(content, unpack_findings(asked["findings"]), asked["total"], asked["title"])


def _text(content: bytes, asked: dict[str, Any]) -> bytes:
    return text_of(content).encode("utf-8", "replace")


_TASKS: dict[str, Callable[[bytes, dict[str, Any]], bytes]] = {"read": _read, "annotate": _annotate, "text": _text}
