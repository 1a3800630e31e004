"""Lines of lists that are about one person: taken for them, matched with them, or with an address of theirs."""

import json
from collections.abc import Sequence

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from entregent.contacts.list_models import ContactImportLine
from entregent.contacts.models import Contact, Fact
from entregent.contacts.peace import ADDRESSED

MOST_ADDRESSES = 50  # looked for in each line; nobody has more


def lines_of_person(files: Sequence[Contact]) -> list[ContactImportLine]:
    """In the order of the lists. files: all of one person. Three questions."""
    numbers = [one.pk for one in files]
    lines = ContactImportLine.objects.filter(of_import__workspace=files[0].workspace_id).select_related("of_import")
    taken = Q(contact__in=numbers) | Q(match__in=numbers) & ~Q(verdict=ContactImportLine.Verdict.SHARED)
    found = {line.pk: line for line in lines.filter(taken)}
    addresses = addresses_of(files)
    if addresses:
        said = Q()
        for _, key in sorted(addresses)[:MOST_ADDRESSES]:
            said |= Q(written__icontains=key) | Q(written__icontains=json.dumps(key)[1:-1])  # as SQLite has it
        others = lines.filter(contact=None, match=None).annotate(written=Cast("person", TextField())).filter(said)
        found |= {line.pk: line for line in others if addresses & _addresses_in(line)}
    joined = Q()
    for line in list(found.values()):
        joined |= Q(of_import=line.of_import_id, match_line=line.number, verdict=ContactImportLine.Verdict.JOIN)
    found |= {line.pk: line for line in lines.filter(joined)} if joined else {}
    return sorted(found.values(), key=lambda line: (line.of_import_id, line.number))


def addresses_of(files: Sequence[Contact]) -> set[tuple[str, str]]:
    """Kinds and keys of every address ever known of them."""
    known = Fact.objects.filter(contact__in=files, kind__in=ADDRESSED).exclude(key="")
    return set(known.values_list("kind", "key"))


def _addresses_in(line: ContactImportLine) -> set[tuple[str, str]]:
    return {(kind, key) for kind, _, key, *_rest in line.person.get("facts", ()) if kind in ADDRESSED and key}
