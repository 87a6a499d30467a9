"""The imported file is kept only when the administrator says so, for as long as they say."""

from __future__ import annotations

import os
import time

import pytest

from flash360 import ingest
from flash360.ingest import originals
from flash360.store import Database
from tests.integration.ingest.workbooks import workbook

NAMED = workbook()


@pytest.fixture
def base(tmp_path):
    with Database.open(tmp_path / "programme.duckdb") as opened:
        yield opened


def imported(base: Database, content: bytes = NAMED) -> ingest.Receipt:
    receipt = ingest.import_workbook(base, content, "votes.xlsx", author="a")
    originals.keep(base.beside, receipt, lambda: content)
    return receipt


def test_no_file_is_kept_by_default(base, monkeypatch):
    monkeypatch.delenv("FLASH360_KEEP_FILES_DAYS", raising=False)
    imported(base)
    assert not originals.folder(base.beside).exists()


def test_a_file_is_kept_beside_the_base_for_its_owner_alone(base, monkeypatch):
    monkeypatch.setenv("FLASH360_KEEP_FILES_DAYS", "30")
    sha256 = imported(base).preview.reading.sha256
    kept = originals.original(base.beside, sha256)
    assert kept.parent == base.beside.with_name("programme.fichiers")
    assert kept.read_bytes() == NAMED
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert imported(base).outcome is ingest.Outcome.UNCHANGED


def test_a_file_past_its_time_is_neither_given_nor_left(base, monkeypatch):
    monkeypatch.setenv("FLASH360_KEEP_FILES_DAYS", "30")
    sha256 = imported(base).preview.reading.sha256
    kept = originals.original(base.beside, sha256)
    old = time.time() - 31 * 86_400
    os.utime(kept, (old, old))
    assert originals.original(base.beside, sha256) is None
    imported(base, workbook("F360-2024-08"))
    assert not kept.exists()


def test_turning_it_off_deletes_what_was_kept(base, monkeypatch):
    monkeypatch.setenv("FLASH360_KEEP_FILES_DAYS", "30")
    imported(base)
    monkeypatch.setenv("FLASH360_KEEP_FILES_DAYS", "0")
    assert originals.purge(base.beside, 0) == 1


def test_files_imported_many_at_once_are_kept_too(base, monkeypatch):
    monkeypatch.setenv("FLASH360_KEEP_FILES_DAYS", "30")
    contents = [workbook("F360-2024-07"), workbook("F360-2024-08")]
    files = [
        ingest.many.Incoming(f"{n}.xlsx", len(content), lambda content=content: content) for n, content in enumerate(contents)
    ]
    list(ingest.many.import_each(base, files, author="a"))
    assert len(list(originals.folder(base.beside).iterdir())) == 2
