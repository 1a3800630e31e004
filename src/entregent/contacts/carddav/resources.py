"""What stands at each address of the address book, and its properties. RFC 4918, 5397, 6352, 6578."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from xml.sax.saxutils import escape

from django.urls import reverse

from entregent.contacts.book_models import AddressBook
from entregent.contacts.carddav.members import state, token_now
from entregent.contacts.carddav.xml import CARD, DAV, SERVER, Found, Name, element, href

LARGEST_CARD = 1_000_000  # octets, more than any of ours
REPORTS = ((CARD, "addressbook-multiget"), (CARD, "addressbook-query"), (DAV, "sync-collection"))


@dataclass(frozen=True)
class Addresses:
    """Addresses of one workspace's book."""

    slug: str

    @cached_property
    def book(self) -> str:
        return reverse("carddav:book", args=[self.slug])

    def card(self, pk: int) -> str:
        return f"{self.book}{pk}.vcf"

    def number_in(self, address: str) -> int:
        """The number of the contact whose card stands there; 0, which none has, for any other address."""
        name = address.removeprefix(self.book).removesuffix(".vcf")
        is_card = address.startswith(self.book) and address.endswith(".vcf")
        return int(name) if is_card and name.isascii() and name.isdecimal() and len(name) < 19 else 0


def of_root(book: AddressBook) -> dict[Name, str]:
    return {**_around(book), (DAV, "resourcetype"): element((DAV, "collection")), (DAV, "displayname"): "Entregent"}


def of_principal(book: AddressBook) -> dict[Name, str]:
    """Whose device it is."""
    home = href(reverse("carddav:home"))
    return {
        **_around(book),
        (DAV, "resourcetype"): element((DAV, "principal")),
        (DAV, "displayname"): escape(str(book.member.user)),
        (CARD, "addressbook-home-set"): home,
    }


def of_home(book: AddressBook) -> dict[Name, str]:
    return {**_around(book), (DAV, "resourcetype"): element((DAV, "collection")), (DAV, "displayname"): "Entregent"}


def of_book(book: AddressBook, now: datetime) -> dict[Name, str]:
    workspace = book.member.workspace
    reports = "".join(_report(name) for name in REPORTS)
    kind = '<C:address-data-type content-type="text/vcard" version="3.0"/>'
    return {
        **_around(book),
        (DAV, "resourcetype"): element((DAV, "collection")) + element((CARD, "addressbook")),
        (DAV, "displayname"): escape(workspace.name),
        (CARD, "addressbook-description"): escape(workspace.name),
        (CARD, "supported-address-data"): kind,
        (CARD, "max-resource-size"): str(LARGEST_CARD),
        (DAV, "supported-report-set"): reports,
        (SERVER, "getctag"): state(workspace),
        (DAV, "sync-token"): token_now(now),
    }


def of_card(mark: str, card: str | None = None) -> Found:
    """card: only where it is asked for in a report."""
    told: dict[Name, str] = {
        (DAV, "resourcetype"): "",
        (DAV, "getetag"): escape(mark),
        (DAV, "getcontenttype"): "text/vcard; charset=utf-8",
    }
    return told if card is None else {**told, (CARD, "address-data"): escape(card)}


def _around(book: AddressBook) -> dict[Name, str]:
    principal = href(reverse("carddav:principal"))
    read = "".join(
        element((DAV, "privilege"), element((DAV, one))) for one in ("read", "read-current-user-privilege-set")
    )
    return {
        (DAV, "current-user-principal"): principal,
        (DAV, "principal-URL"): principal,
        (DAV, "owner"): principal,
        (DAV, "current-user-privilege-set"): read,
    }


def _report(name: Name) -> str:
    return element((DAV, "supported-report"), element((DAV, "report"), element(name)))
