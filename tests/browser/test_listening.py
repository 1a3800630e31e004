"""Listening, as people do it: a site is added, its posts are found again, its page says how it is."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import DESKTOP, PHONE, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SOURCES = "/w/terreau-commun/listen/sources/"
WORDS = {
    "fr": {"leave": "Ne plus écouter", "look": "Regarder", "listen": "Écouter", "site": "Aller sur le site"},
    "en": {"leave": "Stop listening", "look": "Look", "listen": "Listen", "site": "Go to the site"},
}  # fmt: skip


def open_a_source(page, words: str) -> None:
    page.goto(f"{SOURCES}?q={words}")
    page.locator(".source-table tbody th a").first.click()


@pytest.mark.parametrize(
    ("language", "size", "scripted"),
    [("fr", PHONE, True), ("en", DESKTOP, True), ("fr", DESKTOP, False)],
    ids=["fr-phone", "en-desktop", "fr-without-scripts"],
)
def test_a_site_is_left_then_added_by_its_address(visit, language, size, scripted):
    said = WORDS[language]
    page = visit("listen/sources/?state=well", language=language, viewport=size, java_script_enabled=scripted)
    page.locator(".source-table tbody th a").first.click()
    name = page.locator("h1").inner_text()
    site = page.get_by_role("link", name=said["site"]).get_attribute("href")
    page.get_by_role("button", name=said["leave"]).click()
    expect(page.locator(".note")).to_contain_text(name)
    page.goto(f"{SOURCES}follow/")
    page.locator("main input[name=address]").fill(site)
    page.get_by_role("button", name=said["look"]).click()
    if not page.locator("[data-preview]").count():
        page.locator("[data-preview], .found .entry-title").first.wait_for()
    if not page.locator("[data-preview]").count():  # several feeds
        page.locator(".found .entry-title").first.click()
    page.locator("[data-preview] button").click()
    expect(page.locator("h1")).to_have_text(name)
    assert page.locator(".entry").count() > 0


def test_an_address_inside_is_refused_and_stays_written(visit):
    page = visit("listen/sources/follow/")
    page.locator("main input[name=address]").fill("http://127.0.0.1/")
    page.keyboard.press("Enter")
    page.locator(".field-errors").wait_for()
    assert "réseau privé" in page.locator(".field-errors").inner_text()
    expect(page.locator("main input[name=address]")).to_have_value("http://127.0.0.1/")


def test_the_bookmark_explains_itself_when_it_is_clicked(visit, axe):
    page = visit("listen/sources/follow/")
    page.locator(".bookmarklet-link").click()
    expect(page.locator("#bookmarklet-help")).to_be_visible()
    assert violations(page, axe) == []


def test_the_list_is_narrowed_and_sources_are_left_and_taken_back(visit):
    page = visit("listen/sources/")
    before = page.locator(".census li").first.inner_text()
    page.locator("main select[name=kind]").select_option("feed")
    page.locator(".chip").wait_for()
    for box in page.locator(".tick-cell input").all()[:2]:
        box.check()
    page.get_by_role("button", name="Ne plus écouter la sélection").click()
    expect(page.locator(".note")).to_contain_text("2 sources")
    page.get_by_role("button", name="Écouter de nouveau").click()
    page.goto(SOURCES)
    assert page.locator(".census li").first.inner_text() == before


def test_a_source_is_read_now_and_says_what_came_of_it(visit):
    page = visit("listen/sources/?state=well")
    page.locator(".source-table tbody th a").first.click()
    page.get_by_role("button", name="Lire maintenant").click()
    page.locator(".source-health .state", has_text="lue").wait_for(timeout=30_000)


def test_posts_of_a_source_are_searched_with_a_filter(visit):
    page = visit("listen/posts/?q=compost")
    assert page.locator(".entry mark").count() > 0
    page.locator("main select[name=language]").select_option("fr")
    page.wait_for_url("**language=fr*")
    assert page.locator(".chip").count() == 2


@pytest.mark.parametrize("look", [("fr", "light", DESKTOP), ("en", "dark", PHONE)], ids=["fr-light", "en-dark-phone"])
def test_the_page_of_a_source_is_accessible(visit, axe, look):
    language, theme, size = look
    page = visit("listen/sources/", language=language, color_scheme=theme, viewport=size)
    page.locator(".source-table tbody th a").first.click()
    page.locator(".fold summary").first.click()
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
