"""What a workbook would write, and what it would change: everything that a commit needs, worked out beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.findings import Finding, UnknownParticipant
from flash360.ingest.codings import codings
from flash360.ingest.comparing import compared
from flash360.ingest.completing import completed
from flash360.ingest.conclusions import (
    MEASURED,
    Conclusion,
    conclusions,
    declared_verdicts_that_differ,
    panels_after,
)
from flash360.ingest.current import State
from flash360.ingest.difference import SectionDifference
from flash360.ingest.facts import only, parted, rows_of
from flash360.ingest.identity import new_id
from flash360.ingest.sections import Content, section_content
from flash360.model import Section
from flash360.statistics import session_measures
from flash360.store import content
from flash360.store.database import Queryable
from flash360.validation import Records, joined, session_code_key


@dataclass(frozen=True)
class Plan:
    """states: what the base held of the workbook's sessions, by normalised code; a commit checks that it still does.

    codes: session id to code. facts, sections, measures, codings: rows to append; no facts, nothing to do.
    """

    states: Mapping[str, State]
    codes: Mapping[str, str]
    facts: Mapping[Section, pa.Table]
    sections: pa.Table
    measures: pa.Table | None
    codings: pa.Table | None
    differences: tuple[SectionDifference, ...]
    conclusions: tuple[Conclusion, ...]
    findings: tuple[Finding, ...]

    @property
    def nothing_to_do(self) -> bool:
        """The base already holds all of it."""
        return not self.facts

    def parted(self, workbooks: Sequence[frozenset[str]]) -> list[Plan]:
        """The part of each of some workbooks, given as the ids of its sessions; each session is of one of them."""
        place = {session_id: number for number, own in enumerate(workbooks) for session_id in own}
        named = [frozenset(self.codes[session_id] for session_id in own) for own in workbooks]
        facts = {section: parted(table, place, len(workbooks)) for section, table in self.facts.items()}
        sections = parted(self.sections, place, len(workbooks))
        measures, coded = (
            [None] * len(workbooks)
            if table is None
            else [part if part.num_rows else None for part in parted(table, place, len(workbooks))]
            for table in (self.measures, self.codings)
        )
        return [
            Plan(
                {key: state for key, state in self.states.items() if state.session_id in own},
                {session_id: code for session_id, code in self.codes.items() if session_id in own},
                {section: parts[number] for section, parts in facts.items() if parts[number].num_rows},
                sections[number],
                measures[number],
                coded[number],
                tuple(one for one in self.differences if one.session in named[number]),
                tuple(one for one in self.conclusions if one.session in named[number]),
                tuple(one for one in self.findings if one.session in named[number]),
            )
            for number, own in enumerate(workbooks)
        ]


def plans(
    base: Queryable, workbooks: Sequence[Records], states: Mapping[str, State], *, whole_fiches: bool = False
) -> list[Plan]:
    """Compare the records of workbooks of different sessions with the base, all at once: one plan each, in their order.

    states: of the workbooks' sessions, as read before the records were checked. whole_fiches: a blank field of a fiche
    erases what the base holds, as on a screen; a workbook's leaves it as it is.
    """
    if not workbooks:
        return []
    records = joined(workbooks)
    session_ids, codes = _identities(records, states)
    rows = rows_of(records, session_ids)
    kept: list[Finding] = []
    if Section.FICHE in rows and not whole_fiches:
        current = {state.session_id for state in states.values() if state.current}
        rows[Section.FICHE], kept = completed(base, rows[Section.FICHE], current)
    contents = {section: section_content(section, table) for section, table in rows.items()}
    old = {state.session_id for state in states.values()}
    held = {
        (row["session_id"], Section(row["section"])): row
        for row in (content.sections(base, sorted(old)).to_pylist() if old else [])
    }
    sections, difference, changed = compared(base, contents, held, old, codes)
    of_workbooks = [_sessions(each, session_ids) for each in workbooks] if len(workbooks) > 1 else [frozenset(codes)]
    moving = {session_id for session_id, _ in changed}
    moved = frozenset[str]().union(*(own for own in of_workbooks if own & moving))
    back = {state.session_id for state in states.values() if not state.current}  # what they held last is no longer true
    touched = sorted({session_id for session_id, section in changed if section in MEASURED} | (back & moved))
    measures, concluded, findings = _conclude(base, rows, contents, touched, old - back, codes, difference)
    coded = None
    if Section.STATEMENTS in rows:
        coded, unknown = codings(base, rows[Section.STATEMENTS], codes)
        findings += unknown
        coded = only(coded, {session_id for session_id, of in changed if of is Section.STATEMENTS})
    findings += [*kept, *_declared(base, rows, old, measures, codes)]
    facts = {section: only(rows[section], {one for one, of in changed if of is section}) for section in {of for _, of in changed}}
    if moved and Section.OUTCOMES in rows:
        facts[Section.OUTCOMES] = only(rows[Section.OUTCOMES], moved)  # they add up: an import keeps its own, repeated or not
    whole = Plan(
        states,
        codes,
        {section: table for section, table in facts.items() if table.num_rows},
        sections,
        measures,
        coded if coded is not None and coded.num_rows else None,
        tuple(difference),
        concluded,
        tuple(findings),
    )
    return [whole] if len(workbooks) == 1 else whole.parted(of_workbooks)


def _sessions(records: Records, session_ids: Mapping[str, str]) -> frozenset[str]:
    """The ids of the sessions that a workbook speaks of."""
    codes = {code for section in Section for code in pc.unique(records.of(section).column("session_code")).to_pylist()}
    return frozenset(session_ids[session_code_key(code)] for code in codes)


def _identities(records: Records, states: Mapping[str, State]) -> tuple[dict[str, str], dict[str, str]]:
    """Normalised code to session id, and session id to code as the workbook's fiche writes it, or the base."""
    ids: dict[str, str] = {}
    codes: dict[str, str] = {}
    for section in Section:
        for code in pc.unique(records.of(section).column("session_code")).to_pylist():
            key = session_code_key(code)
            state = states.get(key)
            if key not in ids:
                ids[key] = state.session_id if state else new_id()
                codes[ids[key]] = state.code if state and section is not Section.FICHE else code
    return ids, codes


def _conclude(
    base: Queryable,
    rows: Mapping[Section, pa.Table],
    contents: Mapping[Section, Content],
    touched: list[str],
    shown: set[str],
    codes: Mapping[str, str],
    difference: list[SectionDifference],
) -> tuple[pa.Table | None, tuple[Conclusion, ...], list[Finding]]:
    """The measures that the workbook changes, what they say beside those of the sessions shown until now, and what prevents
    them.
    """
    if not touched:
        return None, (), []
    pairs = [(session_id, section) for section in MEASURED if section in contents for session_id in contents[section].sessions]
    panels = panels_after(base, touched, rows, pairs)
    lost = panels.without_panel() if len(pairs) < len(MEASURED) * len(touched) else {}
    findings = [_left_alone(codes[session_id], name) for session_id, name in lost.items()]
    if lost:
        touched = [session_id for session_id in touched if session_id not in lost]
        panels = panels.of(frozenset(touched))
    if not touched:
        return None, (), findings
    after = session_measures(touched, panels.participants, panels.criteria, panels.votes)
    ids = {code: session_id for session_id, code in codes.items()}
    corrected = {
        ids[one.session]: one.added + one.changed + one.removed
        for one in difference
        if one.section is Section.VOTES and not one.is_new
    }
    known = [session_id for session_id in touched if session_id in shown]
    before = content.measures(base, known) if known else after.slice(0, 0)
    return after, conclusions(before, after, codes, corrected), findings


def _left_alone(code: str, name: str) -> Finding:
    """Votes of an earlier import, whose participants or criteria were undone, would show again with the session."""
    words: dict[str, object] = {
        "known": f" que la session {code} aurait après cet import",
        "hint": "La base garde des votes de cette session\u00a0: importez aussi leurs participants et leurs critères.",
    }
    return UnknownParticipant(sheet=labels.SECTION[Section.PARTICIPANTS], value=name, session=code, details=words)


def _declared(
    base: Queryable,
    rows: Mapping[Section, pa.Table],
    old: set[str],
    measures: pa.Table | None,
    codes: Mapping[str, str],
) -> list[Finding]:
    """The declared verdicts that differ, with the fiches and the measures in force after the import."""
    verdicts: dict[str, str | None] = {}
    if measures is not None:
        verdicts = dict(zip(measures.column("session_id").to_pylist(), measures.column("verdict").to_pylist(), strict=True))
    unmeasured = [session_id for session_id in codes if session_id in old and session_id not in verdicts]
    if unmeasured:
        verdicts |= {row["session_id"]: row["verdict"] for row in content.measures(base, unmeasured).to_pylist()}
    found: list[Finding] = []
    brought: set[str] = set()
    if Section.FICHE in rows:
        found += declared_verdicts_that_differ(rows[Section.FICHE], verdicts, codes)
        brought = set(rows[Section.FICHE].column("session_id").to_pylist())
    kept = [session_id for session_id in codes if session_id in old and session_id not in brought]
    if kept:
        found += declared_verdicts_that_differ(content.facts(base, Section.FICHE, kept), verdicts, codes)
    return found
