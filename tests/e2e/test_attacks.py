"""A hostile partner in front of the real server, without a browser's manners: each attempt with its expected refusal.

One server for all of them, whose caches a director has filled. They are counted: none may pass, and none may be forgotten.
"""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.util import calc_hash
from websockets.exceptions import ConnectionClosed, InvalidStatus

from flash360 import ingest, paris
from flash360.access import SubjectKind, WholeProgramme
from flash360.model import Role
from flash360.settings import ROOT
from flash360.store import Database, read
from flash360.store.grants import Wanted, give, take_back
from tests.e2e.conftest import Served
from tests.e2e.visitor import Answer, Visitor
from tests.integration.ingest.workbooks import workbook
from tests.provider.running import CHEF

OWN, OTHER = "F360-2024-01", "F360-2024-02"
SECRET, PLACE, TITLE = "Un frein que le partenaire ne doit pas lire", "Mairie cachee", "Titre de la session cachee"
MARKS = (SECRET, PLACE, TITLE, "classeur-de-Mme-Cachee.xlsx", OTHER)
INVITED = "Connectez-vous pour consulter le tableau de bord"
CLOSED = "Aucun accès ne vous est ouvert"
OVER = "Votre session est terminée ou vos droits ont changé"
PDF = "PDF"
PEOPLE = [
    {"login": "ana", "email": "ana@ddt23.gouv.fr", "given_name": "Ana", "usual_name": "Petit"},
    {"login": "bob", "email": "bob@mairie.fr", "given_name": "Bob", "usual_name": "Roux"},
]
ATTEMPTS: list[str] = []
"""Every attempt that was refused."""


def refused(attempt: str, told: Answer | bytes, *, asked: str = "") -> None:
    """An attempt failed: nothing of what it told speaks of the other session. asked: what the page may repeat."""
    raw = told.raw if isinstance(told, Answer) else told
    leaks = [mark for mark in MARKS if mark.encode() in raw and mark != asked]
    assert leaks == [], attempt
    ATTEMPTS.append(attempt)


@dataclass(frozen=True)
class Seen:
    """What the director's visit left, and a partner got hold of: numbers of scripts, controls, parts, a download, the page."""

    hashes: dict[str, str]
    widgets: dict[str, dict[str, str]]
    fragments: set[str]
    deferred: str
    page: str


@pytest.fixture(scope="module")
def served(start, provider, tmp_path_factory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("attaques") / "flash360.duckdb"
    freins = [{"number": 1, "kind": "frein", "text": SECRET}]
    with Database.open(path) as base:
        ingest.import_workbook(base, workbook(OWN, administration="DDT 23"), "a.xlsx", author=CHEF)
        ingest.import_workbook(base, workbook(OTHER, statements=freins, title=TITLE, administration=PLACE), MARKS[3], author=CHEF)
        ids = {row["code"]: row["session_id"] for row in read.programme(base, WholeProgramme(), paris.today()).to_pylist()}
        for email, code in (("ana@ddt23.gouv.fr", OWN), ("bob@mairie.fr", OTHER)):
            give(base, Wanted(SubjectKind.EMAIL, email, Role.PARTENAIRE, session_id=ids[code]), author=CHEF, today=paris.today())
        give(base, Wanted(SubjectKind.EMAIL, CHEF, Role.ANALYSTE), author=CHEF, today=paris.today())
    provider.know(PEOPLE)
    with start(path, provider=provider) as running:
        yield running


@pytest.fixture(scope="module")
def chef(served) -> Iterator[Visitor]:
    with Visitor(served.home) as one:
        yield one.sign_in("chef")


@pytest.fixture(scope="module")
def ana(served) -> Iterator[Visitor]:
    with Visitor(served.home) as one:
        yield one.sign_in("ana")


@pytest.fixture(scope="module")
def seen(chef) -> Iterator[Seen]:
    """The director's visit to every screen, whose page stays open."""
    with chef.tab() as tab:
        first = tab.run()
        answers = {address: tab.run(address) for address in first.hashes}
        assert answers["fiche"].title == "Choisissez une session"
        role = next(number for key, number in first.widgets.items() if key == "flash360.role-tenu")
        chosen = [WidgetState(id=role, string_value="Administrateur")]
        administrator = {page: tab.run(page, states=chosen) for page in ("acces", "donnees-personnelles", "audit")}
        assert administrator["acces"].title == "3\u00a0habilitations en vigueur"
        fiche = tab.run("fiche", query=f"session={OTHER}")
        assert all(fiche.says(mark) for mark in (SECRET, PLACE, TITLE))
        yield Seen(
            first.hashes,
            {address: one.widgets for address, one in (answers | administrator).items()},
            {part for one in [*answers.values(), fiche] for part in one.fragments},
            fiche.deferred[PDF],
            tab.number,
        )


def fetch(served: Served, path: str, cookie: str = "", method: str = "GET", body: bytes | None = None, **headers: str):
    """An answer to a path sent as it is, without a browser's tidying."""
    address = urlsplit(served.home)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    connection.request(method, path, body, {"cookie": cookie, **headers})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def cookies(visitor: Visitor) -> str:
    return "; ".join(f"{name}={value}" for name, value in visitor.http.cookies.items())


def state_of(served: Served) -> tuple[object, ...]:
    with Database.reach(served.base) as base:
        counted = [
            base.query(f"SELECT count(*) AS n FROM base.{table}").to_pylist() for table in ("grants", "imports", "erasures")
        ]
        return base.version(), *map(str, counted)


def test_a_visitor_who_is_not_signed_in_is_shown_the_way_in_everywhere(served, seen):
    with Visitor(served.home) as nobody, nobody.tab() as tab:
        for address, script in seen.hashes.items():
            for answer in (tab.run(address), tab.run(address, script=script), tab.run(address, query=f"session={OTHER}")):
                assert answer.title == INVITED
                assert set(answer.hashes) <= {"", address}
                refused(f"/{address} signed out", answer)
    for forged in ("2|1:0|10:1|15:_streamlit_user|4:e30=|00", "e30.a.b", ""):
        with Visitor(served.home) as nobody:
            nobody.http.cookies.set("_streamlit_user", forged)
            with nobody.tab() as tab:
                answer = tab.run("fiche", query=f"session={OTHER}")
                assert answer.title == INVITED
                refused(f"a cookie of one's own making {forged[:8]}", answer)


def test_a_partner_finds_nothing_of_another_s_on_any_screen(served, ana, seen):
    with ana.tab() as tab:
        assert tab.run().says(OWN)
        for address, script in seen.hashes.items():
            refused(f"/{address} as a partner", tab.run(address))
            refused(f"/{address} by its script's number", tab.run(script=script))
            refused(f"/{address} with another code", tab.run(address, query=f"session={OTHER}&sessions={OTHER}"), asked=OTHER)
    for path in sorted((ROOT / "pages").rglob("*.py")):
        with ana.tab() as tab:
            refused(f"{path.name} by its path", tab.run(path.stem, script=calc_hash(str(path))))


@pytest.mark.parametrize("value", [OTHER, f"{OTHER} – un titre", "1", ""])
def test_a_forged_choice_of_session_opens_nothing(ana, value):
    with ana.tab() as tab:
        own = tab.run("fiche").widgets
        picker = next(number for key, number in own.items() if key.startswith("fiche.session."))
        forged = [
            WidgetState(id=picker, string_value=value),
            WidgetState(id=picker, int_value=1),
            WidgetState(id=picker, json_value=f'"{value}"'),
        ]
        for state in forged:
            refused(f"the list of sessions says {value}", tab.run("fiche", states=[state]), asked=OTHER if OTHER in value else "")


def test_forged_clicks_on_an_administrator_s_controls_change_nothing(served, ana, seen):
    before = state_of(served)
    pressed = [
        (address, key, number) for address, own in seen.widgets.items() for key, number in own.items() if key != "deconnexion"
    ]
    assert {"donner", "retirer", "effacer", "conserver", "regard-choix"} <= {key for _, key, _ in pressed}
    for address in sorted({address for address, _, _ in pressed}):
        numbers = [number for where, _, number in pressed if where == address]
        for states in (
            [WidgetState(id=number, trigger_value=True) for number in numbers],
            [WidgetState(id=number, string_value="Administrateur") for number in numbers],
        ):
            with ana.tab() as tab:
                refused(f"another's {len(numbers)} controls on /{address}", tab.run(address, states=states))
    role = WidgetState(id="$$ID-00000000000000000000000000000000-flash360.role-tenu", string_value="Administrateur")
    with ana.tab() as tab:
        answer = tab.run("acces", states=[role])
        assert answer.title == "Accès réservé"
        refused("a role of one's own choosing", answer)
    assert state_of(served) == before


def test_parts_of_another_s_page_are_not_drawn(ana, seen):
    assert seen.fragments
    with ana.tab() as tab:
        tab.run("fiche")
        for part in sorted(seen.fragments):
            tab.send_run(fragment=part)  # nothing runs: the next run answers for both
            refused("a part of another's page", tab.run("fiche"))


def test_another_s_page_is_not_taken_up(served, ana, seen):
    with Visitor(served.home) as nobody:
        for visitor in (ana, nobody):
            with visitor.tab(resume=seen.page) as tab:
                answer = tab.run("fiche")
                assert tab.number not in {"", seen.page}
                refused("another's page taken up again", answer)


@pytest.mark.parametrize("headers", [{"origin": "https://ailleurs.fr"}, {"origin": "null"}])
def test_a_page_of_another_site_does_not_reach_the_server(ana, headers):
    with pytest.raises(InvalidStatus), ana.tab(**headers):
        pass
    ATTEMPTS.append(f"a connection from {headers}")


def test_without_the_page_s_own_token_a_cookie_is_nobody(served, ana):
    with Visitor(served.home) as without:
        without.http.cookies.set("_streamlit_user", ana.http.cookies["_streamlit_user"])
        without.http.cookies.set("_streamlit_xsrf", "-")
        with without.tab() as tab:
            answer = tab.run("fiche")
            assert answer.title == INVITED
            refused("a cookie without the page's token", answer)


def test_messages_that_no_page_sends_are_not_passed_on(served, ana, chef):
    unasked = [{"clear_cache": True}, {"load_git_info": True}, {"set_run_on_save": True}, {"debug_shutdown_runtime": True}]
    operations = ("install_skills", "dismiss_skills_nudge", "dataframe_chunk")
    before = served.log.read_text().count("was not passed on")
    with Visitor(served.home) as nobody:
        for visitor in (nobody, ana):
            with visitor.tab() as tab:
                tab.run()
                for fields in unasked:
                    tab.send(**fields)
                for operation in operations:
                    tab.operate(operation)
                refused("messages that no page sends", tab.run("fiche"))
    sent = 2 * (len(unasked) + len(operations))
    assert served.log.read_text().count("was not passed on") == before + sent
    ATTEMPTS.extend(["a message that no page sends"] * sent)


@pytest.mark.parametrize("frame", [b"\xff" * 40, b"", "du texte"])
def test_a_frame_that_is_no_message_ends_its_own_connection_only(served, ana, frame):
    with ana.tab() as broken, ana.tab() as whole:
        broken.run("fiche")
        broken.line.send(frame)
        with suppress(ConnectionClosed):  # the server may have ended it already
            broken.send_run("fiche")
        told = broken.rest()
        refused("a frame that is no message", told)
        assert whole.run("fiche").says(OWN)


def test_a_file_made_for_another_does_not_open(served, ana, chef, seen):
    for attempt in (seen.deferred, uuid4().hex):
        for number in (None, seen.page):
            with ana.tab() as tab:
                tab.run("fiche")
                told = tab.make(attempt, number).backend_operation_response
                assert told.error_msg
                assert not told.deferred_file.url
                ATTEMPTS.append("another's download asked for")
    with chef.tab() as tab:
        label = tab.run("fiche", query=f"session={OTHER}").deferred[PDF]
        file = tab.make(label).backend_operation_response.deferred_file.url
        assert fetch(served, file, cookies(chef))[1].startswith(b"%PDF")
        for cookie in ("", cookies(ana)):
            for path in (file, *(file.replace(*spelling) for spelling in SPELLINGS), f"/{file}", f"{file}/", f"/app{file}"):
                for method, part in (("GET", {}), ("HEAD", {}), ("GET", {"range": "bytes=0-40"})):
                    status, content = fetch(served, path, cookie, method, **part)
                    assert not content.startswith(b"%PDF")
                    assert status in {400, 403, 404} or content[:4] in {b"", b"<!--"}  # nothing, or the page
                    refused(f"{method} {path}", content)
        assert fetch(served, file, cookies(chef))[0] == 200


SPELLINGS = (("/media/", "/media//"), ("/media/", "/m%65dia/"), ("/media/", "/media/./"), ("/media/", "/MEDIA/"), (".pdf", ""))
"""Of a file's address, as one who hopes that the wall and the server read it differently."""


def test_files_are_not_sent_to_another_s_page_nor_to_a_page_that_asks_for_none(served, ana, chef, seen):
    boundary = "x"
    body = f'--{boundary}\r\nContent-Disposition: form-data; name="f"; filename="a.xlsx"\r\n\r\nx\r\n--{boundary}--\r\n'.encode()
    with ana.tab() as tab, Visitor(served.home) as nobody:
        tab.run("fiche")
        nobody.http.get("/_stcore/health")
        for visitor, page in ((ana, seen.page), (ana, tab.number), (nobody, seen.page), (nobody, tab.number)):
            for method, content in (("PUT", body), ("DELETE", None)):
                token = {
                    "x-xsrftoken": visitor.http.cookies["_streamlit_xsrf"],
                    "content-type": f"multipart/form-data; boundary={boundary}",
                }
                path = f"/_stcore/upload_file/{page}/{uuid4().hex}"
                assert fetch(served, path, cookies(visitor), method, content, **token)[0] == 403
                ATTEMPTS.append(f"{method} to a page")
    with chef.tab() as tab:
        tab.run("importer")
        token = {"x-xsrftoken": chef.http.cookies["_streamlit_xsrf"], "content-type": f"multipart/form-data; boundary={boundary}"}
        path = f"/_stcore/upload_file/{tab.number}/{uuid4().hex}"
        assert fetch(served, path, cookies(chef), "PUT", body, **token)[0] == 204  # who may import, in a page of their own


ELSEWHERE = (
    "/_stcore/metrics", "/_stcore/health", "/_stcore/host-config", "/_stcore/script-health-check",
    "/_stcore/allowed-message-origins", "/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/agent/mcp",
    "/_stcore/stream", "/metriques", "/sante", "/sante/vie", "/component/", "/component/../../data/flash360.duckdb",
    "/component/streamlit.x/..%2f..%2fdashboard.py", "/_stcore/bidi-components/",
    "/_stcore/bidi-components/x/..%2f..%2fdashboard.py", "/_stcore/bidi-components/%2e%2e/frame.py",
    "/app/static/../dashboard.py", "/app/static/%2e%2e/dashboard.py", "/static/../../../../dashboard.py",
    "/static/..%2f..%2f..%2fdashboard.py", "/static/%2e%2e%2f%2e%2e%2fweb/server/server.py",
    "/static/..\\..\\server.py", "/ressources/../frame.py", "/ressources/%2e%2e/frame.py", "/ressources/..%2fframe.py",
    "/ressources/", "/media/", "/media/../dashboard.py", "/media/%2e%2e/%2e%2e/dashboard.py", "//etc/passwd",
    "/%2fetc/passwd", "/..%2f..%2f..%2fetc/passwd", "/dashboard.py", "/pages/session/scorecard.py",
    "/.streamlit/config.toml", "/.streamlit/secrets.toml", "/data/flash360.duckdb", "/.git/config", "/openapi.json",
    "/docs", "/fiche/../acces", "/fiche/_stcore/health", "/fiche%00", "/\\\\ailleurs.fr", "/file:///etc/passwd",
)  # fmt: skip
INSIDES = (b"import streamlit", b"root:x:", b"maxUploadSize", b"DUCK", b"class ", b"[core]", b"SELECT ")


@pytest.mark.parametrize("signed", [False, True], ids=["signed out", "as a partner"])
def test_no_address_beside_the_screens_tells_anything(served, ana, seen, signed):
    addresses = [f"/{address}" for address in seen.hashes]
    asked = [*addresses, *(f"{address}?session={OTHER}" for address in addresses), *ELSEWHERE]
    for path in asked:
        for method in ("GET", "POST"):
            status, content = fetch(served, path, cookies(ana) if signed else "", method)
            found = (
                [inside for inside in INSIDES if inside in content] if b"<html" not in content and path != "/metriques" else []
            )
            assert found == [], path
            assert status < 500, path
            refused(f"{method} {path}", content)


def test_two_partners_and_a_director_at_once_are_each_shown_their_own(served, ana, chef, seen):
    place = {"ana": ("DDT 23", OWN), "bob": (PLACE, OTHER)}

    def look(who: str) -> int:
        with Visitor(served.home) as visitor:
            visitor.http.cookies.update(signed[who])
            for _ in range(4):
                with visitor.tab() as tab:
                    answer = tab.run("" if who == "chef" else "fiche")
                    own = place.get(who, place["bob"])
                    assert answer.says(own[0])
                    others = [name for name in place if who != "chef" and name != who]
                    assert not any(answer.says(theirs) for name in others for theirs in place[name])
        return 4 if who in place else 0

    with Visitor(served.home) as bob:
        signed = {"ana": ana.http.cookies, "bob": bob.sign_in("bob").http.cookies, "chef": chef.http.cookies}
        with ThreadPoolExecutor(6) as pool:
            done = sum(pool.map(look, ["ana", "bob", "ana", "bob", "chef", "ana", "bob"]))
    ATTEMPTS.extend(["a page beside another's under load"] * done)


def test_a_grant_taken_back_closes_the_open_tab_its_parts_and_its_files(served):
    with Visitor(served.home) as bob, bob.sign_in("bob").tab() as tab:
        answer = tab.run("fiche")
        assert answer.says(SECRET)
        file = tab.make(answer.deferred[PDF]).backend_operation_response.deferred_file.url
        assert fetch(served, file, cookies(bob))[0] == 200
        with Database.reach(served.base) as base:
            grant = next(row["grant_id"] for row in read.grants(base).to_pylist() if row["subject"] == "bob@mairie.fr")
            take_back(base, grant, author=CHEF)
        for part in sorted(answer.fragments):
            drawn = tab.run("fiche", fragment=part)
            assert OVER in str(drawn.elements)
            refused("a part drawn after the grant", drawn)
        for label in (PDF, "PowerPoint", "Excel"):
            assert tab.make(answer.deferred[label]).backend_operation_response.error_msg
            ATTEMPTS.append("a download after the grant")
        status, content = fetch(served, file, cookies(bob))
        assert status == 403
        refused("a file made before the end of the grant", content)
        for address in ("fiche", "methode", "donnees-personnelles", ""):
            after = tab.run(address, query=f"session={OTHER}")
            assert after.title == CLOSED
            refused("an open tab after the grant", after)


def test_a_cookie_kept_after_signing_out_opens_nothing(served, seen):
    with Visitor(served.home) as ana, Visitor(served.home) as kept:
        ana.sign_in("ana")
        kept.http.cookies.update(ana.http.cookies)
        with ana.tab() as tab, kept.tab() as new:
            assert tab.run("fiche").says(OWN)
            ana.http.get("/auth/logout")
            for one in (tab, new):
                answer = one.run("fiche")
                assert answer.title == "Votre session est terminée"
                assert not answer.says("Guichet mobile")
                refused("a cookie kept after signing out", answer)


def test_the_trail_says_who_was_refused_what(served):
    with Database.reach(served.base) as base:
        rows = base.query("SELECT author, object FROM base.audit_events WHERE action = 'access_refused'").to_pylist()
    told = {(row["author"], row["object"]) for row in rows}
    assert {("ana@ddt23.gouv.fr", what) for what in ("/acces", "/importer", OTHER, "/media", "/_stcore")} <= told
    assert ("bob@mairie.fr", "/") in told
    assert not [one for one in served.errors() if not one.endswith(" TypeError")]  # a forged state of the wrong kind


def test_all_were_tried():
    """Run with the whole file: so many attempts, each refused."""
    assert len(ATTEMPTS) >= 620, len(ATTEMPTS)
