"""A relation on screen, from a first call to the hand-over: French and English, phone and desktop, with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SAID = {
    "fr": {
        "noted": "Promesse notée comme tenue.",
        "late": "tenue, en retard",
        "touch": "en contact",
        "undo": "Annuler",
    },
    "en": {"noted": "Noted as kept.", "late": "kept, late", "touch": "in touch", "undo": "Undo"},
}
SORRY = "Pardon, le microscope était chez le réparateur."


def open_fold(page: Page, section: str, place: int = -1) -> None:
    page.locator(f"section[aria-labelledby={section}] details > summary").nth(place).click()


def somebody(visit, name: str, **look: object) -> Page:
    """A file is opened for somebody new, kept by Joachim."""
    page = visit("people/new/", **look)
    page.locator("[name=name]").fill(name)
    page.locator("[name=owner]").select_option(label="Joachim Tessier")
    page.locator("main form button.btn-primary").last.click()
    expect(page.locator("h1")).to_have_text(name)
    return page


def logs_a_call(page: Page, words: dict[str, str], *, by_key: bool) -> None:
    """One key for the kind, a word for when, a sentence: the rhythm begins again."""
    if by_key:
        page.keyboard.press("c")
    else:
        page.locator(".chip", has=page.locator("[value=call]")).click()
    expect(page.locator(".quick-log [value=call]")).to_be_checked()
    page.locator("#log-when").fill("hier 10h30")
    page.locator("#log-summary").fill("Une heure de rires.")
    page.locator(".quick-log .btn-primary").click()
    expect(page.locator(".timeline")).to_contain_text("Une heure de rires.")
    expect(page.locator(".timeline time").first).to_contain_text("10:30")
    expect(page.locator(".panel .state").first).to_have_text(words["touch"])


def gives_an_idea(page: Page) -> None:
    """Received, decided, told."""
    open_fold(page, "ideas-title")
    page.locator("form[action$='/ideas/'] [name=what]").fill("Un banc près du composteur.")
    page.locator("form[action$='/ideas/'] .btn-primary").click()
    page.locator(".entry-wide > summary").click()
    page.locator("[name=verdict][value=kept]").check()
    page.locator("form[action$='/decide/'] [name=reason]").fill("Il sera là au printemps.")
    page.locator("form[action$='/decide/'] .btn-primary").click()
    expect(page.locator("section[aria-labelledby=ideas-title] .state.is-late")).to_be_visible()
    page.locator("button[name=deed][value=told]").click()
    expect(page.locator("section[aria-labelledby=ideas-title] .state.is-late")).to_have_count(0)
    expect(page.locator("section[aria-labelledby=ideas-title]")).to_contain_text("Il sera là au printemps.")


def keeps_a_promise_late(page: Page, words: dict[str, str]) -> None:
    """From Today, with a word of excuse; then as it was, for whoever comes after."""
    page.goto("/w/terreau-commun/today/")
    line = page.locator(".owed.is-late", has=page.locator("[name=sorry]")).first
    line.locator("[name=sorry]").fill(SORRY)
    line.locator("button[value=keep]").click()
    expect(page.locator(".owed-undo")).to_contain_text(words["noted"])
    undo = page.locator(".owed-undo").get_by_role("button", name=words["undo"])
    expect(undo).to_be_visible()
    name = page.locator(".owed-undo strong").inner_text()
    page.goto("/w/terreau-commun/people/")
    page.get_by_role("link", name=name).first.click()
    kept = page.locator("section[aria-labelledby=promises-title] .entry", has_text=SORRY)
    expect(kept).to_contain_text(words["late"])
    kept.locator("button[value=open]").click()
    expect(page.locator("section[aria-labelledby=promises-title] .entry.is-late")).to_have_count(1)


def prepares_a_hand_over(page: Page) -> None:
    page.goto("/w/terreau-commun/people/hand-over/")
    page.locator("[name=leaver]").select_option(label="Joachim Tessier")
    page.locator("[name=receiver]").select_option(label="Camille Ferrand")
    page.locator("main form.fields .btn-primary").click()
    expect(page.locator("button[value=pass]")).to_be_disabled()


def hands_over(page: Page, name: str) -> None:
    """Each letter is read before anything passes; then it returns."""
    prepares_a_hand_over(page)
    letter = page.locator(".entry", has=page.get_by_role("link", name=name, exact=True))
    letter.locator("textarea").fill(f"Cher {name}, Camille prend la suite.")
    while page.locator(".state.is-late").count():
        page.locator(".entry", has=page.locator(".state.is-late")).first.locator("button[value=read]").click()
    expect(letter.locator("textarea")).to_have_value(re.compile(name))
    page.locator("button[value=pass]").click()
    expect(letter.locator("button[value=sent]")).to_be_visible()
    page.locator("button[value=back]").click()
    expect(page.locator("button[value=pass]")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "size", "scripted"),
    [("fr", DESKTOP, True), ("en", PHONE, True), ("fr", PHONE, False)],
    ids=["fr-desktop", "en-phone", "fr-phone-without-scripts"],
)
def test_a_relation_from_a_first_call_to_the_hand_over(visit, language, size, scripted):
    words, name = SAID[language], f"Zoé Rivage {language}{size['width']}{scripted}"
    page = somebody(visit, name, language=language, viewport=size, java_script_enabled=scripted)
    logs_a_call(page, words, by_key=scripted and size is DESKTOP)
    gives_an_idea(page)
    keeps_a_promise_late(page, words)
    hands_over(page, name)


def test_today_is_worked_by_keyboard(visit):
    """Late first: the next line, put off by one key, brought back by another."""
    page = visit("today/", viewport=DESKTOP)
    first = page.locator(".owed").first
    title = first.locator(".entry-title").inner_text()
    expect(page.locator("#owed-late")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator(".owed-undo")).to_be_visible()
    expect(page.locator(".owed .entry-title").filter(has_text=title)).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator(".owed .entry-title").filter(has_text=title)).to_have_count(1)


@pytest.mark.parametrize("look", [("fr", "light", DESKTOP), ("en", "dark", PHONE)], ids=["fr-light", "en-dark-phone"])
def test_files_and_letters_are_accessible_and_nothing_overflows(visit, axe, look):
    language, theme, size = look
    page = visit("people/", language=language, color_scheme=theme, viewport=size)
    page.get_by_role("link", name="Maëlle Kerbrat").first.click()
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    prepares_a_hand_over(page)
    assert violations(page, axe) == []
    for screen in ("today", "people/stages", "people/rhythms", "people/reminders", "people/ideas", "people/log"):
        page.goto(f"/w/terreau-commun/{screen}/")
        assert violations(page, axe) == [], screen
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), screen
