"""A visitor without a browser: signs in, and speaks to the server in its own words (`BackMsg`), true or forged."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx2
from anyio import fail_after
from anyio.from_thread import BlockingPortal, start_blocking_portal
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 30
"""Seconds that an answer may take."""


class Visitor:
    """What one browser holds: its cookies. home: the dashboard's address. trusts: whose certificates, over TLS."""

    def __init__(self, home: str, trusts: ssl.SSLContext | None = None) -> None:
        self.home, self._trusts = home, trusts
        self.http = httpx2.Client(base_url=home, follow_redirects=True, timeout=PATIENCE, verify=trusts or True)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.http.close()

    def sign_in(self, login: str) -> Visitor:
        """Sign in at the provider, as its form does."""
        form = self.http.get("/auth/login")
        answer = self.http.post(str(form.url), data={"login": login})
        assert answer.status_code == 200, answer.text
        return self

    @contextmanager
    def tab(self, resume: str | None = None, **headers: str) -> Iterator[Tab]:
        """A page's connection, for the length of a block. resume: the number of a page to take up again, one's own or not."""
        if "_streamlit_xsrf" not in self.http.cookies:
            self.http.get("/_stcore/health")
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        token = self.http.cookies.get("_streamlit_xsrf") or "-"
        asked = connect(
            f"{self.home.replace('http', 'ws', 1)}/_stcore/stream",
            origin=headers.pop("origin", self.home),
            subprotocols=["streamlit", token, *([resume] if resume else [])],
            additional_headers={"cookie": cookies, **headers},
            max_size=None,
            ssl=self._trusts,
        )
        with start_blocking_portal() as loop, loop.wrap_async_context_manager(asked) as connection:
            yield Tab(Line(loop, connection))


@dataclass
class Answer:
    """Everything that one run sent. raw: its bytes, one after the other; text in it is found as UTF-8."""

    messages: list[ForwardMsg]
    raw: bytes

    def says(self, text: str) -> bool:
        """Whether these words were sent, in a message or in a table."""
        return text.encode() in self.raw

    @property
    def title(self) -> str:
        """The first heading of the first level."""
        return next((one.heading.body for one in self.elements if one.WhichOneof("type") == "heading"), "")

    @property
    def elements(self) -> list[Any]:
        return [
            one.delta.new_element
            for one in self.messages
            if one.WhichOneof("type") == "delta" and one.delta.HasField("new_element")
        ]

    @property
    def fragments(self) -> set[str]:
        """The parts of the page that can be drawn again alone."""
        return {one.delta.fragment_id for one in self.messages if one.WhichOneof("type") == "delta"} - {""}

    @property
    def hashes(self) -> dict[str, str]:
        """Address to the number of its script, as the menu told them."""
        menus = [one.navigation for one in self.messages if one.WhichOneof("type") == "navigation"]
        return {page.url_pathname: page.page_script_hash for menu in menus for page in menu.app_pages}

    @property
    def widgets(self) -> dict[str, str]:
        """The controls by the key that ends their number."""
        found: dict[str, str] = {}
        for element in self.elements:
            one = getattr(element, element.WhichOneof("type"))
            if getattr(one, "id", "").startswith("$$"):
                found[re.sub(r"^\$\$(ID|GENERATED)-[0-9a-f]+-", "", one.id)] = one.id
        return found

    @property
    def deferred(self) -> dict[str, str]:
        """The downloads that are made at a click: label to number."""
        buttons = [one.download_button for one in self.elements if one.WhichOneof("type") == "download_button"]
        return {one.label: one.deferred_file_id for one in buttons}


@dataclass(frozen=True)
class Line:
    """A connection whose caller waits.

    One thread alone reads and writes it: two that share one TLS session lose what is said, which the client of websockets that
    waits by itself does on Python 3.11.
    """

    loop: BlockingPortal
    connection: ClientConnection

    def send(self, message: bytes | str) -> None:
        self.loop.call(self.connection.send, message)

    def receive(self) -> bytes:
        """The next message. Raises: TimeoutError; ConnectionClosed."""

        async def awaited() -> bytes:
            with fail_after(PATIENCE):
                return await self.connection.recv(decode=False)

        return self.loop.call(awaited)


@dataclass
class Tab:
    """One open page. number: what the server calls it, once a run told it."""

    line: Line
    number: str = ""

    def run(
        self,
        page: str = "",
        *,
        script: str = "",
        query: str = "",
        fragment: str = "",
        states: Iterable[WidgetState] = (),
    ) -> Answer:
        """Run a page by its address or by the number of its script, or one part of it, with these states of its controls."""
        self.send_run(page, script=script, query=query, fragment=fragment, states=states)
        return self.answer()

    def send_run(
        self, page: str = "", *, script: str = "", query: str = "", fragment: str = "", states: Iterable[WidgetState] = ()
    ) -> None:
        """Ask for it without waiting."""
        message = BackMsg()
        asked = message.rerun_script
        asked.page_name, asked.page_script_hash, asked.query_string, asked.fragment_id = page, script, query, fragment
        asked.widget_states.widgets.extend(states)
        asked.context_info.url = f"http://127.0.0.1/{page}"
        asked.context_info.timezone = "Europe/Paris"
        self.line.send(message.SerializeToString())

    def answer(self) -> Answer:
        """What comes until a run ends."""
        messages: list[ForwardMsg] = []
        raw: list[bytes] = []
        while True:
            received = self.line.receive()
            message = ForwardMsg.FromString(received)
            if message.WhichOneof("type") == "new_session":
                self.number = message.new_session.initialize.session_id
            messages.append(message)
            raw.append(received)
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                return Answer(messages, b"\n".join(raw))

    def send(self, **fields: object) -> None:
        """Any other message."""
        self.line.send(BackMsg(**fields).SerializeToString())

    def until(self, kind: str) -> ForwardMsg:
        """The next message of that kind."""
        while True:
            message = ForwardMsg.FromString(self.line.receive())
            if message.WhichOneof("type") == kind:
                return message

    def rest(self) -> bytes:
        """What comes until the server ends the connection, or a run does."""
        told: list[bytes] = []
        try:
            while not told or ForwardMsg.FromString(told[-1]).WhichOneof("type") != "script_finished":
                told.append(self.line.receive())
        except ConnectionClosed:
            pass
        return b"".join(told)

    def operate(self, operation: str) -> None:
        """Ask for one of Streamlit's operations, with nothing said of it."""
        message = BackMsg()
        message.backend_operation_request.session_id = self.number
        getattr(message.backend_operation_request, operation).SetInParent()
        self.line.send(message.SerializeToString())

    def make(self, deferred: str, number: str | None = None) -> ForwardMsg:
        """Ask for a download; number: of the page in whose name it is asked."""
        message = BackMsg()
        asked = message.backend_operation_request
        asked.request_id, asked.session_id, asked.deferred_file.file_id = "1", number or self.number, deferred
        self.line.send(message.SerializeToString())
        return self.until("backend_operation_response")
