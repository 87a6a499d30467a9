"""What a workbook would write, and what it would change: everything that a commit needs, worked out beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.findings import Finding, UnknownParticipant
from flash360.ingest.codings import codings
from flash360.ingest.conclusions import (
    MEASURED,
    Conclusion,
    conclusions,
    declared_verdicts_that_differ,
    panels_after,
)
from flash360.ingest.current import State
from flash360.ingest.difference import SectionDifference, differences, new_section, same_section
from flash360.ingest.facts import only, rows_of, statement_figures
from flash360.ingest.identity import new_id
from flash360.ingest.sections import Content, section_content
from flash360.model import Section
from flash360.statistics import session_measures
from flash360.store import content
from flash360.store.database import Database
from flash360.validation import Records, session_code_key

SECTION_SCHEMA = pa.schema(
    [
        ("session_id", pa.string()),
        ("section", pa.string()),
        ("content_hash", pa.string()),
        ("row_count", pa.int64()),
        ("content_import_id", pa.string()),
        ("freins", pa.int32()),
        ("leviers", pa.int32()),
        ("uncovered_freins", pa.int32()),
    ]
)


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


def plan(base: Database, records: Records, states: Mapping[str, State]) -> Plan:
    """Compare a workbook's records with the base. states: of the workbook's sessions, as read before the records were checked."""
    session_ids, codes = _identities(records, states)
    rows = rows_of(records, session_ids)
    contents = {section: section_content(section, table) for section, table in rows.items()}
    old = {state.session_id for state in states.values()}
    held = {
        (row["session_id"], Section(row["section"])): row
        for row in (content.sections(base, sorted(old)).to_pylist() if old else [])
    }
    sections, difference, changed = _compare(base, contents, held, old, codes)
    facts = {
        section: only(rows[section], {session_id for session_id, of in changed if of is section})
        for section in {of for _, of in changed}
    }
    if facts and Section.OUTCOMES in rows:
        facts[Section.OUTCOMES] = rows[Section.OUTCOMES]  # they accumulate: each import keeps its own, repeated or not
    back = {state.session_id for state in states.values() if not state.current}  # what they held last is no longer true
    touched = sorted({session_id for session_id, section in changed if section in MEASURED} | (back if changed else set()))
    measures, concluded, findings = _conclude(base, rows, contents, touched, old - back, codes, difference)
    coded = None
    if Section.STATEMENTS in rows:
        coded, unknown = codings(base, rows[Section.STATEMENTS], codes)
        findings += unknown
        coded = only(coded, {session_id for session_id, of in changed if of is Section.STATEMENTS})
    findings += _declared(base, rows, old, measures, codes)
    return Plan(
        states,
        codes,
        facts,
        pa.Table.from_pylist(sections, SECTION_SCHEMA),
        measures,
        coded if coded is not None and coded.num_rows else None,
        tuple(difference),
        concluded,
        tuple(findings),
    )


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


def _compare(
    base: Database,
    contents: Mapping[Section, Content],
    held: Mapping[tuple[str, Section], Mapping[str, object]],
    old: set[str],
    codes: Mapping[str, str],
) -> tuple[list[dict[str, object]], list[SectionDifference], set[tuple[str, Section]]]:
    """The rows of import_sections, the difference, and which (session, section) changes."""
    rows: list[dict[str, object]] = []
    found: list[SectionDifference] = []
    changed: set[tuple[str, Section]] = set()
    for section, after in contents.items():
        hashes, counts = after.hashes(), after.counts()
        differing = [
            session_id
            for session_id in after.sessions
            if session_id in old
            and ((session_id, section) in held or section is Section.OUTCOMES)
            and held.get((session_id, section), {}).get("content_hash") != hashes[session_id]
        ]
        differs = _differences(base, section, after, differing, codes)
        figures = statement_figures(after.rows) if section is Section.STATEMENTS else {}
        for session_id in after.sessions:
            known = held.get((session_id, section))
            same = known is not None and known["content_hash"] == hashes[session_id]
            if session_id in differs:
                one = differs[session_id]
            elif same:
                one = same_section(codes[session_id], section, counts[session_id])
            else:
                one = new_section(codes[session_id], section, counts[session_id])
            if not one.unchanged:
                changed.add((session_id, section))
            found.append(one)
            rows.append(
                {
                    "session_id": session_id,
                    "section": section.value,
                    "content_hash": hashes[session_id],
                    "row_count": counts[session_id],
                    "content_import_id": known["content_import_id"] if known and same else None,
                    **figures.get(session_id, {}),
                }
            )
    return rows, found, changed


def _differences(
    base: Database, section: Section, after: Content, session_ids: list[str], codes: Mapping[str, str]
) -> dict[str, SectionDifference]:
    if not session_ids:
        return {}
    before = section_content(section, content.facts(base, section, session_ids))
    mine = after if len(session_ids) == len(after.sessions) else section_content(section, only(after.rows, set(session_ids)))
    return differences(section, before, mine, codes)


def _conclude(
    base: Database,
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
    if lost:
        return None, (), [_left_alone(codes[session_id], name) for session_id, name in lost.items()]
    after = session_measures(touched, panels.participants, panels.criteria, panels.votes)
    ids = {code: session_id for session_id, code in codes.items()}
    corrected = {
        ids[one.session]: one.added + one.changed + one.removed
        for one in difference
        if one.section is Section.VOTES and not one.is_new
    }
    known = [session_id for session_id in touched if session_id in shown]
    before = content.measures(base, known) if known else after.slice(0, 0)
    return after, conclusions(before, after, codes, corrected), []


def _left_alone(code: str, name: str) -> Finding:
    """Votes of an earlier import, whose participants or criteria were undone, would show again with the session."""
    words: dict[str, object] = {
        "known": f" que la session {code} aurait après cet import",
        "hint": "La base garde des votes de cette session\u00a0: importez aussi leurs participants et leurs critères.",
    }
    return UnknownParticipant(sheet=labels.SECTION[Section.PARTICIPANTS], value=name, session=code, details=words)


def _declared(
    base: Database,
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
