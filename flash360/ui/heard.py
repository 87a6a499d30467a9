"""What an open page may ask of the server over its connection; the rest is not passed on to Streamlit.

Streamlit also obeys messages that none of our pages sends, whoever sends them: to empty the caches of all (and so close the base
under everyone's feet), to tell the state of the source repository, to install files beside the application.
"""

from __future__ import annotations

import logging
from typing import Final

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive
from streamlit.proto.BackMsg_pb2 import BackMsg

KINDS: Final = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"})
OPERATIONS: Final = frozenset({"deferred_file"})
"""Of the last kind: a download made at its click."""
_LOG: Final = logging.getLogger("flash360")


def hearing(receive: Receive) -> Receive:
    """`receive`, without the messages that no page of ours sends. What cannot be read goes on: Streamlit ends the connection."""

    async def heard() -> Message:
        while True:
            message = await receive()
            content = message.get("bytes") if message["type"] == "websocket.receive" else None
            if content is None or (kind := unasked(content)) is None:
                return message
            _LOG.warning("a page's message was not passed on (%s)", kind)

    return heard


def unasked(content: bytes) -> str | None:
    """The kind of a message that no page of ours sends; None for the others."""
    message = BackMsg()
    try:
        message.ParseFromString(content)
    except DecodeError:
        return None
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        operation = message.backend_operation_request.WhichOneof("payload")
        return None if operation in OPERATIONS else str(operation)
    return None if kind in KINDS else str(kind)
