"""What validation gives to the base: one typed Arrow table per section of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import pyarrow as pa

from flash360.model import Section


def _schema(*columns: tuple[str, pa.DataType]) -> pa.Schema:
    places = (("sheet", pa.string()), ("cell", pa.string()))
    return pa.schema([("session_code", pa.string()), *columns, *places])


SCHEMAS: dict[Section, pa.Schema] = {
    Section.FICHE: _schema(
        ("title", pa.string()),
        ("administration", pa.string()),
        ("administration_type", pa.string()),
        ("idea", pa.string()),
        ("domain", pa.string()),
        ("idea_date", pa.date32()),
        ("contact_date", pa.date32()),
        ("cadrage_date", pa.date32()),
        ("cadrage_hours", pa.float64()),
        ("session_date", pa.date32()),
        ("session_hours", pa.float64()),
        ("place", pa.string()),
        ("facilitation", pa.string()),
        ("declared_verdict", pa.string()),
        ("reported_date", pa.string()),
        ("reported_panel", pa.string()),
        ("source", pa.string()),
        ("cells", pa.string()),
    ),
    Section.PARTICIPANTS: _schema(
        ("participant", pa.string()),
        ("college", pa.string()),
        ("organisation", pa.string()),
        ("territory", pa.string()),
    ),
    Section.CRITERIA: _schema(
        ("position", pa.int32()),
        ("criterion", pa.string()),
        ("label", pa.string()),
        ("axis", pa.string()),
        ("aspect", pa.string()),
        ("scale_min", pa.int32()),
        ("scale_max", pa.int32()),
        ("favourable_from", pa.int32()),
        ("is_global", pa.bool_()),
    ),
    Section.VOTES: _schema(
        ("participant", pa.string()),
        ("criterion", pa.string()),
        ("grade", pa.int32()),
    ),
    Section.STATEMENTS: _schema(
        ("number", pa.int32()),
        ("kind", pa.string()),
        ("aspect", pa.string()),
        ("text", pa.string()),
        ("college", pa.string()),
        ("theme", pa.string()),
        ("answers_number", pa.int32()),
    ),
    Section.OUTCOMES: _schema(
        ("date", pa.date32()),
        ("status", pa.string()),
        ("accompaniment", pa.string()),
        ("comment", pa.string()),
        ("next_review", pa.date32()),
    ),
    Section.INVITATIONS: _schema(
        ("college", pa.string()),
        ("planned", pa.int32()),
        ("confirmed", pa.int32()),
    ),
}
"""Columns of each section's records. Closed lists hold the codes of model.py. `sheet` and `cell` are where the row's key stands,
for a vote where its grade stands; `cells` of a fiche is a JSON object, field to cell. A null `grade` is an abstention."""


@dataclass(frozen=True)
class Records:
    """The rows of a workbook that may be stored, by section; a section that the workbook does not bring is empty.

    Rows with a blocking fault in a required field are left out, the finding says so.
    """

    fiche: pa.Table
    participants: pa.Table
    criteria: pa.Table
    votes: pa.Table
    statements: pa.Table
    outcomes: pa.Table
    invitations: pa.Table

    def of(self, section: Section) -> pa.Table:
        """The table of one section."""
        return getattr(self, section.value)


def no_records() -> Records:
    """Records of a workbook that could not be read: empty tables."""
    return Records(**{field.name: SCHEMAS[Section(field.name)].empty_table() for field in fields(Records)})


def joined(workbooks: Sequence[Records]) -> Records:
    """The records of several workbooks one after the other."""
    if len(workbooks) == 1:
        return workbooks[0]
    return Records(**{section.value: pa.concat_tables([each.of(section) for each in workbooks]) for section in Section})
