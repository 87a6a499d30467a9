"""All or nothing, one writer at a time, readers never waiting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from flash360.access import WholeProgramme
from flash360.store import read, write

AT = datetime(2024, 5, 3, 10)
WHOLE = WholeProgramme()


class Interrupted(Exception):
    pass


def interrupted(base):
    with base.transaction() as tx:
        write.move_head(tx, AT)
        write.append_audit(tx, author="ana", at=AT, action="import", subject="1")
        raise Interrupted


def test_a_block_that_raises_leaves_nothing(base):
    with pytest.raises(Interrupted):
        interrupted(base)

    assert base.version() == 0
    assert base.query("SELECT * FROM base.audit_events").num_rows == 0
    with base.transaction() as tx:
        write.move_head(tx, AT)
    assert base.version() == 1


def test_a_reader_sees_nothing_of_a_transaction_before_its_end(base):
    with base.transaction() as tx:
        assert write.move_head(tx, AT).version == 1
        assert base.version() == 0

    assert base.version() == 1


def test_writers_of_many_threads_take_turns_and_readers_always_see_a_whole_base(base, put):
    with ThreadPoolExecutor(8) as pool:
        written = [pool.submit(put, f"F360-{n}") for n in range(12)]
        seen = [pool.submit(lambda: read.head(base, WHOLE)) for _ in range(12)]
        assert len({one.result() for one in written}) == 12
        heads = [one.result() for one in seen]

    assert all(head["sessions"] == head["last_import"] == head["version"] for head in heads)
    assert base.version() == 12
