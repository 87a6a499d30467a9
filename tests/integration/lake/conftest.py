"""A real PostgreSQL and a real S3-compatible store on loopback, started and stopped by the tests, and bases shared on them."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from benches.postgres import Postgres, served
from benches.server import free_port
from flash360.settings import ROOT, Lake

STORE = ROOT / ".venv" / "object-store" / "bin" / "python"
"""An environment of its own: what the store needs and what the product needs do not go together."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with served() as server:
        yield server


@pytest.fixture
def lake(postgres: Postgres, tmp_path: Path) -> Lake:
    """A place for a shared base that does not exist yet: an empty catalogue, an empty folder."""
    files = tmp_path / "files"
    files.mkdir()
    return Lake(postgres.catalogue(), f"{files}/")


@pytest.fixture(scope="session")
def store() -> Iterator[str]:
    """The address of a running S3-compatible store."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    assert STORE.exists(), "the object store of the tests is missing: run .ci/store"
    command = [str(STORE), "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while True:
        try:
            with urlopen(f"{address}/moto-api/", timeout=5):
                break
        except OSError:
            assert server.poll() is None, "the object store stopped"
            assert time.monotonic() < deadline, "no answer from the object store within a minute"
            time.sleep(0.05)
    yield address
    server.terminate()
    server.wait(timeout=30)


@pytest.fixture
def bucket(store: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """An empty bucket « flash360 », the variables that lead to it, and the names of what it holds."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "essai", "AWS_SECRET_ACCESS_KEY": "essai", "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL_S3": store,
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    _ask("POST", f"{store}/moto-api/reset")
    _ask("PUT", f"{store}/flash360")
    return lambda: _ask("GET", f"{store}/flash360?list-type=2").split("<Key>")[1:]


def _ask(method: str, address: str) -> str:
    try:
        with urlopen(Request(address, method=method), timeout=30) as answer:
            return answer.read().decode()
    except HTTPError as error:
        raise AssertionError(f"{method} {address}: {error.code} {error.read().decode()[:300]}") from error
