"""The partner's walls: its own sessions, its own menu, and a sentence everywhere else."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.switching import become_partner, visit


def test_a_partner_finds_its_own_screens_only(dashboard, page, settled, codes):
    become_partner(page, dashboard.address(), next(iter(codes)))
    menu = page.get_by_test_id("stTopNav").get_by_role("link")
    expect(menu).to_have_text(["Fiche de session", "Méthode"])


def test_every_screen_of_others_says_that_it_is_reserved(dashboard, page, settled, codes):
    become_partner(page, dashboard.address(), next(iter(codes)))
    for path in ("/importer", "/historique", "/suites", "/comparer", "/freins-leviers", "/preparer"):
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
