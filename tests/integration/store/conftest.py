"""A real base with facts put straight in it: what the reads say does not depend on how the facts came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest

from flash360.model import Section
from flash360.store import Database, write
from flash360.store.seals import sealed

PLACE = {"sheet": "Feuille", "cell": "A2"}
AT = datetime(2024, 5, 3, 10)
EMPTY = {
    "rule": 1, "panel": 0, "voters": 0,
    "feasibility_n": 0, "feasibility_abstentions": 0, "impact_n": 0, "impact_abstentions": 0,
}  # fmt: skip


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "essai.duckdb") as database:
        yield database


@pytest.fixture
def put(base: Database) -> Callable[..., str]:
    """Store one session in one import: its fiche, its verdict, its statements and outcomes. Returns its id."""

    def put_session(
        code: str = "F360-1",
        *,
        verdict: str | None = None,
        statements: list[dict[str, object]] | None = None,
        outcomes: list[dict[str, object]] | None = None,
        **fiche: object,
    ) -> str:
        named = {"code": code, "code_key": code.lower(), "title": "Titre", "administration": "Ville", "cells": "{}"}
        rows = {
            Section.FICHE: [named | fiche],
            Section.STATEMENTS: [{"text_key": str(row["text"]).lower()} | row for row in statements or []],
            Section.OUTCOMES: outcomes or [],
        }
        with base.transaction() as tx:
            head = write.move_head(tx, AT, imports=1)
            session_id = f"00000000-0000-7000-8000-{head.last_import:012d}"
            import_id = f"00000000-0000-7000-9000-{head.last_import:012d}"
            write.append_imports(tx, {head.last_import: write.ImportRow(import_id, AT, "ana", "template", f"{code}.xlsx")}, head)
            written, facts = [], {}
            for section, found in rows.items():
                if found:
                    table = pa.Table.from_pylist([{"session_id": session_id} | PLACE | row for row in found])
                    facts[section] = table
                    write.append_facts(tx, section, {import_id: table})
                    written.append(described(session_id, section, found))
            sections = {import_id: sealed(pa.Table.from_pylist(written), facts)}
            write.append_sections(tx, sections, {import_id: head.last_import})
            if verdict:
                measures = pa.Table.from_pylist([{"session_id": session_id, "verdict": verdict} | EMPTY])
                write.append_measures(tx, {import_id: measures}, {import_id: head.last_import})
        return session_id

    return put_session


def described(session_id: str, section: Section, rows: list[dict[str, object]]) -> dict[str, object]:
    freins = [row["number"] for row in rows if row.get("kind") == "frein"]
    answered = {row.get("answers_number") for row in rows}
    return {
        "session_id": session_id,
        "section": section.value,
        "content_hash": "-",
        "row_count": len(rows),
        "content_import_id": None,
        "freins": len(freins),
        "leviers": len(rows) - len(freins),
        "uncovered_freins": len(set(freins) - answered),
    }
