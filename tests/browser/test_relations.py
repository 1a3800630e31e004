"""A relation on screen, from a messy list to the hand-over: French and English, phone and desktop, with and without scripts."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Product, press
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


def comes_with_a_messy_list(visit, name: str, **look: object) -> Page:
    """Titles above and between the lines, an old encoding, two addresses in a cell, the same person twice."""
    page, code = visit("people/import/", **look), re.sub(r"\W", "", name).lower()
    lines = (
        "Contacts du salon – à trier;;;",
        ";;;",
        "Nom;Mél;Média;Dernier contact",
        "PRESSE LOCALE;;;",
        f"{name};{code}@rivage.example / {code}@perso.example;L’Écho des bacs {code};14 mars 2026",
        f"{name.upper()};{code.upper()}@RIVAGE.EXAMPLE;;",
        ";;;",
    )
    file = {"name": f"{code}.csv", "mimeType": "text/csv", "buffer": "\r\n".join(lines).encode("cp1252")}
    page.locator("main input[type=file]").set_input_files(file)
    page.locator("main form .btn-primary").click()
    expect(page.locator("main tbody tr", has_text=f"{code}@rivage.example")).to_have_count(2)
    expect(page.locator("main .tick:checked")).to_have_count(2)
    page.locator("#import-confirm .btn-primary").click()
    person = page.locator("main tbody").get_by_role("link", name=name, exact=True).first
    page.locator("main details > summary").click()  # the lines, and what they became
    person.click()
    expect(page.locator("h1")).to_have_text(name)
    for address in (f"{code}@rivage.example", f"{code}@perso.example"):
        expect(page.locator(".known-fact", has_text=address)).to_have_count(1)
    return page


def completes(page: Page, name: str) -> None:
    """Who keeps the relation, and what they said of themselves."""
    page.locator("a[href$='/edit/']").first.click()
    page.locator("[name=owner]").select_option(label="Joachim Tessier")
    page.locator("main form button.btn-primary").last.click()
    expect(page.locator("h1")).to_have_text(name)
    page.locator("details", has=page.locator("form[action$='/facts/']")).locator("summary").click()
    page.locator("form[action$='/facts/'] [name=kind]").select_option("phone")
    page.locator("form[action$='/facts/'] [name=value]").fill("01 42 00 00 00")
    page.locator("form[action$='/facts/'] [name=how]").select_option("said")
    page.locator("form[action$='/facts/'] .btn-primary").click()
    expect(page.locator(".known-fact", has_text="01 42 00 00 00")).to_be_visible()


def logs_a_call(page: Page, words: dict[str, str], *, by_key: bool) -> None:
    """One key for the kind, a word for when, a sentence: the rhythm begins again."""
    if by_key:
        press(page, "c")
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


def keeps_a_promise_late(page: Page, words: dict[str, str], product: Product, what: str) -> None:
    """Promised on the file, late on Today, kept there with a word of excuse."""
    open_fold(page, "promises-title")
    page.locator("form[action$='/promises/'] [name=what]").fill(what)
    page.locator("form[action$='/promises/'] [name=due_on]").fill(date.today().isoformat())  # noqa: DTZ011
    page.locator("form[action$='/promises/'] .btn-primary").click()
    expect(page.locator("section[aria-labelledby=promises-title] .entry", has_text=what)).to_have_count(1)
    file = page.url
    product.run(
        "from datetime import timedelta; from entregent.relations.models import Promise; from django.db.models import F; "
        f"Promise.objects.filter(what={what!r}).update(due_on=F('due_on') - timedelta(days=3))"
    )  # three days pass
    page.goto("/w/terreau-commun/today/")
    line = page.locator(".owed.is-late", has_text=what)
    line.locator("[name=sorry]").fill(SORRY)
    line.locator("button[value=keep]").click()
    expect(page.locator(".owed-undo")).to_contain_text(words["noted"])
    expect(page.locator(".owed-undo").get_by_role("button", name=words["undo"])).to_be_visible()
    expect(page.locator(".owed", has_text=what)).to_have_count(0)
    page.goto(file)
    kept = page.locator("section[aria-labelledby=promises-title] .entry", has_text=SORRY)
    expect(kept).to_contain_text(words["late"])
    expect(page.locator(".timeline-item", has_text=SORRY)).to_contain_text(words["late"])  # it is part of their life


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
def test_a_relation_from_a_messy_list_to_the_hand_over(visit, product, language, size, scripted):
    words, name = SAID[language], f"Zoé Rivage {language}{size['width']}{scripted}"
    page = comes_with_a_messy_list(visit, name, language=language, viewport=size, java_script_enabled=scripted)
    completes(page, name)
    logs_a_call(page, words, by_key=scripted and size is DESKTOP)
    keeps_a_promise_late(page, words, product, f"Un bac pour {name}")
    gives_an_idea(page)
    hands_over(page, name)


def test_today_is_worked_by_keyboard(visit):
    """Late first: the next line, put off by one key, brought back by another."""
    page = visit("today/", viewport=DESKTOP)
    first = page.locator(".owed").first
    title = first.locator(".entry-title").inner_text()
    expect(page.locator("#owed-late")).to_be_visible()
    press(page, "j")
    with page.expect_navigation():
        press(page, "s")
    expect(page.locator(".owed-undo")).to_be_visible()
    expect(page.locator(".owed .entry-title").filter(has_text=title)).to_have_count(0)
    press(page, "u")
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
    for screen in (
        "today",
        "people/stages",
        "people/rhythms",
        "people/reminders",
        "people/ideas",
        "people/log",
        "people/address-book",
    ):
        page.goto(f"/w/terreau-commun/{screen}/")
        assert violations(page, axe) == [], screen
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), screen
