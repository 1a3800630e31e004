"""The inbox as people work through it: a watch tried, mentions dealt with by keyboard, a letter that really comes."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Product, press
from tests.browser.test_accessibility import DESKTOP, PHONE, violations
from tests.ports import free_port
from tests.services.dovecot import MailServers, mail_servers
from tests.services.mail import text_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
INBOX = "/w/terreau-commun/listen/"
CAMILLE = "camille@terreau-commun.example"
WORDS = {
    "fr": {"caught": "a relevé", "mine": "C’est à vous", "noise": "Mis dans le bruit", "undone": "C’est défait.",
           "now": "M’écrire maintenant", "hello": "Bonjour Camille,", "stop": "Ne plus recevoir de lettres",
           "stopped": "Plus rien ne vous sera écrit", "never": "Jamais"},
    "en": {"caught": "has caught", "mine": "It is yours now.", "noise": "Put among the noise", "undone": "Undone.",
           "now": "Write to me now", "hello": "Hello Camille,", "stop": "No more letters",
           "stopped": "Nothing more is written to you", "never": "Never"},
}  # fmt: skip


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServers]:
    with mail_servers() as servers:
        yield servers


FORGET = "from entregent.watches.letter_models import Letter; Letter.objects.all().delete()"


@pytest.fixture(scope="module")
def posted(mail: MailServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demonstration with a mail server, in a home of its own: whoever is in it triages and is written to."""
    home = tmp_path_factory.mktemp("home")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("ENTREGENT_") and name != "DATABASE_URL"
    }
    environment = kept | {
        "ENTREGENT_HOME": str(home), "PORT": str(free_port()), "LANGUAGE": "fr", "ENTREGENT_HOSTS": "127.0.0.1",
        "ENTREGENT_MAIL_URL": mail.url, "ENTREGENT_MAIL_FROM": "Entregent <entregent@terreau-commun.example>",
    }  # fmt: skip
    (home / "demo.json").write_text(f'{{"port": {free_port()}}}')
    command = [sys.executable, "-m", "entregent", "serve", "--demo"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as served:
        try:
            said = next((line for line in served.stdout if "/log-in/" in line), "")
            address = re.search(r"http://[^/]+", said)
            assert address, f"no link was printed; exit code {served.poll()}"
            yield Product(address.group(), environment)
        finally:
            served.send_signal(signal.SIGINT)
            served.wait(timeout=60)


def come_in(chromium, product: Product, language: str, **options) -> Page:
    locale = {"fr": "fr-FR", "en": "en-GB"}[language]
    context = chromium.new_context(base_url=product.address, locale=locale, reduced_motion="reduce", **options)
    page = context.new_page()
    page.goto(product.login_link())
    page.locator("main form button").first.click()
    return page


@pytest.mark.parametrize(
    ("language", "size", "scripted"),
    [("fr", DESKTOP, True), ("en", PHONE, True), ("fr", PHONE, False)],
    ids=["fr-desktop", "en-phone", "fr-phone-without-scripts"],
)
def test_a_watch_is_written_tried_and_kept(visit, axe, language, size, scripted):
    said, name = WORDS[language], f"Tamis {language} {scripted}"
    page = visit("listen/watches/new/", language=language, viewport=size, java_script_enabled=scripted)
    page.locator("[name=name]").fill(name)
    page.locator("[name=query]").fill("tamis*")
    page.locator("button[name=try]").click()
    expect(page.locator("#trial .entry").first).to_be_visible()
    expect(page.locator("#trial mark").first).to_be_visible()
    if scripted:
        assert violations(page, axe) == []
    page.locator("main form .form-actions .btn-primary").first.click()
    expect(page.locator("body")).to_contain_text(said["caught"])
    page.goto("/w/terreau-commun/listen/watches/")
    expect(page.locator("main")).to_contain_text(name)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_mentions_are_dealt_with_by_keyboard(chromium, posted, axe, language):
    said, page = WORDS[language], come_in(chromium, posted, language, viewport=DESKTOP)
    page.goto(INBOX)
    waiting = page.locator(".inbox-item").count()
    press(page, "j")
    page.keyboard.press("Enter")
    expect(page.locator(".inbox-reading h2")).to_be_visible()
    title = page.locator(".inbox-reading h2").inner_text()
    press(page, "t")
    expect(page.locator(".inbox-undo")).to_contain_text(said["mine"])
    press(page, "x")
    expect(page.locator(".inbox-undo")).to_contain_text(said["noise"])
    expect(page.locator(".inbox-item")).to_have_count(waiting - 1)
    expect(page.locator(".inbox-reading h2")).not_to_have_text(title)
    press(page, "u")
    expect(page.locator("body")).to_contain_text(said["undone"])
    expect(page.locator(".inbox-item")).to_have_count(waiting)
    expect(page.locator(".inbox-reading h2")).to_have_text(title)
    assert violations(page, axe) == []
    press(page, "r")
    expect(page.locator("#answer-address")).to_be_focused()
    page.keyboard.type("https://terreau-commun.example/reponse")
    page.keyboard.press("Enter")
    expect(page.locator(".inbox-undo")).to_be_visible()
    page.goto(f"{INBOX}?box=answered")
    page.get_by_role("link", name=title).click()
    expect(page.locator(".inbox-standing a")).to_have_attribute("href", "https://terreau-commun.example/reponse")
    page.context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_letter_comes_leads_to_the_mention_and_is_ended_by_its_link(chromium, posted, mail, axe, language):
    said, page = WORDS[language], come_in(chromium, posted, language, viewport=DESKTOP)
    page.goto("/account/")
    page.locator("main select[name=language]").select_option(language)
    page.locator("main form .btn-primary").first.click()
    before = len(mail.letters_of(CAMILLE))
    posted.run(FORGET)  # else what a letter of this morning or of the other language said is not news, and none is sent
    page.goto(f"{INBOX}letters/")
    assert violations(page, axe) == []
    page.get_by_role("button", name=said["now"]).click()
    letter = mail.next_letter(CAMILLE, before + 1)
    text, html = text_of(letter), text_of(letter, "html")
    assert text.startswith(said["hello"])
    assert letter["From"] == "Entregent <entregent@terreau-commun.example>"
    mention = re.search(rf"{re.escape(posted.address)}\S+/mentions/\d+/", text)
    assert mention
    assert f'href="{mention.group()}"' in html
    page.goto(mention.group())
    expect(page.locator(".inbox-reading h2")).to_be_visible()
    stranger = chromium.new_context(locale={"fr": "fr-FR", "en": "en-GB"}[language], viewport=PHONE).new_page()
    stranger.goto(letter["List-Unsubscribe"].strip(" <>"))
    assert violations(stranger, axe) == []
    stranger.get_by_role("button", name=said["stop"]).click()
    expect(stranger.locator("h1")).to_have_text(said["stopped"])
    stranger.context.close()
    page.goto(f"{INBOX}letters/")
    expect(page.get_by_label(said["never"])).to_be_checked()
    page.context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_letter_is_read_without_a_side_scroll_and_fetches_nothing(chromium, posted, mail, size, scheme):
    page = come_in(chromium, posted, "fr")
    if not (letters := mail.letters_of(CAMILLE)):
        page.goto(f"{INBOX}letters/")
        page.get_by_role("button", name=WORDS["fr"]["now"]).click()
        letters = [mail.next_letter(CAMILLE)]
    page.context.close()
    read = chromium.new_context(viewport=size, color_scheme=scheme).new_page()
    asked: list[str] = []
    read.on("request", lambda request: asked.append(request.url))
    read.set_content(text_of(letters[0], "html"))
    assert read.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert asked == []
    read.context.close()
