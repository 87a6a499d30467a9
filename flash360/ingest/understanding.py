"""What a file holds once everything that is known beside it is added: what was remembered of its shape, what the base says of its
session, what the analyst tells.

A file of the template needs none of it. A file of votes alone, or of no known layout, does.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from flash360 import workbook
from flash360.ingest.current import codes_of, known_of, states
from flash360.store import remembered
from flash360.store.database import Database, Queryable, Transaction, now
from flash360.store.write import append_audit, move_head
from flash360.validation import Known, KnownSession
from flash360.workbook import Completion, CriterionGiven, Mapping
from flash360.workbook.decisions import UNDECIDED, Decisions, decided
from flash360.workbook.joining import joined
from flash360.workbook.personal import personal_data
from flash360.workbook.reading import Need, Reading

_HEADINGS_NAMED = 6


@dataclass(frozen=True)
class Remembered:
    """How to read the files of one shape. mapping: of a file of no known layout. criteria: what its columns of votes are.

    college_column: heading of the participants' collège. texts: the decisions on whole columns.
    """

    mapping: Mapping | None = None
    criteria: tuple[CriterionGiven, ...] = ()
    college_column: str | None = None
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def packed(self) -> str:
        """As JSON, to be stored; a text that holds personal data is left out."""
        texts = [[*key, instead] for key, instead in self.texts.items() if not personal_data(f"{key[1]} {instead}")]
        told: dict[str, Any] = {"criteria": [asdict(one) for one in self.criteria], "texts": texts}
        told |= {"college_column": self.college_column, "mapping": self.mapping.packed() if self.mapping else None}
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def unpacked(cls, content: str) -> Remembered:
        """Of that JSON. Raises ValueError, TypeError or KeyError when it is none."""
        told: dict[str, Any] = json.loads(content)
        return cls(
            Mapping.unpacked(told["mapping"]) if told["mapping"] else None,
            tuple(CriterionGiven(**one) for one in told["criteria"]),
            told["college_column"],
            {(heading, written): instead for heading, written, instead in told["texts"]},
        )


NOTHING_REMEMBERED = Remembered()


@dataclass(frozen=True)
class Told:
    """What an analyst says of a file, beside what it holds. None of a part: what is remembered, or the base, says it.

    dossiers: code that the file writes to the code of the dossier that it continues. by_hand: what was recognised is wrong.
    """

    mapping: Mapping | None = None
    completion: Completion | None = None
    decisions: Decisions = UNDECIDED
    dossiers: dict[str, str] = field(default_factory=dict[str, str])
    by_hand: bool = False

    @property
    def college_column(self) -> str | None:
        """Heading of the participants' collège, where it is pointed at."""
        return self.completion.college_column if self.completion else None


NOTHING_TOLD = Told()


@dataclass(frozen=True)
class Understood:
    """A file as read with what its shape recalls, not yet completed. shape: of its headings, empty when that says nothing.

    named: the headings in short, for the list of the shapes remembered; empty with it.
    """

    reading: Reading
    shape: str = ""
    remembered: Remembered = NOTHING_REMEMBERED
    named: str = ""

    @property
    def unmapped(self) -> bool:
        """Whether an analyst has yet to say what is where."""
        return self.reading.layout is None and bool(self.reading.outline)


def understood(
    database: Queryable,
    content: bytes,
    file_name: str,
    *,
    bulk: bool = False,
    mapping: Mapping | None = None,
    college_column: str | None = None,
    by_hand: bool = False,
    not_names: Collection[tuple[str, str]] = (),
) -> Understood:
    """Read a file, as its shape was once told to be read when it is no known layout. Never raises for what it holds.

    mapping, college_column: what the analyst points at now; what was remembered otherwise. by_hand: recognise nothing.
    not_names: cells of which they said that what looks like a name is none.
    """
    first = workbook.read(content, file_name, bulk=bulk, not_names=not_names)
    shape = workbook.headings_shape(first)
    kept = of_shape(database, shape) if shape else NOTHING_REMEMBERED
    if by_hand and mapping is None:
        return Understood(
            workbook.read(content, file_name, bulk=bulk, by_hand=True, not_names=not_names), shape, kept, _named(first)
        )
    mapping = mapping or kept.mapping
    column = college_column or kept.college_column
    reading = first
    if mapping or column:
        again = workbook.read(content, file_name, bulk=bulk, mapping=mapping, college_column=column, not_names=not_names)
        reading = again if again.layout else first
    return Understood(reading, shape, kept, _named(first) if shape else "")


def completed(database: Queryable, found: Understood, told: Told = NOTHING_TOLD) -> Reading:
    """The reading with all that is told of it and, for the rest, what needs no question because the base or memory says it."""
    reading = joined(found.reading, told.dossiers)
    if reading.incomplete:
        completion = told.completion or known_completion(database, found)
        reading = workbook.complete(reading, completion) if completion else reading
    return decided(reading, replace(told.decisions, texts={**found.remembered.texts, **told.decisions.texts}))


def known_completion(database: Queryable, found: Understood) -> Completion | None:
    """What completes a file without asking: the session named by the file, that the base knows, its criteria and its people."""
    reading = found.reading
    written = codes_of(reading)
    session = session_of(database, written[0] if written else workbook.guessed_code(reading.file_name))
    if session is None:
        return None
    code, known = session
    codes, criteria = criteria_of(reading, known, found.remembered)
    unsaid = Need.CRITERIA in reading.needs and not codes and not criteria
    strangers = Need.COLLEGES in reading.needs and not set(workbook.voters(reading)) <= known.participants
    return None if unsaid or strangers else Completion(code, criteria=criteria, codes=codes)


def session_of(database: Queryable, code: str) -> tuple[str, KnownSession] | None:
    """A session of the base by its code, however it is spelled: its code in the base, and what the base holds of it."""
    found: Known = known_of(database, states(database, [code]).values()) if code else Known()
    return next(((spelled, session) for spelled, session in found.sessions.items() if session.has_fiche), None)


def criteria_of(
    reading: Reading, known: KnownSession | None, kept: Remembered
) -> tuple[dict[str, str], tuple[CriterionGiven, ...]]:
    """What the columns of votes are: codes of the session's own criteria, when each column names one; else the criteria
    remembered of this shape, when they tell each column and the session has none of its own.
    """
    headings = workbook.vote_headings(reading)
    own = known.criteria.select(["criterion", "label"]).to_pylist() if known else []
    if own:
        codes = workbook.matched(headings, ((row["criterion"], row["label"]) for row in own))
        return (codes if len(set(codes.values())) == len(headings) else {}), ()
    told = {given.heading: given for given in kept.criteria}
    return {}, tuple(told[heading] for heading in headings) if set(headings) <= told.keys() else ()


def of_shape(database: Queryable, shape: str) -> Remembered:
    """What is remembered of a shape, or nothing."""
    content = remembered.shape(database, shape)
    if content is None:
        return NOTHING_REMEMBERED
    try:
        return Remembered.unpacked(content)
    except (ValueError, TypeError, KeyError):
        return NOTHING_REMEMBERED  # of another version of the product: the analyst tells it again


def remember(database: Database, found: Understood, what: Remembered, *, author: str, at: datetime | None = None) -> None:
    """Keep how to read the files of this shape; nothing is written when it is already so."""
    if found.shape and of_shape(database, found.shape) != what:
        _append(database, found.shape, found.named, what.packed(), author, at or now())


def shapes_remembered(database: Queryable) -> list[dict[str, Any]]:
    """The shapes remembered today, newest first: shape, name (the headings in short), author, recorded_at (UTC)."""
    return remembered.shapes(database).drop_columns("content").to_pylist()


def forget(database: Database, shape: str, *, author: str, at: datetime | None = None) -> None:
    """Let a shape be asked about again."""
    _append(database, shape, "", None, author, at or now())


def _append(database: Database, shape: str, name: str, content: str | None, author: str, at: datetime) -> None:
    def kept(tx: Transaction) -> None:
        head = move_head(tx, at)
        remembered.append_shape(tx, shape=shape, name=name, content=content, author=author, at=at, head=head)
        append_audit(tx, author=author, at=at, action="forget-shape" if content is None else "remember-shape", subject=shape[:12])

    database.write(kept)


def _named(reading: Reading) -> str:
    headings: Iterable[str]
    if reading.outline:
        first = reading.outline[0]
        headings = first.rows.get(first.header_row, {}).values()
    else:
        headings = workbook.vote_headings(reading)
    shown = [text if len(text) <= 40 else text[:39] + "…" for text in headings]
    return ", ".join(shown[:_HEADINGS_NAMED]) + ("…" if len(shown) > _HEADINGS_NAMED else "")
