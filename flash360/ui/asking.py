"""The questions of `store.read`, put to the base that a page looks at; what they answer is kept by scope."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.access.scope import Scope
from flash360.store import read
from flash360.ui.kept import follow, looked_at, moved_since, stamp, stamp_of
from flash360.ui.once import Once
from flash360.ui.spliced import spliced, taken

_KEPT: Final = Once[Any](4096)
_LEAST, _PART, _MOST = 1, 10, 500
"""Sessions that are read again by themselves: one for so many rows, within these bounds; of more, the whole is read as fast."""


def read_one(question: str, scope: Scope | None, *arguments: object) -> Any:
    """What a question answers. scope: None where it has none."""
    return _KEPT.of(stamp, (question, scope, *arguments), lambda: _asked(question, scope, *arguments))


def read_of(question: str, scope: Scope, session_id: str) -> Any:
    """What is read of one session's own facts: it stays as it is while the others move."""
    key = (question, scope, session_id)
    return _KEPT.of(partial(stamp_of, session_id), key, lambda: _asked(question, scope, session_id))


def read_part(question: str, scope: Scope, session_id: str) -> pa.Table:
    """The rows of one session of `read_whole`, which it costs less to have than to ask for; they too stay as they are."""
    key = (question, scope, session_id)

    def part() -> pa.Table:
        every = _KEPT.of(stamp, ("by session", question, scope), lambda: _BySession.of(read_whole(question, scope)))
        return every.rows_of(session_id)

    return _KEPT.of(partial(stamp_of, session_id), key, part)


@dataclass(frozen=True)
class _BySession:
    """rows: by code; places: the first and the last row of each session."""

    rows: pa.Table
    places: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, rows: pa.Table) -> _BySession:
        """The same of a table of many sessions."""
        runs = pc.run_end_encode(rows["session_id"].combine_chunks())
        ends = runs.run_ends.to_pylist()
        return cls(rows, dict(zip(runs.values.to_pylist(), zip([0, *ends], ends, strict=False), strict=True)))

    def rows_of(self, session_id: str) -> pa.Table:
        """A copy of those of a session, which does not keep the others in memory."""
        return taken(self.rows, np.arange(*self.places.get(session_id, (0, 0))))


def read_whole(question: str, scope: Scope, *arguments: object) -> pa.Table:
    """A table of all the sessions in scope, by code: once it is known, only those that moved are read again."""
    return of_each((question, scope, *arguments), scope, lambda within: _asked(question, within, *arguments))


def of_each(key: Hashable, scope: Scope, make: Callable[[Scope], pa.Table]) -> pa.Table:
    """The same of what is made of each session by itself, whatever the others say: `code`, `session_id` and more, by code.

    make: that table of the sessions of a scope, this one or some of it.
    """

    def whole() -> pa.Table:
        follow()
        return make(scope)

    def renewed(before: pa.Table, then: Hashable) -> pa.Table | None:
        moved = moved_since(then)
        if moved is None:
            return None
        within = scope.among(moved)
        if len(within.session_ids) > min(_MOST, max(_LEAST, before.num_rows // _PART)):
            return None
        return spliced(before, within.session_ids, make(within)) if within.session_ids else before

    return _KEPT.of(stamp, key, whole, renewed)


def _asked(question: str, scope: Scope | None, *arguments: object) -> Any:
    ask = getattr(read, question)
    return ask(looked_at(), *arguments) if scope is None else ask(looked_at(), scope, *arguments)
