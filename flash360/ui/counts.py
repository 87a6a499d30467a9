"""What goes through the server, counted: answers by kind, pages open now."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Counts:
    """Since the start of the process. answers: by « 2xx », « 3xx »…; pages: open now; seconds: spent on answers."""

    def __init__(self) -> None:
        self.started = time.time()
        self._lock = threading.Lock()
        self.answers: Counter[str] = Counter()
        self.seconds = 0.0
        self.pages = 0
        self.backups: Counter[str] = Counter()

    def answered(self, status: int, seconds: float) -> None:
        """One answer."""
        with self._lock:
            self.answers[f"{status // 100}xx"] += 1
            self.seconds += seconds

    def page(self, change: int) -> None:
        """A page opens (1) or closes (-1)."""
        with self._lock:
            self.pages += change

    def backup(self, *, made: bool) -> None:
        """An automatic backup was made, or failed."""
        with self._lock:
            self.backups["made" if made else "failed"] += 1


COUNTS: Final = Counts()


class Counted:
    """Middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            COUNTS.page(1)
            try:
                await self.app(scope, receive, send)
            finally:
                COUNTS.page(-1)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                COUNTS.answered(message["status"], time.perf_counter() - begun)
            await send(message)

        await self.app(scope, receive, counted)
