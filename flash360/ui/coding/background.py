"""Suggestions learnt beside the page, once per process: a decision is recorded at once, what it teaches comes seconds later."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import streamlit as st

from flash360.coding.learning import Learnt, Lesson, learn

_LOG = logging.getLogger(__name__)


class Learner:
    """Learns from the newest lesson it is given; what was learnt before stays in use meanwhile. Safe between threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._wanted: Lesson | None = None
        self._running = ""
        self._failed = ""
        self._version = -1
        self.learnt: Learnt | None = None

    def give(self, version: int, make: Callable[[], Lesson]) -> None:
        """Learn from the lesson of a version of the base, unless it teaches nothing new; returns at once.

        make: puts the lesson together, asked once per version.
        """
        with self._changed:
            if version == self._version:
                return
            self._version = version
        lesson = make()
        with self._changed:
            known = self.learnt.mark if self.learnt else ""
            if lesson.mark in (known, self._running, self._failed):
                self._wanted = None
                return
            self._wanted = lesson
            if not self._running:
                self._running = lesson.mark
                threading.Thread(target=self._work, name="themes", daemon=True).start()

    @property
    def busy(self) -> bool:
        """Whether something is being learnt."""
        return bool(self._running)

    @property
    def failed(self) -> bool:
        """Whether the newest lesson could not be learnt."""
        return bool(self._failed)

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is being learnt; False when that takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._running, seconds)

    def _work(self) -> None:
        while True:
            with self._changed:
                lesson, self._wanted = self._wanted, None
                self._running = lesson.mark if lesson else ""
                if lesson is None:
                    self._changed.notify_all()
                    return
            try:
                learnt, failed = learn(lesson), ""
            except Exception:
                _LOG.exception("the suggestions could not be learnt")
                learnt, failed = self.learnt, lesson.mark
            with self._changed:
                self.learnt, self._failed = learnt, failed


@st.cache_resource(show_spinner=False, max_entries=4)
def learner(path: str) -> Learner:
    """The one learner of a base."""
    return Learner()
