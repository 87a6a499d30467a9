"""Kill −9 at random moments of imports, undos, codings, grants, backups, restorations, migrations and makings of a base.

`python -m benches.kills --kills 200 --seed 360`. Processes are forked from one that has loaded everything and opened nothing:
they are real, they die for real, and a round takes a second. With `--real`, the server and the commands are started as people
start them (`real_kills`). After each kill a fresh process opens the base and looks at it. Ends with 1 at the first base that
is not whole.
"""

from __future__ import annotations

import argparse
import lzma
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benches import real_kills
from benches.killed import BASES, TOLD, Child, fresh, guest, looked, reading, work
from flash360 import ingest
from flash360.errors import Flash360Error
from flash360.store import Database
from flash360.store.backup import backup, draft_for, put_in_place

KINDS = ("alone", "guest of a dashboard", "dashboard", "migration", "making", "restoration")
LONGEST = 2.0
"""Seconds within which the kill falls, from the moment the base is open."""


class Rounds:
    """The base that lives from one round to the next, and what was seen."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.base = folder / "essai.duckdb"
        self.chance = random.Random(seed)
        self.readings = [reading(shift) for shift in range(4)]
        self.seen: Counter[str] = Counter()
        Child(lambda say: self._begin()).ended()

    def run(self, kind: str) -> bool:
        """One kill, then the look. Always True: the work has no end. Raises AssertionError."""
        seed, moment = self.chance.randrange(1 << 30), self.chance.uniform(0, LONGEST)
        self.seen[kind] += 1
        match kind:
            case "alone":
                self._check(*self._killed(lambda say: self._alone(seed, say), moment))
            case "guest of a dashboard":
                holder, leave = self._dashboard()
                told = self._killed(lambda say: guest(self.base, seed, say, self.readings), moment)
                self._check(*told)
                os.write(leave, b"x")
                os.close(leave)
                holder.ended()
            case "dashboard":
                holder, leave = self._dashboard()
                other = Child(lambda say: guest(self.base, seed, say, self.readings))
                first = other.line()
                time.sleep(moment)
                holder.killed()
                os.close(leave)
                self._check(first, other.ended())
            case "migration":
                old = fresh(self.folder, "ancienne")
                old.write_bytes(lzma.decompress(self.chance.choice(BASES).read_bytes()))
                self._killed(lambda say: Database.open(old).close(), moment * 0.7, waits=False)
                assert looked(old)["version"] > 10
            case "making":
                new = fresh(self.folder, "neuve")
                self._killed(lambda say: Database.open(new).close(), moment * 0.4, waits=False)
                assert looked(new)["version"] == 0
            case _:
                self._killed(self._restore, moment, waits=False)
                looked(self.base)
                for kept in self.folder.glob("*.avant-restauration-*"):
                    kept.unlink()
        return True

    def close(self) -> None:
        """Nothing outlives a round."""

    def _begin(self) -> None:
        with Database.open(self.base) as base:
            for one in self.readings[:2]:
                ingest.commit(base, ingest.preview_of(base, one), author="ana")
            backup(base, self.folder / "copie-0.duckdb")

    def _alone(self, seed: int, say: Callable[[object], None]) -> None:
        with Database.open(self.base) as base:
            say(base.version())
            work(base, random.Random(seed), say, self.readings)

    def _restore(self, _say: Callable[[object], None]) -> None:
        while True:
            at = datetime.now(UTC)
            put_in_place(self.base, draft_for(self.base, self.folder / "copie-0.duckdb", at), at)
            time.sleep(1.0 - at.microsecond / 1e6)  # a name a second

    def _dashboard(self) -> tuple[Child, int]:
        """A process that holds the base with its door open until something is written for it to leave."""
        stay, leave = os.pipe()

        def hold(say: Callable[[object], None]) -> None:
            os.close(leave)
            with Database.open(self.base, door=True):
                say("open")
                os.read(stay, 1)

        holder = Child(hold)
        os.close(stay)
        assert holder.line() == "open"
        return holder, leave

    def _killed(
        self, run: Callable[[Callable[[object], None]], None], moment: float, *, waits: bool = True
    ) -> tuple[str, list[str]]:
        child = Child(run)
        first = child.line() if waits else ""
        time.sleep(moment)
        return first, child.killed()

    def _check(self, first: str, told: list[str]) -> None:
        last = int(([first, *told] if told and told[-1] else [first, *told[:-1]])[-1])
        version = looked(self.base)["version"]
        assert last <= version <= last + 1, f"told version {last}, found {version}"
        self.seen[TOLD] += version - int(first)


def main() -> int:
    """Run the rounds and say what they saw."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=360)
    parser.add_argument("--real", action="store_true", help="the server as it is started and commands as they are typed")
    asked = parser.parse_args()
    begun, killed = time.monotonic(), 0
    kinds = real_kills.KINDS if asked.real else KINDS
    with tempfile.TemporaryDirectory() as folder:
        rounds = (real_kills.RealRounds if asked.real else Rounds)(Path(folder), asked.seed)
        try:
            while killed < asked.kills:
                killed += rounds.run(kinds[killed % len(kinds)])  # again, when it ended before it could be killed
        except (AssertionError, Flash360Error, subprocess.TimeoutExpired) as error:
            print(f"kill {killed + 1} ({kinds[killed % len(kinds)]}, seed {asked.seed}): {error}", file=sys.stderr)
            shutil.copytree(folder, f"{folder}-garde", ignore=shutil.ignore_patterns("*.porte"))
            return 1
        finally:
            rounds.close()
    seen = ", ".join(f"{rounds.seen[kind]} {kind}" for kind in dict.fromkeys(kinds))
    print(f"{killed} kills ({seen}): every base opened by itself, whole;")
    print(f"{rounds.seen[TOLD]} operations told done found again, {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
