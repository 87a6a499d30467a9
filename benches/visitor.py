"""A browser tab without the browser: one websocket session that speaks Streamlit's protocol, clicks and measures the answer."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benches.layout import Layout

CHOICES = ("multiselect", "selectbox", "button_group")
_ENDED = (
    ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)


@dataclass
class Widget:
    """Something to choose in: its label, its options as the reader sees them, and the fragment that runs when it changes."""

    id: str
    label: str
    kind: str
    options: list[str]
    fragment: str


@dataclass
class Answer:
    """One run of the page: seconds until its end, and the bytes that came."""

    seconds: float
    size: int


@dataclass
class Visitor:
    """A tab on a page. failed: the errors that it was shown. layout: where to note what is drawn, if it is wanted."""

    address: str
    page: str = ""
    query: str = ""
    widgets: dict[str, Widget] = field(default_factory=dict[str, Widget])
    failed: list[str] = field(default_factory=list[str])
    layout: Layout | None = None
    _states: dict[str, WidgetState] = field(default_factory=dict[str, WidgetState])
    _known: dict[str, ForwardMsg] = field(default_factory=dict[str, ForwardMsg])
    _script: str = ""
    _socket: Any = None

    async def open(self) -> Answer:
        """Connect and let the page draw itself for the first time."""
        host = urlsplit(self.address).netloc
        self._socket = await websockets.connect(
            f"ws://{host}/_stcore/stream", origin=self.address, subprotocols=["streamlit"], max_size=None, ping_interval=None
        )  # fmt: skip
        return await self._run(first=True)

    async def close(self) -> None:
        """Leave."""
        await self._socket.close()

    async def again(self) -> Answer:
        """Ask for the whole page again."""
        return await self._run()

    async def choose(self, label: str, *values: str, cleared: Iterable[str] = ()) -> Answer:
        """Choose these options of the widget of that label, as the reader sees them. cleared: lists emptied at the same time."""
        for other in map(self.widget, cleared):
            self._states[other.id] = WidgetState(id=other.id)
            self._states[other.id].string_array_value.SetInParent()
        widget = self.widget(label)
        state = WidgetState(id=widget.id)
        if widget.kind == "selectbox":
            state.string_value = values[0]
        else:
            state.string_array_value.data.extend(values)
        self._states[widget.id] = state
        return await self._run(widget.fragment)

    def widget(self, label: str) -> Widget:
        """The widget of that label on the page."""
        return next(one for one in self.widgets.values() if one.label == label)

    async def _run(self, fragment: str = "", *, first: bool = False) -> Answer:
        asked = BackMsg()
        run = asked.rerun_script
        run.query_string, run.fragment_id, run.page_script_hash = self.query, fragment, self._script
        run.page_name = self.page if first else ""
        run.widget_states.widgets.extend(self._states.values())
        run.cached_message_hashes.extend(self._known)
        run.context_info.url = f"{self.address}/{self.page}"
        run.context_info.timezone, run.context_info.locale = "Europe/Paris", "fr-FR"
        start, size = time.perf_counter(), 0
        await self._socket.send(asked.SerializeToString())
        if not fragment:
            self.widgets = {}
        while True:
            data = await self._socket.recv()
            size += len(data)
            message = ForwardMsg.FromString(data)
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished in _ENDED:
                    return Answer(time.perf_counter() - start, size)
                if message.script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN:
                    continue
                self.failed.append(str(message.script_finished))
                return Answer(time.perf_counter() - start, size)
            self._note(message)

    def _note(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "ref_hash":  # as a browser does: what is large and already known is not sent again
            message, kind = self._known[message.ref_hash], "delta"
        if kind == "navigation":
            self._script = message.navigation.page_script_hash
        if self.layout:
            self.layout.note(message)
        if message.metadata.cacheable:
            self._known[message.hash] = message
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            self.failed.extend(_errors(element))
            name = element.WhichOneof("type")
            if name in CHOICES:
                shown = getattr(element, name)
                options = [option if isinstance(option, str) else option.content for option in shown.options]
                self.widgets[shown.id] = Widget(shown.id, shown.label, name, options, message.delta.fragment_id)


def _errors(element: Any) -> Iterator[str]:
    if element.WhichOneof("type") == "exception":
        yield element.exception.message
    if element.WhichOneof("type") == "alert" and element.alert.format == 1:
        yield element.alert.body
