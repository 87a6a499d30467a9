"""The sections of workbooks beside those of the base: what is new, what changes, what is there already."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from flash360.ingest.difference import SectionDifference, differences, new_section, same_section
from flash360.ingest.facts import only, statement_figures
from flash360.ingest.sections import Content, section_content
from flash360.model import Section
from flash360.store import content
from flash360.store.database import Queryable

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


def compared(
    base: Queryable,
    contents: Mapping[Section, Content],
    held: Mapping[tuple[str, Section], Mapping[str, object]],
    old: set[str],
    codes: Mapping[str, str],
) -> tuple[pa.Table, list[SectionDifference], set[tuple[str, Section]]]:
    """The rows of import_sections, the difference, and which (session, section) changes.

    held: the current sections of the base. old: the ids of the sessions that it knows. codes: session id to code.
    """
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
    return pa.Table.from_pylist(rows, SECTION_SCHEMA), found, changed


def _differences(
    base: Queryable, section: Section, after: Content, session_ids: list[str], codes: Mapping[str, str]
) -> dict[str, SectionDifference]:
    if not session_ids:
        return {}
    before = section_content(section, content.facts(base, section, session_ids))
    mine = after if len(session_ids) == len(after.sessions) else section_content(section, only(after.rows, set(session_ids)))
    return differences(section, before, mine, codes)
