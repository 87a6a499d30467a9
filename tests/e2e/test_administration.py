"""The administrator's screens in a real browser: looked at by axe, and a partner's eyes seen from theirs."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from flash360 import paris
from flash360.access import SubjectKind, WholeProgramme
from flash360.model import Role
from flash360.store import Database, read
from flash360.store.grants import Wanted, give
from tests.e2e.test_accessibility import WIDTHS, serious_violations
from tests.provider.running import CHEF

ANA = "ana@ddt23.gouv.fr"
SCREENS = {
    "acces": "habilitations en vigueur",
    "audit": "Qui a vu et fait quoi",
    "donnees-personnelles": "Aucun nom n'est conservé",
}


@pytest.fixture(scope="module")
def served(start, demonstration, provider):
    """The demonstration, for people who sign in: an administrator, and a partner with one session."""
    provider.know([{"login": "ana", "email": ANA, "given_name": "Ana", "usual_name": "Petit"}])
    with start(demonstration, provider=provider) as running:
        with Database.reach(running.base) as base:
            rows = [row for row in read.programme(base, WholeProgramme(), paris.today()).to_pylist() if row["verdict"]]
            for row, email in ((rows[0], ANA), (rows[1], "bob@mairie.fr")):
                wanted = Wanted(SubjectKind.EMAIL, email, Role.PARTENAIRE, session_id=str(row["session_id"]))
                give(base, wanted, author=CHEF, today=paris.today())
        yield running, rows[0]["code"], rows[1]["code"]


VISIT = "path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); }"


def serious(page, width: int) -> list[object]:
    page.set_viewport_size({"width": width, "height": 1000})
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    return serious_violations(page)


def test_the_way_in_and_the_administrator_s_screens_have_no_serious_violation(served, page, sign_in, settled):
    running, *_ = served
    page.goto(running.address())
    settled(page)
    found = {("connexion", width): serious(page, width) for width in WIDTHS}
    sign_in(page)
    settled(page)
    for screen, title in SCREENS.items():
        page.goto(running.address(screen))
        settled(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)
        found |= {(screen, width): serious(page, width) for width in WIDTHS}
    assert {where: faults for where, faults in found.items() if faults} == {}
    assert len(found) == 8


def told(page) -> str:
    """The words of the screen, but the banners above it."""
    return page.locator(".st-key-page").inner_text()


def test_an_administrator_sees_exactly_what_a_partner_sees_and_changes_nothing(served, browser, page, sign_in, settled):
    running, own, other = served
    theirs = browser.new_context(locale="fr-FR", viewport={"width": 1400, "height": 1000}).new_page()
    theirs.goto(running.address("fiche"))
    sign_in(theirs, "ana")
    settled(theirs)
    menu = page.get_by_test_id("stTopNav").get_by_role("link")

    page.goto(running.address("acces"))
    sign_in(page)
    settled(page)
    choice = page.get_by_role("combobox", name="Personne, domaine ou établissement")
    choice.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # a list closes when what is around it scrolls
    choice.click()
    page.get_by_role("option", name=ANA).click()
    page.get_by_role("button", name="Voir comme…").click()
    expect(page.get_by_text("Vous voyez exactement ce que voit")).to_be_visible()
    expect(page).to_have_title("Fiche de session – Flash 360")
    settled(page)
    expect(menu).to_have_text(theirs.get_by_test_id("stTopNav").get_by_role("link").all_inner_texts())
    assert own in told(page)
    assert told(page) == told(theirs)
    page.get_by_text("Proposer une nouvelle").click()
    page.get_by_role("button", name="Réalisation engagée").press("Enter")
    expect(page.get_by_text("rien ne peut être enregistré")).to_be_visible()
    page.evaluate(VISIT, f"/fiche?session={other}")
    expect(page.get_by_text("dans votre périmètre").first).to_be_visible()
    page.evaluate(VISIT, "/acces")
    expect(page.get_by_role("heading", level=1)).to_have_text("Accès réservé")
    page.get_by_role("button", name="Revenir à mon rôle").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("habilitations en vigueur")
    with Database.reach(running.base) as base:
        events = base.query("SELECT action, object, details FROM base.audit_events WHERE author = $a", {"a": CHEF}).to_pylist()
        assert own not in read.proposals(base, WholeProgramme()).column("code").to_pylist()
    assert ("view_as", ANA) in {(event["action"], event["object"]) for event in events}
    assert any(event["object"] == own and ANA in (event["details"] or "") for event in events)
    assert running.errors() == []
