"""The server and its base: one owner at a time, and nothing left open behind it."""

from __future__ import annotations

from playwright.sync_api import expect


def test_a_base_held_by_another_server_is_said_in_french_at_any_address(start, demonstration, page, settled):
    with start(demonstration) as owner:
        page.goto(owner.address())
        settled(page)
        with start(share=owner.base) as second:
            page.goto(second.address("fiche"))
            settled(page)
            expect(page.get_by_role("heading", level=1)).to_have_text("Le tableau de bord ne peut pas ouvrir sa base")
            expect(page.get_by_role("alert")).to_contain_text("flash360.duckdb")
            expect(page.get_by_text("Page not found")).to_have_count(0)
            expect(page.get_by_text("Page introuvable")).to_have_count(0)


def test_a_server_that_stops_leaves_its_base_whole(start, demonstration, page, settled):
    with start(demonstration) as served:
        page.goto(served.address())
        settled(page)
    assert not served.base.with_name("flash360.duckdb.wal").exists()
    with start(share=served.base) as again:
        page.goto(again.address())
        settled(page)
        expect(page).to_have_title("Vue d'ensemble – Flash 360")
        assert again.errors() == []
