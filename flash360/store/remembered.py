"""The shapes of headings that an analyst has told how to read. They hold no data of any session."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa

from flash360.store.database import Queryable, Transaction
from flash360.store.write import Head


def shapes(base: Queryable) -> pa.Table:
    """The shapes remembered today, newest first: shape, name, content (JSON), author, recorded_at (UTC)."""
    return base.query(
        """
        SELECT r.shape, r.name, r.content, r.author, r.recorded_at
        FROM base.remembered_shapes r
        JOIN (SELECT shape, max(number) AS number FROM base.remembered_shapes GROUP BY shape) newest USING (shape, number)
        WHERE r.content IS NOT NULL
        ORDER BY r.number DESC
        """
    )


def shape(base: Queryable, shape: str) -> str | None:
    """The content remembered of one shape, None when there is none or it was forgotten."""
    rows = base.query(
        "SELECT content FROM base.remembered_shapes WHERE shape = $shape ORDER BY number DESC LIMIT 1", {"shape": shape}
    ).to_pylist()
    return rows[0]["content"] if rows else None


def append_shape(tx: Transaction, *, shape: str, name: str, content: str | None, author: str, at: datetime, head: Head) -> None:
    """Remember a shape, or forget it when content is None."""
    tx.execute(
        "INSERT INTO base.remembered_shapes VALUES ($shape, $number, $name, $content, $author, $at)",
        {"shape": shape, "number": head.version, "name": name, "content": content, "author": author, "at": at},
    )
