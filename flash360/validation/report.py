"""The outcome of checking a workbook: records, findings, and the sections that each session receives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flash360.findings import Finding, Findings
from flash360.model import Section
from flash360.validation.records import Records


@dataclass(frozen=True)
class Report:
    """What a workbook brings and what is to be said of it.

    findings: the reader's, then those on values. sections: session code to the sections that hold at least one record.
    """

    records: Records
    findings: Findings
    sections: Mapping[str, frozenset[Section]] = field(default_factory=dict)

    @property
    def importable(self) -> bool:
        """No blocking finding, and something to store."""
        return bool(self.sections) and not self.findings.blocking

    def flat(self, *names: str) -> list[tuple[object, ...]]:
        """Each shown finding as a tuple of the attributes named; `cell` is the whole address, « Votes!D7 »."""
        return [tuple(_attribute(finding, name) for name in names) for finding in self.findings]


def _attribute(finding: Finding, name: str) -> object:
    return finding.address if name == "cell" else getattr(finding, name)
