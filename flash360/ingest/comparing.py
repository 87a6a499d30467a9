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

FIGURES = ("freins", "leviers", "uncovered_freins")
SECTION_SCHEMA = pa.schema(
    [
        ("session_id", pa.string()),
        ("section", pa.string()),
        ("content_hash", pa.string()),
        ("row_count", pa.int64()),
        ("content_import_id", pa.string()),
        *((name, pa.int32()) for name in FIGURES),
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
    columns: dict[str, list[object]] = {name: [] for name in SECTION_SCHEMA.names}
    found: list[SectionDifference] = []
    changed: set[tuple[str, Section]] = set()
    for section, after in contents.items():
        hashes, counts = after.hashes(), after.counts()
        known = {each: held[each, section] for each in after.sessions if (each, section) in held} if held else {}
        same = {each for each, row in known.items() if row["content_hash"] == hashes[each]}
        differing = [
            each
            for each in (after.sessions if old else ())
            if each in old and each not in same and (each in known or section is Section.OUTCOMES)
        ]
        differs = _differences(base, section, after, differing, codes)
        for each in after.sessions:
            make = same_section if each in same else new_section
            one = differs[each] if each in differs else make(codes[each], section, counts[each])
            if not one.unchanged:
                changed.add((each, section))
            found.append(one)
        figures = statement_figures(after.rows) if section is Section.STATEMENTS else {}
        columns["session_id"] += after.sessions
        columns["section"] += [section.value] * len(after.sessions)
        columns["content_hash"] += hashes.values()
        columns["row_count"] += counts.values()
        columns["content_import_id"] += (known[each]["content_import_id"] if each in same else None for each in after.sessions)
        for name in FIGURES:
            columns[name] += (figures[each][name] if figures else None for each in after.sessions)
    return pa.table(columns, SECTION_SCHEMA), found, changed


def _differences(
    base: Queryable, section: Section, after: Content, session_ids: list[str], codes: Mapping[str, str]
) -> dict[str, SectionDifference]:
    if not session_ids:
        return {}
    before = section_content(section, content.facts(base, section, session_ids))
    mine = after if len(session_ids) == len(after.sessions) else section_content(section, only(after.rows, set(session_ids)))
    return differences(section, before, mine, codes)
