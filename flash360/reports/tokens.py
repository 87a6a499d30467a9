"""Long texts stand aside while a chart is laid out.

The drawing library measures every text, at a cost that grows with its length and is most of the time of a document. The
texts that only stand where they are told to (labels, notes, names) are laid out as short tokens, then put back in the SVG.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

_SIGNS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_TOKEN: Final = re.compile(r">(~[0-9A-Za-z]{3})<")
_SHORTEST: Final = 5
"""Shorter texts are as quick to measure as a token."""

Rows = Sequence[Mapping[str, Any]]


def aside(rows: Rows, spec: Mapping[str, Any]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The rows with their long texts as tokens, line by line, and what each token stands for.

    Only columns that the specification writes and uses for nothing else: a token must not become a category or a filter's value.
    """
    columns = _written(spec)
    kept: dict[str, str] = {}

    def token(line: str) -> str:
        if len(line) < _SHORTEST and not line.startswith("~"):
            return line
        name = "~" + "".join(_SIGNS[len(kept) // 62**place % 62] for place in (2, 1, 0))
        kept[name] = line
        return name

    return [
        {
            name: "\n".join(map(token, value.split("\n"))) if name in columns and isinstance(value, str) else value
            for name, value in row.items()
        }
        for row in rows
    ], kept


def back(drawing: str, kept: Mapping[str, str]) -> str:
    """The drawing with its texts in place of their tokens."""
    return _TOKEN.sub(lambda found: f">{escape(kept.get(found[1], found[1]), quote=False)}<", drawing)


def _written(spec: Mapping[str, Any]) -> frozenset[str]:
    written: set[str] = set()
    used: set[str] = set()
    left: list[Any] = [spec]
    while left:
        part = left.pop()
        if isinstance(part, Mapping):
            for name, one in part.items():
                if name == "field":
                    used.add(one)
                elif name == "text" and isinstance(one, Mapping) and "field" in one:
                    written.add(one["field"])
                    left.extend(value for key, value in one.items() if key != "field")
                elif name == "filter" or name == "calculate":
                    used.update(re.findall(r"datum\.(\w+)", re.sub(r"isValid\(datum\.\w+\)", "", str(one))))
                else:
                    left.append(one)
        elif isinstance(part, list):
            left.extend(part)
    return frozenset(written - used)
