"""The people known as an address book: read by a real client (vdirsyncer), and asked as the standards say."""

import base64
from datetime import timedelta

import pytest
import vobject
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from entregent.accounts.actions import change_role
from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Role
from entregent.contacts.actions import (
    Identity,
    keep_contact,
    leave_in_peace,
    lift_peace,
    note_fact,
    put_away,
    take_back,
)
from entregent.contacts.actions.books import close_book, open_book
from entregent.contacts.actions.facts import Source
from entregent.contacts.models import AddressBook, Contact, Fact
from entregent.history.models import Entry
from tests.services.syncing import Syncing

pytestmark = pytest.mark.django_db
SPACES = {"D": "DAV:", "C": "urn:ietf:params:xml:ns:carddav", "S": "http://calendarserver.org/ns/"}
BOOK = "/dav/books/les-amis-du-tri/"


def somebody(people, name="Fatou Diop", **said):
    contact = keep_contact(people.workspace, Identity(name, tags=("presse",)), by=people.alice)
    for kind, value in said.items():
        note(people, contact, kind, value)
    return contact


def note(people, contact, kind, value):
    source = Source(Fact.How.SAID, timezone.localdate())
    return note_fact(contact, kind=kind, value=value, source=source, by=people.alice, now=timezone.now())


def opened(people, user=None):
    member = people.workspace.memberships.get(user=user or people.alice)
    return open_book(member, device="Téléphone d’Alice", reason="Salon de juin", now=timezone.now())


@pytest.fixture
def device(people, client):
    """Asks as a device of Alice's does."""
    cache.clear()
    _book, secret = opened(people)

    def ask(method, address, body="", *, user="alice@example.org", password=secret, depth="0", **headers):
        shown = base64.b64encode(f"{user}:{password}".encode()).decode()
        return client.generic(
            method, address, body, content_type="application/xml",
            headers={"authorization": f"Basic {shown}", "depth": depth, **headers},
        )  # fmt: skip

    return ask


def told(answer):
    """What each address has, by property."""
    assert answer.status_code == 207, answer.content
    root = etree.fromstring(b"".join(answer.streaming_content))
    found = {}
    for one in root.findall("D:response", SPACES):
        props = {}
        for stat in one.findall("D:propstat", SPACES):
            if "200" in stat.findtext("D:status", namespaces=SPACES):
                props = {etree.QName(prop).localname: prop for prop in stat.find("D:prop", SPACES)}
        found[one.findtext("D:href", namespaces=SPACES)] = props or one.findtext("D:status", namespaces=SPACES)
    return found, root.findtext("D:sync-token", namespaces=SPACES)


def props(*names):
    inside = "".join(f"<{name}/>" for name in names)
    return f'<D:propfind xmlns:D="DAV:" xmlns:C="{SPACES["C"]}" xmlns:S="{SPACES["S"]}"><D:prop>{inside}</D:prop></D:propfind>'


def sync(token="", names="<D:getetag/>"):
    return (
        f'<D:sync-collection xmlns:D="DAV:"><D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>'
        f"<D:prop>{names}</D:prop></D:sync-collection>"
    )


def read_by(client):
    cards = [vobject.readOne(text) for text in client.texts()]
    return {card.fn.value: card for card in cards}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_real_client_reads_the_book_and_follows_its_changes(people, live_server, tmp_path):
    fatou = somebody(people, "Fatou Diop", email="fatou@example.org", phone="01 42 00 00 00", note="Tient au calme")
    marc = somebody(people, "Marc & Cie", site="https://marc.example")
    quiet = somebody(people, "Zoé", email="zoe@example.org")
    book, secret = opened(people)
    storage = {
        "type": "carddav", "url": f"{live_server.url}/", "username": "alice@example.org", "password": secret,
    }  # fmt: skip
    client = Syncing(tmp_path, storage=storage, suffix=".vcf", collections='["from a"]')  # by /.well-known/carddav
    client.run("discover")
    client.run("sync")
    first = read_by(client)
    assert set(first) == {"Fatou Diop", "Marc & Cie", "Zoé"}
    assert first["Fatou Diop"].email.value == "fatou@example.org"
    assert "Tient au calme" not in first["Fatou Diop"].serialize()
    note(people, fatou, Fact.Kind.EMAIL, "fatou@radio.example")
    put_away(marc, by=people.alice, now=timezone.now())
    leave_in_peace(quiet, by=people.alice, now=timezone.now())
    client.run("sync")
    second = read_by(client)
    assert set(second) == {"Fatou Diop", "Zoé"}
    assert {one.value for one in second["Fatou Diop"].email_list} == {"fatou@example.org", "fatou@radio.example"}
    assert second["Fatou Diop"].uid.value == first["Fatou Diop"].uid.value
    assert not hasattr(second["Zoé"], "email")
    take_back(marc, by=people.alice)
    client.run("sync")
    assert set(read_by(client)) == {"Fatou Diop", "Marc & Cie", "Zoé"}
    book.refresh_from_db()
    assert book.asked_at
    close_book(book, by=book.member, now=timezone.now())
    with pytest.raises(AssertionError, match="401"):
        client.run("sync")


def test_a_device_finds_its_way_from_the_name_of_the_machine(device, people):
    answer = device("PROPFIND", "/.well-known/carddav")
    assert (answer.status_code, answer.url) == (301, "/dav/")
    root, _ = told(device("PROPFIND", "/dav/", props("D:current-user-principal", "D:resourcetype")))
    assert root["/dav/"]["current-user-principal"][0].text == "/dav/me/"
    me, _ = told(device("PROPFIND", "/dav/me/", props("C:addressbook-home-set", "D:displayname")))
    assert me["/dav/me/"]["addressbook-home-set"][0].text == "/dav/books/"
    assert me["/dav/me/"]["displayname"].text == "Alice"
    home, _ = told(device("PROPFIND", "/dav/books/", props("D:resourcetype", "D:displayname"), depth="1"))
    assert list(home) == ["/dav/books/", BOOK]
    kinds = [etree.QName(one).localname for one in home[BOOK]["resourcetype"]]
    assert kinds == ["collection", "addressbook"]
    assert device("OPTIONS", BOOK)["DAV"] == "1, 3, addressbook"


def test_the_book_says_what_it_can_and_has_a_mark_for_each_card(device, people):
    fatou = somebody(people)
    asked = props(
        "S:getctag", "D:sync-token", "D:supported-report-set", "C:supported-address-data", "D:getetag", "D:nothing"
    )
    found, _ = told(device("PROPFIND", BOOK, asked, depth="1"))
    reports = {etree.QName(one).localname for one in found[BOOK]["supported-report-set"].iter()}
    assert {"addressbook-multiget", "addressbook-query", "sync-collection"} <= reports
    assert found[BOOK]["supported-address-data"][0].get("version") == "3.0"
    assert "nothing" not in found[BOOK]
    assert set(found[f"{BOOK}{fatou.pk}.vcf"]) == {"getetag"}
    everything, _ = told(device("PROPFIND", BOOK))
    assert {"displayname", "getctag"} <= set(everything[BOOK])


def test_a_card_is_read_once_until_it_changes(device, people):
    fatou = somebody(people, email="fatou@example.org")
    address = f"{BOOK}{fatou.pk}.vcf"
    card = device("GET", address)
    read = vobject.readOne(card.content.decode())
    assert (read.email.value, read.fn.value, read.n.value.given) == ("fatou@example.org", "Fatou Diop", "Fatou Diop")
    assert Contact.objects.get().given_name == ""
    assert device("GET", address, **{"if-none-match": card["ETag"]}).status_code == 304
    note(people, fatou, Fact.Kind.PHONE, "01 42 00 00 00")
    assert device("GET", address, **{"if-none-match": card["ETag"]}).status_code == 200
    assert device("GET", f"{BOOK}9999.vcf").status_code == 404


@pytest.mark.parametrize("change", ["fact", "away", "back", "peace", "lifted"])
def test_whatever_changes_a_card_changes_the_marks_and_is_told_to_who_follows(device, people, change):
    fatou, marc = somebody(people), somebody(people, "Marc")
    now = timezone.now()
    if change == "back":
        put_away(fatou, by=people.alice, now=now)
    peace = leave_in_peace(fatou, by=people.alice, now=now) if change == "lifted" else None
    Contact.objects.update(changed_at=now - timedelta(days=1))
    Contact.objects.exclude(removed_at=None).update(removed_at=now - timedelta(days=1))
    before, token = told(device("REPORT", BOOK, sync()))
    ctag = told(device("PROPFIND", BOOK, props("S:getctag")))[0][BOOK]["getctag"].text
    if change == "fact":
        note(people, fatou, Fact.Kind.EMAIL, "fatou@example.org")
    elif change == "away":
        put_away(fatou, by=people.alice, now=timezone.now())
    elif change == "back":
        take_back(fatou, by=people.alice)
    elif change == "peace":
        leave_in_peace(fatou, by=people.alice, now=timezone.now())
    else:
        lift_peace(peace, by=people.alice, now=timezone.now(), reason="Elle a rappelé")
    assert told(device("PROPFIND", BOOK, props("S:getctag")))[0][BOOK]["getctag"].text != ctag
    after, _ = told(device("REPORT", BOOK, sync(token)))
    address = f"{BOOK}{fatou.pk}.vcf"
    assert f"{BOOK}{marc.pk}.vcf" not in after
    if change == "away":
        assert after == {address: "HTTP/1.1 404 Not Found"}
    else:
        assert list(after) == [address]
        assert change == "back" or after[address]["getetag"].text != before[address]["getetag"].text


def test_a_token_that_we_never_gave_asks_to_begin_anew(device, people):
    for token in ("urn:entregent:since:1", "urn:entregent:since:99999999999", "x"):
        answer = device("REPORT", BOOK, sync(token))
        assert answer.status_code == 403
        assert b"valid-sync-token" in answer.content


def test_several_cards_at_once_and_those_that_are_not_there(device, people):
    fatou, marc = somebody(people), somebody(people, "Marc <& Cie>")
    elsewhere = keep_contact(people.elsewhere, Identity("Secret"), by=people.charlie)
    hrefs = [f"{BOOK}{one.pk}.vcf" for one in (fatou, marc, elsewhere)]
    hrefs += ["/dav/books/ailleurs/1.vcf", f"{BOOK}x.vcf"]
    body = (
        f'<C:addressbook-multiget xmlns:D="DAV:" xmlns:C="{SPACES["C"]}"><D:prop><D:getetag/><C:address-data/></D:prop>'
    )
    body += "".join(f"<D:href>{one}</D:href>" for one in hrefs) + "</C:addressbook-multiget>"
    found, _ = told(device("REPORT", BOOK, body))
    assert vobject.readOne(found[hrefs[1]]["address-data"].text).fn.value == "Marc <& Cie>"
    assert [found[one] for one in hrefs[2:]] == ["HTTP/1.1 404 Not Found"] * 3


@pytest.mark.parametrize(
    ("inside", "names"),
    [
        ("", {"Fatou Diop", "Marc"}),
        ('<C:prop-filter name="FN"><C:text-match>DIÔP</C:text-match></C:prop-filter>', {"Fatou Diop"}),
        ('<C:prop-filter name="EMAIL"><C:text-match>marc@</C:text-match></C:prop-filter>', {"Marc"}),
        ('<C:prop-filter name="FN"><C:is-not-defined/></C:prop-filter>', None),
        ('<C:prop-filter name="NOTE"><C:text-match>x</C:text-match></C:prop-filter>', None),
    ],
)
def test_words_find_people(device, people, inside, names):
    somebody(people), somebody(people, "Marc", email="marc@example.org")
    query = f'<C:addressbook-query xmlns:D="DAV:" xmlns:C="{SPACES["C"]}"><D:prop><C:address-data/></D:prop>'
    query += f"<C:filter>{inside}</C:filter></C:addressbook-query>"
    answer = device("REPORT", BOOK, query)
    if names is None:
        assert (answer.status_code, b"supported-filter" in answer.content) == (403, True)
    else:
        assert {vobject.readOne(one["address-data"].text).fn.value for one in told(answer)[0].values()} == names


@pytest.mark.parametrize("method", ["PUT", "DELETE", "MKCOL", "PROPPATCH", "POST", "MOVE", "LOCK"])
def test_nothing_is_written(device, people, method):
    fatou = somebody(people)
    answer = device(method, f"{BOOK}{fatou.pk}.vcf", "BEGIN:VCARD")
    assert answer.status_code == 403
    assert b"need-privileges" in answer.content
    assert "n’est qu’en lecture" in answer.content.decode()
    assert Contact.objects.get().removed_at is None


def test_only_the_password_of_the_device_of_somebody_who_may_export_opens_it(device, people, client):
    fatou = somebody(people)
    address = f"{BOOK}{fatou.pk}.vcf"
    assert client.get(address).status_code == 401
    assert "Basic" in client.get(address)["WWW-Authenticate"]
    assert device("GET", address, password="une phrase assez longue").status_code == 401
    assert device("GET", address, user="bob@example.org").status_code == 401
    assert device("GET", address, user=" ALICE@example.org").status_code == 200
    client.force_login(people.alice)
    assert client.get(address).status_code == 401  # a session opens no book
    change_role(people.workspace.memberships.get(user=people.bob), role=Role.OWNER, by=people.alice)
    change_role(people.workspace.memberships.get(user=people.alice), role=Role.CONDUCTOR, by=people.bob)
    refused = device("PROPFIND", BOOK, depth="1")
    assert refused.status_code == 403
    assert b"Fatou" not in refused.content


def test_a_book_opens_its_own_workspace_alone(device, people):
    secret = keep_contact(people.elsewhere, Identity("Secret"), by=people.charlie)
    for method in ("GET", "PROPFIND", "REPORT"):
        assert device(method, "/dav/books/ailleurs/", sync() if method == "REPORT" else "").status_code == 404
    assert device("GET", f"/dav/books/ailleurs/{secret.pk}.vcf").status_code == 404
    assert device("GET", f"{BOOK}{secret.pk}.vcf").status_code == 404


def test_guesses_are_counted_and_the_real_password_still_opens(device, people):
    answers = [device("PROPFIND", BOOK, password=f"devinette {n}").status_code for n in range(62)]
    assert answers[0] == 401
    assert answers[-1] == 429
    assert device("PROPFIND", BOOK).status_code == 207


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("<D:propfind", 400),
        ('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', 400),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', 400),
        ("<x>" + "y" * 5_000_000 + "</x>", 413),
    ],
)
def test_bad_questions_are_refused_in_words(device, people, body, status):
    answer = device("REPORT", BOOK, body)
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/plain")


def test_those_left_in_peace_keep_their_name_alone_and_a_topic_says_itself(device, people):
    zoe = somebody(people, "Zoé", email="zoe@example.org", phone="01 42 00 00 00")
    fatou = somebody(people, email="fatou@example.org")
    leave_in_peace(zoe, by=people.alice, now=timezone.now())
    leave_in_peace(fatou, topic="vélo", by=people.alice, now=timezone.now())
    card = device("GET", f"{BOOK}{zoe.pk}.vcf").content.decode()
    assert "zoe@" not in card
    assert "TEL" not in card
    assert "ne pas contacter" in card.lower()
    card = device("GET", f"{BOOK}{fatou.pk}.vcf").content.decode()
    assert "fatou@example.org" in card
    assert "vélo" in card


def test_a_device_is_added_for_a_reason_its_password_shown_once_and_kept_as_a_hash(people, client):
    client.force_login(people.alice)
    page = reverse("contacts:books", args=[people.workspace.slug])
    assert client.post(page, {"device": "Téléphone"}).status_code == 422
    shown = client.post(page, {"device": "Téléphone", "reason": "Salon"}, follow=True).content.decode()
    secret = shown.split('<code class="secret">')[3].split("<")[0]
    book = AddressBook.objects.get()
    assert len(secret) > 40
    assert secret not in (book.secret_hash, book.device, book.reason)
    assert secret not in client.get(page).content.decode()
    entry = Entry.objects.get(event="contacts.book_opened")
    assert entry.facts == {"reason": "Salon"}
    client.post(reverse("contacts:close_book", args=[people.workspace.slug, book.pk]))
    book.refresh_from_db()
    assert book.closed_at
    assert Entry.objects.filter(event="contacts.book_closed").count() == 1


def test_whoever_may_not_export_adds_none_and_whoever_looks_after_the_team_closes_any(people, client):
    with pytest.raises(NotAllowedError):
        opened(people, people.bob)
    book, _secret = opened(people)
    bob = people.workspace.memberships.get(user=people.bob)
    with pytest.raises(NotAllowedError):
        close_book(book, by=bob, now=timezone.now())
    change_role(bob, role=Role.LEAD, by=people.alice)
    client.force_login(people.bob)
    page = reverse("contacts:books", args=[people.workspace.slug])
    assert "Téléphone d’Alice" in client.get(page).content.decode()
    client.post(reverse("contacts:close_book", args=[people.workspace.slug, book.pk]))
    assert "Téléphone d’Alice" not in client.get(page).content.decode()
