"""The address book as telephones and mail programs ask for it. Whoever asks shows the password of a device, at each request."""

import base64
import binascii
from collections.abc import Callable, Iterable, Iterator
from functools import wraps

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from entregent.accounts.errors import TooManyTriesError
from entregent.accounts.permissions import Permission, permissions_of
from entregent.accounts.rates import spend
from entregent.contacts.actions.books import book_with, note_asked
from entregent.contacts.book_models import AddressBook
from entregent.contacts.carddav import members, reports, xml
from entregent.contacts.carddav.resources import Addresses, of_book, of_card, of_home, of_principal, of_root
from entregent.ui.exports import in_language

LARGEST = 5_000_000  # octets of a question: fifty thousand addresses of cards
XML = "application/xml; charset=utf-8"
WORDS = "text/plain; charset=utf-8"
READING = ("OPTIONS", "GET", "HEAD", "PROPFIND", "REPORT")
NO_WRITING = (xml.DAV, "need-privileges")
View = Callable[..., HttpResponseBase]


@csrf_exempt
def well_known(_request: HttpRequest) -> HttpResponse:
    """Where the address book stands, for a device that knows the name of the machine alone. RFC 6764."""
    return HttpResponsePermanentRedirect(reverse("carddav:root"))


def for_devices(view: View) -> View:
    """Let in whoever shows the password of a device whose owner may take people away today; nothing is ever written."""

    @csrf_exempt
    @wraps(view)
    def let_in(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        book = _who(request)
        if isinstance(book, HttpResponse):
            return book
        workspace = book.member.workspace
        with translation.override(workspace.language), timezone.override(workspace.time_zone):
            answer = _refusal(request, book) or _answer(view, request, book, *args, **kwargs)
        answer["DAV"] = "1, 3, addressbook"
        answer["Cache-Control"] = "private, no-cache"
        return answer

    return let_in


def _who(request: HttpRequest) -> AddressBook | HttpResponse:
    """The book that the password shown opens; otherwise the answer. Passwords that open nothing are counted."""
    name, secret = _shown(request)
    book = book_with(name, secret) if secret else None
    if book is not None:
        return book
    try:
        if secret:
            spend(request, {"guesses_of_devices": ""})
    except TooManyTriesError as error:
        wait = {"Retry-After": str(int(error.wait.total_seconds()) + 1)}
        return HttpResponse(_("Too many tries.") + "\n", status=429, content_type=WORDS, headers=wait)
    asks = {"WWW-Authenticate": 'Basic realm="Entregent", charset="UTF-8"'}
    said = _("The password of a device is needed: People, Address book.") + "\n"
    return HttpResponse(said, status=401, content_type=WORDS, headers=asks)


def _shown(request: HttpRequest) -> tuple[str, str]:
    """Name and password of HTTP Basic; empty where there are none that can be read. RFC 7617."""
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _colon, secret = base64.b64decode(given.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", "?"  # counted as a guess
    return name, secret


def _refusal(request: HttpRequest, book: AddressBook) -> HttpResponse | None:
    """Why nothing at all is answered, or what needs no address."""
    if Permission.EXPORT not in permissions_of(book.member):
        return _refused(NO_WRITING, _("You may no longer take people away: ask whoever looks after the workspace."))
    if request.method == "OPTIONS":
        return HttpResponse(headers={"Allow": ", ".join(READING)})
    if request.method not in READING:
        return _refused(NO_WRITING, _("This address book is only read: people are changed in Entregent."))
    note_asked(book, timezone.now())
    return None


def _answer(view: View, request: HttpRequest, book: AddressBook, *args: object, **kwargs: object) -> HttpResponseBase:
    try:
        return view(request, book, *args, **kwargs)
    except xml.UnreadableError:
        return HttpResponse(_("This is no XML that is read here.") + "\n", status=400, content_type=WORDS)
    except xml.TooLongError:
        return HttpResponse(_("This question is too long.") + "\n", status=413, content_type=WORDS)
    except reports.RefusedError as error:
        return _refused(error.condition, _("The address book does not answer this."))


@for_devices
def root(request: HttpRequest, book: AddressBook) -> HttpResponseBase:
    return _properties(request, [(reverse("carddav:root"), of_root(book))])


@for_devices
def principal(request: HttpRequest, book: AddressBook) -> HttpResponseBase:
    return _properties(request, [(reverse("carddav:principal"), of_principal(book))])


@for_devices
def home(request: HttpRequest, book: AddressBook) -> HttpResponseBase:
    there = [(reverse("carddav:home"), of_home(book))]
    if _depth(request):
        there.append((Addresses(book.member.workspace.slug).book, of_book(book, timezone.now())))
    return _properties(request, there)


@for_devices
def book(request: HttpRequest, book: AddressBook, book_slug: str) -> HttpResponseBase:
    """The book itself: its properties, its cards, or a report on them."""
    workspace = book.member.workspace
    if book_slug != workspace.slug:
        return _nothing()
    now, addresses = timezone.now(), Addresses(workspace.slug)
    if request.method == "REPORT":
        return _told(*reports.answers(xml.read(_body(request)), workspace, now))
    inside: Iterable[tuple[str, xml.Found]] = ()
    if _depth(request) and request.method == "PROPFIND":
        everybody = members.etags(members.members(workspace))
        inside = ((addresses.card(pk), of_card(mark)) for pk, mark in everybody)
    return _properties(request, [(addresses.book, of_book(book, now))], inside)


@for_devices
def card(request: HttpRequest, book: AddressBook, book_slug: str, card_id: int) -> HttpResponseBase:
    """One card: its properties, or itself."""
    workspace = book.member.workspace
    found = next(members.cards(members.members(workspace).filter(pk=card_id)), None)
    if book_slug != workspace.slug or found is None:
        return _nothing()
    _pk, mark, written = found
    if request.method not in ("GET", "HEAD"):
        return _properties(request, [(request.path, of_card(mark))])
    if mark in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": mark})
    return HttpResponse(written, content_type="text/vcard; charset=utf-8", headers={"ETag": mark})


def _properties(
    request: HttpRequest, there: Iterable[tuple[str, xml.Found]], inside: Iterable[tuple[str, xml.Found]] = ()
) -> HttpResponseBase:
    """Answer a PROPFIND about these addresses, written as they are found."""
    if request.method != "PROPFIND":
        words = _("An address book for telephones and mail programs: there is nothing to look at here.") + "\n"
        return HttpResponse(words, content_type=WORDS)
    body = _body(request)
    wanted = xml.wanted_of(xml.read(body)) if body.strip() else None
    return _told(xml.response(address, found, wanted) for about in (there, inside) for address, found in about)


def _told(responses: Iterable[str], end: str = "") -> HttpResponseBase:
    language = translation.get_language() or "en"
    written: Iterator[str] = iter(xml.multistatus(responses, end))
    return StreamingHttpResponse(in_language(written, language), status=207, content_type=XML)


def _depth(request: HttpRequest) -> bool:
    """Whether what lies inside is asked for too; infinity is one level here."""
    return request.headers.get("Depth", "0") != "0"


def _body(request: HttpRequest) -> bytes:
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise xml.TooLongError
    return bytes(body)


def _nothing() -> HttpResponse:
    return HttpResponse(_("There is nothing here.") + "\n", status=404, content_type=WORDS)


def _refused(condition: xml.Name, sentence: str) -> HttpResponse:
    return HttpResponse(xml.failure(condition, sentence), status=403, content_type=XML)
