"""What reading one sheet gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from flash360.findings import Finding
from flash360.workbook.one_scale import OneScale
from flash360.workbook.reading import SheetTable


@dataclass
class Table:
    """What a sheet gave: its table, if it has one, the findings, the headings dropped and what their columns held.

    scale: which a fiche says of every criterion, or with which the criteria were read.
    """

    table: SheetTable | None
    findings: list[Finding]
    dropped: list[str]
    named: list[str] = field(default_factory=list)
    scale: OneScale | None = None
