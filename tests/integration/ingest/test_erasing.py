"""Erasure: the bytes are gone from the base and its copies, in every version, and a verification finds the base sound."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from flash360 import ingest, paris
from flash360.access import SubjectKind, WholeProgramme
from flash360.errors import BadGrant, UnknownPerson, UnknownSession
from flash360.ingest import Erased, Limits, originals
from flash360.ingest.erasing import ANONYMOUS
from flash360.model import Action, Role
from flash360.settings import ROOT, Settings
from flash360.store import Database, accounts, erasure, forgetting, read
from flash360.store.grants import Wanted, give, take_back
from flash360.store.rotation import Rotation
from flash360.store.trail import Event
from tests.integration.ingest.workbooks import everything, row_of, workbook

WHOLE = WholeProgramme()
LONG_AGO = Limits(date(2020, 1, 1), datetime(2000, 1, 1))
SECRET = "ZQXV-un-frein-que-personne-ne-doit-relire-7391"
AGAIN = "ZQXV-le-meme-frein-corrige-ensuite-8264-longue-phrase"
OTHER = "KWJH-un-frein-d-une-autre-session-qui-doit-rester-5518"


def frein(text: str) -> list[dict[str, object]]:
    return [{"number": 1, "kind": "frein", "text": text}]


@pytest.fixture
def filled(base: Database) -> Database:
    """A session in two versions, another beside it, and a backup of them."""
    ingest.import_workbook(base, workbook("F360-A", statements=frein(SECRET)), "a-de-Mme-ZQXV.xlsx", author="ana")
    ingest.import_workbook(base, workbook("F360-A", statements=frein(AGAIN)), "a2.xlsx", author="ana")
    ingest.import_workbook(base, workbook("F360-B", statements=frein(OTHER), title="Autre"), "b.xlsx", author="ana")
    Rotation.of(Settings(), base.beside).make(base, datetime.now(UTC))
    return base


def held(base: Database, text: str) -> list[str]:
    """The files of the base's folder, and below, in which these bytes are found."""
    return sorted(path.name for path in base.beside.parent.rglob("*") if path.is_file() and text.encode() in path.read_bytes())


def test_the_bytes_of_an_erased_session_are_nowhere(filled):
    session_id = str(row_of(filled, "F360-A")["session_id"])
    kept = originals.folder(filled.beside)
    kept.mkdir()
    for sha256 in erasure.files(filled, [session_id]):
        (kept / f"{sha256}.xlsx").write_text("ZQXV: the file as it was given, kept beside the base")
    (kept / "0123.xlsx").write_text("KWJH: that of another session")
    filled.close()
    with Database.open(filled.beside) as base:
        assert len(held(base, "ZQXV: the file")) == 2
        assert len(held(base, "ZQXV-un-frein")) == 2  # the base and its backup: the text is found where it is
        done = ingest.erase_session(base, session_id, author="cheffe", reason="demande")
        base_sound = ingest.verify(base)
        left = read.programme(base, WHOLE, date(2026, 1, 1)).column("code").to_pylist()
        last = read.erasures(base, WHOLE).to_pylist()[0]
    assert held(base, "ZQXV") == []
    assert len(held(base, "KWJH")) == 3
    assert (base_sound, left) == ([], ["F360-B"])
    assert (last["code"], last["kind"], last["author"], last["reason"]) == ("F360-A", "session", "cheffe", "demande")
    assert (done.sessions, done.people, len(done.replaced)) == (1, 6, 3)
    assert done.backup.exists()


def test_a_deletion_and_a_checkpoint_alone_would_leave_them(filled):
    """Why a fresh file is written."""
    with filled.transaction() as tx:
        tx.execute("DELETE FROM base.statements")
    filled.close()
    assert filled.beside.name in held(filled, "ZQXV-un-frein")


def test_a_detached_participant_is_nobody_any_more_and_the_verdict_is_the_same(filled):
    before = row_of(filled, "F360-A")
    session_id = str(before["session_id"])
    ingest.erase_participant(filled, session_id, "P03", author="cheffe", reason="demande")
    after = row_of(filled, "F360-A")
    assert {name: value for name, value in after.items() if value != before[name]} == {}
    people = filled.query("SELECT participant, organisation, sheet, cell FROM base.participants").to_pylist()
    assert "P03" not in {row["participant"] for row in people if row["sheet"] != "Participants"}
    assert "P03" not in erasure.people(filled, session_id)
    assert len(erasure.people(filled, session_id)) == 6
    assert ingest.verify(filled) == []
    with pytest.raises(UnknownSession, match="Aucun participant"):
        ingest.erase_participant(filled, session_id, "P03", author="cheffe", reason="demande")


def test_a_section_damaged_after_an_erasure_is_still_told_from_an_erased_one(filled):
    session_id = str(row_of(filled, "F360-A")["session_id"])
    ingest.erase_participant(filled, session_id, "P03", author="cheffe", reason="demande")
    with filled.transaction() as tx:
        tx.execute("UPDATE base.participants SET territory = 'Creuse' WHERE sheet = 'effacé'")
    assert any("empreinte" in fault for fault in ingest.verify(filled))


def test_after_the_period_participants_are_anonymous_and_old_events_gone(base):
    old = workbook("F360-OLD", session_date=date(2015, 3, 4))
    new = workbook("F360-NEW", session_date=date(2025, 3, 4))
    ingest.import_workbook(base, old, "old.xlsx", author="ana")
    ingest.import_workbook(base, new, "new.xlsx", author="ana")
    shown = everything(base)
    done = ingest.apply_retention(base, LONG_AGO, author="cheffe")
    assert (done.sessions, done.people) == (1, 6)
    old_people = erasure.people(base, str(row_of(base, "F360-OLD")["session_id"]))
    assert all(who.startswith(ANONYMOUS) for who in old_people)
    assert "P01" in erasure.people(base, str(row_of(base, "F360-NEW")["session_id"]))
    assert everything(base)["programme"] == shown["programme"]
    assert ingest.verify(base) == []
    assert ingest.apply_retention(base, LONG_AGO, author="cheffe").sessions == 0


def test_old_events_ended_grants_and_idle_accounts_go_and_the_trail_says_so(base):
    day, at = paris.today(), datetime.now(UTC).replace(tzinfo=None)
    for email in ("eve@x.fr", "ida@x.fr"):
        accounts.sign_in(base, email=email, issuer="https://i", subject=email, at=at)
        grant = give(base, Wanted(SubjectKind.EMAIL, email, Role.ANALYSTE), author="cheffe", today=day)
    take_back(base, grant, author="cheffe")
    limits = Limits(date(2000, 1, 1), at + timedelta(minutes=1))
    assert ingest.apply_retention(base, limits, author="cheffe", spare=timedelta(days=30)) == Erased(0, 0)
    done = ingest.apply_retention(base, limits, author="cheffe")
    assert done.events == 5
    assert [row["subject"] for row in read.grants(base).to_pylist()] == ["eve@x.fr"]
    assert base.query("SELECT email FROM base.accounts").column(0).to_pylist() == ["eve@x.fr"]
    (left,) = base.query("SELECT author, action, object, details FROM base.audit_events").to_pylist()
    assert (left["author"], left["action"], left["object"]) == ("cheffe", "erase", "piste d'audit")
    assert held(base, "ida@x.fr") == []


def test_a_person_who_signed_in_is_nowhere_and_what_they_did_stays(base):
    email, day, at = "zqxv.personne@exemple.fr", paris.today(), datetime.now(UTC).replace(tzinfo=None)
    ingest.import_workbook(base, workbook("F360-A"), "a.xlsx", author=email)
    accounts.sign_in(base, email=email, issuer="https://i", subject="s", at=at)
    grant = give(base, Wanted(SubjectKind.EMAIL, email, Role.ANALYSTE), author=email, today=day)
    base.trail.note(Event("cheffe", Action.VIEW_AS, email, at, f'{{"as": "{email}"}}'))
    Rotation.of(Settings(), base.beside).make(base, datetime.now(UTC))
    with pytest.raises(BadGrant, match="encore en vigueur"):
        ingest.erase_person(base, email, author="cheffe")
    take_back(base, grant, author="cheffe")
    shown = everything(base)
    ingest.erase_person(base, email, author="cheffe")
    assert everything(base) == shown
    assert ingest.verify(base) == []
    (name,) = set(base.query("SELECT author FROM base.imports").column(0).to_pylist())
    assert name.startswith("personne effacée")
    assert base.query("SELECT DISTINCT subject FROM base.grants").column(0).to_pylist() == [name]
    with pytest.raises(UnknownPerson):
        ingest.erase_person(base, email, author="cheffe")
    base.close()
    assert held(base, email) == []


def test_every_table_that_names_an_author_is_known_to_the_erasure_of_a_person(base):
    found = base.query(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'base' AND column_name IN ('author', 'email')"
    ).to_pylist()
    known = " ".join((forgetting._ACCOUNT, *forgetting._NAMED))
    assert len(found) > 8
    assert [one for one in found if not re.search(rf"base.{one['table_name']} .*\b{one['column_name']} = ", known)] == []


ERASING = """
import sys
from flash360 import ingest
from flash360.store import Database
with Database.open(sys.argv[1]) as base:
    ingest.erase_session(base, sys.argv[2], author="cheffe", reason="demande")
"""


def test_the_copies_that_a_killed_erasure_left_go_with_the_next_look(filled):
    session_id, path = str(row_of(filled, "F360-A")["session_id"]), filled.beside
    filled.close()
    before = path.stat().st_ino
    with subprocess.Popen([sys.executable, "-c", ERASING, path, session_id], cwd=ROOT) as dying:
        while path.stat().st_ino == before:  # the base is erased, its backup is not
            assert dying.poll() is None
            time.sleep(0.001)
        dying.kill()
    with Database.open(path) as base:
        ingest.finish_erasure(base)
        assert held(base, "ZQXV") == []
        assert len(held(base, "KWJH")) == 2, "the base and the backup of what is left"
        assert ingest.verify(base) == []
    assert not path.with_name(f"{path.name}.effacement-a-finir").exists()


def test_an_erasure_that_fails_leaves_the_base_as_it_was(filled):
    before, files = everything(filled), sorted(path.name for path in filled.beside.parent.iterdir())

    def failing(_tx: object) -> None:
        raise RuntimeError("panne")

    with pytest.raises(RuntimeError, match="panne"):
        filled.rewrite(failing)
    assert everything(filled) == before
    assert sorted(path.name for path in filled.beside.parent.iterdir()) == files


def test_every_table_with_rows_of_a_session_is_known_to_the_erasure(base):
    found = base.query(
        "SELECT table_name FROM duckdb_columns() WHERE database_name = 'base' AND column_name = 'session_id' ORDER BY 1"
    )
    kept = {"grants", "erasures"}  # who was let in, and that it was erased
    tables = set(found.column(0).to_pylist()) - kept
    assert {table for table in tables if not any(f"base.{table} " in sql for sql in erasure.OF_A_SESSION)} == set()
