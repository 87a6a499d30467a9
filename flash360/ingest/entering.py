"""What is entered on a screen is an import like another: layout `saisie`, its author in place of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flash360.errors import BaseMoved
from flash360.findings import CATALOGUE, Finding
from flash360.ingest.committing import Also, Outcome, Receipt, commit
from flash360.ingest.completing import place
from flash360.ingest.current import states
from flash360.ingest.preparing import Preview, preview_of
from flash360.model import Section
from flash360.store import content
from flash360.store.database import Database
from flash360.validation import session_code_key
from flash360.workbook.columns import COLUMNS
from flash360.workbook.entry import Record, entry

CodeTaken = CATALOGUE["code-taken"]
_TRIES = 3


def entered(database: Database, sections: Mapping[Section, Sequence[Record]], *, author: str, opening: bool = False) -> Preview:
    """The preview of records typed on a screen, of one or more sections, of sessions named by `session_code`.

    They go through the checks of a workbook. A fiche may hold only the fields to change: those it does not name stay as
    the base has them, one that it names as None is erased. opening: the fiches are of new dossiers, and a code that
    already names one is a blocking finding. Writes nothing; `commit` does.
    """
    while True:
        before = database.version()
        found: list[Finding] = []
        fiches = [_whole(database, fiche, found, opening=opening) for fiche in sections.get(Section.FICHE, ())]
        rows = {**sections, Section.FICHE: [fiche for fiche, _ in fiches]} if fiches else sections
        seen = preview_of(database, entry(rows, found, [origins for _, origins in fiches]), author=author)
        if seen.version == before:  # else what completes the fiches may be older than what they are compared with
            return seen


def enter(
    database: Database,
    sections: Mapping[Section, Sequence[Record]],
    *,
    author: str,
    opening: bool = False,
    at: datetime | None = None,
    also: Also | None = None,
) -> Receipt:
    """Preview and commit what was typed, previewing again when a session moved in between.

    Rejected, with its findings and nothing written, when a finding blocks. at, also: as in `commit`.
    """
    for last in (False, False, True):
        seen = entered(database, sections, author=author, opening=opening)
        if not seen.importable:
            return Receipt(Outcome.REJECTED, "", seen.codes, preview=seen)
        try:
            return commit(database, seen, author=author, at=at, also=also)
        except BaseMoved:
            if last:
                raise
    raise AssertionError("unreachable")


def _whole(database: Database, fiche: Record, found: list[Finding], *, opening: bool) -> tuple[Record, Mapping[str, str]]:
    """The fiche with the fields that it does not name as the base has them, and where those come from."""
    code = str(fiche.get("session_code") or "")
    state = states(database, [code]).get(session_code_key(code)) if code else None
    if state is None or not state.current:
        return fiche, {}
    held = content.facts(database, Section.FICHE, [state.session_id]).to_pylist()[0]
    if opening:
        found.append(CodeTaken(session=state.code, details={"title": held["title"]}))
    kept = {spec.key: held[spec.key] for spec in COLUMNS[Section.FICHE] if spec.key in held and spec.key not in fiche}
    origins = {key: place(held, key) for key, value in kept.items() if value is not None}
    typed = {key: value for key, value in fiche.items() if key != "session_code"}
    return {"session_code": held["code"]} | kept | typed, origins
