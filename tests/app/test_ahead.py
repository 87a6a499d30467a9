"""What is made of scorecards before they are asked for: for the same eyes, the newest, and all that the page would ask."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.testing.v1 import AppTest

from flash360 import paris
from flash360.access import SubjectKind
from flash360.access.scope import Sessions, Viewer, WholeProgramme
from flash360.demo.load import load
from flash360.ingest import erasing
from flash360.model import Role
from flash360.settings import ROOT
from flash360.store import Database
from flash360.store.grants import Wanted, give
from flash360.ui import data, held
from flash360.ui.scorecard import ahead, made, panel
from tests.app.conftest import ANALYST, page_script

PAGE = str(ROOT / "pages" / "session" / "scorecard.py")
ASKED = {"current", "participants", "criteria", "votes", "statements", "session_imports", "outcomes"}
"""What a scorecard reads of its session."""


@pytest.fixture
def base(path):
    """The demonstration, open as the screens have it."""
    opened = data.base()
    load(opened)
    yield opened
    data.release()


@pytest.fixture
def asked(monkeypatch) -> Counter[str]:
    """How often each question was put to the base since."""
    count, ask = Counter[str](), Database.table

    def counting(self, read_name, **parameters):
        count[read_name] += 1
        return ask(self, read_name, **parameters)

    monkeypatch.setattr(Database, "table", counting)
    return count


def viewer(role: Role) -> Viewer:
    if role is not Role.PARTENAIRE:
        return Viewer("Camille", role, WholeProgramme())
    own = data.programme(ANALYST).to_pylist()
    return Viewer("Ville", role, Sessions(tuple(row["session_id"] for row in own if row["verdict"])[:3]))


def show(who: Viewer, code: str) -> AppTest:
    app = AppTest.from_function(page_script, args=(PAGE, who), default_timeout=60)
    app.query_params["session"] = code
    app.run()
    assert not app.exception
    assert app.title[0].value != "Choisissez une session"
    return app


@pytest.mark.parametrize("role", [Role.DIRECTION, Role.ANALYSTE, Role.PARTENAIRE])
def test_a_scorecard_made_ahead_asks_the_base_nothing_of_its_session(base, asked, role, monkeypatch):
    monkeypatch.setattr(panel, "_begins", lambda _: True)  # or the panel of the second is read with that of the first
    who = viewer(role)
    first, second = [code for code in ahead.newest(who) if (data.session(who, code) or {})["verdict"]][:2]
    show(who, first)
    asked.clear()
    assert list(made.everything(who.eyes, second))
    assert asked["votes"] == 1
    asked.clear()
    show(who, second)
    assert set(asked) & ASKED == set()


def test_a_session_that_goes_while_it_is_made_ends_it_and_is_no_error(base):
    code = next(code for code in ahead.newest(ANALYST) if data.session(ANALYST, code)["verdict"])
    parts = made.everything(ANALYST.eyes, code)
    next(parts)
    erasing.erase_session(base, data.session(ANALYST, code)["session_id"], author="chef", reason="demande")
    assert list(parts) == []


def test_the_newest_are_those_in_scope_the_newest_first(base):
    who = viewer(Role.PARTENAIRE)
    own = [row for row in data.programme(ANALYST).to_pylist() if row["session_id"] in who.scope.session_ids]
    assert ahead.newest(who) == [row["code"] for row in sorted(own, key=lambda row: (row["session_date"], row["code"]))][::-1]
    everyone = ahead.newest(ANALYST)
    days = {row["code"]: row["session_date"] for row in data.programme(ANALYST).to_pylist()}
    assert len(everyone) == min(ahead.NEWEST, sum(day is not None for day in days.values()))
    assert [days[code] for code in everyone] == sorted((days[code] for code in everyone), reverse=True)


def test_a_server_makes_them_once_for_everyone_with_the_same_rights_and_while_no_page_begins(base, monkeypatch):
    made_for, last = list[tuple[Viewer, str]](), threading.Event()
    partner = viewer(Role.PARTENAIRE)
    end = ahead.newest(partner)[-1]

    def make(who: Viewer, code: str) -> Iterator[None]:
        assert held.calm(0.05)
        made_for.append((who, code))
        held.begin()
        yield
        assert held.calm(0.05)
        if (who.role, code) == (Role.PARTENAIRE, end):
            last.set()

    monkeypatch.setattr(ahead, "NEWEST", 4)
    ready = ahead.Ahead(make)
    ready.ask(ANALYST)  # no server: nothing is made
    ready.start()
    ready.start()
    director = viewer(Role.DIRECTION)
    for who in (director, Viewer("Dominique", Role.DIRECTION, WholeProgramme()), partner):
        ready.ask(who)
    held.begin()
    assert last.wait(60)
    assert made_for == [(director.eyes, code) for code in ahead.newest(director)] + [
        (partner.eyes, code) for code in ahead.newest(partner)
    ]


def test_an_error_stops_nothing(base, caplog):
    met = threading.Event()

    def fail(who: Viewer, code: str) -> list[None]:
        if who.role is Role.PARTENAIRE:
            met.set()
            return []
        raise KeyError(code)

    ready = ahead.Ahead(fail)
    ready.start()
    ready.ask(ANALYST)
    ready.ask(viewer(Role.PARTENAIRE))
    assert met.wait(60)
    assert [record.message for record in caplog.records if record.name == "flash360"] == ["scorecards could not be made ahead"]


def test_a_part_sees_the_base_at_one_moment_whatever_is_written_meanwhile(base):
    seen, last = list[int](), threading.Event()
    wanted = Wanted(SubjectKind.EMAIL, "p@x.fr", Role.DIRECTION)

    def make(_who: Viewer, _code: str) -> Iterator[None]:
        if last.is_set():
            return
        seen.append(data.version())
        with ThreadPoolExecutor(1) as beside:
            beside.submit(give, data.base(), wanted, author="chef", today=paris.today()).result()
        seen.append(data.version())
        yield
        seen.append(data.version())
        last.set()

    ready = ahead.Ahead(make)
    ready.start()
    ready.ask(ANALYST)
    assert last.wait(60)
    assert seen == [seen[0], seen[0], seen[0] + 1]
