"""The address book of a device, with many people in it: `python -m benchmarks.address_book [--json] [--people N]`.

Made-up people, each with an e-mail address and half a telephone, in SQLite; the book is asked as devices ask, in this process.
The room it needs is asked of the system at the end: an answer that grows with the number of people would show there.
"""

import argparse
import base64
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from benchmarks.people import timed
from benchmarks.rows import Row, all_met, at_most, figure, print_rows

BOOK = "/dav/books/les-amis-du-tri/"
SYNC = (
    '<D:sync-collection xmlns:D="DAV:"><D:sync-token>{}</D:sync-token><D:prop><D:getetag/></D:prop></D:sync-collection>'
)
MARKS = '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>'
STATE = '<D:propfind xmlns:D="DAV:" xmlns:S="http://calendarserver.org/ns/"><D:prop><S:getctag/></D:prop></D:propfind>'
GET = (
    '<C:addressbook-multiget xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav">'
    "<D:prop><D:getetag/><C:address-data/></D:prop>{}</C:addressbook-multiget>"
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.address_book", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--people", type=int, default=100_000, help="people in the book")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="entregent-book-") as home:
        os.environ |= {"ENTREGENT_HOME": home, "DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
        rows = list(measured(asked.people))
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def measured(people: int) -> Iterator[Row]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from entregent.accounts.actions import open_workspace
    from entregent.accounts.models import User
    from entregent.contacts.actions.books import open_book

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    alice = User.objects.create_user("alice@example.org", name="Alice")
    workspace = open_workspace("Les Amis du tri", owner=alice)
    keys = prepared(workspace, people)
    _book, secret = open_book(workspace.memberships.get(), device="Essai", reason="Mesure", now=timezone.now())
    shown = base64.b64encode(f"alice@example.org:{secret}".encode()).decode()
    client = Client(headers={"authorization": f"Basic {shown}"})

    def ask(method: str, body: str, depth: str = "0") -> int:
        answer = client.generic(method, BOOK, body, content_type="application/xml", headers={"depth": depth})
        assert answer.status_code == 207, answer.content
        return sum(len(piece) for piece in answer.streaming_content)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    subject = f"{people} people"
    ask("PROPFIND", STATE)
    for name, bound, method, body, depth in (
        ("whether anything changed (getctag)", 1.0, "PROPFIND", STATE, "0"),
        ("the mark of every card (PROPFIND)", 30.0, "PROPFIND", MARKS, "1"),
        ("the first sync, marks alone", 30.0, "REPORT", SYNC.format(""), "0"),
        ("100 cards (multiget)", 1.0, "REPORT", GET.format("".join(f"<D:href>{BOOK}{pk}.vcf</D:href>" for pk in keys)), "0"),
        ("every card (addressbook-query)", 120.0, "REPORT", GET.format("").replace("multiget", "query"), "0"),
    ):  # fmt: skip
        wall, cpu = timed(lambda method=method, body=body, depth=depth: ask(method, body, depth))  # type: ignore[misc]
        yield at_most(bound, name, subject, wall, "s")
        yield figure(f"{name}, CPU", subject, cpu, "s")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    yield at_most(200.0, "room that all of it took more", subject, grown, "MB")


def prepared(workspace: Any, people: int) -> list[int]:
    """Have so many contacts made by a process of its own, whose room is not ours; the numbers of some."""
    from django.db import connections

    connections.close_all()
    maker = os.fork()
    if maker == 0:
        known(workspace, people)
        os._exit(0)
    _pid, status = os.waitpid(maker, 0)
    assert status == 0
    return list(workspace.contacts.order_by("pk").values_list("pk", flat=True)[:100])


def known(workspace: Any, people: int) -> None:
    """So many contacts, each with an address or two."""
    from django.utils import timezone

    from entregent.contacts.models import Contact, Fact

    named = (Contact(workspace=workspace, name=f"Personne {n}", sort_name=f"personne {n:06}") for n in range(people))
    made = Contact.objects.bulk_create(named, batch_size=2000)
    today = timezone.localdate()
    facts = [
        Fact(contact=one, kind=kind, value=value, key=value, how=Fact.How.NOTED, learned_on=today)
        for number, one in enumerate(made)
        for kind, value in ((Fact.Kind.EMAIL, f"p{number}@example.org"), (Fact.Kind.PHONE, f"+336{number:08}"))[: 1 + number % 2]
    ]  # fmt: skip
    Fact.objects.bulk_create(facts, batch_size=2000)


if __name__ == "__main__":
    sys.exit(main())
