"""The switch « Voir comme » of the demonstration, as a reader uses it."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def become(page: Page, role: str, home: str) -> None:
    """Choose a role of the switch, by its French name, and wait for the page that it begins with: it comes with an address."""
    box = page.get_by_role("combobox", name="Voir comme")
    box.scroll_into_view_if_needed()
    page.evaluate("() => new Promise(done => setTimeout(done, 300))")  # a page that still scrolls closes the list
    box.click()
    page.get_by_role("option", name=f"Voir comme\u00a0: {role}").click()
    expect(page).to_have_title(f"{home} – Flash 360")


def become_partner(page: Page, home: str, administration: str) -> None:
    """Open the dashboard and see it as a partner administration."""
    page.goto(home)
    become(page, "Administration partenaire", "Fiche de session")
    page.locator(".st-key-flash360-administration").get_by_role("combobox").click()  # the filter of the page before has the name
    page.get_by_role("option", name=administration, exact=True).click()
    expect(page).to_have_title("Fiche de session – Flash 360")


def visit(page: Page, path: str) -> None:
    """Change address without leaving the tab's session, as the browser's own history does."""
    page.evaluate("path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); }", path)
