"""Two dashboards and a command, as they are started, on one base that they share."""

from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from benches.killed import BASES
from benches.server import serving
from flash360.settings import ROOT, Lake
from flash360.store import Database, moving
from tests.integration.ingest.workbooks import workbook

MINUTE = 60.0


def health(address: str) -> tuple[int, dict[str, Any]]:
    try:
        with urlopen(f"{address}/sante", timeout=MINUTE) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        return refused.code, json.load(refused)


def demonstration(lake: Lake, folder: Path) -> None:
    """Put a small demonstration into an empty catalogue."""
    file = folder / "demonstration.duckdb"
    file.write_bytes(lzma.decompress(BASES[-1].read_bytes()))
    Database.open(file).close()
    moving.to_lake(file, lake)


def test_dashboards_show_what_a_command_wrote_and_come_back_with_their_catalogue(lake, postgres, tmp_path):
    demonstration(lake, tmp_path)
    settings = {"FLASH360_DATABASE": f"ducklake:postgres:{lake.catalogue}", "FLASH360_FILES": str(lake.files)}

    def command(*words: object) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "flash360", *map(str, words)]
        return subprocess.run(line, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False)

    new = tmp_path / "nouveau.xlsx"
    new.write_bytes(workbook("F360-2031-01"))
    script = ROOT / "dashboard.py"
    with ExitStack() as servers:
        one = servers.enter_context(serving(script, **settings))
        before = health(one)[1]["base_version"]
        assert command("import", new).returncode == 0
        assert health(one)[1]["base_version"] == before + 1
        with postgres.absent():
            late = servers.enter_context(serving(script, **settings))
            assert [(status, seen["why"]) for status, seen in map(health, (one, late))] == [(503, "BaseUnreachable")] * 2
            told = command("history")
            assert told.returncode == 4
            assert "ne répond pas. Vérifiez que PostgreSQL fonctionne" in told.stderr
        deadline = time.monotonic() + MINUTE
        found = [health(one), health(late)]
        while [status for status, _ in found] != [200, 200]:
            assert time.monotonic() < deadline, found
            found = [health(one), health(late)]
        assert [seen["base_version"] for _, seen in found] == [before + 1] * 2
