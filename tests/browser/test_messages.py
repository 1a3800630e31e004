"""A message as people write it: the margin speaks, faults are mended, a block is lifted with a reason, a real server takes it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Product
from tests.browser.test_accessibility import DESKTOP, PHONE, violations
from tests.browser.test_inbox import mail, posted
from tests.services.dovecot import MailServers
from tests.services.mail import text_of

__all__ = ["mail", "posted"]
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SPACE = "/w/terreau-commun/"
TO = "redaction@gazetteduterril.example"
WORDS = {
    "fr": {
        "name": "Bérengère Delattre",
        "poor": "Cher blogueur,\n\nNous sommes le leader incontournable du compost. En échange de nos bacs, la publication "
        "d’un article est obligatoire.\n\nLa Direction",
        "flaw": "En échange",
        "mended": "Bonjour Bérengère,\n\nJ’ai lu votre article « Rue des Mineurs, le composteur qui fait parler ». Auriez-vous "
        "une heure avant le 20 juin pour nous dire ce que vous en pensez ? Je rappelle aussi le règlement de notre concours de "
        "récits, auquel vous vous êtes inscrite : la publication est obligatoire pour que le jury puisse lire.\n\nCamille",
        "subject": "Votre article sur le composteur",
        "why": "C’est le règlement du concours, auquel elle s’est inscrite",
        "waits": "attend le serveur",
        "sent": "Envoyé",
        "calm": "compost de quartier",
        "yes": "Oui",
        "write": "Écrire un message",
        "stop": "Laisser en paix",
    },
    "en": {
        "name": "Bérengère Delattre",
        "poor": "Dear blogger,\n\nWe are the leading experts in compost. In return for our bins, publishing an article is "
        "mandatory.\n\nThe Communications Department",
        "flaw": "article is mandatory",
        "mended": "Hello Bérengère,\n\nI read your article “Rue des Mineurs, le composteur qui fait parler”. Would you have one "
        "hour before 20 June to tell us what you think? I also recall the rules of our story contest, which you entered: "
        "publication is mandatory, so that the jury can read.\n\nCamille",
        "subject": "Your article about the composter",
        "why": "It is the rule of the contest that she entered",
        "waits": "waits for the mail server",
        "sent": "Sent",
        "calm": "urban compost",
        "yes": "Yes",
        "write": "Write a message",
        "stop": "Leave in peace",
    },
}


@pytest.fixture
def comes(posted: Product, chromium):
    """Somebody of the team, logged in."""
    contexts = []

    def come(language: str, **options) -> Page:
        locale = {"fr": "fr-FR", "en": "en-GB"}[language]
        context = chromium.new_context(base_url=posted.address, locale=locale, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        context.set_default_timeout(20_000)
        login = posted.login_link()
        page.goto(login)
        page.locator("main form button").first.click()
        return page

    yield come
    for context in contexts:
        context.close()


def open_file(page: Page, words: dict[str, str]) -> None:
    page.goto(f"{SPACE}people/")
    page.get_by_role("link", name=words["name"]).first.click()


@pytest.mark.parametrize(("language", "size"), [("fr", DESKTOP), ("en", PHONE)])
def test_a_poor_message_is_mended_lifted_and_sent(comes, posted, mail: MailServers, axe, language, size):
    words, page = WORDS[language], comes(language, viewport=size)
    known = len(mail.letters_of(TO))
    open_file(page, words)
    page.locator("#may-topic").fill(words["calm"])
    page.locator(".may-form button").click()
    expect(page.locator("#may .state").first).to_be_visible(
        timeout=60_000
    )  # the encoder is loaded by the first who asks
    assert violations(page, axe) == []

    page.get_by_role("button", name=words["write"]).click()
    page.locator("#id_purpose").select_option("ask")
    page.locator("#id_theme").fill(words["calm"])
    page.locator("#id_subject").fill(words["subject"])
    page.locator("#id_text").fill(words["poor"])
    expect(page.locator("#margin a[href$='/W103/']").first).to_be_visible(timeout=20_000)
    expect(page.locator(".message-preview mark", has_text=words["flaw"]).first).to_be_visible()
    assert violations(page, axe) == []
    page.locator("[name=send]").click()
    expect(page.locator("main .note[role=alert]")).to_be_visible()
    assert page.locator("#id_text").input_value() == words["poor"]

    page.locator("#id_text").fill(words["mended"])
    expect(page.locator("#margin a[href$='/B109/']")).to_have_count(0, timeout=20_000)
    expect(page.locator("#margin a[href$='/W103/']").first).to_be_visible()
    page.locator("#id_text").dispatch_event("input")  # what the margin answers late leaves alone what is being written
    page.locator("#margin .lift > summary").first.click()
    page.locator("#margin .lift textarea").first.fill(words["why"])
    page.wait_for_timeout(2_000)
    expect(page.locator("#margin .lift textarea").first).to_have_value(words["why"])
    page.locator("#margin [name=lift]").first.click()
    expect(page.locator("#margin .finding", has_text=words["why"])).to_be_visible()
    page.locator("[name=send]").click()
    expect(page.locator("#fate")).to_contain_text(words["waits"])

    letter = mail.next_letter(TO, known + 1)
    assert letter["Subject"] == words["subject"]
    assert text_of(letter).replace("\r\n", "\n").strip() == words["mended"]
    assert letter["Reply-To"]
    expect(page.locator("#fate")).to_contain_text(words["sent"], timeout=20_000)  # the page says so by itself
    assert words["why"] in page.locator("aside").inner_text()
    assert violations(page, axe) == []


def test_without_scripts_the_page_comes_back_with_findings(comes, axe):
    words, page = WORDS["fr"], comes("fr", java_script_enabled=False)
    open_file(page, words)
    page.get_by_role("button", name=words["write"]).click()
    page.locator("#id_text").fill(words["poor"])
    page.locator("[name=check]").click()

    expect(page.locator("#margin a[href$='/W103/']").first).to_be_visible()
    assert page.locator("#id_text").input_value() == words["poor"]


def test_somebody_left_in_peace_is_not_written_to_and_the_page_says_why(comes, posted):
    page = comes("fr")
    page.goto(f"{SPACE}people/new/")
    page.locator("[name=name]").fill("Nadège Paisible")
    page.locator("main form.fields .btn-primary").click()
    contact = page.url.rstrip("/").rsplit("/", 1)[-1]
    posted.run(
        "from django.utils import timezone; from entregent.contacts.models import Contact; "
        "from entregent.contacts.actions import leave_in_peace; from entregent.accounts.permissions import SYSTEM; "
        f"leave_in_peace(Contact.objects.get(pk={contact}), by=SYSTEM, now=timezone.now())"
    )
    page.goto(f"{SPACE}messages/to/{contact}/may/?topic=compost")
    expect(page.locator("#may .state.is-blocked").first).to_be_visible()
    expect(page.locator("#may a[href$='/P101/']")).to_be_visible()


THEIRS = {
    "fr": {
        "calm": "Vous n’avez rien à faire",
        "see": "Voir ce qui est gardé sur moi",
        "correct": "Corriger",
        "send": "Envoyer à l’équipe",
        "not": "Surtout pas de cela",
        "object": "Ne m’écrivez plus",
        "erase": "Demander mon effacement",
        "yes": "Oui, effacez-moi",
        "asks": "demande l’effacement",
        "answer": "Répondre",
        "accepted": "C’est accepté",
        "wrong": "demande une correction",
        "mended": "C’est corrigé",
    },
    "en": {
        "calm": "There is nothing you need to do",
        "see": "See what is kept about me",
        "correct": "Correct this",
        "send": "Send to the team",
        "not": "Please not about this",
        "object": "Do not write to me any more",
        "erase": "Ask to be erased",
        "yes": "Yes, erase me",
        "asks": "asks to be erased",
        "answer": "Answer",
        "accepted": "It is accepted",
        "wrong": "asks for something to be corrected",
        "mended": "It is corrected",
    },
}


def tell_the_first(page: Page, posted: Product, language: str) -> tuple[str, str, str]:
    """Write to the first of those to be told, in a language; their name, number and address."""
    page.goto(f"{SPACE}people/privacy/to-tell/")
    name = page.locator("[name=contact] ~ * label").first.inner_text()
    contact = page.locator("[name=contact]").first.get_attribute("value")
    address = posted.run(
        "from entregent.contacts.models import Contact, Fact; "
        f"Contact.objects.filter(pk={contact}).update(language='{language}'); "
        f"print(Fact.objects.get(contact={contact}, kind='email', ended_at=None).value)"
    ).splitlines()[-1]
    for one in page.locator("[name=contact]").all()[1:]:
        one.uncheck()
    page.locator("[name=deed][value=write]").click()
    return name, str(contact), address


def opened_page(page: Page, posted: Product, letter: str, language: str) -> Page:
    """Their page as they open it from the letter, on a telephone, strangers to the product."""
    locale = {"fr": "fr-FR", "en": "en-GB"}[language]
    theirs = page.context.browser.new_context(locale=locale, viewport=PHONE).new_page()
    theirs.goto(posted.address + "/person/" + letter.partition("/person/")[2].split()[0])
    return theirs


def exported(page: Page, form: str) -> str:
    """Everybody, as a file, those left in peace as well."""
    page.goto(f"{SPACE}people/export/")
    page.locator(f"[name=form][value={form}]").check()
    page.locator("[name=reason]").fill("Journée portes ouvertes")
    page.locator("[name=with_peace]").check()
    with page.expect_download() as coming:
        page.locator("main form.fields .btn-primary").click()
    return coming.value.path().read_text("utf-8-sig")


def answer(page: Page, name: str, asks: str, button: str, axe: str | None = None) -> None:
    """Do what somebody asks, from Today."""
    page.goto(f"{SPACE}today/")
    page.locator(".entry", has_text=f"{name} {asks}").get_by_role("link", name=button).click()
    assert axe is None or violations(page, axe) == []
    page.locator("[name=deed][value=do]").click()


def is_not_approached(page: Page, contact: str, topic: str, code: str) -> None:
    """The question of an approach is answered by a no that says which rule speaks."""
    page.goto(f"{SPACE}messages/to/{contact}/may/?topic={topic}")
    expect(page.locator("#may .state.is-blocked").first).to_be_visible(timeout=60_000)
    expect(page.locator(f"#may a[href$='/{code}/']")).to_be_visible()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_somebody_is_told_reads_corrects_refuses_objects_leaves_and_is_erased(comes, posted, mail, axe, language):
    """The notice, its link, what they say, an approach that is blocked, Today, our answer, then nothing of them."""
    words, page = THEIRS[language], comes(language, viewport=DESKTOP)
    name, contact, address = tell_the_first(page, posted, language)
    letter = text_of(mail.next_letter(address, 1))
    assert words["calm"] in letter
    theirs = opened_page(page, posted, letter, language)
    expect(theirs.get_by_text(name)).to_have_count(0)
    theirs.get_by_role("button", name=words["see"]).click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text(name)
    theirs.get_by_role("link", name=words["correct"]).first.click()
    theirs.locator("#id_words").fill(f"Mon nom s’écrit {name}-Vauquelin.")
    theirs.get_by_role("button", name=words["send"]).click()
    page.goto(f"{SPACE}people/{contact}/edit/")
    name = f"{name}-Vauquelin"
    page.locator("[name=name]").fill(name)
    page.locator("main form.fields .btn-primary").click()
    answer(page, name, words["wrong"], words["answer"])
    assert words["mended"] in text_of(mail.next_letter(address, 2))
    theirs.reload()
    expect(theirs.get_by_role("heading", level=1)).to_have_text(name)

    theirs.locator("#id_topic").fill("golf")
    theirs.get_by_role("button", name=words["not"]).click()
    expect(theirs.locator("#done")).to_be_visible()
    is_not_approached(page, contact, "golf", "B103")
    theirs.get_by_role("button", name=words["object"]).click()
    expect(theirs.locator("#done")).to_be_visible()
    is_not_approached(page, contact, "compost", "P101")

    theirs.get_by_role("link", name=words["erase"]).click()
    theirs.get_by_role("button", name=words["yes"]).click()
    answer(page, name, words["asks"], words["answer"], axe)
    assert words["accepted"] in text_of(mail.next_letter(address, 3))
    for _ in range(60):  # the worker erases within the minute
        page.goto(f"{SPACE}people/?q={name.replace(' ', '+')}")
        if not page.locator("main a", has_text=name).count():
            break
        page.wait_for_timeout(2_000)
    for place in (f"find/?q={name.replace(' ', '+')}", "messages/", "settings/history/", "today/"):
        page.goto(f"{SPACE}{place}")
        expect(page.locator("main a, main li", has_text=name)).to_have_count(0)
    for form in ("csv", "vcf"):
        told = exported(page, form)
        assert "@" in told
        assert name not in told
        assert address not in told
    theirs.reload()
    expect(theirs.get_by_text(name)).to_have_count(0)
    theirs.context.close()
