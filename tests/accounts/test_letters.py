"""Letters through a real server: two forms of one text, in the reader's language; a server that fails is said, once."""

import logging

import pytest
from django.test import Client

from entregent.accounts.letters import can_send, send_letter
from tests.people import PASSWORD
from tests.ports import free_port
from tests.services.mail import SENDER, text_of

TOLD = {"url": "https://entregent.example.org/log-in/abc/", "name": "Alice"}


def send(**changes):
    return send_letter("accounts/link", **({"to": "alice@example.org", "language": "fr", "context": TOLD} | changes))


@pytest.mark.parametrize(
    ("language", "hello"), [("fr", "Bonjour Alice,"), ("en", "Hello Alice,"), ("", "Bonjour Alice,")]
)
def test_a_letter_says_the_same_twice_in_the_readers_language(letterbox, language, hello):
    assert send(language=language)
    letter = letterbox.next_letter()
    assert (letter["From"], letter["To"]) == (SENDER, "alice@example.org")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@example.org>")
    text, html = text_of(letter), text_of(letter, "html")
    assert text.startswith(hello)
    for paragraph in filter(None, text.splitlines()):
        assert paragraph.replace("\u202f", " ") in html.replace("\u202f", " ")
    assert '<a href="https://entregent.example.org/log-in/abc/"' in html


def test_a_letter_fetches_nothing_and_tells_nothing(letterbox):
    send()
    html = text_of(letterbox.next_letter(), "html")
    assert not any(tag in html for tag in ("<img", "<script", "<link", "url(", "background="))
    assert html.count("http") == 2, "the link and its text, and nothing else"


def test_what_people_wrote_never_becomes_a_link_or_a_header(letterbox):
    forged = "Alice\n\nhttps://evil.example/\n\nBcc: bob@example.org <b>x</b>"
    assert send(context=TOLD | {"name": forged})
    letter = letterbox.next_letter()
    assert letter["Bcc"] is None
    html = text_of(letter, "html")
    assert 'href="https://evil' not in html
    assert "<b>" not in html


def test_a_server_that_is_down_loses_the_letter_and_says_so(letterbox, settings, caplog):
    settings.EMAIL_PORT = free_port()
    assert not send()
    assert "ConnectionRefusedError" in caplog.text


def test_a_server_that_refuses_is_written_down_without_what_it_says(letterbox, caplog):
    letterbox.refuses = "554 5.7.1 no letters for alice@example.org"
    with caplog.at_level(logging.WARNING):
        assert not send()
    assert "SMTPDataError 554" in caplog.text
    assert "alice" not in caplog.text


def test_without_a_server_nothing_is_sent():
    assert not can_send()
    assert not send()


@pytest.mark.django_db
def test_a_refused_notice_does_not_break_what_it_tells_of(people, letterbox):
    letterbox.refuses = "451 try later"
    client = Client()
    client.post("/log-in/", {"email": "alice@example.org", "password": PASSWORD})
    assert client.post("/account/password/", {"password": "une autre phrase, plus longue"}).url == "/account/"
