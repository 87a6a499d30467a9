"""What the checks say of one workbook, in words and as the JSON object that `check` and `import` share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flash360.cli.output import Exit, answer
from flash360.errors import RefusedFile
from flash360.findings import Findings
from flash360.labels import SEVERITY, plural
from flash360.validation import Report, no_records
from flash360.workbook import Reading


class Status(StrEnum):
    """Importable; read, but with blocking findings; not read."""

    VALID = "valid"
    FINDINGS = "findings"
    REFUSED = "refused"


EXIT = {Status.VALID: Exit.DONE, Status.FINDINGS: Exit.REJECTED, Status.REFUSED: Exit.REFUSED}


@dataclass(frozen=True)
class Checked:
    """One workbook after the checks. file: as named on the command line. reading: None when it could not be opened.

    findings: those of the report, and what comparing with the base added.
    """

    file: str
    reading: Reading | None
    report: Report
    findings: Findings

    @property
    def status(self) -> Status:
        if self.reading is None or self.reading.layout is None:
            return Status.REFUSED
        return Status.VALID if self.report.importable else Status.FINDINGS

    def document(self) -> dict[str, Any]:
        """The JSON object of `check --json`."""
        layout = self.reading.layout if self.reading else None
        return {
            "file": self.file,
            "sha256": self.reading.sha256 if self.reading else None,
            "status": self.status.value,
            "layout": layout.value if layout else None,
            "sessions": sorted(self.report.sections),
            "counts": self.counts(),
            "findings": [
                {
                    "code": finding.code,
                    "severity": finding.severity.value,
                    "sheet": finding.sheet or None,
                    "cell": finding.cell or None,
                    "value": finding.value or None,
                    "message": finding.message,
                }
                for finding in self.findings
            ],
        }

    def counts(self) -> dict[str, int]:
        """How many records of each kind; an abstention is counted apart from the votes."""
        records = self.report.records
        abstentions: int = records.votes["grade"].null_count
        return {
            "participants": records.participants.num_rows,
            "criteria": records.criteria.num_rows,
            "votes": records.votes.num_rows - abstentions,
            "abstentions": abstentions,
            "statements": records.statements.num_rows,
            "outcomes": records.outcomes.num_rows,
        }

    def describe(self) -> None:
        """The same in words, on the standard output."""
        wording = {Status.VALID: "importable", Status.FINDINGS: "à corriger", Status.REFUSED: "refusé"}
        answer(f"{self.file} : {wording[self.status]}")
        if self.reading and self.reading.layout:
            answer(f"  {self.reading.reason}")
            answer(f"  {_contents(sorted(self.report.sections), self.counts())}")
        for finding in self.findings:
            answer(f"  [{SEVERITY[finding.severity].lower()}] {finding.message}")
        hidden = len(self.findings) - sum(1 for _ in self.findings)
        if hidden:
            answer(f"  … et {plural(hidden, 'autre constat', 'autres constats')}.")


def unopened(file: str, refused: RefusedFile) -> Checked:
    """A file that could not even be opened."""
    found = Findings(refused.findings)
    return Checked(file, None, Report(no_records(), found), found)


def worst(statuses: Iterable[Status]) -> Exit:
    """The exit code for several files: that of the worst of them."""
    return max((EXIT[status] for status in statuses), default=Exit.DONE)


def _contents(codes: list[str], counts: dict[str, int]) -> str:
    sessions = f"{codes[0]} :" if len(codes) == 1 else f"{plural(len(codes), 'session')} :"
    return (
        f"{sessions} {plural(counts['participants'], 'participant')}, {plural(counts['criteria'], 'critère')}, "
        f"{plural(counts['votes'], 'vote')}, {plural(counts['abstentions'], 'abstention')}, "
        f"{plural(counts['statements'], 'frein ou levier', 'freins et leviers')}, {plural(counts['outcomes'], 'suite')}."
    )
