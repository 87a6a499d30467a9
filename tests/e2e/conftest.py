"""A real server on a base made for the tests, and a real browser in front of it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from flash360 import demo
from flash360.store import Database

ROOT = Path(__file__).resolve().parents[2]
WIDE, NARROW = {"width": 1400, "height": 1000}, {"width": 400, "height": 900}
READY = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]') && document.querySelector('h1') !== null"""


@dataclass(frozen=True)
class Served:
    """A running dashboard: its address, its base, what it logs."""

    home: str
    base: Path
    log: Path

    def address(self, path: str = "") -> str:
        return f"{self.home}/{path}"

    def errors(self) -> list[str]:
        """The numbered errors logged so far."""
        return re.findall(r"error [0-9A-F]{8}.*", self.log.read_text())


@contextmanager
def serving(base: Path, log: Path) -> Iterator[Served]:
    """A dashboard on this base, on a free port of this machine, stopped at the end of the block."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"FLASH360_DATABASE": str(base)}, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        _wait(process, f"http://127.0.0.1:{port}/_stcore/health", log)
        yield Served(f"http://127.0.0.1:{port}", base, log)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"the server stopped:\n{log.read_text()}")
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"no answer within a minute:\n{log.read_text()}")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base that holds a small demonstration portfolio. Copy it before serving it: a base has one owner."""
    base = tmp_path_factory.mktemp("base") / "demonstration.duckdb"
    with Database.open(base) as opened:
        demo.load(opened, sessions=24, seed=360)
    return base


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., object]:
    """`with start(base) as served:`: a fresh server on a copy of that base, or on a base that does not exist yet.

    share: the very file of another server, not a copy.
    """

    @contextmanager
    def starting(base: Path | None = None, share: Path | None = None) -> Iterator[Served]:
        folder = tmp_path_factory.mktemp("served")
        own = share or folder / "flash360.duckdb"
        if base is not None:
            shutil.copy(base, own)
        with serving(own, folder / "server.log") as served:
            yield served

    return starting


@pytest.fixture(scope="session")
def dashboard(start, demonstration) -> Iterator[Served]:
    """The demonstration, served once for the tests that only read."""
    with start(demonstration) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path is not None, "Chromium is missing: run .ci/browser"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A French tab, 1400 pixels wide."""
    context = browser.new_context(viewport=WIDE, locale="fr-FR")
    tab = context.new_page()
    tab.set_default_timeout(30_000)
    yield tab
    context.close()


@pytest.fixture
def settled() -> Callable[[Page], None]:
    """Wait until the script has run and what it sent is on the screen."""
    return lambda tab: tab.wait_for_function(READY, polling=50)
