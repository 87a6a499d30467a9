"""What a transaction appends. Nothing is overwritten, but the one head row that every write moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from flash360.model import Section
from flash360.store.database import Transaction

_FACTS = {
    Section.FICHE: "INSERT INTO base.sessions BY NAME SELECT *, $import_id::UUID AS import_id FROM rows",
    Section.PARTICIPANTS: "INSERT INTO base.participants BY NAME SELECT *, $import_id::UUID AS import_id FROM rows",
    Section.CRITERIA: "INSERT INTO base.criteria BY NAME SELECT *, $import_id::UUID AS import_id FROM rows",
    Section.VOTES: "INSERT INTO base.votes BY NAME SELECT *, $import_id::UUID AS import_id FROM rows",
    Section.STATEMENTS: "INSERT INTO base.statements BY NAME SELECT *, $import_id::UUID AS import_id FROM rows",
    Section.OUTCOMES: "INSERT INTO base.outcomes BY NAME SELECT *, $import_id::UUID AS import_id FROM rows",
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


@dataclass(frozen=True, slots=True)
class Head:
    """The head row after a move."""

    version: int
    last_import: int


def version(tx: Transaction) -> int:
    """The base's version as the transaction sees it."""
    return int(tx.query("SELECT version FROM base.base_head").column(0)[0].as_py())


def move_head(tx: Transaction, at: datetime, *, imports: int = 0) -> Head:
    """Move the base to its next version and give out that many display numbers; the transaction's claim on the base."""
    tx.execute(
        "UPDATE base.base_head SET version = version + 1, moved_at = $at, last_import = last_import + $imports",
        {"at": at, "imports": imports},
    )
    row = tx.query("SELECT version, last_import FROM base.base_head").to_pylist()[0]
    return Head(row["version"], row["last_import"])


def append_import(tx: Transaction, row: ImportRow, head: Head) -> None:
    """The import's own row, under the number that the head gave."""
    tx.execute(
        """
        INSERT INTO base.imports VALUES (
            $import_id, $number, $recorded_at, $author, $layout, $file_name, $sha256, $size, $base_version,
            $target_import_id, $target_active)
        """,
        {
            "import_id": row.import_id,
            "number": head.last_import,
            "recorded_at": row.recorded_at,
            "author": row.author,
            "layout": row.layout,
            "file_name": row.file_name,
            "sha256": row.sha256,
            "size": row.size,
            "base_version": head.version,
            "target_import_id": row.target_import_id,
            "target_active": row.target_active,
        },
    )


def append_facts(tx: Transaction, section: Section, rows: pa.Table, import_id: str) -> None:
    """Rows of one section's table, without import_id; columns are matched by name."""
    tx.insert(_FACTS[section], rows, {"import_id": import_id})


def append_sections(tx: Transaction, rows: pa.Table, import_id: str, number: int) -> None:
    """session_id, section, content_hash, row_count, content_import_id (null: this import's own rows hold the content)."""
    tx.insert(
        """
        INSERT INTO base.import_sections BY NAME
        SELECT * REPLACE (coalesce(content_import_id::UUID, $import_id::UUID) AS content_import_id),
               $import_id::UUID AS import_id, $number AS number
        FROM rows
        """,
        rows,
        {"import_id": import_id, "number": number},
    )


def append_measures(tx: Transaction, rows: pa.Table, import_id: str, number: int) -> None:
    """The finished measures that a commit or an undo changes: the columns of session_measures, without import_id, number."""
    tx.insert(
        """
        INSERT INTO base.session_measures BY NAME
        SELECT *, $import_id::UUID AS import_id, $number AS number FROM rows
        """,
        rows,
        {"import_id": import_id, "number": number},
    )


def append_codings(
    tx: Transaction, rows: pa.Table, *, origin: str, author: str, at: datetime, head: Head, import_id: str | None = None
) -> None:
    """session_id, text_key, theme: the theme given to a text of a session. origin: « import », « screen » or « suggestion »."""
    tx.insert(
        """
        INSERT INTO base.theme_codings BY NAME
        SELECT *, $origin AS origin, $import_id::UUID AS import_id, $author AS author, $at AS recorded_at, $number AS number
        FROM rows
        """,
        rows,
        {"origin": origin, "import_id": import_id, "author": author, "at": at, "number": head.version},
    )


def append_themes(tx: Transaction, rows: pa.Table, *, author: str, at: datetime, head: Head) -> None:
    """New versions of themes of the codebook: theme, label, parent, aspect, definition, examples, words, retired."""
    tx.insert(
        """
        INSERT INTO base.themes BY NAME
        SELECT *, $version AS version, $author AS author, $at AS recorded_at FROM rows
        """,
        rows,
        {"version": head.version, "author": author, "at": at},
    )


def append_audit(tx: Transaction, *, author: str, at: datetime, action: str, subject: str, details: str | None = None) -> None:
    """One line of the register: who did what to what. `details` is a JSON object without personal data."""
    tx.execute(
        "INSERT INTO base.audit_events VALUES (uuidv7(), $at, $author, $action, $subject, $details)",
        {"at": at, "author": author, "action": action, "subject": subject, "details": details},
    )
