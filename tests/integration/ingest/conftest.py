"""A real base, and a codebook to put in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from flash360.store import Database, write
from flash360.store.database import now


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "essai.duckdb") as database:
        yield database


@pytest.fixture
def codebook(base: Database) -> Callable[..., None]:
    """Put themes (code to label) in the base."""

    def put(**themes: str) -> None:
        rows = [{"theme": code, "label": label, "retired": False} for code, label in themes.items()]
        with base.transaction() as tx:
            write.append_themes(tx, pa.Table.from_pylist(rows), author="ana", at=now(), head=write.move_head(tx, now()))

    return put
