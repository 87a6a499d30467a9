"""What is forgotten of the people who use the dashboard: one of them everywhere, or whoever left it long ago."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flash360.store.database import Queryable, Transaction

_NAMED: Final = (
    "UPDATE base.imports SET author = $name WHERE author = $email",
    "UPDATE base.themes SET author = $name WHERE author = $email",
    "UPDATE base.theme_codings SET author = $name WHERE author = $email",
    "UPDATE base.aspect_codings SET author = $name WHERE author = $email",
    "UPDATE base.coding_operations SET author = $name WHERE author = $email",
    "UPDATE base.remembered_shapes SET author = $name WHERE author = $email",
    "UPDATE base.proposals SET author = $name WHERE author = $email",
    "UPDATE base.proposal_decisions SET author = $name WHERE author = $email",
    "UPDATE base.erasures SET author = $name WHERE author = $email",
    "UPDATE base.grants SET author = $name WHERE author = $email",
    "UPDATE base.accounts SET author = $name WHERE author = $email",
    "UPDATE base.audit_events SET author = $name WHERE author = $email",
)
"""Every table that says who did something; a test holds it against the schema."""
_ACCOUNT: Final = "DELETE FROM base.accounts WHERE email = $email"
_OWN: Final = (
    "UPDATE base.grants SET subject = $name WHERE subject_kind = 'email' AND subject = $email",
    "UPDATE base.audit_events SET object = $name WHERE object = $email",
    "UPDATE base.audit_events SET details = replace(details, $email, $name) WHERE contains(details, $email)",
)
_SEALED: Final = """
    UPDATE base.imports
    SET seal = import_seal(import_id, number, recorded_at, author, layout, file_name, sha256, size, base_version,
                           target_import_id, target_active)
    WHERE author = $name
"""
_ENDED: Final = """
    SELECT g.grant_id FROM base.grants g LEFT JOIN base.grants r ON r.revokes = g.grant_id
    WHERE g.revokes IS NULL AND (r.recorded_at < $at OR g.until < $at::DATE)
"""
_IDLE: Final = """
    SELECT email FROM base.accounts
    WHERE email NOT IN (SELECT subject FROM base.grants) AND email NOT IN (SELECT author FROM base.audit_events)
"""


def known(base: Queryable, email: str) -> bool:
    """Whether this person left anything: an account, a grant, an event of the trail, an import."""
    found = base.query(
        """
        SELECT 1 FROM base.accounts WHERE email = $email
        UNION ALL SELECT 1 FROM base.grants WHERE subject = $email OR author = $email
        UNION ALL SELECT 1 FROM base.audit_events WHERE author = $email OR object = $email
        UNION ALL SELECT 1 FROM base.imports WHERE author = $email
        LIMIT 1
        """,
        {"email": email},
    )
    return found.num_rows > 0


def person(tx: Transaction, email: str, name: str) -> None:
    """Put a name of no one in the place of this e-mail, everywhere: what was done stays one person's, and nobody's."""
    tx.execute(_ACCOUNT, {"email": email})
    for statement in (*_OWN, *_NAMED):
        tx.execute(statement, {"email": email, "name": name})
    tx.execute(_SEALED, {"name": name})


def ended_grants(base: Queryable, before: datetime) -> int:
    """How many grants ended before a moment."""
    return base.query(_ENDED, {"at": before}).num_rows


def remove_ended(tx: Transaction, before: datetime) -> None:
    """Let go of the grants that ended before a moment, and of the accounts that neither a grant nor the trail names any more."""
    ended = tx.query(_ENDED, {"at": before}).column(0).to_pylist()
    tx.execute(
        "DELETE FROM base.grants WHERE grant_id IN (SELECT unnest($ids::UUID[])) OR revokes IN (SELECT unnest($ids::UUID[]))",
        {"ids": [str(one) for one in ended]},
    )
    idle = tx.query(_IDLE).column(0).to_pylist()
    tx.execute("DELETE FROM base.accounts WHERE email IN (SELECT unnest($emails::VARCHAR[]))", {"emails": idle})
