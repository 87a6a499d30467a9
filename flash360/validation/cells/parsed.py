"""What reading a text gives: a value, none if it has no meaning, and notes that become findings at each of its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from flash360.findings import CATALOGUE, Finding

WrongType = CATALOGUE["wrong-type"]
CorrectedValue = CATALOGUE["corrected-value"]


@dataclass(frozen=True, slots=True)
class Note:
    """A finding that waits for its cell. value: what to show in place of the cell's text, if that must not be shown."""

    kind: type[Finding]
    details: Mapping[str, object] = field(default_factory=dict)
    value: str | None = None


Notes = tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """One text read. A None value is a text without a usable meaning, and then a note says why."""

    value: object = None
    notes: Notes = ()


Parser = Callable[[str], Parsed]


@dataclass(frozen=True)
class Distinct:
    """The distinct texts of a column read: a typed value for each, and the notes of the few that have any."""

    values: pa.Array
    notes: Mapping[int, Notes]


def each(texts: Iterable[str], parser: Parser, kind: pa.DataType) -> Distinct:
    """Read every distinct text with one parser."""
    read = [parser(text) for text in texts]
    notes = {number: parsed.notes for number, parsed in enumerate(read) if parsed.notes}
    return Distinct(pa.array([parsed.value for parsed in read], kind), notes)


def wrong(expected: str) -> Parsed:
    """A text that is not what the column holds; `expected` completes « … n'est pas … »."""
    return Parsed(None, (Note(WrongType, {"expected": expected}),))


def corrected(value: object, read: object, rule: str) -> Parsed:
    """A text understood otherwise than written, with what it was read as and the rule that says so."""
    return Parsed(value, (Note(CorrectedValue, {"read": read, "rule": rule}),))
