"""Somebody's own page as they meet it: on a telephone in French, at a desk in English; nothing on it needs a script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Product
from tests.browser.test_accessibility import DESKTOP, PHONE, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LOOKS = {"fr": (PHONE, "light"), "en": (DESKTOP, "dark")}
WORDS = {
    "fr": {
        "name": "Jeanne Ficelle",
        "see": "Voir ce qui est gardé sur moi",
        "correct": "Corriger",
        "right": "Non, c’est le soir.",
        "send": "Envoyer à l’équipe",
        "gladly": "Parlez-m’en volontiers",
        "not": "Surtout pas de cela",
        "object": "Ne m’écrivez plus",
        "erase": "Demander mon effacement",
        "yes": "Oui, effacez-moi",
        "close": "Fermer ma page",
    },
    "en": {
        "name": "Joan String",
        "see": "See what is kept about me",
        "correct": "Correct this",
        "right": "No, in the evening.",
        "send": "Send to the team",
        "gladly": "I gladly hear about it",
        "not": "Please not about this",
        "object": "Do not write to me any more",
        "erase": "Ask to be erased",
        "yes": "Yes, erase me",
        "close": "Close my page",
    },
}
CODE = """
from django.utils import timezone
from entregent.accounts.permissions import SYSTEM
from entregent.contacts.actions import Identity, keep_contact, note_fact
from entregent.contacts.actions.facts import Source
from entregent.demo.load import demonstration
from entregent.privacy.actions.links import open_link
from entregent.privacy.links import path_of
now = timezone.now()
contact = keep_contact(demonstration(), Identity(name="{name}", language="{language}"), by=SYSTEM)
source = Source("noted", now.date())
note_fact(contact, kind="note", value="Appelle le matin", source=source, by=SYSTEM, now=now)
print(path_of(open_link(contact, by=SYSTEM, now=now)))
"""


def page_of(product: Product, language: str, name: str) -> str:
    code = CODE.format(name=name, language=language).strip().replace("\n", "; ")
    return product.run(code).splitlines()[-1]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no-script"])
def test_somebody_reads_corrects_chooses_objects_and_asks_to_be_erased(visit, product, axe, language, with_script):
    words, (size, theme) = WORDS[language], LOOKS[language]
    path = page_of(product, language, words["name"])
    look = {"viewport": size, "color_scheme": theme, "java_script_enabled": with_script}
    page: Page = visit(path, language=language, stranger=True, **look)

    def is_in_order() -> None:
        expect(page.locator("html")).to_have_attribute("lang", language)
        if with_script:
            assert violations(page, axe) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    is_in_order()
    expect(page.get_by_text(words["name"])).to_have_count(0)
    page.get_by_role("button", name=words["see"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words["name"])
    is_in_order()

    noted = page.locator(".own-held > li", has_text="Appelle le matin")
    noted.get_by_role("link", name=words["correct"]).click()
    is_in_order()
    page.locator("#id_words").fill(words["right"])
    page.get_by_role("button", name=words["send"]).click()
    expect(page.locator(".own-asked")).to_contain_text(words["right"])

    page.locator("#id_topic").fill("compost")
    page.get_by_role("button", name=words["gladly"]).click()
    page.locator("#id_topic").fill("golf")
    page.get_by_role("button", name=words["not"]).click()
    expect(page.locator(".own-topics")).to_contain_text("compost")
    expect(page.locator(".own-topics > div").last).to_contain_text("golf")
    page.locator("#id_topic").fill("golf")
    page.get_by_role("button", name=words["gladly"]).click()
    expect(page.locator(".error-summary, .field-errors").first).to_be_visible()
    is_in_order()

    page.get_by_role("button", name=words["object"]).click()
    expect(page.locator("#done")).to_be_visible()
    expect(page.get_by_role("button", name=words["object"])).to_have_count(0)
    page.get_by_role("link", name=words["erase"]).click()
    is_in_order()
    page.get_by_role("button", name=words["yes"]).click()
    expect(page.locator("#done")).to_be_visible()
    expect(page.locator(".own-asked > li")).to_have_count(3)
    is_in_order()

    page.get_by_role("button", name=words["close"]).click()
    expect(page.get_by_text(words["name"])).to_have_count(0)


def test_the_language_is_chosen_on_the_page_itself(visit, product):
    page = visit(page_of(product, "fr", "Mado Lin"), language="fr", stranger=True)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name=WORDS["en"]["see"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mado Lin")
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("width", [320, 820])
def test_nothing_overflows_sideways(visit, product, width):
    page = visit(page_of(product, "fr", "A" * 60), stranger=True, viewport={"width": width, "height": 800})
    page.get_by_role("button", name=WORDS["fr"]["see"]).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_link_that_opens_nothing_is_accessible_too(visit, axe):
    page = visit("/person/1-unknown/", stranger=True, viewport=PHONE)
    assert violations(page, axe) == []
