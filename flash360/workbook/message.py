"""Messages between the product and its reading processes: a length, then so many bytes."""

from __future__ import annotations

import socket
import struct

_LENGTH = struct.Struct("!Q")
LONGEST = 2_000_000_000


def send(connection: socket.socket, *parts: bytes) -> None:
    """Send one message made of parts; each is preceded by its length."""
    for part in parts:
        connection.sendall(_LENGTH.pack(len(part)))
        connection.sendall(part)


def receive(connection: socket.socket) -> bytes | None:
    """The next part, or None when the other side is gone."""
    length = _exactly(connection, _LENGTH.size)
    if length is None:
        return None
    (size,) = _LENGTH.unpack(length)
    if size > LONGEST:
        return None
    return _exactly(connection, size)


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    content = bytearray(size)
    view = memoryview(content)
    while view:
        try:
            got = connection.recv_into(view)
        except ConnectionResetError:
            return None
        if not got:
            return None
        view = view[got:]
    return bytes(content)
