"""What the server logs: one line an event, in words or in JSON, with nothing that a person or a workbook said.

The sentences are ours; of an error that nobody expected, its type and where it happened are kept, never its message, which
may quote a cell.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flash360.settings import ROOT

FORMS: Final = frozenset({"texte", "json"})


def start(form: str | None = None) -> None:
    """Log to the standard error. form: « texte » or « json »; by default what FLASH360_LOG says, else « texte »."""
    form = form or os.environ.get("FLASH360_LOG") or "texte"
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Words())
    log = logging.getLogger("flash360")
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False


class _Json(logging.Formatter):
    """One JSON object a line: at, level, event, and for an error nobody expected error and where."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {"at": _moment(record), "level": record.levelname.lower(), "event": record.getMessage()}
        error = record.exc_info[1] if record.exc_info else None
        if error:
            line |= {"error": type(error).__name__, "where": places(error)}
        return json.dumps(line, ensure_ascii=False)


class _Words(logging.Formatter):
    """The same for reading."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{_moment(record)} {record.levelname.lower()} {record.getMessage()}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else "\n  ".join([f"{line} {type(error).__name__}", *places(error)])


def places(error: BaseException) -> list[str]:
    """Where an error happened and what caused it, « file:line function » from the outside in, without what it says."""
    found: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        if found:
            found.append(f"after {type(cause).__name__}")
        found += [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(cause.__traceback__)]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return found


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
