"""Exchanges noted in seconds, and letters dropped."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from entregent.contacts.actions import Identity, keep_contact, note_fact
from entregent.contacts.actions.facts import Source
from entregent.contacts.models import Contact
from entregent.relations.actions import NobodyKnownError, note_exchange, note_letter
from entregent.relations.errors import AheadError, PastError
from entregent.relations.mail_files import NotALetterError, own_part, read_letter

pytestmark = pytest.mark.django_db
BASE = "/w/les-amis-du-tri/people/"
FRENCH = {"accept-language": "fr"}
DAY = timedelta(days=1)


@pytest.fixture
def fatou(people) -> Contact:
    return known(people, "Fatou Diop", "fatou@radio.example")


def known(people, name: str, address: str) -> Contact:
    contact = keep_contact(people.workspace, Identity(name, owner=people.bob), by=people.alice)
    said = Source("said", timezone.localdate())
    note_fact(contact, kind="email", value=address, source=said, by=people.alice, now=timezone.now())
    return contact


def letter(
    sender: str = "Fatou <Fatou@Radio.example>",
    to: str = "bob@example.org",
    *,
    at=None,
    text: str = "Oui, avec plaisir.",
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, "Re: l’atelier"
    message["Date"] = format_datetime(at or timezone.now() - 2 * DAY)
    message["Message-ID"] = "<42@radio.example>"
    message.set_content(text)
    message.add_attachment(b"secret", maintype="application", subtype="pdf", filename="contrat.pdf")
    return bytes(message)


def drop(client, *files: bytes):
    dropped = [SimpleUploadedFile(f"{n}.eml", content, "message/rfc822") for n, content in enumerate(files)]
    return client.post(f"{BASE}letters/", {"letters": dropped}, headers=FRENCH)


def test_on_a_file_a_kind_and_a_word_are_enough(people, fatou, client):
    client.force_login(people.bob)
    posted = {"manner": "message", "when": "hier 18h30", "summary": "Elle viendra."}
    assert client.post(f"{BASE}{fatou.pk}/log/", posted).status_code == 302
    noted = fatou.exchanges.get()
    local = timezone.localtime(noted.at, ZoneInfo("Europe/Paris"))
    assert (noted.side, f"{local:%H:%M}") == ("us", "18:30")
    assert local.date() == timezone.localdate() - DAY
    assert "Elle viendra." in client.get(f"{BASE}{fatou.pk}/").content.decode()


@pytest.mark.parametrize(("when", "why"), [("demain", "à venir"), ("bientôt", "ne dit aucun jour")])
def test_what_lies_ahead_or_says_no_day_is_refused_in_words_and_kept_in_the_form(people, fatou, client, when, why):
    client.force_login(people.bob)
    refused = client.post(
        f"{BASE}{fatou.pk}/log/", {"manner": "call", "when": when, "summary": "Un mot"}, headers=FRENCH
    )
    assert refused.status_code == 422
    assert why in refused.content.decode()
    assert 'value="Un mot"' in refused.content.decode()
    assert not fatou.exchanges.exists()


def test_a_letter_cannot_lie_ahead_and_a_coffee_can(people, fatou):
    now = timezone.now()
    told = {"side": "both", "at": now + DAY, "by": people.bob, "now": now}
    with pytest.raises(AheadError):
        note_exchange(fatou, manner="email", **told)
    assert note_exchange(fatou, manner="coffee", **told).pk


def test_from_today_one_name_is_enough_and_several_are_asked_about(people, fatou, client):
    client.force_login(people.bob)
    posted = {
        "who": "fatou",
        "manner": "call",
        "when": "",
        "summary": "Un atelier",
        "next": "/w/les-amis-du-tri/today/",
    }
    assert client.post(f"{BASE}log/", posted).url == "/w/les-amis-du-tri/today/"
    assert "Fatou Diop" in client.get("/w/les-amis-du-tri/today/").content.decode()
    other = known(people, "Fatou Sall", "f.sall@example.org")
    asked = client.post(f"{BASE}log/", posted)
    assert asked.status_code == 422
    assert "Fatou Sall" in asked.content.decode()
    assert fatou.exchanges.count() == 1
    assert client.post(f"{BASE}log/", posted | {"contact": other.pk}).status_code == 302
    assert other.exchanges.get().summary == "Un atelier"
    unknown = client.post(f"{BASE}log/", posted | {"who": "Zoé"}, headers=FRENCH)
    assert "Personne de connu ne répond à ce nom" in unknown.content.decode()
    assert "Un atelier" in unknown.content.decode()


def test_a_letter_is_noted_with_its_sender_once_and_without_what_is_not_needed(people, fatou, client):
    client.force_login(people.bob)
    text = "Oui, avec plaisir.\n\nLe lun. 1 juin 2026 à 10:00, Bob <bob@example.org> a écrit :\n> Viendriez-vous ?\n"
    shown = drop(client, letter(text=text)).content.decode()
    assert "Fatou Diop" in shown
    noted = fatou.exchanges.get()
    assert (noted.manner, noted.side) == ("email", "them")
    assert noted.summary == "Re: l’atelier\nOui, avec plaisir."
    assert "déjà notée" in drop(client, letter()).content.decode()
    assert fatou.exchanges.count() == 1


def test_a_letter_of_ours_is_noted_with_those_known_it_went_to_and_a_mailing_is_no_exchange(people, fatou):
    now = timezone.now()
    ours = read_letter(letter("bob@example.org", "FATOU@radio.example, inconnu@example.org"))
    (one,) = note_letter(people.workspace, ours, by=people.bob, now=now)
    assert (one.exchange.manner, one.exchange.side) == ("email", "us")
    for n in range(5):
        known(people, f"Contact {n}", f"c{n}@example.org")
    everybody = ", ".join(["fatou@radio.example", *(f"c{n}@example.org" for n in range(5))])
    many = read_letter(letter("bob@example.org", everybody).replace(b"<42@", b"<43@"))
    noted = note_letter(people.workspace, many, by=people.bob, now=now)
    assert {one.exchange.manner for one in noted} == {"mailing"}


def test_a_letter_of_another_workspace_or_of_the_future_is_refused(people, fatou):
    now = timezone.now()
    with pytest.raises(NobodyKnownError):
        note_letter(people.elsewhere, read_letter(letter()), by=people.charlie, now=now)
    with pytest.raises(PastError):
        note_letter(people.workspace, read_letter(letter(at=now + 3 * DAY)), by=people.bob, now=now)
    soon = read_letter(letter(at=now + timedelta(hours=2)))
    assert note_letter(people.workspace, soon, by=people.bob, now=now)[0].exchange.at == now


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "letter"), (b"\xff\xfe\x00PDF", "letter"), (b"x" * 10_000_001, "size"),
        (b"From: a@b.example\n\nBonjour", "date"), (b"From: a@b.example\nDate: hier\n\nBonjour", "date"),
        (b"From: a@b.example, c@d.example\nDate: Mon, 1 Jun 2026 10:00:00 +0200\n\nBonjour", "letter"),
    ],
)  # fmt: skip
def test_what_is_no_letter_is_said(content, reason):
    with pytest.raises(NotALetterError) as refused:
        read_letter(content)
    assert refused.value.reason == reason


def test_letters_of_all_kinds_are_read():
    html = (
        b"From: =?utf-8?q?Fatou_Di=C3=B3p?= <fatou@radio.example>\nDate: Mon, 1 Jun 2026 10:00:00 -0000\n"
        b"Content-Type: text/html; charset=unknown-8bit\n\n<style>p{}</style><p>Oui&nbsp;!</p><blockquote>Viens ?</blockquote>"
    )
    read = read_letter(html)
    assert read.at == datetime(2026, 6, 1, 10, tzinfo=UTC)
    assert read.text in ("Oui !", "")
    assert own_part("Merci\n-- \nFatou\n06 00") == "Merci"
    assert own_part("Bonjour,\nOn se voit mardi ?") == "Bonjour,\nOn se voit mardi ?"
    assert own_part("Yes\nOn Mon, 1 Jun 2026, Bob wrote:\n> Hi") == "Yes"


def test_a_wrong_file_is_said_and_the_others_are_noted(people, fatou, client):
    client.force_login(people.bob)
    shown = drop(client, b"not a letter", letter(), letter("zoe@example.org", "leo@example.org"))
    assert shown.status_code == 200
    words = shown.content.decode()
    assert "n’indique aucun expéditeur" in words
    assert "zoe@example.org" in words
    assert fatou.exchanges.count() == 1
    assert drop(client, b"not a letter").status_code == 422
    assert client.post(f"{BASE}letters/").status_code == 302
