"""All or nothing, one writer at a time, readers never waiting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pyarrow as pa
import pytest

from flash360.access import WholeProgramme
from flash360.model import Section
from flash360.store import read, statements, write

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


@pytest.mark.parametrize("many", [1, 1 << 40])
def test_ids_are_stored_as_they_are_however_many_rows_bring_them(base, monkeypatch, many):
    monkeypatch.setattr(statements, "_MANY", many)
    ids = [f"0190000{number}-0000-7000-8000-00000000000{number}" for number in (3, 1, 2)]
    sessions = [ids[place] for place in (0, 0, 1, 2, 2, 0) for _ in range(10)]
    names = [f"P{number}" for number in range(len(sessions))]
    told = {name: ["x"] * len(sessions) for name in ("criterion", "sheet", "cell")}
    votes = pa.table({"session_id": sessions, "participant": names, "grade": pa.nulls(len(sessions), pa.int32())} | told)
    with base.transaction() as tx:
        write.append_facts(tx, Section.VOTES, {ids[0]: votes.slice(0, 25), ids[1]: votes.slice(25)})
    kept = base.query("SELECT session_id::VARCHAR s, import_id::VARCHAR i, participant FROM base.votes").to_pydict()
    assert kept == {"s": sessions, "i": [ids[0]] * 25 + [ids[1]] * 35, "participant": names}
