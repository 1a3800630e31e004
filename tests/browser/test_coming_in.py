"""Coming in as people do it: a second step from the square to the code, single sign-on by a real provider."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.people import PASSWORD
from tests.ports import free_port
from tests.second_step import code_shown
from tests.services import oidc

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@SCRIPTS
def test_a_second_step_is_turned_on_asked_and_turned_off(visit, product, axe, scripts):
    mine = visit("/log-in/", stranger=True, java_script_enabled=scripts)  # came in just now: nothing is asked again
    mine.goto(product.login_link())
    mine.get_by_role("button", name="Se connecter en tant que").click()
    mine.goto("/account/second-step/on/")
    secret = mine.locator("code.secret").text_content()
    mine.get_by_label("Les six chiffres que montre l’application").fill(code_shown(secret))
    mine.get_by_role("button", name="Activer").click()
    try:
        expect(mine.locator(".codes li")).to_have_count(10)
        elsewhere = visit("/log-in/", stranger=True, java_script_enabled=scripts)
        elsewhere.goto(product.login_link())
        elsewhere.get_by_role("button", name="Se connecter en tant que").click()
        expect(elsewhere.locator("h1")).to_have_text("Encore une étape")
        elsewhere.get_by_label("Code", exact=True).fill(code_shown(secret, steps=1))
        elsewhere.get_by_role("button", name="Se connecter", exact=True).click()
        expect(elsewhere.locator("h1")).to_have_text("Bonjour Camille")
    finally:
        mine.goto("/account/second-step/off/")
        mine.get_by_role("button", name="Désactiver").click()
    expect(mine.get_by_role("link", name="Activer")).to_be_visible()


@pytest.fixture(scope="module")
def installation(tmp_path_factory) -> Iterator[tuple[str, oidc.Provider]]:
    """The product with a sign-on provider and nobody in it: the link that makes the first account, the provider."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("ENTREGENT_") and name != "DATABASE_URL"
    }
    with oidc.provider() as provider:
        environment = kept | {
            "ENTREGENT_HOME": str(tmp_path_factory.mktemp("home")), "PORT": str(free_port()), "LANGUAGE": "fr",
            "ENTREGENT_OIDC_URL": provider.url, "ENTREGENT_OIDC_CLIENT_ID": "entregent", "ENTREGENT_OIDC_SECRET": "x",
            "ENTREGENT_OIDC_NAME": oidc.NAME,
        }  # fmt: skip
        command = [sys.executable, "-m", "entregent", "serve", "--web-only"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as served:
            try:
                said = (re.search(r"http://\S+/welcome/\S+", line) for line in served.stdout)
                yield next(found.group() for found in said if found), provider
            finally:
                served.send_signal(signal.SIGINT)
                served.wait(timeout=60)


def test_one_comes_in_by_a_real_provider(installation, chromium):
    """Our policy lets forms go nowhere else, and Chromium holds it for redirects too: one leaves by a page."""
    welcome, provider = installation
    provider.say("a1", email="alice@example.org", email_verified=True)
    base = re.match(r"http://[^/]+", welcome).group()
    context = chromium.new_context(base_url=base, locale="fr-FR", java_script_enabled=True)
    page = context.new_page()
    page.goto(welcome)
    for name, value in {
        "name": "Alice",
        "email": "alice@example.org",
        "password": PASSWORD,
        "workspace": "Tri",
    }.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Ouvrir Entregent").click()
    page.goto("/account/")
    page.get_by_role("button", name="Relier à Keycloak").click()
    recognise(page, provider)
    expect(page.get_by_text("S’ouvre par Keycloak")).to_be_visible()
    context.close()
    context = chromium.new_context(base_url=base, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    page.goto("/log-in/?next=/account/")
    page.get_by_role("button", name="Se connecter avec Keycloak").click()
    recognise(page, provider)
    expect(page.locator("h1")).to_have_text("Mon compte")
    context.close()


def recognise(page, provider) -> None:
    """Say who one is on the provider's page."""
    page.wait_for_url(f"{provider.url}/**")
    page.locator("[name=sub]").first.fill("a1")
    page.get_by_role("button").first.click()
