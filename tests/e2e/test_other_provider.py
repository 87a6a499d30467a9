"""A provider that is not ProConnect, over TLS, with a level of authentication asked for and sign-ins that end soon."""

from __future__ import annotations

import ssl
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.e2e.visitor import Visitor

HOURS = 0.005
"""Eighteen seconds."""
STRONG = {
    "login": "fort", "email": "chef@exemple.gouv.fr", "email_verified": True, "given_name": "Camille", "family_name": "Martin",
    "acr": "eidas2",
}  # fmt: skip


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of this machine's own making, and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return folder


@pytest.fixture(scope="module")
def served(start, demonstration, provider, certificate):
    provider.know([STRONG])
    settings = {
        "STREAMLIT_SERVER_SSL_CERT_FILE": str(certificate / "cert.pem"),
        "STREAMLIT_SERVER_SSL_KEY_FILE": str(certificate / "key.pem"),
        "FLASH360_OIDC_CLIENT_ID": "standard",
        "FLASH360_OIDC_PROFILE": "standard",
        "FLASH360_OIDC_ACR": "eidas2 eidas3",
        "FLASH360_SESSION_HOURS": str(HOURS),
    }
    with start(demonstration, provider=provider, tls=True, **settings) as running:
        yield running


@pytest.fixture
def visitor(served, certificate):
    with Visitor(served.home, ssl.create_default_context(cafile=str(certificate / "cert.pem"))) as one:
        yield one


def test_every_cookie_is_secure_and_browsers_remember_tls(visitor):
    assert visitor.http.get("/").headers["strict-transport-security"].startswith("max-age=31536000")
    visitor.http.get("/_stcore/health")
    visitor.sign_in("fort")
    own = {cookie.name: cookie.secure for cookie in visitor.http.cookies.jar if cookie.name.startswith("_streamlit")}
    assert own == dict.fromkeys(("_streamlit_xsrf", "_streamlit_session", "_streamlit_user"), True)


def test_the_usual_scopes_and_a_plain_identity_are_enough(visitor, provider):
    with visitor.sign_in("fort").tab() as tab:
        assert tab.run("donnees-personnelles").says("chef@exemple.gouv.fr")
    asked = next(one for one in reversed(provider.seen()) if one["path"] == "/auth")
    assert asked["scope"] == "openid profile email"
    assert "eidas2" in asked["claims"]


def test_a_weaker_authentication_than_asked_for_is_refused(visitor, provider):
    with provider.answering("id_token:weak"):
        form = visitor.http.get("/auth/login")
        refused = visitor.http.post(str(form.url), data={"login": "fort"})
    assert refused.status_code == 403
    assert "_streamlit_user" not in visitor.http.cookies


def test_a_sign_in_ends_after_its_hours_in_an_open_tab(visitor):
    with visitor.sign_in("fort").tab() as tab:
        begun = time.monotonic()
        titles = [tab.run("methode").title]
        while titles[-1] != "Votre session est terminée" and time.monotonic() - begun < 60:
            time.sleep(1)
            titles.append(tab.run("methode").title)
        assert titles[-1] == "Votre session est terminée"
        assert titles[0] == "Ce que dit un panel, et à quel point on peut s'y fier"
