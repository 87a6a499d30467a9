"""A few of the kills of `make kills`: after each the base opens by itself and is whole."""

from __future__ import annotations

import subprocess
import sys

import pytest

from flash360.settings import ROOT


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--kills", "6"], "6 kills (1 alone, 1 guest of a dashboard, 1 dashboard, 1 migration, 1 making, 1 restoration)"),
        (["--kills", "2", "--real"], "2 kills (1 server, 1 import, "),
    ],
    ids=["processes forked", "server and command"],
)
def test_a_kill_at_any_moment_leaves_the_base_whole(words, told):
    command = [sys.executable, "-m", "benches.kills", "--seed", "8", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(told)
