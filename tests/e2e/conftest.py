"""A real server on a base made for the tests, and a real browser in front of it."""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from flash360 import demo
from flash360.access.scope import WholeProgramme
from flash360.store import Database, read
from tests.provider.running import Provider, free_ports, providing

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
def serving(base: Path, log: Path, provider: Provider | None = None, *, tls: bool = False, **settings: str) -> Iterator[Served]:
    """A dashboard on this base, on a free port of this machine, stopped at the end of the block.

    provider: where people sign in; without, only the demonstration is served. tls: it answers over TLS, with the certificate
    that the settings name. settings: more of its environment.
    """
    port = provider.ports.pop() if provider else free_ports(1)[0]
    home = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
    settings = (provider.settings(home) if provider else {}) | settings
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"FLASH360_DATABASE": str(base)} | settings, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        _wait(process, f"{home}/_stcore/health", log)
        yield Served(home, base, log)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"the server stopped:\n{log.read_text()}")
        try:
            with urlopen(address, timeout=2, context=ssl._create_unverified_context()):
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

    share: the very file of another server, not a copy. provider: where people sign in; a base that is not the demonstration
    is served to nobody else.
    """

    @contextmanager
    def starting(
        base: Path | None = None, share: Path | None = None, provider: Provider | None = None, **settings: Any
    ) -> Iterator[Served]:
        folder = tmp_path_factory.mktemp("served")
        own = share or folder / "flash360.duckdb"
        if base is not None:
            shutil.copy(base, own)
        with serving(own, folder / "server.log", provider, **settings) as served:
            yield served

    return starting


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """A real identity provider, as strict as ProConnect."""
    with providing() as one:
        yield one


@pytest.fixture
def sign_in() -> Callable[..., None]:
    """Sign in from the page that asks for it, as one of the provider's accounts."""

    def signing(tab: Page, login: str = "chef") -> None:
        tab.get_by_role("button", name="Se connecter").click()
        tab.get_by_label("Compte").fill(login)
        tab.get_by_role("button", name="Continuer").click()

    return signing


@pytest.fixture(scope="session")
def codes(demonstration, tmp_path_factory) -> dict[str, list[str]]:
    """Administration to the codes of its sessions, read from a copy of the demonstration."""
    copy = tmp_path_factory.mktemp("copy") / "copy.duckdb"
    copy.write_bytes(demonstration.read_bytes())
    with Database.open(copy) as base:
        rows = read.outcomes(base, WholeProgramme()).select(["administration", "code"]).to_pylist()
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["administration"], []).append(row["code"])
    return found


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
        expect.set_options(timeout=15_000)  # a busy machine draws late
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
