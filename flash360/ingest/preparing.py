"""The preview: read, check, compare with the base. Writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from flash360 import labels
from flash360.findings import Findings, MaskedName, RefusedCorrection, Severity
from flash360.ingest.conclusions import Conclusion
from flash360.ingest.current import codes_of, known_of, states
from flash360.ingest.difference import SectionDifference
from flash360.ingest.joining import near_among
from flash360.ingest.plan import Plan, plans
from flash360.ingest.understanding import completed, understood
from flash360.store import content
from flash360.store.database import Database, Queryable
from flash360.validation import Report, validate
from flash360.workbook.reading import Layout, Reading

Place = tuple[str, str]
"""Sheet and cell."""


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
    importable. already: None when the same bytes, told otherwise, now say something else. author: who asked.
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

    A file of votes alone is completed as far as the base, and what was remembered of its shape, let it be without a question.
    Never raises for what the file holds: the findings say it. bulk: the wider limits of many files.
    """
    found = understood(database, content_, PurePath(file_name).name, bulk=bulk)
    return preview_of(database, completed(database, found), author=author)


def preview_of(base: Queryable, reading: Reading, *, author: str = "", refused: Collection[Place] = ()) -> Preview:
    """The same for a workbook already read, and completed. refused: where, as (sheet, cell), a correction is not wanted."""
    return previews_of(base, [reading], author=author, refused=refused)[0]


def previews_of(
    base: Queryable, readings: Sequence[Reading], *, author: str = "", refused: Collection[Place] = ()
) -> list[Preview]:
    """The same for workbooks already read that speak of different sessions: the base is asked once for all of them."""
    version = content.version(base)  # before anything else is asked of the base: what moves later is seen at the commit
    known_states = states(base, (code for reading in readings for code in codes_of(reading)))
    known = known_of(base, known_states.values())
    reports = [validate(reading, known) for reading in readings]
    told = [with_refusals(report.findings, refused) for report in reports]
    sound = [report.importable and not findings.blocking for report, findings in zip(reports, told, strict=True)]
    records = [report.records for report, one in zip(reports, sound, strict=True) if one]
    planned = iter(plans(base, records, known_states, whole_fiches=any(one.layout is Layout.ENTRY for one in readings)))
    already = already_among(base, [one.sha256 for one in readings])
    likeness = iter(near_among(base, [one for one in readings if one.layout is not Layout.ENTRY], known_states))
    seen: list[Preview] = []
    for reading, report, findings, importable in zip(readings, reports, told, sound, strict=True):
        one = next(planned) if importable else None
        findings.extend(one.findings if one else ())
        findings.extend(each.finding for each in (next(likeness) if reading.layout is not Layout.ENTRY else ()))
        before = already.get(reading.sha256) if one is None or one.nothing_to_do else None
        seen.append(Preview(reading, report, findings, before, version, one, author))
    return seen


def with_refusals(findings: Findings, refused: Collection[Place]) -> Findings:
    """The findings, in which each correction refused is an error: its value is never stored."""
    found = findings.copy()
    for one in findings if refused else ():
        refusable = one.severity is Severity.CORRECTION and one.code != MaskedName.code  # of a name one says that it is none
        if refusable and (one.sheet, one.cell) in refused and found.without(one):
            said = one.message.partition("\u00a0: ")[2] or one.message.partition(" : ")[2]
            found.add(RefusedCorrection(one.sheet, one.cell, one.value, one.session, {"said": said.rstrip(".")}))
    return found


def already_imported(base: Queryable, sha256: str) -> Already | None:
    """The newest import of a file with this SHA-256 whose content is still wholly current."""
    return already_among(base, [sha256]).get(sha256)


def already_among(base: Queryable, sha256s: Sequence[str]) -> dict[str, Already]:
    """SHA-256 to the newest import of a file with these bytes whose content is still wholly current; entries have none."""
    found: dict[str, Already] = {}
    for row in content.same_files(base, [one for one in sha256s if one]).to_pylist():
        found.setdefault(row.pop("sha256"), Already(**row))
    return found


def sha256_of(content_: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content_).hexdigest()
