"""Attempts of a hostile partner on the reads, the documents and the page scripts; those on a running server are in tests/e2e.

They are counted: none may pass, and none may be forgotten.
"""

from __future__ import annotations

import inspect
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from flash360 import ingest, paris
from flash360.access import Identity, Sessions, SubjectKind, Viewer, WholeProgramme
from flash360.errors import AccessDenied, UnknownSession
from flash360.model import Role
from flash360.reports.batch import scorecards
from flash360.reports.open_data import open_data
from flash360.reports.session.content import session_content
from flash360.settings import ROOT
from flash360.store import Database, read
from flash360.store.grants import Wanted, give, take_back
from flash360.store.trail import Event
from flash360.ui import data, guard
from flash360.ui.scorecard import picker
from flash360.ui.signin import here
from tests.app.conftest import page_script
from tests.integration.ingest.workbooks import workbook

TODAY = paris.today()
OWN, OTHER = "F360-2024-01", "F360-2024-02"
TITLE, SECRET, PLACE = "Titre de la session cachee", "Un frein que le partenaire ne doit pas lire", "Mairie cachee"
MARKS = (OTHER, TITLE, SECRET, PLACE)
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").rglob("*.py"))
SCORECARD = "pages/session/scorecard.py"
ATTEMPTS: list[str] = []
"""Every attempt that was refused."""


def ids(base: Database) -> dict[str, str]:
    return {row["code"]: row["session_id"] for row in read.programme(base, WholeProgramme(), TODAY).to_pylist()}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A base with the partner's session and another's, in this process as the dashboard holds it."""
    path = tmp_path_factory.mktemp("attaques") / "flash360.duckdb"
    freins = [{"number": 1, "kind": "frein", "text": SECRET}]
    with Database.open(path) as base:
        ingest.import_workbook(base, workbook(OWN, administration="DDT 23"), "a.xlsx", author="ana")
        ingest.import_workbook(
            base, workbook(OTHER, statements=freins, title=TITLE, administration=PLACE), "b.xlsx", author="ana"
        )
        found = ids(base)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FLASH360_DATABASE", str(path))
        yield found
        data.release()


@pytest.fixture
def partner(served) -> Viewer:
    return Viewer("ana@ddt23.gouv.fr", Role.PARTENAIRE, Sessions((served[OWN],)))


def shown(app: AppTest) -> str:
    """All that the browser was sent."""
    return " ".join(str(node.proto) for node in app.main) + " ".join(str(node.proto) for node in app.sidebar)


def refused(attempt: str, told: object) -> None:
    """An attempt failed: nothing of what it told speaks of the other session."""
    leaks = [mark for mark in MARKS if mark in str(told)]
    assert leaks == [], attempt
    ATTEMPTS.append(attempt)


def opened(page: str, who: Viewer | None, **query: str) -> AppTest:
    app = AppTest.from_function(page_script, args=(str(ROOT / page), who), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_a_page_script_run_alone_tells_nothing(served):
    for page in PAGES:
        app = AppTest.from_file(str(ROOT / page), default_timeout=60).run()
        assert app.title[0].value == "Accès refusé"
        refused(f"{page} run alone", shown(app))


@pytest.mark.parametrize(
    ("page", "code"),
    [(SCORECARD, code) for code in (OTHER.lower(), OTHER.replace("-", " "), f" {OTHER} ", "' OR 1=1 --", "%", "id")]
    + [("pages/about/method.py", code) for code in (OTHER.lower(), "id")],
)
def test_a_code_in_the_address_opens_nothing(partner, served, page, code):
    asked = served[OTHER] if code == "id" else code
    app = opened(page, partner, session=asked)
    refused(f"{page}?session={code}", shown(app).replace(asked, ""))


def test_the_code_itself_in_the_address_is_repeated_and_opens_nothing(partner):
    app = opened(SCORECARD, partner, session=OTHER)
    assert "dans votre périmètre" in app.error[0].value
    refused(f"{SCORECARD}?session={OTHER}", shown(app).replace(OTHER, "").replace(OTHER.replace("-", "\\-"), ""))


@pytest.mark.parametrize("value", [OTHER, "F360"])
def test_a_widget_state_that_the_list_does_not_offer_opens_nothing(partner, value):
    app = AppTest.from_function(page_script, args=(str(ROOT / SCORECARD), partner), default_timeout=60)
    app.session_state[picker._key(partner)] = value
    refused(f"widget state {value}", shown(app.run()))


def questions() -> list[str]:
    return [
        name
        for name, function in inspect.getmembers(read, inspect.isfunction)
        if function.__module__ == read.__name__ and "scope" in inspect.signature(function).parameters
    ]


@pytest.mark.parametrize("question", questions())
@pytest.mark.parametrize("own", [True, False], ids=["with a session", "with none"])
def test_no_question_is_answered_out_of_scope(served, question, own):
    scope = Sessions((served[OWN],)) if own else Sessions(())
    ask = getattr(read, question)
    given = {
        "session_id": served[OTHER], "code": OTHER, "today": TODAY, "since": datetime(2000, 1, 1), "after": 0,
        "actions": (), "search": "", "most": 1000,
    }  # fmt: skip
    names = [name for name in inspect.signature(ask).parameters if name not in {"database", "scope"}]
    for asked in (
        {name: given[name] for name in names if name in given},
        {n: given[n] for n in names if n != "session_id" and n in given},
    ):
        try:
            found = ask(data.base(), scope, **asked)
        except TypeError:
            continue  # a question about one session is always asked about one
        rows = found.to_pylist() if isinstance(found, pa.Table) else found
        if not own and question != "head":
            assert not rows, question
        refused(f"read.{question} {'own' if own else 'none'} {sorted(asked)}", rows)


def test_the_cache_of_a_director_serves_no_partner(partner, served):
    director = Viewer("dir", Role.DIRECTION, WholeProgramme())
    assert OTHER in str(data.programme(director).to_pylist())
    for ask in (data.programme, data.statements, data.outcomes, data.history):
        ask(director)
        refused(f"{ask.__name__} after a director", ask(partner).to_pylist())
    data.session(director, OTHER)
    refused("session after a director", data.session(partner, OTHER))


@pytest.mark.parametrize("ask", [data.participants, data.votes])
@pytest.mark.parametrize("role", [Role.PARTENAIRE, Role.DIRECTION, Role.ADMINISTRATEUR])
def test_nobody_but_an_analyst_gets_a_participant_s_row(served, ask, role):
    who = Viewer("x", role, Sessions((served[OWN],)) if role is Role.PARTENAIRE else WholeProgramme())
    with pytest.raises(AccessDenied):
        ask(who, served[OWN])
    refused(f"{ask.__name__} as {role}", "")


def test_two_partners_at_once_are_never_served_each_other(served):
    them = [Viewer(code, Role.PARTENAIRE, Sessions((served[code],))) for code in (OWN, OTHER)]

    def ask(turn: int) -> bool:
        who = them[turn % 2]
        return set(data.programme(who)["code"].to_pylist()) == {who.name} and data.session(who, them[1 - turn % 2].name) is None

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(200)))
    ATTEMPTS.extend(["two at once"] * 200)


def test_no_document_is_made_of_another_session(partner):
    base = data.base()
    with pytest.raises(UnknownSession):
        session_content(base, partner, OTHER, TODAY)
    ATTEMPTS.append("document of another session")
    with pytest.raises(UnknownSession):
        scorecards(base, partner, (OWN, OTHER), TODAY, BytesIO(), fictional=frozenset())
    ATTEMPTS.append("bundle of another session")
    refused("sources of one's own document", session_content(base, partner, OWN, TODAY))
    refused("open data", open_data(base, partner, TODAY))


def people(count: int, moved: int = 0) -> dict[str, tuple[int, int]]:
    """A panel of so many, that begins at another number."""
    return {f"P{n:02}": (2 + n % 3, 1 + n % 4) for n in range(1 + moved, 1 + moved + count)}


@pytest.mark.parametrize("page", [SCORECARD, "pages/about/method.py"])
def test_two_versions_of_a_panel_are_not_subtracted(served, page):
    base, code = data.base(), f"F360-2019-{len(page):02}"

    def bring(panel: dict[str, tuple[int, int]]) -> dict[str, object]:
        ingest.import_workbook(base, workbook(code, panel), f"{len(panel)}.xlsx", author="ana")
        row = read.session(base, WholeProgramme(), code, TODAY)
        assert row is not None
        return row

    who = Viewer("eve@x.fr", Role.PARTENAIRE, Sessions((str(bring(people(9))["session_id"]),)))
    grade = f"{bring(people(12))['feasibility_share']}"
    assert data.session(who, code)["feasibility_share"] is not None  # nobody had read the nine
    opened(page, who, session=code)
    for version in (people(13), people(11), people(12, moved=1), people(8)):
        row = bring(version)
        assert row["feasibility_share"] is not None
        seen = data.session(who, code)
        assert seen["feasibility_share"] is seen["impact_counts"] is None
        assert data.programme(who)["feasibility_share"].to_pylist() == [None]
        content = session_content(base, who, code, TODAY)
        assert [*content.criteria.values()] == [(), ()]
        assert all(counts is None for own in content.colleges.values() for counts in own.values())
        assert content.absences == ""
        told = shown(opened(SCORECARD, who, session=code))
        assert "la différence dirait leurs votes" in told
        assert "n'a été posé" not in told
        assert data.session(Viewer("dir", Role.DIRECTION, WholeProgramme()), code)["feasibility_share"] is not None
        refused(f"{page} before, {len(version)} people after", told)
    assert f"{bring(people(12))['feasibility_share']}" == grade
    assert data.session(who, code)["feasibility_share"] is not None  # what they had read
    bring(people(17))
    assert data.session(who, code)["feasibility_share"] is not None  # five more: no small group
    refused("the same panel, and five more", "")


def test_a_document_for_a_partner_names_no_file(partner):
    content = session_content(data.base(), partner, OWN, TODAY)
    told = " ".join(source.line for source in content.sources)
    assert "a.xlsx" not in told
    assert all(source.sha256 in told or source.sha256 for source in content.sources)
    refused("names of files in a document", told)


@pytest.fixture
def signed_in(served, monkeypatch):
    """The frame as someone whom the provider vouches for sees it."""
    people: dict[str, Identity] = {}
    monkeypatch.setattr(here, "settings", lambda: SimpleNamespace(profile="standard"))
    monkeypatch.setattr(here, "number", lambda: "un")
    monkeypatch.setattr(here, "identity", lambda held: people.get(held))

    def sign_in(email: str) -> AppTest:
        people["un"] = Identity("s", email, True, None, None, "Ana", datetime.now(UTC).replace(tzinfo=None))
        return AppTest.from_file(str(ROOT / "flash360" / "ui" / "frame.py"), default_timeout=60).run()

    sign_in.people = people
    return sign_in


def granted(session_id: str, email: str, until: date | None = None) -> str:
    wanted = Wanted(SubjectKind.EMAIL, email, Role.PARTENAIRE, session_id=session_id, until=until)
    return give(data.base(), wanted, author="cheffe", today=TODAY)


def test_with_no_grant_there_is_a_sentence_and_a_contact(signed_in):
    app = signed_in("eve@ailleurs.fr")
    assert app.title[0].value == "Aucun accès ne vous est ouvert"
    assert "l&#x27;équipe du programme" in shown(app) or "équipe du programme" in shown(app)
    refused("signed in without a grant", shown(app))


def test_a_grant_taken_back_closes_an_open_tab_at_its_next_action(signed_in, served):
    given = granted(served[OTHER], "bob@x.fr")
    app = signed_in("bob@x.fr")
    assert TITLE in shown(app)
    take_back(data.base(), given, author="cheffe")
    app.run()
    assert app.title[0].value == "Aucun accès ne vous est ouvert"
    refused("an open tab after a grant is taken back", shown(app))


def test_a_sign_out_elsewhere_closes_an_open_tab(signed_in, served):
    granted(served[OTHER], "cyd@x.fr")
    app = signed_in("cyd@x.fr")
    assert TITLE in shown(app)
    signed_in.people.clear()
    app.run()
    assert app.title[0].value == "Votre session est terminée"
    refused("an open tab after a sign-out", shown(app))


def test_a_partner_with_two_sessions_sees_both(signed_in, served):
    granted(served[OWN], "dan@x.fr", TODAY + timedelta(days=1))
    granted(served[OTHER], "dan@x.fr", TODAY)
    boxes = signed_in("dan@x.fr").selectbox
    assert sorted(one.split(" ")[0] for box in boxes if box.label == "Session" for one in box.options) == [OWN, OTHER]


def test_eyes_that_are_another_s_write_nothing(served):
    base = data.base().read_only()
    attempts = {
        "undo": lambda: ingest.undo(base, 1, author="x"),
        "import": lambda: ingest.import_workbook(base, workbook("F360-2024-03"), "c.xlsx", author="x"),
        "erase": lambda: ingest.erase_session(base, served[OTHER], author="x", reason="x"),
        "grant": lambda: give(base, Wanted(SubjectKind.EMAIL, "x@x.fr", Role.DIRECTION), author="x", today=TODAY),
        "copy": lambda: base.copy_to(1),
    }
    for attempt, act in attempts.items():
        with pytest.raises(AccessDenied):
            act()
        ATTEMPTS.append(f"read-only {attempt}")
    base.trail.note(Event("cheffe", "consultation", OWN, datetime(2026, 1, 1)))


def test_a_file_asked_for_after_the_rights_changed_is_not_made(partner):
    made: list[bool] = []
    guard.admit(partner, lambda: False)

    def make() -> bytes:
        made.append(True)
        return b""

    making = guard.while_admitted(make, "fiche.pdf")
    with pytest.raises(AccessDenied):
        making()
    assert made == []
    ATTEMPTS.append("a download after the rights changed")


def test_all_were_tried():
    """Run with the whole file: so many attempts, each refused."""
    assert len(ATTEMPTS) >= 200 + len(PAGES) + 2 * len(questions()) + 24, len(ATTEMPTS)
