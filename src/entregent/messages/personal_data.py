"""What this room keeps of a person, in words they may read, and how it lets go of it. docs/decisions/0041-their-side.md"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from entregent.accounts.selectors import day_of
from entregent.contacts.models import Contact
from entregent.contacts.wording import together
from entregent.core.rights import Held
from entregent.jobs.rows import delete_rows
from entregent.messages.models import PURPOSES, Message, Waiver
from entregent.ui.dates import date_format

COVERS: tuple[type[Model], ...] = (Waiver, Message)
# asked of each row, Django would look at all the choices each time
STATES, PURPOSE = dict(Message.State.choices), dict(PURPOSES)


def held(files: Sequence[Contact], *, most: int | None = None) -> Iterator[Held]:
    """Messages to them, drafts too, with the brief behind each and what the rules said of it."""
    written = Message.objects.filter(contact__in=files).select_related("by", "workspace").prefetch_related("waivers")
    for one in written.order_by("-created_at", "-pk")[:most].iterator(chunk_size=400):
        label = _("Message: %(state)s") % {"state": STATES[one.state]}
        words = "\n\n".join(filter(None, (one.subject, one.text))) or _("nothing written yet")
        on = day_of(one.ended_at or one.changed_at, one.workspace)
        yield Held("messages", label, "\n".join([words, *_brief(one)]), source=together(*_source(one)), on=on)


def erase(files: Sequence[Contact], *, now: datetime) -> Mapping[str, int]:
    """Drafts and what waits go too; what is being handed to a mail server is not ours to stop: privacy.actions.erasure waits."""
    gone = Counter(delete_rows(Waiver.objects.filter(message__contact__in=files)))
    gone.update(delete_rows(Message.objects.filter(contact__in=files)))
    return gone


def _brief(message: Message) -> Iterator[str]:
    said = {
        _("Purpose"): PURPOSE.get(message.purpose, ""),
        _("Theme"): message.theme,
        _("What is asked"): message.what,
        _("By when"): message.when,
        _("What it takes"): message.effort,
        _("In return"): message.in_return,
    }
    brief = [f"{label}: {words}" for label, words in said.items() if words]
    if brief:
        yield ""
        yield from brief


def _source(message: Message) -> Iterator[str]:
    if message.to:
        yield _("to %(address)s") % {"address": message.to}
    if message.by:
        yield _("written by %(who)s") % {"who": message.by}
    if message.removed_at:
        yield _("put away on %(day)s") % {"day": date_format(day_of(message.removed_at, message.workspace))}
    found = sorted({str(one.get("code", "")) for one in message.findings} - {""})
    if found:
        yield _("rules that had something to say: %(codes)s") % {"codes": ", ".join(found)}
    for waiver in message.waivers.all():
        yield _("rule %(code)s lifted: %(reason)s") % {"code": waiver.code, "reason": waiver.reason}
