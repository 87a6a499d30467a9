"""A process that imports and undoes until it is killed. Arguments: the base, and the pickled readings of its workbooks.

Prints the number of each import, undo or redo once it is committed.
"""

from __future__ import annotations

import pickle
import sys
from itertools import cycle
from pathlib import Path

from flash360 import ingest
from flash360.store import Database


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def run(base: Path, readings: Path) -> None:
    workbooks = pickle.loads(readings.read_bytes())
    with Database.open(base) as database:
        say("open")
        for reading in cycle(workbooks):
            receipt = ingest.commit(database, ingest.preview_of(database, reading), author="ana")
            say(receipt.number)
            undone = ingest.undo(database, receipt.number, author="ana")
            say(undone.number)


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]))
