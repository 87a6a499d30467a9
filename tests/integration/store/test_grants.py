"""Grants and the audit trail in a real base."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from flash360.access import NamedPerson, Sessions, SubjectKind, viewer, viewers
from flash360.errors import BadGrant
from flash360.model import Action, Role
from flash360.store import read
from flash360.store.database import Database, now
from flash360.store.grants import Wanted, give, grants_of, take_back
from flash360.store.trail import Event

TODAY = date(2026, 11, 25)


def partner(**place: object) -> Wanted:
    return Wanted(SubjectKind.EMAIL, "ana@ddt23.gouv.fr", Role.PARTENAIRE, **place)


def scope_of_ana(base: Database) -> Sessions:
    return viewer(NamedPerson("ana@ddt23.gouv.fr"), grants_of(read.grants(base)), TODAY, administrator=None).scope


def audited(base: Database) -> list[tuple[str, str, str]]:
    rows = base.query("SELECT author, action, object FROM base.audit_events ORDER BY recorded_at, event_id").to_pylist()
    return [(row["author"], row["action"], row["object"]) for row in rows]


def test_a_grant_of_an_administration_opens_its_sessions_of_today(base, put):
    first = put("F360-1", administration="DDT 23")
    put("F360-2", administration="Ville")
    give(base, partner(administration="DDT 23"), author="chef", today=TODAY)
    assert scope_of_ana(base) == Sessions((first,))
    later = put("F360-3", administration="DDT 23")
    assert scope_of_ana(base) == Sessions((first, later))


def test_a_grant_taken_back_opens_nothing_and_stays_in_the_list(base, put):
    granted = give(base, partner(session_id=put()), author="chef", today=TODAY)
    take_back(base, granted, author="cheffe")
    assert viewers(NamedPerson("ana@ddt23.gouv.fr"), grants_of(read.grants(base)), TODAY, administrator=None) == ()
    assert read.grants(base).to_pylist()[0]["revoked_by"] == "cheffe"
    assert audited(base) == [("chef", "grant", "ana@ddt23.gouv.fr"), ("cheffe", "revoke", "ana@ddt23.gouv.fr")]
    with pytest.raises(BadGrant, match="plus en vigueur"):
        take_back(base, granted, author="chef")


def test_a_grant_moves_the_version_but_not_the_day_of_the_data(base, put):
    session_id = put()
    before = base.version(), base.query("SELECT moved_at FROM base.base_head").to_pylist()
    give(base, partner(session_id=session_id), author="chef", today=TODAY)
    assert base.version() == before[0] + 1
    assert base.query("SELECT moved_at FROM base.base_head").to_pylist() == before[1]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (partner(), "choisissez"),
        (partner(session_id="00000000-0000-7000-8000-000000000009"), "plus dans la base"),
        (partner(administration="DDT 23", until=date(2026, 11, 24)), "déjà passée"),
        (Wanted(SubjectKind.EMAIL, "ana@x.fr", Role.DIRECTION, administration="DDT 23"), "rôle du programme"),
    ],
)
def test_a_grant_that_means_nothing_is_refused_and_leaves_no_trace(base, wanted, said):
    with pytest.raises(BadGrant, match=said):
        give(base, wanted, author="chef", today=TODAY)
    assert read.grants(base).num_rows == 0
    assert audited(base) == []


def test_the_same_grant_twice_is_said_and_given_once(base, put):
    wanted = partner(session_id=put())
    give(base, wanted, author="chef", today=TODAY)
    with pytest.raises(BadGrant, match="existe déjà"):
        give(base, wanted, author="chef", today=TODAY)
    assert read.grants(base).num_rows == 1


def test_a_visit_is_recorded_without_moving_the_base(base):
    before = base.version()
    base.trail.note(Event("ana@x.fr", Action.CONSULTATION, "F360-1", now()))
    base.trail.flush()
    assert audited(base) == [("ana@x.fr", "consultation", "F360-1")]
    assert base.version() == before


def test_a_visit_does_not_wait_for_an_import_in_progress_and_is_not_lost(base):
    writing, told = threading.Event(), threading.Event()

    def import_in_progress() -> None:
        with base.transaction():
            writing.set()
            told.wait(30)

    importer = threading.Thread(target=import_in_progress)
    importer.start()
    writing.wait(30)
    base.trail.note(Event("ana@x.fr", Action.CONSULTATION, "F360-1", now()))  # would hang here until the import ends
    told.set()
    importer.join()
    base.trail.flush()
    assert len(audited(base)) == 1


def test_closing_the_base_writes_what_was_noted(tmp_path):
    with Database.open(tmp_path / "b.duckdb") as base:
        for number in range(700):
            base.trail.note(Event("ana@x.fr", Action.DOWNLOAD, str(number), now()))
    with Database.open(tmp_path / "b.duckdb") as base:
        assert sorted(int(subject) for _, _, subject in audited(base)) == list(range(700))
