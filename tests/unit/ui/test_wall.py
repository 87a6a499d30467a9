"""Which requests go through the outer wall, and how cookies leave."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from starlette.types import Message
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from flash360.access import Identity
from flash360.access.sign_in import SignIn
from flash360.ui.held import release
from flash360.ui.signin import here
from flash360.ui.wall import Wall

HERE = ("127.0.0.1", 50000)
TLS = SignIn("https://auth.exemple.gouv.fr", "flash360", "secret", "https://flash360.exemple.gouv.fr")
PLAIN = SignIn("http://127.0.0.1:1", "flash360", "secret", "http://127.0.0.1:8501")


@pytest.fixture(autouse=True)
def own_base(tmp_path, monkeypatch):
    """A base of this test's own: the one of this checkout is whoever runs the dashboard's."""
    monkeypatch.setenv("FLASH360_DATABASE", str(tmp_path / "base.duckdb"))
    yield
    release()


async def behind(scope, _receive, send) -> None:
    """What the wall protects: it answers with two cookies."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept", "headers": []})
        return
    cookies = [(b"set-cookie", b"_streamlit_xsrf=1; Path=/; SameSite=Lax"), (b"set-cookie", b"a=1; Secure")]
    await send({"type": "http.response.start", "status": 200, "headers": cookies})
    await send({"type": "http.response.body", "body": b"derriere le mur"})


def ask(sign_in: SignIn | None, path: str = "/", kind: str = "http", client=HERE, **headers: str) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    named = {"host": "127.0.0.1:8501"} | headers
    scope = {
        "type": kind, "method": "GET", "scheme": "http", "path": path, "query_string": b"", "client": client,
        "server": ("127.0.0.1", 8501), "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }  # fmt: skip
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, Wall(behind, sign_in)(scope, receive, send)).result()
    return sent


def let_in(sent: list[Message]) -> bool:
    return sent[0].get("status") == 200 or sent[0]["type"] == "websocket.accept"


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_without_sign_in_this_machine_is_let_in(kind):
    for host in ("127.0.0.1:8501", "localhost:8501", "[::1]:8501"):
        assert let_in(ask(None, kind=kind, host=host))


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_without_sign_in_another_machine_or_another_name_is_not(kind):
    assert not let_in(ask(None, kind=kind, client=("192.168.1.20", 50000)))
    assert not let_in(ask(None, kind=kind, client=None))
    for host in ("flash360.exemple.fr", "127.0.0.1.exemple.fr", "192.168.1.20:8501", "attaquant.fr:8501"):
        assert not let_in(ask(None, kind=kind, host=host))


def cookie_of(number: str, secret: str | None = None) -> str:
    signed = create_signed_value(secret or get_cookie_secret(), "_streamlit_user", json.dumps({here.NUMBER: number}))
    return f"_streamlit_user={signed.decode()}"


@pytest.fixture
def number() -> Callable[[], str]:
    """Someone signed in."""
    camille = Identity("s1", "camille@exemple.gouv.fr", True, None, None, "Camille Martin", datetime.now(UTC))
    return here.SIGNED_IN.begin(camille, "jeton", 1)


@pytest.mark.parametrize("path", ["/media/abc.pdf", "/_stcore/upload_file/session/fichier"])
def test_files_are_for_people_signed_in(path):
    assert not let_in(ask(PLAIN, path))
    assert not let_in(ask(PLAIN, path, cookie="_streamlit_user=n'importe quoi"))
    assert not let_in(ask(PLAIN, path, cookie=cookie_of("inventé")))


def test_a_file_opens_for_the_sign_in_it_was_made_for(number):
    mine = cookie_of(number)
    assert not let_in(ask(PLAIN, "/media/abc.pdf", cookie=mine))
    here.SIGNED_IN.give(number, "abc", lambda: True)
    assert let_in(ask(PLAIN, "/media/abc.pdf", cookie=mine))
    assert not let_in(ask(PLAIN, "/media/abd.pdf", cookie=mine))
    assert not let_in(ask(PLAIN, "/media/abc.pdf", cookie=cookie_of(number, secret="une autre clé")))
    here.SIGNED_IN.end(number)
    assert not let_in(ask(PLAIN, "/media/abc.pdf", cookie=mine))


def test_the_rest_is_let_in_so_that_the_page_can_ask_to_sign_in():
    assert let_in(ask(PLAIN, "/fiche"))
    assert let_in(ask(PLAIN, "/_stcore/stream", kind="websocket"))


def test_the_figures_of_the_server_are_for_no_visitor():
    assert not let_in(ask(PLAIN, "/_stcore/metrics"))
    assert not let_in(ask(None, "/_stcore/metrics"))


def test_behind_tls_every_cookie_is_secure_and_browsers_remember():
    headers = ask(TLS, host="flash360.exemple.gouv.fr")[0]["headers"]
    cookies = [value for name, value in headers if name == b"set-cookie"]
    assert cookies == [b"_streamlit_xsrf=1; Path=/; SameSite=Lax; Secure", b"a=1; Secure"]
    assert dict(headers)[b"strict-transport-security"].startswith(b"max-age=31536000")


def test_without_tls_cookies_leave_as_they_are():
    headers = ask(PLAIN)[0]["headers"]
    assert (b"set-cookie", b"_streamlit_xsrf=1; Path=/; SameSite=Lax") in headers
    assert b"strict-transport-security" not in dict(headers)
