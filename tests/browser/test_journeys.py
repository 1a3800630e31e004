"""What people do, with JavaScript and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import press

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@SCRIPTS
def test_today_shows_the_demonstration(visit, scripts):
    page = visit("today/", java_script_enabled=scripts)
    expect(page.locator("h1")).to_have_text("Bonjour Camille")
    assert page.locator(".entry").count() >= 3


@SCRIPTS
@pytest.mark.parametrize(("language", "opening"), [("fr", "Content de vous voir"), ("en", "Good to see you")])
def test_a_wrong_password_is_said_and_the_address_kept(visit, scripts, language, opening):
    page = visit("/log-in/", stranger=True, language=language, java_script_enabled=scripts)
    expect(page.locator("h1")).to_have_text(opening)
    page.get_by_label({"fr": "Adresse électronique", "en": "E-mail address"}[language]).fill(
        "camille@terreau-commun.example"
    )
    page.get_by_label({"fr": "Mot de passe", "en": "Password"}[language]).fill("pas le bon du tout")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.locator("form.fields button").click()
    assert answered.value.status == 422
    expect(page.locator("[name=email]")).to_have_value("camille@terreau-commun.example")
    expect(page.locator(".error-summary")).to_be_visible()


@SCRIPTS
def test_a_watch_is_written_removed_and_brought_back(visit, scripts):
    name = f"Vélo {'avec' if scripts else 'sans'} script"
    page = visit("listen/watches/new/", java_script_enabled=scripts)
    page.get_by_label("Nom").fill(name)
    page.get_by_label("Mots à surveiller").fill("vélo* OU bicyclette*")
    page.get_by_role("button", name="Garder cette veille").click()
    expect(page.locator(".toast-note").first).to_contain_text(name)
    page.goto("/w/terreau-commun/listen/watches/")
    page.get_by_role("button", name=f"Supprimer {name}").click()
    page.get_by_role("button", name="La rétablir").click()
    expect(page.get_by_role("link", name=name)).to_be_visible()
    page.get_by_role("button", name=f"Supprimer {name}").click()


@SCRIPTS
def test_the_language_and_the_look_are_chosen(visit, scripts):
    page = visit("today/", java_script_enabled=scripts)
    page.locator(".preferences summary").click()
    page.get_by_role("button", name="Sombre").click()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.locator(".preferences summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Hello Camille")


def test_the_keyboard_goes_everywhere(visit):
    page = visit("listen/posts/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-current]").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/*/")
    press(page, "Control+k")
    page.locator("#palette-q").fill("voix")
    page.locator("#palette-results a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/voices/")


def test_search_is_a_page_without_scripts(visit):
    page = visit("today/", java_script_enabled=False)
    page.locator(".search-opener").click()
    page.locator("#find-q").fill("compost")
    page.locator("main button").click()
    assert page.locator(".palette-results a").count() >= 2


def test_a_page_leads_to_the_original_on_the_imaginary_site(visit):
    page = visit("listen/")
    page.locator(".entry-title").first.click()
    page.get_by_role("link", name="Lire sur place").click()
    page.wait_for_url("http://*.localhost:*/**")
    assert page.locator("h1").count() == 1
