"""The seals of an import and of where its facts stood in their file, as views/0_seals.sql makes them of the stored rows.

Made before anything is stored: asking the base for the seals of what it has just received costs ten times more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import Section

_NAMED = {
    Section.FICHE: ("cells",),
    Section.PARTICIPANTS: ("participant",),
    Section.CRITERIA: ("criterion",),
    Section.VOTES: ("participant", "criterion"),
    Section.STATEMENTS: ("kind", "number"),
    Section.OUTCOMES: ("date", "status"),
    Section.INVITATIONS: ("college",),
}
"""What tells a row apart, besides its sheet and cell."""
_SEALED = (
    "import_id", "number", "recorded_at", "author", "layout", "file_name", "sha256", "size", "base_version",
    "target_import_id", "target_active",
)  # fmt: skip
_FIELD, _ROW, _NOTHING = "\x1f", "\x1e", "\x1e"


def import_seal(row: Mapping[str, object]) -> str:
    """The seal of a row of `imports`."""
    return hashlib.sha256(
        _FIELD.join(_NOTHING if row[name] is None else _written(row[name]) for name in _SEALED).encode()
    ).hexdigest()


def _written(value: object) -> str:
    """A value as the base writes it in a text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        day, dot, fraction = str(value).partition(".")
        return f"{day}{dot}{fraction.rstrip('0')}"
    return str(value)


def sealed(sections: pa.Table, facts: Mapping[Section, pa.Table]) -> pa.Table:
    """The rows of `import_sections` of one import with their seals, from the facts that it brings."""
    seals = {section.value: _origin_hashes(section, rows) for section, rows in facts.items()}
    named = zip(sections.column("session_id").to_pylist(), sections.column("section").to_pylist(), strict=True)
    hashes = [seals.get(section, {}).get(session_id) for session_id, section in named]
    return sections.append_column("origin_hash", pa.array(hashes, pa.string()))


def _origin_hashes(section: Section, facts: pa.Table) -> dict[str, str]:
    """Session id to the seal of its rows."""
    columns = [facts.column(name) for name in ("sheet", "cell", *_NAMED[section])]
    fields = [column if column.type == pa.string() else pc.cast(column, pa.string()) for column in columns]
    origins = pc.binary_join_element_wise(*fields, _FIELD, null_handling="skip").to_pylist()
    runs = pc.run_end_encode(facts.column("session_id").combine_chunks())
    of_session: dict[str, list[str]] = {}
    start = 0
    for session_id, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        of_session.setdefault(session_id, []).extend(origins[start:end])
        start = end
    return {session_id: hashlib.sha256(_ROW.join(sorted(rows)).encode()).hexdigest() for session_id, rows in of_session.items()}
