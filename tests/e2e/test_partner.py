"""The partner's walls: its own sessions, its own menu, and a sentence everywhere else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from flash360.access.scope import WholeProgramme
from flash360.store import Database, read


@pytest.fixture(scope="module")
def codes(demonstration, tmp_path_factory) -> dict[str, list[str]]:
    """Administration to the codes of its sessions, read from a copy of the demonstration."""
    copy = tmp_path_factory.mktemp("copy") / "copy.duckdb"
    copy.write_bytes(demonstration.read_bytes())
    with Database.open(copy) as base:
        rows = read.outcomes(base, WholeProgramme()).select(["administration", "code"]).to_pylist()
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["administration"], []).append(row["code"])
    return found


def become_partner(page: Page, home: str, administration: str) -> None:
    page.goto(home)
    page.get_by_role("combobox", name="Voir comme").click()
    page.get_by_role("option", name="Voir comme\u00a0: Administration partenaire").click()
    expect(page).to_have_title("Fiche de session – Flash 360")
    page.locator(".st-key-flash360-administration").get_by_role("combobox").click()  # the filter of the page before has the name
    page.get_by_role("option", name=administration, exact=True).click()
    expect(page).to_have_title("Fiche de session – Flash 360")


def visit(page: Page, path: str) -> None:
    """Change address without leaving the tab's session, as the browser's own history does."""
    page.evaluate("path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); }", path)


def test_a_partner_finds_its_own_screens_only(dashboard, page, settled, codes):
    become_partner(page, dashboard.address(), next(iter(codes)))
    menu = page.get_by_test_id("stTopNav").get_by_role("link")
    expect(menu).to_have_text(["Fiche de session", "Méthode"])


@pytest.mark.parametrize("path", ["/importer", "/historique", "/suites", "/comparer", "/freins-leviers", "/preparer"])
def test_a_screen_of_others_says_that_it_is_reserved(dashboard, page, settled, codes, path):
    become_partner(page, dashboard.address(), next(iter(codes)))
    visit(page, path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Accès réservé")
    page.get_by_role("link", name="Revenir à l'accueil").click()
    expect(page).to_have_title("Fiche de session – Flash 360")


def test_another_administrations_session_does_not_open(dashboard, page, settled, codes):
    mine, theirs = list(codes)[:2]
    become_partner(page, dashboard.address(), mine)
    visit(page, f"/fiche?session={codes[theirs][0]}")
    settled(page)
    expect(page.get_by_test_id("stMain")).not_to_contain_text(theirs)


def test_a_role_in_the_address_gives_nothing(dashboard, page, settled):
    page.goto(dashboard.address("importer?role=administrateur&flash360.role=direction"))
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Importer un classeur")
    assert "Administrateur" not in page.get_by_test_id("stMain").inner_text()


def test_the_list_of_sessions_shows_nothing_of_the_administration_before(dashboard, page, settled, codes):
    alone = next(name for name, theirs in codes.items() if len(set(theirs)) == 1)
    become_partner(page, dashboard.address(), alone)
    settled(page)
    session = page.get_by_test_id("stSelectbox").filter(has_text="Session").get_by_role("combobox")
    expect(session).to_have_value(re.compile(codes[alone][0]))
    page.locator(".st-key-flash360-administration").get_by_role("combobox").click()
    page.get_by_role("option", name=next(name for name, theirs in codes.items() if len(set(theirs)) > 1), exact=True).click()
    settled(page)
    expect(session).not_to_have_value(re.compile(codes[alone][0]))
