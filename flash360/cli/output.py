"""What a command says: its answer on the standard output, everything else on the standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import IntEnum
from uuid import UUID


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    DONE = 0
    REJECTED = 1
    REFUSED = 2
    UNKNOWN = 3
    NO_BASE = 4
    UNEXPECTED = 70
    INTERRUPTED = 130


def answer(line: str = "") -> None:
    """One line of the answer."""
    sys.stdout.write(line + "\n")


def answer_json(document: object) -> None:
    """The answer as one JSON document; nothing else may be written on the standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=_plain) + "\n")


def say(sentence: str) -> None:
    """A sentence for the person who waits: progress, a warning, an error."""
    sys.stderr.write(sentence + "\n")


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns aligned on their widest value; numbers to the right. None shows as a dash."""
    cells = [["–" if value is None else str(value) for value in row] for row in rows]
    numeric = [all(line[i].strip("–") == "" or line[i][0].isdigit() for line in cells) for i in range(len(headings))]
    widths = [max(len(text) for text in column) for column in zip(headings, *cells, strict=True)]
    for line in [list(headings), *cells]:
        padded = [text.rjust(w) if right else text.ljust(w) for text, w, right in zip(line, widths, numeric, strict=True)]
        answer("  ".join(padded).rstrip())


def _plain(value: object) -> object:
    """JSON for a date, an identifier or a number of numpy. Raises TypeError for anything else."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if hasattr(value, "item"):
        return value.item()  # type: ignore[union-attr]
    raise TypeError(f"{type(value).__name__} has no JSON form")
