"""What goes through the door between two processes of one account: a JSON header and Arrow tables, never a pickle."""

from __future__ import annotations

import json
import os
import socket
import stat
import struct
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from flash360 import __version__

SOCKET: Final = "base"
_LENGTH: Final = struct.Struct("!Q")
_PARTS: Final = 3
"""At most: the header, the rows, the parameters."""
_MOST: Final = 1 << 32
"""Bytes of one part of a message: what is longer is not one of ours."""


@cache
def language() -> str:
    """What both sides must share: the version of the product, and its newest migration (statements name its columns)."""
    migrations = sorted((Path(__file__).resolve().parent / "migrations").glob("[0-9]*.sql"))
    return f"{__version__} {migrations[-1].stem}"


def folder_of(base: Path) -> Path:
    """Where the door of a base is: beside its file, whatever link leads to it."""
    real = base.resolve()
    return real.with_name(f"{real.name}.porte")


@contextmanager
def address(folder: Path) -> Generator[str]:
    """The socket's address, valid in the block. Raises OSError unless the folder is there, and its owner's alone.

    It goes through an open folder: what was checked is what is used, and a path may be longer than the 108 bytes of an address.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if stat.S_IMODE(os.fstat(handle).st_mode) & 0o077:
            raise PermissionError(f"{folder} is open to others")
        through = Path(f"/proc/self/fd/{handle}")
        yield str((through if through.exists() else folder) / SOCKET)
    finally:
        os.close(handle)


def trusted(connection: socket.socket, *more: int) -> bool:
    """Whether the other side runs under this account, or the machine's administrator's, or one of those named."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True  # the folder's own rights let nobody else in
    _pid, user, _group = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return user in {os.geteuid(), 0, *more}


def peer(connection: socket.socket) -> int | None:
    """The number of the process on the other side, where the system says it."""
    if not hasattr(socket, "SO_PEERCRED"):
        return None
    return struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]


def send(connection: socket.socket, header: Mapping[str, object], tables: Sequence[pa.Table] = ()) -> None:
    """One message. Raises OSError when the other side is gone."""
    parts = [json.dumps(header).encode(), *(_bytes(table) for table in tables)]
    connection.sendall(_LENGTH.pack(len(parts)))
    for part in parts:
        connection.sendall(_LENGTH.pack(len(part)))
        connection.sendall(part)


def receive(connection: socket.socket) -> tuple[dict[str, Any], list[pa.Table]] | None:
    """The next message; None when the other side has closed. Raises OSError when it went in the middle of one."""
    count = _exactly(connection, _LENGTH.size, between=True)
    if count is None:
        return None
    parts = [_part(connection) for _ in range(min(_LENGTH.unpack(count)[0], _PARTS))]
    return json.loads(bytes(parts[0])), [pa.ipc.open_stream(part).read_all() for part in parts[1:]]


def send_file(connection: socket.socket, descriptor: int) -> None:
    """Let the other side use an open file."""
    socket.send_fds(connection, [b"f"], [descriptor])


@contextmanager
def received_file(connection: socket.socket) -> Generator[int]:
    """The open file that the other side lets us use, until the end of the block. Raises ConnectionError when there is none."""
    _, descriptors, _, _ = socket.recv_fds(connection, 1, 1)
    if not descriptors:
        raise ConnectionError("a file was expected")
    try:
        yield descriptors[0]
    finally:
        os.close(descriptors[0])


def packed(parameters: Mapping[str, object]) -> list[pa.Table]:
    """The parameters of a statement as a table of one row, or nothing when there are none."""
    return [pa.Table.from_pylist([dict(parameters)])] if parameters else []


def unpacked(tables: Sequence[pa.Table]) -> dict[str, object]:
    """Parameters as they were packed."""
    return tables[0].to_pylist()[0] if tables else {}


def _bytes(table: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _part(connection: socket.socket) -> bytearray:
    length = _LENGTH.unpack(_exactly(connection, _LENGTH.size) or b"")[0]
    if length > _MOST:
        raise ConnectionError("not a message of ours")
    return _exactly(connection, length) or bytearray()


def _exactly(connection: socket.socket, length: int, *, between: bool = False) -> bytearray | None:
    """between: messages, where the other side may close."""
    found = bytearray(length)
    view, got = memoryview(found), 0
    while got < length:
        read = connection.recv_into(view[got:])
        if not read:
            if between and not got:
                return None
            raise ConnectionError("the other side went away")
        got += read
    return found
