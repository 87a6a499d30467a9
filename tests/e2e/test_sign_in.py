"""Sign-in at a real provider as strict as ProConnect: the way in, the way out, and every answer that must let nobody in."""

from __future__ import annotations

import re
import time
import urllib.parse

import httpx2
import pytest
from playwright.sync_api import expect

from flash360 import paris
from flash360.access import SubjectKind
from flash360.model import Role
from flash360.store.database import Database
from flash360.store.grants import Wanted, give, take_back
from tests.provider.running import SECRET

INVITED = "Connectez-vous pour consulter le tableau de bord"


@pytest.fixture(scope="module")
def signed(start, demonstration, provider):
    """A dashboard whose users sign in, for the whole module."""
    with start(demonstration, provider=provider) as served:
        yield served


@pytest.fixture
def client():
    """What a browser does with addresses and cookies, without a window."""
    with httpx2.Client(follow_redirects=True, timeout=30) as one:
        yield one


def arrive(client, signed, login: str = "chef"):
    """Sign in with an account; the dashboard's answer to what the provider sent back."""
    form = client.get(signed.address("auth/login"))
    assert "Fournisseur de test" in form.text
    return client.post(str(form.url), data={"login": login})


def title(page):
    return page.get_by_role("heading", level=1)


def test_whoever_signs_in_comes_back_to_the_page_they_asked_for(signed, provider, page, sign_in, settled):
    page.goto(signed.address("?recherche=eau"))
    expect(title(page)).to_have_text(INVITED)
    expect(page.get_by_test_id("stTopNav")).to_have_count(0)
    sign_in(page)
    settled(page)
    expect(page).to_have_url(signed.address("?recherche=eau"))
    expect(page.get_by_text("chef@exemple.gouv.fr · Administrateur")).to_be_visible()
    asked = next(one for one in reversed(provider.seen()) if one["path"] == "/auth")
    assert asked["scope"] == "openid given_name usual_name email siret uid organization_label"
    assert asked["prompt"] == "login"
    assert not any(one.get("basic") for one in provider.seen())
    cookie = next(one for one in page.context.cookies() if one["name"] == "_streamlit_user")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert cookie["expires"] - page.evaluate("Date.now() / 1000") < 12 * 3600 + 1


def test_signing_out_ends_the_providers_session_and_the_other_tabs(signed, provider, page, sign_in, settled):
    page.goto(signed.address())
    sign_in(page)
    settled(page)
    other = page.context.new_page()
    other.goto(signed.address())
    settled(other)
    page.get_by_role("button", name="Se déconnecter").click()
    expect(title(page)).to_have_text(INVITED)  # already before the provider is asked to end its own session
    deadline = time.monotonic() + 15
    while provider.seen()[-1]["path"] != "/session/end/confirm" and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert provider.seen()[-1]["path"] == "/session/end/confirm"
    expect(title(page)).to_have_text(INVITED)

    other.get_by_text("Impact", exact=True).last.click()  # a control of a part of the page that is drawn again alone
    expect(other.get_by_text("Votre session est terminée ou vos droits ont changé. Rechargez la page.")).to_be_visible()
    other.get_by_role("link", name="Comparer").click()
    expect(title(other)).to_have_text("Votre session est terminée")
    expect(other.get_by_test_id("stTopNav")).to_have_count(0)


def test_a_file_is_for_whoever_asked_for_it(signed, page, sign_in, settled, client):
    page.goto(signed.address())
    sign_in(page)
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger (CSV)").first.click()
    assert download.value.path().read_bytes().startswith(b"\xef\xbb\xbf")
    assert client.get(download.value.url).status_code == 403
    arrive(client, signed, "inconnu")
    refused = client.get(download.value.url)
    assert refused.status_code == 403
    assert "préparé pour quelqu'un d'autre" in refused.text


def test_someone_to_whom_nothing_is_granted_reads_a_sentence_and_a_contact(signed, page, sign_in):
    page.goto(signed.address("fiche"))
    sign_in(page, "inconnu")
    expect(title(page)).to_have_text("Aucun accès ne vous est ouvert")
    expect(page.get_by_text("Dominique <b>Petit</b> (inconnu@exemple.gouv.fr)")).to_be_visible()
    expect(page.get_by_text("adressez-vous à l'équipe du programme")).to_be_visible()
    expect(page.get_by_test_id("stTopNav")).to_have_count(0)


def test_a_grant_opens_at_once_and_its_revocation_closes_at_once(signed, page, sign_in, settled):
    page.goto(signed.address("importer"))
    sign_in(page, "inconnu")
    expect(title(page)).to_have_text("Aucun accès ne vous est ouvert")
    wanted = Wanted(SubjectKind.EMAIL, "inconnu@exemple.gouv.fr", Role.ANALYSTE)
    with Database.reach(signed.base) as base:
        grant = give(base, wanted, author="chef@exemple.gouv.fr", today=paris.today())
    page.reload()
    settled(page)
    expect(page.get_by_text("inconnu@exemple.gouv.fr · Analyste")).to_be_visible()
    with page.expect_download():
        page.get_by_role("button", name="Modèle pour une session").click()
    with Database.reach(signed.base) as base:
        take_back(base, grant, author="chef@exemple.gouv.fr")
    page.get_by_role("link", name="Historique").click()
    expect(title(page)).to_have_text("Aucun accès ne vous est ouvert")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("userinfo:forged", "signature"),
        ("userinfo:unsigned", "signature"),
        ("userinfo:expired", "expired"),
        ("userinfo:no_expiry", "exp"),
        ("userinfo:audience", "aud"),
        ("userinfo:issuer", "iss"),
        ("userinfo:subject", "sub"),
        ("userinfo:json", "userinfo"),
        ("id_token:forged", "signature"),
        ("id_token:unsigned", "signature"),
        ("id_token:expired", "expired"),
        ("id_token:audience", "aud"),
        ("id_token:issuer", "iss"),
        ("id_token:nonce", "nonce"),
    ],
)
def test_an_answer_that_is_not_beyond_doubt_lets_nobody_in(signed, provider, client, fault, reason):
    with provider.answering(fault):
        refused = arrive(client, signed)
    assert refused.status_code == 403
    assert "La connexion n'a pas abouti" in refused.text
    assert "_streamlit_user" not in client.cookies
    number = re.search(r"besoin\u00a0: ([0-9A-F]{8})", refused.text).group(1)
    assert re.search(rf"error {number}: sign-in refused \({reason}\)", signed.log.read_text())


def test_an_answer_in_doubt_is_in_the_trail_under_its_number_and_a_made_up_one_in_the_log_only(signed, provider, client):
    with provider.answering("userinfo:forged"):
        refused = arrive(client, signed)
    client.get(signed.address("oauth2callback?state=invente&code=1"))
    number = re.search(r"besoin\u00a0: ([0-9A-F]{8})", refused.text).group(1)
    wanted, rows = {"author": "inconnu", "object": number, "details": '{"reason": "signature"}'}, list[dict[str, str]]()
    deadline = time.monotonic() + 10
    with Database.reach(signed.base) as base:
        while wanted not in rows:  # events are written together, a moment after they are noted
            assert time.monotonic() < deadline, rows
            rows = base.query(
                "SELECT author, object, details FROM base.audit_events WHERE action = 'sign_in_refused'"
            ).to_pylist()
    assert not [row for row in rows if row["details"] == '{"reason": "state"}']


@pytest.mark.parametrize(
    ("login", "sentence"),
    [
        ("sans-adresse", "ne transmet pas d'adresse électronique"),
        ("non-verifiee", "n'est pas vérifiée"),
        ("travesti", "n'est pas valable"),
        ("absent", "n'a pas abouti chez le fournisseur"),
    ],
)
def test_an_account_without_an_email_to_rely_on_is_told_so(signed, client, login, sentence):
    refused = arrive(client, signed, login)
    assert refused.status_code == 403
    assert sentence in refused.text.replace("&#x27;", "'")
    assert "_streamlit_user" not in client.cookies


def test_a_second_account_with_someones_email_is_refused(signed, client):
    with httpx2.Client(follow_redirects=True, timeout=30) as first:
        assert arrive(first, signed, "chef").status_code == 200
    refused = arrive(client, signed, "double")
    assert refused.status_code == 403
    assert "déjà tenue ici par un autre compte" in refused.text


def test_an_answer_serves_once_and_only_the_browser_that_asked(signed, client):
    form = client.get(signed.address("auth/login"))
    client.follow_redirects = False
    step = client.post(str(form.url), data={"login": "chef"})
    while "oauth2callback" not in step.headers["location"]:
        step = client.get(urllib.parse.urljoin(str(step.url), step.headers["location"]))
    answer = step.headers["location"]
    with httpx2.Client(timeout=30) as another:
        assert another.get(answer).status_code == 403
    before = client.cookies.get("_streamlit_session")
    assert client.get(answer).status_code == 302
    assert client.get(answer).status_code == 403
    client.cookies.set("_streamlit_session", before, domain="127.0.0.1")  # as one who kept the cookie of before
    assert client.get(answer).status_code == 403


def test_a_link_of_another_site_signs_nobody_in_or_out(signed, client):
    arrive(client, signed)
    client.follow_redirects = False
    for path in ("auth/logout", "auth/login"):
        answer = client.get(signed.address(path), headers={"sec-fetch-site": "cross-site"})
        assert answer.headers["location"] == "/"
    assert "_streamlit_user" in client.cookies


def test_a_cookie_of_ones_own_making_opens_nothing(signed, page):
    page.context.add_cookies(
        [{"name": "_streamlit_user", "value": "2|1:0|10:1|15:_streamlit_user|4:e30=|00", "url": signed.home}]
    )
    page.goto(signed.address())
    expect(title(page)).to_have_text(INVITED)


def test_neither_secret_nor_token_nor_person_is_in_the_log(signed, client):
    arrive(client, signed)
    log = signed.log.read_text()
    assert SECRET not in log
    assert "eyJ" not in log  # how every token begins
    assert "@exemple.gouv.fr" not in log
    assert "Traceback" not in log
