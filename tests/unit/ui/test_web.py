"""The page that browsers get: French, ours, and allowed to run nothing but what this server gives."""

import asyncio
import base64
import hashlib
import re
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from streamlit import file_util

from flash360.settings import ROOT
from flash360.ui import web
from flash360.workbook.guard import MAX_SIZE_IN_BULK


def test_streamlits_own_doors_are_closed_and_its_walls_up():
    set_ = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert set_["server"]["address"] == "127.0.0.1"
    assert set_["server"]["enableXsrfProtection"] is True
    assert set_["server"]["enableAgentApi"] is False
    assert set_["server"]["maxUploadSize"] * 1_000_000 == MAX_SIZE_IN_BULK
    assert set_["client"]["showErrorDetails"] == "none"
    assert "enableCORS" not in set_["server"]
    assert "enableStaticServing" not in set_["server"]


@pytest.fixture(scope="module")
def page() -> str:
    return web.french_page((Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Answer:
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@pytest.fixture
def ask() -> Callable[..., Answer]:
    """Ask an application that our middleware wraps, as a server would."""

    async def original(_request):
        return HTMLResponse("<html lang='en'>", headers={"etag": "x"})

    async def health(_request):
        return PlainTextResponse("ok")

    routes = [*web.routes(), Route("/sante", health), Route("/{anything}", original)]
    app = Starlette(routes=routes, middleware=[Middleware(web.FrenchPage)])

    def asking(path: str, method: str = "GET") -> Answer:
        sent = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            sent.append(message)

        path, _, query = path.partition("?")
        scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": []}
        with ThreadPoolExecutor(1) as elsewhere:  # this thread may have a loop of its own: the browser's
            elsewhere.submit(asyncio.run, app(scope, receive, send)).result()
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(headers, b"".join(message.get("body", b"") for message in sent[1:]))

    return asking


def test_the_page_says_that_it_is_french(page):
    assert '<html lang="fr"' in page
    assert "<title>Flash 360</title>" in page
    assert "a besoin de JavaScript" in page


def test_nothing_english_is_left_in_the_page_before_streamlit_runs(page):
    assert not re.search(r"You need to enable|Reading this without", page)


def test_the_page_points_to_no_other_interface(page):
    assert "openapi" not in re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)


def test_every_script_of_the_page_is_served_here_or_allowed_by_its_hash(page):
    policy = web.content_security_policy(page)
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(inline) == 1
    digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_page_is_replaced_and_forgets_what_streamlit_said_of_its_own(ask, page):
    answer = ask("/fiche")
    assert answer.text == page
    assert answer.headers["content-language"] == "fr"
    assert "etag" not in answer.headers


def test_a_request_for_the_headers_alone_has_the_same_headers(ask, page):
    answer = ask("/fiche", "HEAD")
    assert answer.text == ""
    assert answer.headers["content-length"] == str(len(page.encode()))


def test_every_answer_carries_the_security_headers(ask):
    for path in ("/fiche", "/sante", "/ressources/francais.js"):
        headers = ask(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
        assert "default-src 'self'" in headers["content-security-policy"]


def test_another_answer_passes_untouched(ask):
    assert ask("/sante").text == "ok"


def test_our_files_change_address_with_their_content(page, ask):
    for name in ("flash360.css", "francais.js", "clavier.js", "flash360.svg"):
        address = re.search(rf"\./(ressources/{re.escape(name)}\?v=[0-9a-f]{{12}})", page).group(1)
        assert ask(f"/{address}").content == (web.ASSETS / name).read_bytes()
