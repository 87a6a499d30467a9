"""The base that a command finds, or does not."""

from __future__ import annotations

import subprocess
import sys

import pytest

HOLD = """
import sys
from flash360.store.database import Database
with Database.open(sys.argv[1]):
    print("ouverte", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("command", [("history",), ("portfolio",), ("opinion", "X"), ("undo", "1"), ("verify",)])
def test_a_question_makes_no_base(flash360, base, command):
    answer = flash360(*command)
    assert (answer.code, answer.out) == (4, "")
    assert "Il n'y a pas de base" in answer.err
    assert not base.exists()


@pytest.mark.parametrize("command", ["history", "verify"])
def test_a_file_that_is_not_a_base_is_refused_and_untouched(flash360, base, command):
    base.write_text("ceci n'est pas une base")
    answer = flash360(command)
    assert answer.code == 4
    assert "n'est pas une base Flash 360" in answer.err
    assert base.read_text() == "ceci n'est pas une base"


def test_a_held_base_is_said_to_be_held_and_by_whom(flash360, workbook, base):
    flash360("import", workbook())
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(base)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "ouverte\n"
        answer = flash360("import", workbook("b.xlsx", code="F360-2024-08"))
        checked = flash360("check", workbook("b.xlsx", code="F360-2024-08"))
        holder.stdin.close()
    assert answer.code == 4
    assert "tenue par un autre programme" in answer.err
    assert str(holder.pid) in answer.err
    assert checked.code == 0


def test_the_database_may_be_named_before_or_after_the_command(flash360, workbook, tmp_path):
    elsewhere = tmp_path / "ailleurs.duckdb"
    assert flash360("import", workbook(), "--database", elsewhere).code == 0
    assert flash360("--database", elsewhere, "opinion", "F360-2024-07").code == 0
    assert flash360("opinion", "F360-2024-07", "--database", elsewhere).code == 0
    assert flash360("opinion", "F360-2024-07").code == 4


def test_a_sound_base_is_verified(flash360, workbook):
    flash360("import", workbook())
    answer = flash360("verify")
    assert answer.code == 0
    assert "entière et cohérente" in answer.out


def test_the_demonstration_is_the_same_for_the_same_seed(flash360, tmp_path):
    for name in ("un", "deux"):
        assert flash360("demo", "--sessions", 3, "--seed", 7, "--database", tmp_path / f"{name}.duckdb").code == 0
    one, two = (flash360("portfolio", "--json", "--database", tmp_path / f"{name}.duckdb").json for name in ("un", "deux"))
    assert len(one) >= 3
    assert one == two
