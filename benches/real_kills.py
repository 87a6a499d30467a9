"""The kills on real processes: the server as `make run` starts it, commands as people type them. See `benches.kills --real`."""

from __future__ import annotations

import lzma
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

from benches.killed import BASES, TOLD, Child, fresh, guest, looked, reading
from benches.server import free_port, wait
from flash360 import ingest
from flash360.settings import ROOT
from flash360.store import Database
from flash360.store.backup import backup
from tests.integration.ingest.workbooks import workbook

KINDS: Final = (
    "server", "import", "server told to stop", "undo", "import through the server", "migration", "erase", "server", "backup",
    "undo through the server", "making", "server migrating", "restore", "backup through the server", "server",
    "restore through the server",
)  # fmt: skip
"""In turn. « server »: it is killed while two others write through it; any other: the command of that name is."""
DRAFTS: Final = (".creation-*", ".restauration-*", ".effacement")
LOT: Final = 6
"""Workbooks of one import."""


class RealRounds:
    """The base that lives from one round to the next, the server on it when there is one, and what was seen."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.base = folder / "essai.duckdb"
        self.chance = random.Random(seed)
        self.seen: Counter[str] = Counter()
        self._readings = [reading(shift) for shift in range(4)]
        self._lasting: dict[str, float] = dict.fromkeys(KINDS, 3.0)
        self._server: subprocess.Popen[bytes] | None = None
        self._turn = 0
        Child(lambda _say: self._begin()).ended()
        found = looked(self.base)
        self._version = self._copied = found["version"]
        self._keep = found["imports"] - 2
        self._imports = found["imports"]

    def run(self, kind: str) -> bool:
        """One round, with its look. False: the process ended before it could be killed. Raises AssertionError."""
        self._turn += 1
        match kind:
            case "server" | "server told to stop":
                killed = self._server_killed(signal.SIGKILL if kind == "server" else signal.SIGTERM)
            case "migration" | "server migrating" | "making":
                killed = self._begun(kind)
            case _:
                killed = self._command_killed(kind)
        self.seen[kind] += killed
        return killed

    def close(self) -> None:
        """Stop the server."""
        if self._server:
            self._server.kill()
            self._server.wait()
            self._server = None

    def _begin(self) -> None:
        self.base.write_bytes(lzma.decompress(BASES[-1].read_bytes()))  # the demonstration, which needs no sign-in
        with Database.open(self.base) as base:
            for one in self._readings[:2]:
                ingest.commit(base, ingest.preview_of(base, one), author="ana")
            backup(base, self.folder / "copie-0.duckdb")

    def _command_killed(self, kind: str) -> bool:
        command, _, through = kind.partition(" through ")
        if through:
            self._serve()
        else:
            self.close()
        killed, said = self._cut(kind, self._command(self.base, command, *self._words(command)))
        version = self._look(self.base)
        told = said.count("Importé (import n°")
        if command == "restore":
            assert version in (self._version, self._copied), f"version {version}, neither the base's nor the backup's"
        else:
            most = {"import": LOT, "undo": 1, "erase": 1}.get(command, 0)
            assert told <= version - self._version <= most, f"from version {self._version}, told {told}, found {version}"
        self.seen[TOLD] += told
        self._version = version
        for kept in self.folder.glob("*.avant-*"):
            kept.unlink()
        return killed

    def _words(self, command: str) -> list[str]:
        match command:
            case "import":
                return [str(self._lot())]
            case "undo":
                return [str(self.chance.randint(self._keep + 1, self._imports))]
            case "backup":
                return [str(self.folder / f"copie-{self._turn}.duckdb")]
            case "erase":
                who, where = f"P{self.chance.randint(1, 12):02}", f"F360-{self.chance.randrange(4)}"
                return [where, "--participant", who, "--reason", "essai", "--yes"]
            case _:
                return [str(self.folder / "copie-0.duckdb")]

    def _server_killed(self, how: signal.Signals) -> bool:
        """While a process codes, grants, imports, undoes and copies through it, and a command imports."""
        server = self._serve()
        seed, moment = self.chance.randrange(1 << 30), self.chance.uniform(0.1, 2 * self._lasting["import through the server"])
        command = self._command(self.base, "import", str(self._lot()))
        other = Child(lambda say: guest(self.base, seed, say, self._readings, keep=self._keep))
        told = [int(other.line())]
        time.sleep(moment)
        server.send_signal(how)
        server.wait(timeout=90)
        self._server = None
        told += [int(word) for word in other.ended() if word]
        said, _ = command.communicate(timeout=120)
        assert b"Traceback" not in said, said.decode()
        version = self._look(self.base)
        assert told[-1] <= version <= told[-1] + LOT + 1, f"told version {told[-1]}, found {version}"
        self.seen[TOLD] += told[-1] - told[0]
        self._version = version
        return True

    def _begun(self, kind: str) -> bool:
        self.close()
        base = fresh(self.folder, "autre")
        if kind == "making":
            process = self._command(base, "import", str(self._lot()))
        else:
            base.write_bytes(lzma.decompress(self.chance.choice(BASES).read_bytes()))
            process = self._command(base, "history") if kind == "migration" else self._started(base, free_port())
        killed, _ = self._cut(kind, process)
        found = self._look(base)
        assert kind == "making" or found > 10
        return killed

    def _cut(self, kind: str, process: subprocess.Popen[bytes]) -> tuple[bool, str]:
        """Whether it was killed before its end, and what it had said. Moments spread over what it was seen to last."""
        begun, lasting = time.monotonic(), self._lasting[kind]
        try:
            said, _ = process.communicate(timeout=self.chance.uniform(0.25, 1.05) * lasting)
        except subprocess.TimeoutExpired:
            process.kill()
            self._lasting[kind] = lasting * 1.04
            return True, process.communicate()[0].decode()
        assert process.returncode in (0, 1), f"code {process.returncode}: {said.decode()}"
        self._lasting[kind] = (lasting + time.monotonic() - begun) / 2
        return False, said.decode()

    def _look(self, path: Path) -> int:
        """The version of the base, opened by itself or through the server, found whole and alone in its folder."""
        found = looked(path)
        if self._server is None:
            left = [draft.name for pattern in DRAFTS for draft in path.parent.glob(path.name + pattern)]
            assert not left, f"left beside the base: {left}"
        if path == self.base:
            self._imports = found["imports"]
        return found["version"]

    def _lot(self) -> Path:
        """A folder of workbooks that no import brought before."""
        folder = self.folder / f"lot-{self._turn}"
        folder.mkdir()
        for number in range(LOT):
            content = workbook(f"F360-2031-{number:02}", {f"P{n}": (self.chance.randint(1, 5), 4) for n in range(9)})
            (folder / f"{number}.xlsx").write_bytes(content)
        return folder

    def _serve(self) -> subprocess.Popen[bytes]:
        if self._server is None:
            port = free_port()
            self._server = started = self._started(self.base, port)
            wait(started, f"http://127.0.0.1:{port}/sante", lambda: (started.stdout.read() if started.stdout else b"").decode())
        return self._server

    def _started(self, base: Path, port: int) -> subprocess.Popen[bytes]:
        options = ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"]
        return self._process(base, "streamlit", "run", "dashboard.py", *options)

    def _command(self, base: Path, *words: str) -> subprocess.Popen[bytes]:
        return self._process(base, "flash360", *words)

    def _process(self, base: Path, *words: str) -> subprocess.Popen[bytes]:
        settings = {"FLASH360_DATABASE": str(base), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", *words]
        return subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
