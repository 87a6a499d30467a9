"""What the base holds for the sessions of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import Section
from flash360.store import content
from flash360.store.database import Queryable
from flash360.validation import Known, KnownSession, session_code_key
from flash360.workbook.reading import Reading


@dataclass(frozen=True, slots=True)
class State:
    """One session ever seen. touched: the number of the newest import, undo or redo on it. current: it is in the reads."""

    session_id: str
    code: str
    touched: int
    current: bool


def states(base: Queryable, codes: Iterable[str]) -> dict[str, State]:
    """The sessions that the base has ever seen under these codes, by normalised code."""
    keys = sorted({session_code_key(code) for code in codes})
    if not keys:
        return {}
    return {
        row["code_key"]: State(row["session_id"], row["code"], row["touched"], row["current"])
        for row in content.states(base, keys).to_pylist()
    }


def codes_of(reading: Reading) -> list[str]:
    """Every session code that a workbook writes, as it writes it."""
    codes: dict[str, None] = {}
    for table in reading.tables:
        if table.session:
            codes[table.session] = None
        for column in table.columns:
            if column.key == "session_code":
                codes.update(dict.fromkeys(code for code in pc.unique(column.cells).cast(pa.string()).to_pylist() if code))
    return list(codes)


def known(base: Queryable, codes: Iterable[str]) -> Known:
    """What validation must know of the sessions of these codes: panels, criteria and votes that the base keeps."""
    return known_of(base, states(base, codes).values())


def known_of(base: Queryable, sessions: Iterable[State]) -> Known:
    """The same for sessions already looked up."""
    by_id = {state.session_id: state for state in sessions}
    if not by_id:
        return Known()
    panels, criteria, votes = (
        _by_session(content.facts(base, section, list(by_id)))
        for section in (Section.PARTICIPANTS, Section.CRITERIA, Section.VOTES)
    )
    fiches = content.facts(base, Section.FICHE, list(by_id)).select(["session_id", "session_date"]).to_pylist()
    held = {row["session_id"]: row["session_date"] for row in fiches}
    found: dict[str, KnownSession] = {}
    for session_id, state in by_id.items():
        parts: dict[str, object] = {}
        if session_id in panels:
            parts["participants"] = frozenset(panels[session_id].column("participant").to_pylist())
        if session_id in criteria:
            parts["criteria"] = criteria[session_id]
        if session_id in votes:
            parts["votes"] = votes[session_id]
        parts["session_date"] = held.get(session_id)
        found[state.code] = KnownSession(session_id, has_fiche=state.current, **parts)  # type: ignore[arg-type]
    return Known(found)


def _by_session(rows: pa.Table) -> Mapping[str, pa.Table]:
    rows = rows.sort_by("session_id")
    counts = rows.group_by("session_id", use_threads=False).aggregate([([], "count_all")]).to_pylist()
    tables: dict[str, pa.Table] = {}
    start = 0
    for row in counts:
        tables[row["session_id"]] = rows.slice(start, row["count_all"])
        start += row["count_all"]
    return tables
