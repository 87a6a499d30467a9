"""Rules on what a workbook must hold to be understood, beside what the base knows."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from flash360.findings import CATALOGUE
from flash360.labels import SECTION
from flash360.model import Section
from flash360.validation.codes import code_key
from flash360.validation.content import Content, once, voting
from flash360.validation.grid import BLANK, column_of
from flash360.validation.known import KnownSession
from flash360.validation.tell import Told
from flash360.workbook.reading import Layout, Need

IncompleteExport = CATALOGUE["incomplete-export"]
MissingRows = CATALOGUE["missing-rows"]
MissingSheet = CATALOGUE["missing-sheet"]
NoSessionFound = CATALOGUE["no-session-found"]
OrphanVotes = CATALOGUE["orphan-votes"]
_TEMPLATES = (Layout.TEMPLATE, Layout.TEMPLATE_MULTI)
_NEEDED = {Need.SESSION: "la session", Need.CRITERIA: "ses critères", Need.COLLEGES: "le collège des participants"}


def no_session_found(content: Content) -> Told:
    """A workbook from which no session can be known, and no cell that says one."""
    if content.sessions.codes or any(finding.code == NoSessionFound.code for finding in content.reading.findings):
        return
    alone = {table.section for table in content.reading.tables} == {Section.VOTES}
    if Need.SESSION in content.reading.needs and (alone or content.reading.layout not in _TEMPLATES):
        yield IncompleteExport(details={"what": _enumerated([_NEEDED[need] for need in content.reading.needs])})
        return
    fiche = content.drafts[Section.FICHE].grid
    named = [draft for draft in content.drafts.values() if "session_code" in draft.grid.cells]
    if any((draft.grid.cells["session_code"].index != BLANK).any() for draft in named):
        return  # that code has its own finding, at its cell
    if len(fiche):
        sheet, cell = fiche.place(0, "session_code")
        column = column_of(fiche.tables[0], "session_code")
        if column is None or fiche.tables[0].cell_of:
            yield NoSessionFound(sheet, cell, details={"reason": "le code n'est pas rempli"})
        return
    empty = not any(len(draft.grid) for draft in content.drafts.values())
    reason = "aucune feuille ne contient de ligne" if empty else "le classeur n'a pas de feuille « Fiche » remplie"
    yield NoSessionFound(details={"reason": reason})


def _enumerated(words: list[str]) -> str:
    """« la session, ses critères et le collège des participants »."""
    return " et ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def missing_sheets(content: Content) -> Told:
    """Votes without the sheet that says who votes, or on what, when the base does not know it either."""
    for section, has in _listings(content).items():
        lacking = [content.sessions.codes[number] for number in voting(content) if not has[number]]
        if lacking and not content.drafts[section].grid.tables:
            reason = "des votes y renvoient" + (
                f" (session {lacking[0]})" if len(lacking) == 1 else f" ({len(lacking)} sessions)"
            )
            yield MissingSheet(SECTION[section], details={"reason": reason})


def missing_rows(content: Content) -> Told:
    """Votes of a session for which that sheet exists but has no row, when the base has none either."""
    for section, has in _listings(content).items():
        if content.drafts[section].grid.tables:
            for number in voting(content):
                if not has[number]:
                    yield MissingRows(SECTION[section], session=content.sessions.codes[number])


def orphan_votes(content: Content) -> Told:
    """New participants or criteria without their votes, that would leave the votes of the base without a meaning."""
    cast = set(voting(content))
    for section in (Section.PARTICIPANTS, Section.CRITERIA):
        for number in np.unique(content.drafts[section].session).tolist():
            known = content.sessions.known[number] if number >= 0 else None
            if known is None or number in cast or not known.votes.num_rows:
                continue
            reason = _orphans(content, section, number, known)
            if reason:
                yield OrphanVotes(SECTION[section], session=content.sessions.codes[number], details={"reason": reason})


@once
def _listings(content: Content) -> dict[Section, np.ndarray]:
    """Who may vote and on what: masks by session number."""
    count = len(content.sessions.codes)
    return {
        Section.PARTICIPANTS: content.roster.has_session(count),
        Section.CRITERIA: content.criteria.has_session(count),
    }


def _orphans(content: Content, section: Section, number: int, known: KnownSession) -> str:
    if section is Section.PARTICIPANTS:
        listed = {code_key(one) for one in content.roster.of_session(number)}
        lost = [one for one in pc.unique(known.votes["participant"]).to_pylist() if code_key(one) not in listed]
        return f"elle ne liste plus {', '.join(sorted(lost)[:5])}" if lost else ""
    scales = {
        code_key(content.criteria.codes[row]): (content.criteria.low[row], content.criteria.high[row])
        for row in np.flatnonzero(content.criteria.session == number)
    }
    ranges = known.votes.group_by("criterion").aggregate([("grade", "min"), ("grade", "max")]).to_pylist()
    for one in sorted(ranges, key=lambda each: each["criterion"]):
        low, high = scales.get(code_key(one["criterion"]), (None, None))
        if low is None or high is None:
            return f"elle ne liste plus le critère {one['criterion']}"
        if one["grade_min"] is not None and not low <= one["grade_min"] <= one["grade_max"] <= high:
            return f"des notes de {one['criterion']} sortent de l'échelle {low} à {high}"
    return ""
