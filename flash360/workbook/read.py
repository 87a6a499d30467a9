"""From bytes to a Reading, in a process apart; a bad file gives a Reading that says why."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sized

from flash360.errors import UnreadableDocument
from flash360.findings import CATALOGUE, SHOWN, Finding
from flash360.workbook import document
from flash360.workbook.completion import Completion, complete
from flash360.workbook.guard import too_large
from flash360.workbook.limits import WALL, WALL_IN_BULK
from flash360.workbook.mapping import Mapping
from flash360.workbook.personal import masked
from flash360.workbook.pool import Lost, pool
from flash360.workbook.reading import Reading
from flash360.workbook.refused import refused, title
from flash360.workbook.wire import decode, pack_findings


def read(
    content: bytes,
    file_name: str,
    *,
    bulk: bool = False,
    completion: Completion | None = None,
    mapping: Mapping | None = None,
    college_column: str | None = None,
    by_hand: bool = False,
    not_names: Collection[tuple[str, str]] = (),
) -> Reading:
    """Read a workbook. Never raises for a bad file: the Reading then has no layout, and says why in its findings.

    file_name: any path, of which only the last part is kept. bulk: one of many, or one big file: larger limits.
    completion: what the analyst adds to a file of votes (completion.py). mapping: what they pointed at in a file of no known
    layout (mapping.py). college_column: heading of the participants' collège, where it is pointed at before the rest is told.
    by_hand: recognise nothing, since what was recognised is wrong: the Reading has the outline to point at. not_names: cells,
    as (sheet, cell), of which the analyst said that what looks like a name is none.
    """
    name = base_name(file_name)
    digest = hashlib.sha256(content).hexdigest()
    why = too_large(len(content), bulk=bulk)
    if why:
        return refused(content, name, digest, "too-large", why)
    seconds = WALL_IN_BULK if bulk else WALL
    try:
        college = college_column or (completion.college_column if completion else None)
        pointed = mapping.packed() if mapping else None
        told: dict[str, object] = {"college": college, "mapping": pointed, "by_hand": by_hand, "not_names": sorted(not_names)}
        found = decode(pool().ask("read", content, seconds=seconds, file_name=name, sha256=digest, bulk=bulk, **told))
    except Lost as lost:
        return refused(content, name, digest, lost.code, lost.reason)
    return complete(found, completion) if completion else found


def annotated(content: bytes, file_name: str, findings: Iterable[Finding]) -> bytes:
    """The analyst's own workbook as .xlsx: faulty cells coloured and commented, a sheet « Constats » with links.

    findings: `Findings`, or any of them. Where the file cannot be opened, the sheet « Constats » alone is given.
    """
    total = len(findings) if isinstance(findings, Sized) else 0
    shown = list(findings)[:SHOWN]
    count, sheet = max(total, len(shown)), title(base_name(file_name))
    try:
        packed = pack_findings(shown)
        return pool().ask("annotate", content, seconds=WALL_IN_BULK, findings=packed, total=count, title=sheet)
    except Lost as lost:
        told = CATALOGUE[lost.code](value=base_name(file_name), details={"reason": lost.reason})
        return pool().ask("annotate", b"", findings=pack_findings([*shown, told]), total=count, title=sheet)


def document_text(content: bytes) -> str:
    """The text of a written document (.txt, .docx, .odt), a line per paragraph, its personal data masked.

    Raises UnreadableDocument, which says why and what to do, for anything else.
    """
    why = f"il pèse {len(content) / 1_000_000:.0f} Mo, la limite est de {document.MAX_SIZE // 1_000_000} Mo"
    try:
        if len(content) > document.MAX_SIZE:
            raise Lost("too-large", why)
        return pool().ask("text", content).decode()
    except Lost as lost:
        reason = lost.reason or "il est protégé par un mot de passe"
        raise UnreadableDocument(
            f"Ce fichier ne peut pas être lu : {reason}. Enregistrez-le en .txt, .docx ou .odt, ou collez l'idée."
        ) from lost


def base_name(file_name: str) -> str:
    """The last part of a path, from any system, without the e-mails and telephone numbers that it may hold."""
    name, dot, ending = file_name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return f"{masked(name)}{dot}{ending}" if name else ending or "classeur"


def warm() -> None:
    """Start the reading processes ahead of the first file; returns at once, they import meanwhile."""
    pool().start()
