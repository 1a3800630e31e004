"""Who is left in peace: their addresses as keyed hashes, which know them again without saying who they are."""

from collections.abc import Iterable

from django.utils.crypto import salted_hmac

from entregent.accounts.models import Workspace
from entregent.contacts.models import Contact, Fact, LeftInPeace, PeaceKey
from entregent.core.text import fold

ADDRESSED = (Fact.Kind.EMAIL, Fact.Kind.PHONE, Fact.Kind.SITE, Fact.Kind.PROFILE)
DOTLESS = frozenset({"gmail.com", "googlemail.com"})


def peace_key(workspace: Workspace, kind: str, key: str) -> str:
    """Return the hash under which an address is left in peace. key: as `facts.read` gives it."""
    known = mailbox(key) if kind == Fact.Kind.EMAIL else key
    return salted_hmac(f"entregent.contacts.peace.{workspace.pk}", f"{kind}:{known}", algorithm="sha256").hexdigest()


def mailbox(address: str) -> str:
    """The mailbox behind an address: without the part after +, nor the dots that some services do not read."""
    name, _, host = fold(address).rpartition("@")
    name = name.partition("+")[0]
    if host in DOTLESS:
        return f"{name.replace('.', '')}@gmail.com"
    return f"{name}@{host}"


def keys_of(contact: Contact) -> list[str]:
    """Hashes of all the addresses ever known of a contact, former ones too."""
    known = contact.facts.filter(kind__in=ADDRESSED).exclude(key="").values_list("kind", "key")
    return sorted({peace_key(contact.workspace, kind, key) for kind, key in known})


def left_in_peace(workspace: Workspace, keys: Iterable[str]) -> list[LeftInPeace]:
    """What was asked by whoever has one of these addresses, and holds still; the widest first."""
    asked = LeftInPeace.objects.filter(workspace=workspace, lifted_at=None, keys__key__in=list(keys))
    return list(asked.distinct().order_by("topic", "pk"))


def peace_of(contact: Contact) -> list[LeftInPeace]:
    """What a contact asked, found by the row or by any of their addresses."""
    own = list(contact.left_in_peace.filter(lifted_at=None))
    known = {one.pk: one for one in [*own, *left_in_peace(contact.workspace, keys_of(contact))]}
    return sorted(known.values(), key=lambda one: (one.topic, one.pk))


def hold(contact: Contact) -> None:
    """Have all that holds for a contact know each of their addresses, those noted since too."""
    keys = keys_of(contact)
    for peace in contact.left_in_peace.filter(lifted_at=None):
        have = set(peace.keys.values_list("key", flat=True))
        PeaceKey.objects.bulk_create([PeaceKey(peace=peace, key=key) for key in keys if key not in have])
