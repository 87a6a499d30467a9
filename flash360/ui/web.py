"""What stands before Streamlit: the page in French, the security headers, our style sheet and our scripts."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

ASSETS: Final = Path(__file__).parent / "assets"
_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_NOSCRIPT: Final = (
    "<noscript><p>Le tableau de bord Flash 360 a besoin de JavaScript. "
    "Activez-le dans votre navigateur, puis rechargez la page.</p></noscript>"
)


def routes() -> list[BaseRoute]:
    """The addresses of our own files, `/ressources/…`."""
    return [_route(path) for path in sorted(ASSETS.iterdir()) if path.suffix in _TYPES]


def french_page(original: str) -> str:
    """Streamlit's page with its language, its title, its words and our own files; its pointer to other interfaces removed."""
    page = original.replace('<html lang="en"', '<html lang="fr"', 1)
    page = page.replace("<title>Streamlit</title>", "<title>Flash 360</title>", 1)
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    page = re.sub(r'<link rel="shortcut icon"[^>]*>', f'<link rel="shortcut icon" href="{address("flash360.svg")}" />', page)
    page = re.sub(r"<noscript>.*?</noscript>", _NOSCRIPT, page, flags=re.DOTALL)
    scripts = "".join(f'<script defer src="{address(name)}"></script>' for name in ("francais.js", "clavier.js"))
    return page.replace("</head>", f'<link rel="stylesheet" href="{address("flash360.css")}" />{scripts}</head>', 1)


def content_security_policy(page: str) -> str:
    """Everything from this server only. Scripts written in the page are allowed one by one, by their hash.

    Styles stay open to inline: Streamlit writes its own at run time.
    """
    inline = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in inline)
    return (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


class FrenchPage:
    """Middleware: every page of the application is ours in French, and every answer carries the security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        original = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
        page = french_page(original)
        self._page = page.encode()
        self._headers = {
            "content-security-policy": content_security_policy(page),
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "x-frame-options": "DENY",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, self._dressed(send, head_only=scope["method"] == "HEAD"))

    def _dressed(self, send: Send, *, head_only: bool) -> Send:
        """`send`, with our headers on every answer and our page in place of Streamlit's."""
        replacing = False

        async def dressed(message: Message) -> None:
            nonlocal replacing
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                replacing = message["status"] == 200 and headers.get("content-type", "").startswith("text/html")
                if replacing:
                    for name in ("content-encoding", "etag", "last-modified"):
                        del headers[name]
                    headers["content-length"] = str(len(self._page))
                    headers["content-language"] = "fr"
            elif message["type"] == "http.response.body" and replacing:
                if message.get("more_body"):
                    return
                message = {"type": "http.response.body", "body": b"" if head_only else self._page}
            await send(message)

        return dressed


def _route(path: Path) -> Route:
    content, kind = path.read_bytes(), _TYPES[path.suffix]

    async def serve(_request: Request) -> Response:
        return Response(content, media_type=kind, headers={"cache-control": "public, max-age=31536000, immutable"})

    return Route(f"/ressources/{path.name}", serve)


def address(name: str) -> str:
    """A file's address, which changes with its content so that browsers may keep it for ever."""
    mark = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]
    return f"./ressources/{name}?v={mark}"
