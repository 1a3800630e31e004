"""A letter out of an .eml file: when, between whom, about what, and what its sender wrote; nothing else of it is kept."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser

from entregent.core.errors import EntregentError
from entregent.core.text import fold

LARGEST = 10_000_000  # bytes, attachments included
LONGEST = 2000  # characters kept of what the sender wrote
QUOTED = re.compile(
    r"^\s*(?:>|-{2,}\s*(?:original message|message d['’]origine|message transféré|forwarded message)"
    r"|(?:le|on)\b.{5,200}(?:a écrit|wrote)\s*:?\s*$|(?:de|from)\s*:\s.*@|_{10,}\s*$|--\s*$)",
    re.IGNORECASE,
)
SKIPPED = {"script", "style", "head", "title", "blockquote"}
BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3"}


class NotALetterError(EntregentError):
    """The file is no letter, or too large. reason: "size", "letter" or "date"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Letter:
    """at: aware. sender, recipients: addresses, folded. text: the sender's own words: no quotation, no signature."""

    at: datetime
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    letter_id: str


def read_letter(content: bytes) -> Letter:
    """Read an .eml file. Raises NotALetterError."""
    if len(content) > LARGEST:
        raise NotALetterError("size")
    message = message_from_bytes(content, policy=policy.default)
    try:
        sender, recipients = _addresses(message, "from"), _addresses(message, "to", "cc")
        subject, letter_id = str(message["subject"] or ""), str(message["message-id"] or "")
        dated = str(message["date"] or "")
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise NotALetterError("letter") from error
    if len(sender) != 1 or not dated:
        raise NotALetterError("date" if len(sender) == 1 else "letter")
    own = own_part(_text(message))
    return Letter(_date(dated), sender[0], recipients, " ".join(subject.split())[:300], own, letter_id.strip()[:400])


def own_part(text: str) -> str:
    """What the sender wrote: up to what they quote, forward, or sign with."""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if QUOTED.match(line):
            break
        kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()[:LONGEST]


def _date(written: str) -> datetime:
    try:
        at = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        raise NotALetterError("date") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _addresses(message: EmailMessage, *names: str) -> tuple[str, ...]:
    found = getaddresses([str(one) for name in names for one in message.get_all(name, [])])
    return tuple(dict.fromkeys(fold(address) for _name, address in found if "@" in address))


def _text(message: EmailMessage) -> str:
    """The text of its body, out of HTML where it has no other; "" where it cannot be read."""
    try:
        body = message.get_body(("plain", "html"))
        if body is None:
            return ""
        content = str(body.get_content())
        return _without_markup(content) if body.get_content_type() == "text/html" else content
    except (LookupError, ValueError, AttributeError, KeyError, TypeError):
        return ""


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.skips = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skips += tag in SKIPPED
        if tag in BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.skips = max(self.skips - (tag in SKIPPED), 0)

    def handle_data(self, data: str) -> None:
        if not self.skips:
            self.words.append(data)


def _without_markup(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    return "\n".join(" ".join(line.split()) for line in "".join(parser.words).split("\n"))
