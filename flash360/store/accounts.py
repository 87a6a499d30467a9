"""The account of the identity provider behind each e-mail: rights are given to an e-mail, so it must stay the same person's."""

from __future__ import annotations

from datetime import datetime

from flash360.model import Action
from flash360.store import write
from flash360.store.database import Database, Queryable

_HOLDER = """
    SELECT issuer, subject FROM base.accounts
    WHERE email = $email AND recorded_at = (SELECT max(recorded_at) FROM base.accounts WHERE email = $email)
"""


def sign_in(database: Database, *, email: str, issuer: str, subject: str, at: datetime) -> bool:
    """Record that this account signs in with this e-mail; False, and the refusal recorded, when another account holds it.

    The first account to sign in with an e-mail holds it. email: in its normal form. at: UTC.
    """
    with database.transaction() as tx:
        holder = _holder(tx, email)
        if holder is None:
            tx.execute(
                "INSERT INTO base.accounts VALUES ($email, $issuer, $subject, $at, $email)",
                {"email": email, "issuer": issuer, "subject": subject, "at": at},
            )
        held = holder in {None, (issuer, subject)}
        action = Action.SIGN_IN if held else Action.SIGN_IN_REFUSED
        write.append_audit(
            tx, author=email, at=at, action=action, subject=email, details=None if held else '{"reason": "account"}'
        )
    return held


def sign_out(database: Database, *, email: str, at: datetime) -> None:
    """Record that someone signed out."""
    with database.transaction() as tx:
        write.append_audit(tx, author=email, at=at, action=Action.SIGN_OUT, subject=email)


def untie(database: Database, *, email: str, author: str, at: datetime) -> bool:
    """Let the next account that signs in with this e-mail hold it; False when none holds it."""
    with database.transaction() as tx:
        holder = _holder(tx, email)
        if holder is None:
            return False
        tx.execute(
            "INSERT INTO base.accounts VALUES ($email, $issuer, NULL, $at, $author)",
            {"email": email, "issuer": holder[0], "at": at, "author": author},
        )
        write.append_audit(tx, author=author, at=at, action=Action.UNTIE, subject=email)
    return True


def _holder(base: Queryable, email: str) -> tuple[str, str] | None:
    """The issuer and the subject of the account that holds an e-mail, None when none does."""
    rows = base.query(_HOLDER, {"email": email}).to_pylist()
    return (rows[0]["issuer"], rows[0]["subject"]) if rows and rows[0]["subject"] is not None else None
