"""Freins and leviers as this package looks at them: what was said, in which session, answering what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from flash360.model import Aspect, Kind


@dataclass(frozen=True, slots=True)
class Statement:
    """One frein or levier. theme: its code, None when not coded. answers: a levier's frein, by its number in the session."""

    session: str
    number: int | None
    kind: Kind | None
    aspect: Aspect | None
    text: str
    theme: str | None = None
    answers: int | None = None
    day: date | None = None


def statements(table: pa.Table) -> list[Statement]:
    """The rows of a table with the columns session_id, number, kind, aspect, text, theme, answers_number, session_date."""
    names = ("session_id", "number", "kind", "aspect", "text", "theme", "answers_number", "session_date")
    return [
        Statement(
            session=row["session_id"],
            number=row["number"],
            kind=Kind(row["kind"]) if row["kind"] else None,
            aspect=Aspect(row["aspect"]) if row["aspect"] else None,
            text=row["text"],
            theme=row["theme"],
            answers=row["answers_number"],
            day=row["session_date"],
        )
        for row in table.select(names).to_pylist()
    ]
