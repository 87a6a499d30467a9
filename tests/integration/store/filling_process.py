"""A process whose disk fills up, then has room again. Arguments: the base, the bytes that a file may have, those of the log.

Prints as JSON: how many writes were told done, what the first failure said, the version seen then, and once there is room.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from flash360.errors import DiskFull
from flash360.store import Database, embedded, write
from flash360.store.database import now

EVENT = (
    "INSERT INTO base.audit_events SELECT uuidv7(), $at, 'ana', 'essai', $text || md5(random()::VARCHAR), NULL FROM range(400)"
)


def once(base: Database, number: int) -> None:
    with base.transaction() as tx:
        write.move_head(tx, now())
        tx.execute(EVENT, {"at": now(), "text": f"{number} " + "x" * 400})


def run(path: Path, most: int) -> None:
    told, said = 0, ""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Database.open(path) as base:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        while not said:
            try:
                once(base, told)
                told += 1
            except DiskFull as error:
                said = str(error)
        full = base.version()
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        once(base, told)
        sys.stdout.write(json.dumps({"told": told, "said": said, "full": full, "after": base.version()}))


if __name__ == "__main__":
    embedded.LOG_LIMIT = int(sys.argv[3])
    run(Path(sys.argv[1]), int(sys.argv[2]))
