"""A real PostgreSQL on loopback, in a folder of its own: the catalogue of a base that several machines share."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benches.server import free_port


@dataclass
class Postgres:
    """A server of PostgreSQL in a folder of its own, on a free port of this machine."""

    folder: Path
    port: int

    def control(self, *words: str) -> None:
        command = [_binary("pg_ctl"), "-D", str(self.folder / "data"), "-s", "-w", *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **_someone())

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self.control("-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        self.control("-m", "immediate", "stop")

    @contextmanager
    def absent(self) -> Generator[None]:
        """Stopped, as by a crash, in the block."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def catalogue(self) -> str:
        """A new, empty catalogue."""
        name = f"lake_{uuid.uuid4().hex[:12]}"
        words = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "flash360"]
        subprocess.run([_binary("createdb"), *words, name], check=True)
        return f"dbname={name} host=127.0.0.1 port={self.port} user=flash360"


@contextmanager
def served() -> Generator[Postgres]:
    """A server that runs for the length of the block, and leaves nothing."""
    folder = Path(tempfile.mkdtemp(prefix="flash360-postgres-"))  # where its own user may go, unlike pytest's folders
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    initdb = [_binary("initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "flash360", "--no-sync"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **_someone())
    server = Postgres(folder, free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def _binary(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    path = str(found[0]) if found else shutil.which(name)
    if path is None:
        raise FileNotFoundError(f"PostgreSQL is missing ({name}): run .ci/postgres")
    return path


def _someone() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: as root, its own user does."""
    return {"user": "postgres", "group": "postgres", "cwd": "/"} if os.geteuid() == 0 else {}
