"""Is the base what it should be: structure, section hashes, measures recomputed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from flash360.ingest.conclusions import measures_after
from flash360.ingest.sections import section_content
from flash360.model import Section
from flash360.store import content, integrity
from flash360.store.database import Database

_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_AT_ONCE = 1_000
"""Sessions looked at together: bounds the memory, whatever the size of the base."""


def verify(database: Database) -> list[str]:
    """Every fault of the base, a French sentence each; empty when it is sound.

    Orphans and double keys, sections whose content is not what its hash says, measures that differ from recomputation.
    A session that has a code is named by it.
    """
    codes = integrity.codes(database)
    return [_ID.sub(lambda id: codes.get(id[0], id[0]), sentence) for sentence in _faults(database)]


def _faults(database: Database) -> list[str]:
    found = list(integrity.faults(database))
    for chunk in _chunks(integrity.every_session(database)):
        found += _altered(database, chunk)
    unmeasurable = set(integrity.orphan_votes(database).column("session_id").to_pylist())  # already said above
    visible = [session_id for session_id in integrity.visible_sessions(database) if session_id not in unmeasurable]
    for chunk in _chunks(visible):
        found += _differing_measures(database, chunk)
    return found


def _chunks(session_ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(session_ids), _AT_ONCE):
        yield session_ids[start : start + _AT_ONCE]


def _altered(database: Database, session_ids: list[str]) -> Iterator[str]:
    expected = integrity.stored_hashes(database, session_ids).to_pylist()
    hashes = {section: section_content(section, integrity.stored(database, section, session_ids)).hashes() for section in Section}
    for row in expected:
        if hashes[Section(row["section"])].get(row["content"]) != row["content_hash"]:
            yield f"la section {row['section']} de la session {row['content'].split()[0]} ne correspond plus à son empreinte"


def _differing_measures(database: Database, session_ids: list[str]) -> Iterator[str]:
    stored = {row["session_id"]: row for row in content.measures(database, session_ids).to_pylist()}
    computed = {row["session_id"]: row for row in measures_after(database, session_ids).to_pylist()}
    for session_id in session_ids:
        if session_id not in stored:
            if computed[session_id]["panel"] or computed[session_id]["verdict"]:
                yield f"la session {session_id} n'a pas de mesures enregistrées"
            continue
        differing = [name for name, value in computed[session_id].items() if not _equal(value, stored[session_id].get(name))]
        if differing:
            yield f"les mesures enregistrées de la session {session_id} diffèrent du recalcul ({', '.join(differing)})"


def _equal(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return one == other
