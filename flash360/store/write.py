"""What a transaction appends. Nothing is overwritten, but the one head row that every write moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

import pyarrow as pa

from flash360.model import Section
from flash360.store.database import Transaction
from flash360.store.seals import import_seal

_FACTS = {
    Section.FICHE: "INSERT INTO base.sessions BY NAME SELECT * REPLACE (import_id::UUID AS import_id) FROM rows",
    Section.PARTICIPANTS: "INSERT INTO base.participants BY NAME SELECT * REPLACE (import_id::UUID AS import_id) FROM rows",
    Section.CRITERIA: "INSERT INTO base.criteria BY NAME SELECT * REPLACE (import_id::UUID AS import_id) FROM rows",
    Section.VOTES: "INSERT INTO base.votes BY NAME SELECT * REPLACE (import_id::UUID AS import_id) FROM rows",
    Section.STATEMENTS: "INSERT INTO base.statements BY NAME SELECT * REPLACE (import_id::UUID AS import_id) FROM rows",
    Section.OUTCOMES: "INSERT INTO base.outcomes BY NAME SELECT * REPLACE (import_id::UUID AS import_id) FROM rows",
    Section.INVITATIONS: "INSERT INTO base.invitations BY NAME SELECT * REPLACE (import_id::UUID AS import_id) FROM rows",
}


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the table imports. base_version is set by the head that `move_head` gives."""

    import_id: str
    recorded_at: datetime
    author: str
    layout: str
    file_name: str | None = None
    sha256: str | None = None
    size: int | None = None
    target_import_id: str | None = None
    target_active: bool | None = None


_TEXTS = ("import_id", "author", "layout", "file_name", "sha256", "target_import_id", "seal")
_NUMBERS = dict.fromkeys(("number", "size", "base_version"), pa.int64())
_OTHERS = _NUMBERS | {"recorded_at": pa.timestamp("us"), "target_active": pa.bool_()}
_IMPORTS = pa.schema(dict.fromkeys(_TEXTS, pa.string()) | _OTHERS)


@dataclass(frozen=True, slots=True)
class Head:
    """The head row after a move."""

    version: int
    last_import: int


def move_head(tx: Transaction, at: datetime, *, imports: int = 0) -> Head:
    """Move the base to its next version and give out that many display numbers; the transaction's claim on the base."""
    row = tx.query("SELECT version, last_import FROM base.base_head").to_pylist()[0]
    moved = Head(row["version"] + 1, row["last_import"] + imports)
    sql = "UPDATE base.base_head SET version = $version, moved_at = $at, last_import = $last_import"
    tx.execute(sql, {"version": moved.version, "at": at, "last_import": moved.last_import})
    return moved


def append_imports(tx: Transaction, rows: Mapping[int, ImportRow], head: Head) -> None:
    """The imports' own rows, by the numbers that the head gave."""
    told = [{"number": number, "base_version": head.version, **asdict(row)} for number, row in rows.items()]
    sql = """
        INSERT INTO base.imports BY NAME
        SELECT * REPLACE (import_id::UUID AS import_id, target_import_id::UUID AS target_import_id) FROM rows
    """
    tx.insert(sql, pa.Table.from_pylist([{**one, "seal": import_seal(one)} for one in told], _IMPORTS))


def append_facts(tx: Transaction, section: Section, facts: Mapping[str, pa.Table]) -> None:
    """Rows of one section's table by the import that brings them; columns are matched by name."""
    tx.insert(_FACTS[section], _gathered(facts))


def append_sections(tx: Transaction, sections: Mapping[str, pa.Table], numbers: Mapping[str, int]) -> None:
    """By import: session_id, section, content_hash, row_count, content_import_id (null: the import's own rows hold the
    content), freins, leviers, uncovered_freins, origin_hash (`seals.sealed`). numbers: of the imports.
    """
    tx.insert(
        """
        INSERT INTO base.import_sections BY NAME
        SELECT * REPLACE (import_id::UUID AS import_id, coalesce(content_import_id::UUID, import_id::UUID) AS content_import_id)
        FROM rows
        """,
        _gathered(sections, numbers),
    )


def append_measures(tx: Transaction, measures: Mapping[str, pa.Table], numbers: Mapping[str, int]) -> None:
    """By import or undo, the finished measures that it changes: the columns of session_measures. numbers: of the imports."""
    sql = "INSERT INTO base.session_measures BY NAME SELECT * REPLACE (import_id::UUID AS import_id) FROM rows"
    tx.insert(sql, _gathered(measures, numbers))


def append_codings(
    tx: Transaction, rows: pa.Table, *, origin: str, author: str, at: datetime, head: Head, import_id: str | None = None
) -> None:
    """session_id, text_key, theme: the theme given to a text of a session. origin: « import », « screen » or « second ».

    Of those made on screen also suggested, margin, model: what was suggested then, and by which version.
    """
    tx.insert(
        """
        INSERT INTO base.theme_codings BY NAME
        SELECT *, $origin AS origin, $import_id::UUID AS import_id, $author AS author, $at AS recorded_at, $number AS number
        FROM rows
        """,
        rows,
        {"origin": origin, "import_id": import_id, "author": author, "at": at, "number": head.version},
    )


def append_aspects(tx: Transaction, rows: pa.Table, *, author: str, at: datetime, head: Head) -> None:
    """session_id, text_key, aspect, suggested, margin, model: the aspect given on screen to a text."""
    tx.insert(
        """
        INSERT INTO base.aspect_codings BY NAME
        SELECT *, $author AS author, $at AS recorded_at, $number AS number FROM rows
        """,
        rows,
        {"author": author, "at": at, "number": head.version},
    )


def append_themes(tx: Transaction, rows: pa.Table, *, author: str, at: datetime, head: Head) -> None:
    """New versions of themes: theme, label, parent, aspect, definition, examples, words, retired; successor where merged."""
    tx.insert(
        """
        INSERT INTO base.themes BY NAME
        SELECT *, $version AS version, $author AS author, $at AS recorded_at FROM rows
        """,
        rows,
        {"version": head.version, "author": author, "at": at},
    )


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One row of the table coding_operations; its number is the version of the base that the head gives."""

    recorded_at: datetime
    author: str
    action: str
    details: str
    target: int | None = None
    target_active: bool | None = None


def append_operation(tx: Transaction, row: OperationRow, head: Head) -> None:
    """The operation's own row."""
    tx.execute(
        """
        INSERT INTO base.coding_operations VALUES (
            $number, $recorded_at, $author, $action, $details, $target, $target_active)
        """,
        {
            "number": head.version,
            "recorded_at": row.recorded_at,
            "author": row.author,
            "action": row.action,
            "details": row.details,
            "target": row.target,
            "target_active": row.target_active,
        },
    )


def append_audit(tx: Transaction, *, author: str, at: datetime, action: str, subject: str, details: str | None = None) -> None:
    """One line of the register: who did what to what. `details` is a JSON object without personal data."""
    append_audits(tx, {subject: details}, author=author, at=at, action=action)


def append_audits(tx: Transaction, done: Mapping[str, str | None], *, author: str, at: datetime, action: str) -> None:
    """The same for several subjects of one action, each with its details."""
    tx.execute(
        """
        INSERT INTO base.audit_events
        SELECT uuidv7(), $at, $author, $action, unnest($subjects::VARCHAR[]), unnest($details::VARCHAR[])
        """,
        {"at": at, "author": author, "action": action, "subjects": list(done), "details": list(done.values())},
    )


def append_proposal(tx: Transaction, row: Mapping[str, object], *, author: str, at: datetime, head: Head) -> None:
    """proposal_id, session_id, date, status, accompaniment, comment, next_review: what a partner says of its session."""
    tx.execute(
        """
        INSERT INTO base.proposals BY NAME
        SELECT $proposal_id::UUID AS proposal_id, $session_id::UUID AS session_id, $at AS recorded_at, $author AS author,
               $number AS number, $date AS date, $status AS status, $accompaniment AS accompaniment, $comment AS comment,
               $next_review AS next_review
        """,
        {**row, "author": author, "at": at, "number": head.version},
    )


def append_decision(
    tx: Transaction, proposal_id: str, *, accepted: bool, import_id: str | None, author: str, at: datetime, number: int
) -> None:
    """What an analyst decides of a proposal. number: the version of the base after it."""
    tx.execute(
        """
        INSERT INTO base.proposal_decisions BY NAME
        SELECT $proposal_id::UUID AS proposal_id, $at AS recorded_at, $author AS author, $number AS number,
               $accepted AS accepted, $import_id::UUID AS import_id
        """,
        {
            "proposal_id": proposal_id,
            "at": at,
            "author": author,
            "number": number,
            "accepted": accepted,
            "import_id": import_id,
        },
    )


def _gathered(parts: Mapping[str, pa.Table], numbers: Mapping[str, int] | None = None) -> pa.Table | None:
    """The rows of these imports with the import_id of each, and its number where numbers are given; None without a part."""
    tables: list[pa.Table] = []
    for import_id, rows in parts.items():
        rows = rows.append_column("import_id", pa.repeat(import_id, rows.num_rows))
        tables.append(rows if numbers is None else rows.append_column("number", pa.repeat(numbers[import_id], rows.num_rows)))
    return pa.concat_tables(tables) if tables else None
