"""Disks that take no more or may not be written: a sentence, nothing half-written, and the base goes on once there is room."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from flash360.settings import ROOT
from flash360.store import Database

FILLING = Path(__file__).with_name("filling_process.py")
OPENING = """
import os, resource, sys
from flash360.store import Database, embedded
from flash360.errors import Flash360Error
if sys.argv[2] == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
else:
    if os.geteuid() == 0:
        os.seteuid(65534)
try:
    Database.open(sys.argv[1])
except Flash360Error as error:
    print(type(error).__name__, error)
"""


def opened(path: Path, how: str) -> str:
    done = subprocess.run([sys.executable, "-c", OPENING, path, how], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize(("most", "log"), [(500_000, 16_000_000), (1_600_000, 250_000)], ids=["in its log", "in its file"])
def test_a_full_disk_is_said_and_what_was_told_done_is_there(tmp_path, most, log):
    base = tmp_path / "essai.duckdb"
    Database.open(base).close()
    command = [sys.executable, FILLING, base, str(most), str(log)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    seen = json.loads(done.stdout)

    assert "est plein" in seen["said"]
    assert seen["told"] == seen["full"] > 0
    assert seen["after"] == seen["told"] + 1
    with Database.open(base) as again:
        assert again.version() == seen["after"]
        assert again.query("SELECT count(*) AS n FROM base.audit_events").to_pylist() == [{"n": 400 * seen["after"]}]


def test_a_base_that_cannot_be_made_on_a_full_disk_leaves_nothing(tmp_path):
    assert opened(tmp_path / "essai.duckdb", "full").startswith("DiskFull Le disque de la base «")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every account may read: root, who may write anywhere, opens the base as nobody."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
        Path(folder).chmod(0o755)


def test_a_base_that_may_not_be_written_says_so_and_is_untouched(public):
    base = public / "essai.duckdb"
    Database.open(base).close()
    base.chmod(0o444)
    public.chmod(0o555)
    before = base.read_bytes()
    said = opened(base, "forbidden")
    assert said.startswith("BaseForbidden La base «")
    assert "lecture seule" in said
    assert base.read_bytes() == before
