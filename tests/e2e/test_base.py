"""The server and its base: one owner at a time, and nothing left open behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from urllib.request import urlopen

from playwright.sync_api import expect

from flash360.settings import ROOT
from flash360.store import Database
from flash360.store.backup import table_sums
from tests.e2e.test_journey import GOOD, drop


def test_a_base_held_by_another_server_is_said_in_french_at_any_address(start, demonstration, page, settled):
    with start(demonstration) as owner:
        page.goto(owner.address())
        settled(page)
        with start(share=owner.base) as second:
            page.goto(second.address("fiche"))
            settled(page)
            expect(page.get_by_role("heading", level=1)).to_have_text("Le tableau de bord ne peut pas ouvrir sa base")
            expect(page.get_by_role("alert")).to_contain_text("flash360.duckdb")
            expect(page.get_by_text("Page not found")).to_have_count(0)
            expect(page.get_by_text("Page introuvable")).to_have_count(0)


def test_servers_of_one_machine_share_a_base_and_the_second_goes_on_alone(start, demonstration, page, settled):
    """The first holds the file and the second asks it; each shows what the other wrote, and the second takes its place."""

    def health(served) -> dict[str, object]:
        with urlopen(served.address("sante"), timeout=30) as answer:
            return json.load(answer)

    with ExitStack() as until_the_end:
        with start(demonstration, FLASH360_SERVERS="2") as first:
            second = until_the_end.enter_context(start(share=first.base, FLASH360_SERVERS="2"))
            page.goto(second.address("importer"))
            settled(page)
            before = health(second)["base_version"]
            drop(page, "atelier.xlsx", GOOD)
            page.get_by_role("button", name="Importer", exact=True).click()
            expect(page.get_by_role("heading", level=1)).to_contain_text("enregistré")
            assert health(first)["base_version"] == health(second)["base_version"] == before + 1
            page.goto(first.address("fiche?session=F360-TEST-1"))
            settled(page)
            expect(page.get_by_role("heading", level=1)).to_contain_text("guichet")
            assert first.errors() == []
        page.goto(second.address("fiche?session=F360-TEST-1"))
        settled(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text("guichet")
        assert health(second)["base_version"] == before + 1
        assert second.errors() == []


def test_a_server_that_stops_leaves_its_base_whole(start, demonstration, page, settled):
    with start(demonstration) as served:
        page.goto(served.address())
        settled(page)
    assert not served.base.with_name("flash360.duckdb.wal").exists()
    with start(share=served.base) as again:
        page.goto(again.address())
        settled(page)
        expect(page).to_have_title("Vue d'ensemble – Flash 360")
        assert again.errors() == []


def test_commands_go_through_a_running_server_that_stops_cleanly(start, demonstration, tmp_path):
    with start(demonstration) as served:

        def command(*words: object) -> subprocess.CompletedProcess[str]:
            line = [sys.executable, "-m", "flash360", *map(str, words)]
            environment = os.environ | {"FLASH360_DATABASE": str(served.base)}
            return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

        with urlopen(served.address("sante"), timeout=30) as answer:
            before = json.load(answer)
        history = json.loads(command("history", "--json").stdout)
        undone = command("undo", history[0]["number"])
        saved = command("backup", tmp_path / "copie.duckdb")
        with urlopen(served.address("sante"), timeout=30) as answer:
            after = json.load(answer)
        assert (undone.returncode, saved.returncode) == (0, 0), undone.stderr + saved.stderr
        assert after["base_version"] == before["base_version"] + 1
        assert served.errors() == []
    assert "stopped" in served.log.read_text()
    with Database.open(served.base) as base, Database.open(tmp_path / "copie.duckdb") as copy:
        same, saved_sums = table_sums(base), table_sums(copy)
    assert {name for name in same if same[name] != saved_sums[name]} <= {"audit_events"}
