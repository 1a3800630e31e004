"""A real mail server on loopback: what it was given is read back as messages."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from entregent.web.environment import Mail
from tests.ports import free_port

SENDER = "Entregent <entregent@example.org>"


@dataclass
class Letterbox:
    """What the server took. `refuses`: the answer to every letter, instead of taking it."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    refuses: str = ""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        if self.refuses:
            return self.refuses
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"

    @property
    def settings(self) -> Mail:
        """What settings.MAIL is when ENTREGENT_MAIL_URL names this server."""
        return Mail(host="127.0.0.1", port=self.port, user="", password="", starts_tls=False, tls=False, sender=SENDER)

    def next_letter(self, number: int = 1) -> EmailMessage:
        """Return the letter of that number, waiting for one that is on its way."""
        end = time.monotonic() + 10
        while len(self.letters) < number and time.monotonic() < end:
            time.sleep(0.01)
        assert len(self.letters) >= number, f"{len(self.letters)} letters came, not {number}"
        return self.letters[number - 1]


def text_of(letter: EmailMessage, kind: str = "plain") -> str:
    """The text of a letter, or its HTML."""
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content())


@contextmanager
def mail_server() -> Iterator[Letterbox]:
    box = Letterbox(free_port())
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    try:
        yield box
    finally:
        server.stop()
