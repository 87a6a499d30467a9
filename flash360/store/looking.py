"""A base that is looked at: it answers, and records nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import pyarrow as pa

from flash360.errors import AccessDenied
from flash360.store.database import Engine, Transaction
from flash360.store.gone import Gone

M = TypeVar("M")


class Momentary(Protocol[M]):
    """What moments are those of: `embedded.Embedded`, `beside.Beside`."""

    def moment(self, version: Callable[[], int]) -> tuple[M, int]: ...

    def ask(self, moment: M, sql: str, parameters: Mapping[str, object]) -> pa.Table: ...

    def wrote(self) -> bool: ...


class ReadOnly:
    """An engine that answers questions and refuses the rest: a base seen with another's eyes."""

    holds, watched = False, 0

    def __init__(self, engine: Engine) -> None:
        self.query, self.stamp = engine.query, engine.stamp

    def transaction(self) -> AbstractContextManager[Transaction]:
        raise _refused()

    def copy_to(self, descriptor: int) -> None:
        raise _refused()

    def replace_by(self, draft: Path, kept: Path) -> None:
        raise _refused()

    def rewrite(self, change: Callable[[Transaction], None]) -> None:
        raise _refused()

    def close(self) -> None:
        """The base stays open for the others."""

    def at_one_moment(self, version: Callable[[], int]) -> Engine:
        """As it is looked at already."""
        return self


class OneMoment(ReadOnly, Generic[M]):
    """The same at one moment; at the next one when that is over, or when this thread has written since."""

    def __init__(self, engine: Momentary[M], version: Callable[[], int]) -> None:
        self._engine, self._version = engine, version
        self._moment, self._stamp = engine.moment(version)

    def query(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """The rows of one query."""
        while True:
            try:
                if not self._engine.wrote():
                    return self._engine.ask(self._moment, sql, parameters)
            except Gone:
                pass
            self._moment, self._stamp = self._engine.moment(self._version)

    def stamp(self, version: Callable[[], int]) -> int:
        """Of the moment."""
        if self._engine.wrote():
            self._moment, self._stamp = self._engine.moment(self._version)
        return self._stamp


def _refused() -> AccessDenied:
    return AccessDenied("Vous regardez avec les yeux d'un autre : rien ne peut être enregistré. Revenez d'abord à votre rôle.")
