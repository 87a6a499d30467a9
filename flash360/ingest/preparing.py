"""The preview: read, check, compare with the base. Writes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from flash360 import labels, workbook
from flash360.findings import Findings
from flash360.ingest.conclusions import Conclusion
from flash360.ingest.current import codes_of, known_of, states
from flash360.ingest.difference import SectionDifference
from flash360.ingest.plan import Plan, plan
from flash360.store import content
from flash360.store.database import Database
from flash360.validation import Report, validate
from flash360.workbook.reading import Reading


@dataclass(frozen=True, slots=True)
class Already:
    """The import that brought the very same file, all of which is still current."""

    number: int
    recorded_at: datetime
    author: str

    @property
    def sentence(self) -> str:
        """« déjà importé le 3 mai 2025 (import n° 41), rien à faire »."""
        day = labels.french_date(self.recorded_at.date())
        return f"déjà importé le {day} (import n°\u00a0{self.number}), rien à faire"


@dataclass(frozen=True)
class Preview:
    """A workbook beside the base. version: of the base when it was compared. plan: None when the workbook is not
    importable. author: who asked.
    """

    reading: Reading
    report: Report
    findings: Findings
    already: Already | None
    version: int
    plan: Plan | None
    author: str = ""

    @property
    def importable(self) -> bool:
        """No blocking finding and something recognised; what it brings may still be nothing new."""
        return self.plan is not None and not self.findings.blocking

    @property
    def nothing_to_do(self) -> bool:
        """Importable, and the base already holds all of it."""
        return self.plan is not None and self.plan.nothing_to_do

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the sessions recognised."""
        return tuple(sorted(self.plan.codes.values())) if self.plan else tuple(sorted(self.report.sections))

    @property
    def differences(self) -> tuple[SectionDifference, ...]:
        """By section, then by session."""
        return self.plan.differences if self.plan else ()

    @property
    def conclusions(self) -> tuple[Conclusion, ...]:
        """By session, for those whose panel, criteria or votes the workbook changes."""
        return self.plan.conclusions if self.plan else ()


def preview(database: Database, content_: bytes, file_name: str, *, author: str = "", bulk: bool = False) -> Preview:
    """Read a workbook's bytes in the child process, check them, compare them with the base.

    Never raises for what the file holds: the findings say it. bulk: the wider limits of many files.
    """
    return preview_of(database, workbook.read(content_, PurePath(file_name).name, bulk=bulk), author=author)


def preview_of(database: Database, reading: Reading, *, author: str = "") -> Preview:
    """The same for a workbook already read."""
    version = database.version()  # before anything else is asked of the base: what moves later is seen at the commit
    known_states = states(database, codes_of(reading))
    report = validate(reading, known_of(database, known_states.values()))
    findings = Findings(report.findings)
    planned = None
    if report.importable:
        planned = plan(database, report.records, known_states)
        findings.extend(planned.findings)
    return Preview(reading, report, findings, already_imported(database, reading.sha256), version, planned, author)


def already_imported(database: Database, sha256: str) -> Already | None:
    """The newest import of a file with this SHA-256 whose content is still wholly current."""
    rows = content.same_file(database, sha256).slice(0, 1).to_pylist()
    return Already(**rows[0]) if rows else None


def sha256_of(content_: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content_).hexdigest()
