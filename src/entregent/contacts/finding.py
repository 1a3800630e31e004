"""What finds a contact: every word of theirs, without case or accents."""

from collections.abc import Iterable

from django.db.models import QuerySet

from entregent.contacts.letters import having
from entregent.contacts.models import Contact, Fact
from entregent.contacts.resembling import learn, words_in
from entregent.contacts.writing import update_many
from entregent.core.text import fold

FINDS = (Fact.Kind.EMAIL, Fact.Kind.PHONE, Fact.Kind.SITE, Fact.Kind.PROFILE, Fact.Kind.PLACE, Fact.Kind.TOPIC)


def sort_name(name: str, family_name: str, given_name: str) -> str:
    """Family name first where it is known."""
    return fold(f"{family_name} {given_name}".strip() if family_name else name)[:200]


def write_folded(contacts: Iterable[Contact]) -> None:
    """Write anew what finds these contacts, and the region they are in. Four questions, however many they are."""
    found = list(contacts)
    parts: dict[int, list[str]] = {
        contact.pk: [contact.name, contact.given_name, contact.family_name] for contact in found
    }
    named = {pk: list(said) for pk, said in parts.items()}
    regions: dict[int, str] = {}
    for pk, kind, value, key, detail in _facts(found):
        parts[pk] += [value, key] if key != fold(value) else [value]
        if kind == Fact.Kind.PLACE and detail.get("region"):
            regions[pk] = str(detail["region"])
            parts[pk].append(str(detail.get("region_name", "")))
    for pk, name in Contact.outlets.through.objects.filter(contact__in=found).values_list("contact_id", "outlet__name"):
        parts[pk].append(name)
        named[pk].append(name)
    for pk, name in Contact.tags.through.objects.filter(contact__in=found).values_list("contact_id", "tag__name"):
        parts[pk].append(name)
    words: dict[int, set[str]] = {}
    for contact in found:
        said = fold(" ".join(filter(None, named[contact.pk])))
        words.setdefault(contact.workspace_id, set()).update(words_in(said))
        contact.folded = f" {fold(' '.join(dict.fromkeys(filter(None, parts[contact.pk]))))} "
        contact.region = regions.get(contact.pk, "")
    update_many(found, ["folded", "region"])
    for workspace, said_there in words.items():
        learn(workspace, said_there)


def _facts(contacts: list[Contact]) -> Iterable[tuple[int, str, str, str, dict[str, str]]]:
    current = Fact.objects.filter(contact__in=contacts, kind__in=FINDS, ended_at=None).order_by("learned_on", "pk")
    return current.values_list("contact_id", "kind", "value", "key", "detail").iterator(chunk_size=2000)


def by_words(contacts: QuerySet[Contact], words: str) -> QuerySet[Contact]:
    """Contacts that have all these words, in any order, whole or begun."""
    return contacts.filter(having([[word] for word in fold(words).split()]))
