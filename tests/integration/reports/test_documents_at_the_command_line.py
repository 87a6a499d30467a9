"""Documents from the command line: behind the same walls as the screens, whole or not at all."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from flash360 import paris
from flash360.access import SubjectKind, WholeProgramme
from flash360.cli import main
from flash360.model import Role
from flash360.store import Database, read
from flash360.store.grants import Wanted, give
from tests.integration.reports.conftest import session, stored
from tests.integration.reports.test_scorecard_pdf import text_of

VILLE = "eva@lens.fr"


@pytest.fixture(scope="module")
def own(base_path: Path) -> Path:
    """A copy of the base where eva@lens.fr is a partner of the first session alone."""
    path = Path(shutil.copy(base_path, base_path.with_name("habilitee.duckdb")))
    with Database.open(path) as base:
        session = read.session_id(base, WholeProgramme(), "F360-2025-01")
        wanted = Wanted(SubjectKind.EMAIL, VILLE, Role.PARTENAIRE, session_id=session)
        give(base, wanted, author="chef", today=paris.today())
    return path


def written(own: Path, to: Path, *arguments: str) -> int:
    return main(["--database", str(own), *arguments, "--to", str(to), "--as", VILLE])


def test_a_partner_s_bundle_holds_their_sessions_alone_with_small_groups_hidden(own, tmp_path):
    to = tmp_path / "fiches.zip"
    assert written(own, to, "scorecard") == 0
    with ZipFile(to) as bundle:
        (name,) = bundle.namelist()
        text = text_of(bundle.read(name))
    assert "F360-2025-01" in name
    assert "masqué : moins de 5 personnes" in text
    assert "· Agent" not in text


@pytest.mark.parametrize("arguments", [("scorecard", "F360-2025-02"), ("scorecard", "F360-2025-01", "F360-2025-02")])
def test_a_partner_gets_no_file_of_another_session(own, tmp_path, capsys, arguments):
    to = tmp_path / ("autre.zip" if len(arguments) > 2 else "autre.pdf")
    assert written(own, to, *arguments) == 3
    assert "F360-2025-02" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_is_opened_as_a_partner_says_nothing_of_the_others(own, tmp_path):
    report, data = tmp_path / "programme.pdf", tmp_path / "ouvertes.zip"
    assert written(own, report, "report") == 0
    assert written(own, data, "open-data") == 0
    with ZipFile(data) as package:
        said = text_of(report.read_bytes()) + package.read("sessions.csv").decode()
    assert "F360-2025-01" in said
    assert not [code for code in ("F360-2025-02", "F360-2025-05") if code in said]


def test_interrupted_it_writes_nothing_says_so_and_leaves_no_process(tmp_path_factory, tmp_path):
    base = stored(tmp_path_factory.mktemp("many") / "base.duckdb", [session(f"F360-2025-{number:02}") for number in range(1, 61)])
    ours, theirs = pty.openpty()
    heard = ["env", "--default-signal=INT"]  # a suite in the background may ignore it, and what it starts with it
    command = [
        *heard,
        sys.executable,
        "-m",
        "flash360",
        "--database",
        str(base),
        "scorecard",
        "--to",
        str(tmp_path / "fiches.zip"),
    ]
    process = subprocess.Popen(command, stderr=theirs, stdout=subprocess.DEVNULL, process_group=0)
    os.close(theirs)
    said = b""
    while b"1 sur 60" not in said:
        said += os.read(ours, 1000)
    task = Path(f"/proc/{process.pid}/task")
    children = "".join((one / "children").read_text() for one in task.iterdir()).split()
    os.killpg(process.pid, signal.SIGINT)
    said += _rest(ours)
    assert process.wait(timeout=60) == 130
    assert "Interrompu." in said.decode(errors="replace")
    assert "Traceback" not in said.decode(errors="replace")
    assert list(tmp_path.iterdir()) == []
    assert len(children) == 2
    assert not [one for one in children if Path(f"/proc/{one}").exists()]


def _rest(terminal: int) -> bytes:
    """What a terminal still says until the other side leaves it."""
    said = BytesIO()
    try:
        while more := os.read(terminal, 1000):
            said.write(more)
    except OSError:  # how Linux says that nobody is there any more
        pass
    finally:
        os.close(terminal)
    return said.getvalue()
