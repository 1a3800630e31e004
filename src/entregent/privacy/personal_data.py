"""What this room keeps of a person, in words they may read, and how it lets go of it. docs/decisions/0041-their-side.md"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from django.db.models import Model
from django.utils.translation import gettext as _

from entregent.accounts.models import User
from entregent.accounts.selectors import day_of
from entregent.contacts.models import Contact
from entregent.contacts.selectors import RowsAbout
from entregent.contacts.wording import together
from entregent.core.rights import Held
from entregent.jobs.rows import delete_rows
from entregent.privacy.models import KeptOn, Notice, PersonLink, Request
from entregent.privacy.person_wording import you_asked
from entregent.ui.dates import date_format

COVERS: tuple[type[Model], ...] = (Notice, PersonLink, Request, KeptOn)


def held(files: Sequence[Contact], *, most: int | None = None) -> Iterator[Held]:
    """How they were told of the file, what opens their page, what they asked, and why they are kept longer."""
    rows = RowsAbout.among(files, COVERS)
    day = partial(day_of, workspace=files[0].workspace)
    for notice in rows(Notice).select_related("by", "message").order_by("pk"):
        label, words = _("You were told of this file"), notice.get_how_display()
        if notice.is_stuck:
            label, words = _("You are to be told of this file"), _("the letter did not leave, as far as is known")
        yield Held("requests", label, together(words, notice.reason), source=_by(notice.by), on=day(notice.at))
    for link in rows(PersonLink).order_by("pk"):
        until = _("until %(day)s") % {"day": date_format(day(link.expires_at))}
        closed = _("closed on %(day)s") % {"day": date_format(day(link.revoked_at))} if link.revoked_at else ""
        opened = _("last opened on %(day)s") % {"day": date_format(day(link.opened_at))} if link.opened_at else ""
        label, on = _("A link that opens your page"), day(link.made_at)
        yield Held("requests", label, together(until, closed), source=opened, on=on)
    for asked in rows(Request).select_related("answered_by", "workspace").order_by("pk"):
        yield _of_request(asked)
    for kept in rows(KeptOn).select_related("by").order_by("pk"):
        until = _("until %(day)s") % {"day": date_format(kept.until)}
        label, on = _("You are kept in the file for longer than usual"), day(kept.at)
        yield Held("requests", label, together(until, kept.reason), source=_by(kept.by), on=on)


def erase(files: Sequence[Contact], *, now: datetime) -> Mapping[str, int]:
    """That somebody asked stays, with its dates, so that it can be shown that they were answered in time; nothing says who."""
    gone = Counter[str]()
    for model in (Notice, PersonLink, KeptOn):
        gone.update(delete_rows(model._default_manager.filter(contact__in=files)))
    asked = Request.objects.filter(contact__in=files)
    asked.filter(state__in=Request.WAITING, answered_at=None).update(answered_at=now)
    asked.filter(state__in=Request.WAITING).update(state=Request.State.DONE)
    emptied = asked.update(contact=None, message=None, key="", words="", answer="", extension="")
    return gone + Counter({Request._meta.label_lower: emptied})


def _by(who: User | None) -> str:
    return _("by %(who)s") % {"who": who} if who else ""


def _of_request(asked: Request) -> Held:
    source = together(
        asked.get_via_display(),
        asked.get_state_display(),
        _answered(asked),
        asked.answer,
        _("two months more, because: %(reason)s") % {"reason": asked.extension} if asked.extension else "",
    )
    on = day_of(asked.received_at, asked.workspace)
    return Held("requests", _("You asked"), together(you_asked(asked), asked.words), source=source, on=on)


def _answered(asked: Request) -> str:
    """When, and by whom where somebody did: an objection is done by itself."""
    if asked.answered_at is None:
        return ""
    day = date_format(day_of(asked.answered_at, asked.workspace))
    if asked.answered_by is None:
        return _("answered on %(day)s") % {"day": day}
    return _("answered on %(day)s by %(who)s") % {"day": day, "who": asked.answered_by}
