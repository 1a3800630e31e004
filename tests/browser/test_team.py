"""Two people in two browsers, one a moderator in French, one a reader in English: each sees exactly what they may."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
BASE = "/w/terreau-commun/"
PASSWORD = "une phrase assez longue pour deux"


def invited(visit, email: str, role: str) -> str:
    """Camille invites somebody; without a mail server the link is shown to be sent by hand."""
    page = visit("settings/people/invite/")
    page.get_by_label("Adresse électronique").fill(email)
    page.locator(f"input[name=role][value={role}]").check()
    page.get_by_role("button", name="Inviter").click()
    expect(page.locator("h1")).to_have_text("Envoyez ce lien vous-même")
    return page.get_by_label("Lien").input_value()


def joined(visit, link: str, email: str, name: str, language: str) -> Page:
    """Somebody opens the link in their own browser and makes their account."""
    page = visit(re.sub(r"^https?://[^/]+", "", link), stranger=True, language=language)
    page.locator("[name=email]").fill(email)
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form.fields button").click()
    expect(page).to_have_url(re.compile(r"/w/terreau-commun/today/$"))
    return page


def tabs(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".tabs a").all_inner_texts()]


@pytest.fixture
def moderator(visit) -> Page:
    link = invited(visit, "malik@terreau-commun.example", "moderator")
    return joined(visit, link, "malik@terreau-commun.example", "Malik Benali", "fr")


@pytest.fixture
def reader(visit) -> Page:
    link = invited(visit, "ines@terreau-commun.example", "reader")
    return joined(visit, link, "ines@terreau-commun.example", "Inès Roy", "en")


def test_a_moderator_and_a_reader_see_exactly_what_they_may(visit, moderator, reader):
    expect(moderator.locator("h1")).to_have_text("Bonjour Malik")
    expect(reader.locator("h1")).to_have_text("Hello Inès")

    for page in (moderator, reader):
        page.goto(f"{BASE}settings/people/")
        expect(page.get_by_role("link", name="Camille Ferrand")).to_be_visible()
        assert "@terreau-commun.example" not in page.content()
    assert tabs(moderator) == ["Équipe", "Historique"]
    assert tabs(reader) == ["Team"]

    for page in (moderator, reader):
        page.goto(f"{BASE}listen/watches/")
    expect(moderator.get_by_role("link", name="Nouvelle veille")).to_be_visible()
    expect(moderator.get_by_role("button", name="Supprimer Compost")).to_be_visible()
    expect(reader.get_by_role("link", name="New watch")).to_have_count(0)
    expect(reader.locator("main form")).to_have_count(0)
    expect(reader.get_by_role("rowheader", name="Compost", exact=True)).to_be_visible()

    moderator.goto(f"{BASE}settings/history/")
    expect(moderator.get_by_text("Camille Ferrand a invité ines@terreau-commun.example")).to_be_visible()
    assert reader.goto(f"{BASE}settings/history/").status == 403
    expect(reader.locator("h1")).to_have_text("Your role does not allow this")
    assert moderator.goto(f"{BASE}settings/organisation/").status == 403
    expect(moderator.locator("h1")).to_have_text("Votre rôle ne permet pas cela")

    moderator.goto(f"{BASE}listen/watches/new/")
    moderator.get_by_label("Nom").fill("Bénévoles")
    moderator.get_by_label("Mots à surveiller").fill("bénévol*")
    owner = visit("settings/people/")
    owner.get_by_role("link", name="Malik Benali").click()
    owner.locator("input[name=role][value=reader]").check()
    owner.get_by_role("button", name="Changer le rôle").click()
    expect(owner.locator(".toast-note")).to_contain_text("Malik Benali")
    moderator.get_by_role("button", name="Garder cette veille").click()
    expect(moderator.get_by_label("Ce que vous aviez écrit, à copier")).to_have_value(re.compile("bénévol"))
