"""What the base already holds for the sessions of a workbook, as far as checking it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from flash360.model import Section
from flash360.validation.records import SCHEMAS


@dataclass(frozen=True)
class KnownSession:
    """One session's current content.

    participants: their codes. criteria: at least the columns criterion, label, axis, scale_min, scale_max, favourable_from.
    votes: participant, criterion, grade; lets a new list of participants or criteria be checked against votes already kept.
    session_date: as its fiche says it today.
    has_fiche: false when its fiche was undone; then only a workbook with a fiche may speak of it.
    """

    session_id: str
    participants: frozenset[str] = frozenset()
    criteria: pa.Table = field(default_factory=SCHEMAS[Section.CRITERIA].empty_table)
    votes: pa.Table = field(default_factory=SCHEMAS[Section.VOTES].empty_table)
    has_fiche: bool = True
    session_date: date | None = None


@dataclass(frozen=True)
class Known:
    """Session code, as the base spells it, to what the base holds for it. Sessions absent from the workbook do no harm."""

    sessions: Mapping[str, KnownSession] = field(default_factory=dict)


NOTHING_KNOWN = Known()
"""An empty base."""
