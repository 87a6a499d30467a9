"""What a workbook would change, by session and section: rows added, changed (before → after), removed, identical."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.ingest.sections import SHAPES, Content
from flash360.model import Aspect, Axis, College, Kind, OutcomeStatus, Section, Verdict
from flash360.workbook.columns import COLUMNS


class Nature(StrEnum):
    """What happens to a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row, in French words. row: the row's key (« P03 · C2 »), empty for a fiche.

    field, heading: empty when the whole row is added or removed. sheet, cell: where the new value stands, or for a
    removed row where the old one stood in its own workbook.
    """

    nature: Nature
    row: str
    field: str
    heading: str
    before: str
    after: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class SectionDifference:
    """One section of one session. Counts are of rows. is_new: the base held none of it, and `changes` is empty."""

    session: str
    section: Section
    is_new: bool
    added: int
    changed: int
    removed: int
    identical: int
    changes: tuple[Change, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Nothing to do for this section."""
        return not (self.added or self.changed or self.removed)


def new_section(session: str, section: Section, rows: int) -> SectionDifference:
    """A section of which the base holds nothing."""
    return SectionDifference(session, section, True, rows, 0, 0, 0)


def same_section(session: str, section: Section, rows: int) -> SectionDifference:
    """A section whose content the base already holds."""
    return SectionDifference(session, section, False, 0, 0, 0, rows)


def differences(section: Section, before: Content, after: Content, codes: Mapping[str, str]) -> dict[str, SectionDifference]:
    """Session id to the difference between the base's rows and the workbook's, for the sessions that both hold.

    codes: session id to code. Outcomes accumulate: those that only the base holds are kept, not removed.
    """
    before_counts, after_counts = before.counts(), after.counts()
    gone, come = _unmatched(before, after), _unmatched(after, before)
    found: dict[str, SectionDifference] = {}
    for session_id in after_counts.keys() & before_counts.keys():
        old, new = gone.get(session_id, {}), come.get(session_id, {})
        changed = old.keys() & new.keys()
        removed = 0 if section is Section.OUTCOMES else len(old) - len(changed)
        found[session_id] = SectionDifference(
            codes[session_id],
            section,
            False,
            len(new) - len(changed),
            len(changed),
            removed,
            after_counts[session_id] - len(new),
            tuple(_changes(section, old, new)),
        )
    return found


_Rows = dict[tuple[object, ...], dict[str, object]]


def _unmatched(one: Content, other: Content) -> dict[str, _Rows]:
    """Session id to the rows, by key, that have no equal in the other content."""
    mask = pc.invert(pc.is_in(_addressed(one), _addressed(other)))
    found: dict[str, _Rows] = {}
    names = SHAPES[one.section].key
    for row in one.rows.filter(mask).to_pylist():
        found.setdefault(row["session_id"], {})[tuple(row[name] for name in names)] = row
    return found


def _addressed(content: Content) -> pa.Array:
    kind = pa.large_string()
    sessions, texts = (pc.cast(column, kind) for column in (content.rows.column("session_id"), content.texts))
    return pa.chunked_array(pc.binary_join_element_wise(sessions, texts, pa.scalar("", kind)), kind).combine_chunks()


def _changes(section: Section, old: _Rows, new: _Rows) -> Iterator[Change]:
    headings = {spec.key: spec.heading for spec in COLUMNS[section]} | {"position": "Rang", "code": "Code"}
    shape = SHAPES[section]
    for key, row in new.items():
        name = " · ".join(in_french(part) for part in key)
        place = (str(row["sheet"]), str(row["cell"]))
        if key not in old:
            yield Change(Nature.ADDED, name, "", "", "", _whole(row, shape.values), *place)
            continue
        for field in shape.values:
            if row[field] != old[key][field]:
                words = in_french(old[key][field], field), in_french(row[field], field)
                yield Change(Nature.CHANGED, name, field, headings[field], *words, *place)
    if section is Section.OUTCOMES:
        return
    for key, row in old.items():
        if key not in new:
            name = " · ".join(in_french(part) for part in key)
            yield Change(Nature.REMOVED, name, "", "", _whole(row, shape.values), "", str(row["sheet"]), str(row["cell"]))


def _whole(row: Mapping[str, object], fields: tuple[str, ...]) -> str:
    return ", ".join(in_french(row[field], field) for field in fields if row[field] is not None or field == "grade")


_WORDING: dict[str, Mapping[str, str]] = {
    "college": {item.value: labels.COLLEGE[item] for item in College},
    "axis": {item.value: labels.AXIS[item] for item in Axis},
    "aspect": {item.value: labels.ASPECT[item] for item in Aspect},
    "kind": {item.value: labels.KIND[item] for item in Kind},
    "declared_verdict": {item.value: labels.VERDICT[item] for item in Verdict},
    "status": {item.value: labels.OUTCOME[item] for item in OutcomeStatus},
}
_ANY_WORDING = {code: word for words in _WORDING.values() for code, word in words.items()}


def in_french(value: object, field: str = "") -> str:
    """A stored value as a reader writes it; nothing is « vide », a grade that is nothing is an abstention."""
    if value is None:
        return "abstention" if field == "grade" else "vide"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return (_WORDING.get(field, {}) if field else _ANY_WORDING).get(str(value), str(value))
