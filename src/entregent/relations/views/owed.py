"""What is owed, done with one button on Today, and undone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.models import Contact
from entregent.relations import actions
from entregent.relations.errors import FollowedUpEnoughError
from entregent.relations.models import MANNERS
from entregent.relations.selectors import DutyKind
from entregent.relations.views.exchanges import known, onward


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed: by whom, on what, when."""

    request: MemberRequest
    contact: Contact
    kind: DutyKind
    about: int
    now: datetime


def _keep(press: Press) -> int:
    promise = get_object_or_404(press.contact.promises, pk=press.about)
    sorry = press.request.POST.get("sorry", "")
    actions.keep_promise(promise, on=timezone.localdate(press.now), by=press.request.user, sorry=sorry)
    return promise.pk


def _reopen(press: Press) -> None:
    actions.reopen_promise(get_object_or_404(press.contact.promises, pk=press.about), by=press.request.user)


def _follow_up(press: Press) -> int:
    ask = get_object_or_404(press.contact.asks, pk=press.about)
    actions.follow_up_ask(ask, at=press.now, by=press.request.user)
    return ask.pk


def _take_back_follow_up(press: Press) -> None:
    actions.take_back_follow_up(get_object_or_404(press.contact.asks, pk=press.about), by=press.request.user)


def _close(press: Press) -> int:
    ask = get_object_or_404(press.contact.asks, pk=press.about)
    actions.close_ask(ask, at=press.now, by=press.request.user)
    return ask.pk


def _open(press: Press) -> None:
    actions.reopen_ask(get_object_or_404(press.contact.asks, pk=press.about), by=press.request.user)


def _tell(press: Press) -> int:
    idea = get_object_or_404(press.contact.ideas.exclude(verdict=""), pk=press.about)
    actions.tell_author(idea, at=press.now, by=press.request.user)
    return idea.pk


def _untell(press: Press) -> None:
    idea = get_object_or_404(press.contact.ideas, pk=press.about)
    actions.untell_author(idea, at=press.now, by=press.request.user)


def _introduce(press: Press) -> int:
    asked = get_object_or_404(press.contact.introductions, pk=press.about)
    actions.end_introduction(asked, by=press.request.user, now=press.now, is_made=True)
    return asked.pk


def _not_introduced(press: Press) -> None:
    asked = get_object_or_404(press.contact.introductions, pk=press.about)
    actions.reopen_introduction(asked, by=press.request.user)


def _log(press: Press) -> int:
    manner = press.request.POST.get("manner", "")
    if manner not in dict(MANNERS):
        manner = "message"
    side = "us" if manner in ("email", "letter", "message", "comment", "answer") else "both"
    noted = actions.note_exchange(
        press.contact, manner=manner, side=side, at=press.now, by=press.request.user, now=press.now
    )
    return noted.pk


def _unlog(press: Press) -> None:
    noted = get_object_or_404(press.contact.exchanges, pk=press.about)
    actions.remove_exchange(noted, by=press.request.user, now=press.now)


PUT_OFF = {"tomorrow": timedelta(days=1), "week": timedelta(days=7)}


def _later(press: Press) -> int:
    today = timezone.localdate(press.now)
    until = today + PUT_OFF.get(press.request.POST.get("until", ""), PUT_OFF["week"])
    actions.put_off(press.contact, press.kind, press.about, until=until, today=today, by=press.request.user)
    return press.about


def _sooner(press: Press) -> None:
    actions.take_up_again(press.contact, press.kind, press.about, by=press.request.user)


@dataclass(frozen=True, slots=True)
class Deed:
    """do: returns the number of what it changed, which `undo` takes. said: what is told afterwards."""

    do: Callable[[Press], int]
    undo: Callable[[Press], None]
    said: Words


DEEDS = {
    "keep": Deed(_keep, _reopen, _("Noted as kept.")),
    "follow-up": Deed(_follow_up, _take_back_follow_up, _("Noted: you came back to it.")),
    "let-be": Deed(_close, _open, _("You let it be.")),
    "thank": Deed(_close, _open, _("Noted: it was done, and you said thank you.")),
    "tell": Deed(_tell, _untell, _("Noted: they were told.")),
    "introduce": Deed(_introduce, _not_introduced, _("Noted: you introduced them.")),
    "log": Deed(_log, _unlog, _("The exchange is noted; the rhythm begins again.")),
    "later": Deed(_later, _sooner, pgettext_lazy("put off", "It comes back in its time.")),
}


@require_POST
@member_view(Permission.CONTACTS)
def act(request: MemberRequest, contact_id: int) -> HttpResponse:
    """Do with what is owed what the button says; the page says once how to undo it."""
    press, code = _pressed(request, contact_id), request.POST.get("deed", "")
    deed = DEEDS.get(code)
    if deed is None:
        return onward(request, press.contact)
    try:
        changed = deed.do(press)
    except FollowedUpEnoughError:
        return onward(request, press.contact)
    request.session["undo_owed"] = {
        "contact": press.contact.pk,
        "name": press.contact.name,
        "kind": press.kind.value,
        "about": changed,
        "deed": code,
    }
    return onward(request, press.contact)


@require_POST
@member_view(Permission.CONTACTS)
def undo(request: MemberRequest, contact_id: int) -> HttpResponse:
    """Undo what a button on Today did."""
    press = _pressed(request, contact_id)
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed:
        deed.undo(press)
    return onward(request, press.contact)


def _pressed(request: MemberRequest, contact_id: int) -> Press:
    contact = known(request, contact_id)
    kind, about = request.POST.get("kind", ""), request.POST.get("about", "")
    known_kind = DutyKind(kind) if kind in set(DutyKind) else DutyKind.WORD
    number = int(about) if about.isdecimal() and len(about) < 19 else 0
    return Press(request, contact, known_kind, number, timezone.now())
