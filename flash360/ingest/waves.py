"""Waves of a bulk import: workbooks read that can be compared with the base at once, since each speaks of sessions of its own."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from threading import Event

from flash360.ingest.committing import Receipt
from flash360.ingest.current import codes_of
from flash360.ingest.preparing import Preview, previews_of
from flash360.ingest.understanding import Understood, completed
from flash360.model import Section
from flash360.store.database import Queryable
from flash360.validation import session_code_key
from flash360.workbook.reading import Reading

TOGETHER = 16
"""Workbooks compared at once: what a stop leaves undone, when each is a transaction, is fewer than that."""


class Wave:
    """Files that can be compared with the base at once."""

    def __init__(self) -> None:
        self.files: list[Understood] = []
        self._keys: set[str] = set()

    def takes(self, one: Understood) -> bool:
        """Whether a file may join. One of votes alone stays alone: the base must know what precedes it; it names no session."""
        alone = one.reading.incomplete or any(each.reading.incomplete for each in self.files)
        return not self.files or not (alone or self._keys & _keys(one.reading))

    def add(self, one: Understood) -> None:
        self.files.append(one)
        self._keys |= _keys(one.reading)

    def speaks_as(self, other: Wave) -> bool:
        """Whether it speaks of a session that another does, or may: a file of votes alone names none."""
        return any(one.reading.incomplete for one in self.files) or bool(self._keys & other._keys)


@dataclass
class Compared:
    """A wave beside the base. recorded: set once it is, or is given up."""

    wave: Wave
    previews: list[Preview]
    recorded: Event = field(default_factory=Event)

    def matters_to(self, following: Wave) -> bool:
        """Whether what follows is to be compared only once this is recorded.

        Besides what speaks of the same sessions: a dossier opened or continued changes which later files are said to be near it.
        """
        known = any(one.plan is not None and one.plan.states for one in self.previews)
        return known or any(_opens_a_dossier(one.reading) for one in self.wave.files) or following.speaks_as(self.wave)


def in_turn(base: Queryable, arrivals: Iterable[Understood | Receipt], author: str) -> Generator[Receipt | Compared]:
    """What arrives, in order: receipts as they are, the rest in waves of TOGETHER at most, compared with the base.

    The next wave is read and compared while its predecessor is recorded, unless it depends on it.
    """
    with (
        closing(_steps(base, arrivals, author)) as steps,
        ThreadPoolExecutor(1, thread_name_prefix="comparaison") as beside,
    ):
        following: Future[Receipt | Compared | None] = beside.submit(next, steps, None)
        while (step := following.result()) is not None:
            following = beside.submit(next, steps, None)
            try:
                yield step
            finally:
                if isinstance(step, Compared):
                    step.recorded.set()


def _steps(base: Queryable, arrivals: Iterable[Understood | Receipt], author: str) -> Generator[Receipt | Compared]:
    wave, before = Wave(), None
    for one in arrivals:
        if wave.files and (isinstance(one, Receipt) or len(wave.files) == TOGETHER or not wave.takes(one)):
            before = _compared(base, wave, before, author)
            yield before
            wave = Wave()
        if isinstance(one, Receipt):
            yield one
        else:
            wave.add(one)
    if wave.files:
        yield _compared(base, wave, before, author)


def _compared(base: Queryable, wave: Wave, before: Compared | None, author: str) -> Compared:
    if before is not None and before.matters_to(wave):
        before.recorded.wait()
    return Compared(wave, previews(base, wave.files, author))


def previews(base: Queryable, files: Sequence[Understood], author: str) -> list[Preview]:
    """Files of one wave beside the base."""
    return previews_of(base, [completed(base, one) for one in files], author=author) if files else []


class Whole:
    """All the files of an import that is one transaction, in waves; the first wave is compared as it arrives."""

    def __init__(self, base: Queryable, author: str) -> None:
        self.waves: list[Wave] = []
        self._base, self._author = base, author
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="comparaison")
        self._parts: list[Future[list[Preview]]] = []
        self._given = 0

    def __enter__(self) -> Whole:
        return self

    def __exit__(self, *exception: object) -> None:
        self._beside.shutdown(cancel_futures=True)

    def add(self, one: Understood) -> None:
        """The next file."""
        if not self.waves or not self.waves[-1].takes(one):
            self.waves.append(Wave())
        self.waves[-1].add(one)
        if len(self.waves[0].files) == self._given + TOGETHER:
            self._compare()

    def first(self) -> list[Preview]:
        """The first wave beside the base, as each part of it was when it was compared."""
        if self.waves and self._given < len(self.waves[0].files):
            self._compare()
        return [one for part in self._parts for one in part.result()]

    def again(self) -> list[Preview]:
        """The first wave beside the base as it is now."""
        return previews(self._base, self.waves[0].files, self._author) if self.waves else []

    def _compare(self) -> None:
        files = self.waves[0].files[self._given :]
        self._given += len(files)
        self._parts.append(self._beside.submit(previews, self._base, files, self._author))


def _keys(reading: Reading) -> set[str]:
    return {session_code_key(code) for code in codes_of(reading)}


def _opens_a_dossier(reading: Reading) -> bool:
    """Whether it brings a session of which nobody has voted yet: later files may be said to continue it."""
    sections = {table.section for table in reading.tables}
    return Section.FICHE in sections and Section.VOTES not in sections
