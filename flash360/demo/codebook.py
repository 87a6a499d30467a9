"""The codebook as shipped, put in a base that has none."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import pyarrow as pa

from flash360.demo.corpus import themes
from flash360.store import read, write
from flash360.store.database import Database


def load_codebook(database: Database, *, author: str, at: datetime) -> int:
    """Write the themes of data/codebook.csv to the base and return how many; 0 when the base has a codebook already."""
    if read.themes(database).num_rows:
        return 0
    rows = [asdict(theme) | {"parent": theme.parent or None, "retired": False} for theme in themes()]
    with database.transaction() as tx:
        write.append_themes(tx, pa.Table.from_pylist(rows), author=author, at=at, head=write.move_head(tx, at))
    return len(rows)
