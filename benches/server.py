"""A real server and a real browser, for what is measured and for what is photographed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
WIDE, NARROW = {"width": 1400, "height": 1000}, {"width": 400, "height": 900}

_SETTLED = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    return app?.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
        && document.querySelector('h1') !== null;
}"""


@dataclass(frozen=True)
class Server:
    """A server that runs: where it answers, and its process."""

    address: str
    process: int
    log: IO[bytes]

    def processor(self) -> float:
        """Seconds of processor that it has taken, its own threads together."""
        told = Path(f"/proc/{self.process}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Bytes of memory that it holds now."""
        return int(Path(f"/proc/{self.process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def serving(script: Path, database: Path | None = None, port: int | None = None, **settings: str) -> Generator[str]:
    """The address of a server of that script, ready to answer; stopped at the end of the block.

    settings: more of its environment. A base that is not the demonstration is served with those of sign-in only.
    """
    with running(script, database, port, **settings) as server:
        yield server.address


@contextmanager
def running(script: Path, database: Path | None = None, port: int | None = None, **settings: str) -> Generator[Server]:
    """The same with its process."""
    port = port or free_port()
    environment = os.environ | ({"FLASH360_DATABASE": str(database)} if database else {}) | settings
    options = ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    with tempfile.TemporaryFile() as log:  # a pipe that nobody reads would end by holding the server
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=log)
        try:
            wait(process, f"http://127.0.0.1:{port}/_stcore/health", lambda: told(log))
            yield Server(f"http://127.0.0.1:{port}", process.pid, log)
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def browsing() -> Generator[Browser]:
    """The machine's Chromium, French, without a window."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise SystemExit("Chromium is not on this machine: run .ci/browser as root, or install it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def settled(page: Page) -> None:
    """Wait until the script has run and what it sent is on the screen."""
    page.wait_for_function(_SETTLED, timeout=60_000, polling=50)


def told(log: IO[bytes]) -> str:
    """What is in a server's log so far."""
    log.seek(0)
    return log.read().decode()


def free_port() -> int:
    """A port of this machine that nobody listens to."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait(process: subprocess.Popen[bytes], address: str, said: Callable[[], str]) -> None:
    """Until a server answers. Raises SystemExit when it stops, telling what it said, or takes a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"The server stopped: {said()}")
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("The server did not answer within a minute.")
