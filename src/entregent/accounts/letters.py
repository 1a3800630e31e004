"""Letters to people: text and the same in simple HTML, in their language. No picture, nothing that tells they were read."""

import logging
import smtplib
import threading
from collections.abc import Mapping
from contextlib import suppress
from email.utils import make_msgid, parseaddr
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger(__name__)
FAILURES = (OSError, smtplib.SMTPException)


class Fate(StrEnum):
    """What became of a letter."""

    SENT = "sent"
    REFUSED = "refused"  # the server does not have it
    UNSURE = "unsure"  # it may have it: the connection broke


def can_send() -> bool:
    """Whether a mail server is set up (ENTREGENT_MAIL_URL)."""
    return settings.MAIL is not None


def send_letter(name: str, *, to: str, language: str, context: dict[str, Any]) -> bool:
    """Send a letter now, and return whether the server took it; False also where none is set up.

    name: "room/letter", whose text stands in room/letters/letter.txt: the subject, an empty line, paragraphs. A paragraph that is
    an address of the context, alone, becomes a link: what people wrote never does.
    language: a code, or "" for that of the installation. May take 10 seconds.
    """
    return can_send() and _send(compose(name, to=to, language=language, context=context))


def send_letter_aside(name: str, *, to: str, language: str, context: dict[str, Any]) -> None:
    """Send a letter that nobody waits for: a failure is written in the log."""
    if can_send():
        message = compose(name, to=to, language=language, context=context)
        threading.Thread(target=_send, args=(message,)).start()


def open_post() -> BaseEmailBackend | None:
    """Return a connection to the mail server, ready for a letter; None when it does not answer."""
    connection: BaseEmailBackend = get_connection()
    try:
        connection.open()
    except FAILURES as error:
        _complain(error)
        return None
    return connection


def hand_over(post: BaseEmailBackend, message: EmailMultiAlternatives | None) -> None:
    """Send the message (None: nothing) through an open connection and close it, while the caller goes on.

    Whoever watches the clock learns nothing of what was sent.
    """

    def run() -> None:
        try:
            if message:
                message.connection = post
                _send(message)
        finally:
            with suppress(*FAILURES):
                post.close()

    threading.Thread(target=run).start()


def compose(name: str, *, to: str, language: str, context: dict[str, Any]) -> EmailMultiAlternatives:
    """Return a letter ready to be sent; see send_letter."""
    room, _, letter = name.partition("/")
    context = {
        key: " ".join(one.split()) if isinstance(one, str) else one for key, one in context.items()
    }  # no forged paragraph
    with translation.override(language or settings.LANGUAGE_CODE):
        subject, _, text = render_to_string(f"{room}/letters/{letter}.txt", context).strip().partition("\n\n")
        paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]
        links = {one for one in context.values() if isinstance(one, str) and one.startswith("http")}
        framed = {"subject": subject, "paragraphs": paragraphs, "links": links, "language": translation.get_language()}
        html = render_to_string("accounts/letters/_frame.html", framed)
    return write(subject, "\n\n".join(paragraphs) + "\n", html, to=to)


def write(
    subject: str, text: str, html: str, *, to: str, headers: Mapping[str, str] = MappingProxyType({})
) -> EmailMultiAlternatives:
    """Return a letter that says the same twice, ready to be sent; for rooms whose letters have a form of their own."""
    sender = str(settings.DEFAULT_FROM_EMAIL)
    made = {
        "Auto-Submitted": "auto-generated",
        "Message-ID": make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2]),
    }
    message = EmailMultiAlternatives(" ".join(subject.split()), text, sender, [to], headers=made | dict(headers))
    message.attach_alternative(html, "text/html")
    return message


def deliver(message: EmailMultiAlternatives) -> Fate:
    """Hand a letter to the mail server, for whoever must know whether it may be handed over again. May take 10 seconds."""
    if (post := open_post()) is None:
        return Fate.REFUSED
    message.connection = post
    try:
        message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError) as error:
        _complain(error)
        return Fate.REFUSED
    except FAILURES as error:
        _complain(error)
        return Fate.UNSURE
    finally:
        with suppress(*FAILURES):
            post.close()
    return Fate.SENT


def _send(message: EmailMultiAlternatives) -> bool:
    try:
        message.send()
    except FAILURES as error:
        _complain(error)
        return False
    return True


def _complain(error: Exception) -> None:
    """Write down what kind of failure it was; what a server says may repeat addresses and passwords."""
    logger.warning("a letter did not leave: %s %s", type(error).__name__, getattr(error, "smtp_code", ""))
