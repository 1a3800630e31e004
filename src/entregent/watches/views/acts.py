"""What is done with mentions on the page: one act, then the next mention; the way back stands above it."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.accounts.selectors import members_of
from entregent.watches import actions
from entregent.watches.actions import Done
from entregent.watches.errors import NothingToUndoError, TakenMeanwhileError
from entregent.watches.inbox import next_after
from entregent.watches.inbox_form import InboxForm
from entregent.watches.models import Sort, Step
from entregent.watches.moments import moment_of
from entregent.watches.wording import ACTED

STAYS = {Step.Act.TAKEN, Step.Act.GIVEN, Step.Act.LET_GO, Step.Act.SORTED, Step.Act.NOTED, Step.Act.REOPENED}
Deed = Callable[[MemberRequest, list[int]], Done]


def _take(request: MemberRequest, chosen: list[int]) -> Done:
    return actions.take(request.workspace, chosen, member=request.membership, now=timezone.now())


def _give(request: MemberRequest, chosen: list[int]) -> Done:
    member = get_object_or_404(members_of(request.workspace), pk=_number(request.POST.get("to", "")))
    return actions.give(request.workspace, chosen, to=member, by=request.user, now=timezone.now())


def _sort(request: MemberRequest, chosen: list[int]) -> Done:
    sort = Sort(request.POST.get("sort", ""))
    return actions.sort_as(request.workspace, chosen, sort=sort, by=request.user, now=timezone.now())


def _snooze(request: MemberRequest, chosen: list[int]) -> Done:
    now = timezone.now()
    until = moment_of(request.workspace, request.POST.get("until", "") or request.POST.get("day", ""), now)
    return actions.snooze(request.workspace, chosen, until=until, by=request.user, now=now)


def _answer(request: MemberRequest, chosen: list[int]) -> Done:
    address = request.POST.get("address", "").strip()[:2000]
    return actions.note_answer(request.workspace, chosen, address=address, by=request.user, now=timezone.now())


def _note(request: MemberRequest, chosen: list[int]) -> Done:
    text = request.POST.get("text", "").strip()[:4000]
    if not text:
        raise ValueError(text)
    return actions.note(request.workspace, chosen, text=text, by=request.user, now=timezone.now())


def _plain(deed: Callable[..., Done]) -> Deed:
    return lambda request, chosen: deed(request.workspace, chosen, by=request.user, now=timezone.now())


DEEDS: dict[str, tuple[Step.Act, Deed]] = {
    "take": (Step.Act.TAKEN, _take),
    "give": (Step.Act.GIVEN, _give),
    "let-go": (Step.Act.LET_GO, _plain(actions.let_go)),
    "sort": (Step.Act.SORTED, _sort),
    "snooze": (Step.Act.SNOOZED, _snooze),
    "answer": (Step.Act.ANSWERED, _answer),
    "close": (Step.Act.CLOSED, _plain(actions.close)),
    "noise": (Step.Act.NOISE, _plain(actions.mark_noise)),
    "reopen": (Step.Act.REOPENED, _plain(actions.reopen)),
    "note": (Step.Act.NOTED, _note),
}


@require_POST
@member_view(Permission.LISTEN)
def act(request: MemberRequest, mention_id: int) -> HttpResponse:
    """Do one thing with one mention; what ends it leads to the next of the list."""
    mention = get_object_or_404(request.workspace.mentions, pk=mention_id)
    form = InboxForm(QueryDict(request.POST.get("query", "")), request.workspace, request.membership)
    following = next_after(request.workspace, form.filters(timezone.now()), mention)
    code = _do(request, [mention.pk])
    stays = code is None or code in STAYS
    return _to(request, mention.pk if stays else following)


@require_POST
@member_view(Permission.LISTEN)
def act_on_many(request: MemberRequest) -> HttpResponse:
    """Do one thing with all the mentions that were ticked."""
    _do(request, [int(one) for one in request.POST.getlist("mention") if _number(one)])
    return _to(request, None)


@require_POST
@member_view(Permission.LISTEN)
def undo(request: MemberRequest) -> HttpResponse:
    """Undo an act, and show again what it was about."""
    try:
        actions.undo(request.workspace, request.POST.get("token", ""), by=request.user, now=timezone.now())
    except NothingToUndoError:
        messages.warning(request, _("Something else was done with it since: nothing was undone."))
    else:
        messages.success(request, _("Undone."))
    return _to(request, _number(request.POST.get("mention", "")))


def _do(request: MemberRequest, chosen: list[int]) -> Step.Act | None:
    """Do what was asked and say it; None when it could not be done."""
    code, deed = DEEDS.get(request.POST.get("act", ""), (None, None))
    if code is None or deed is None:
        return None
    try:
        done = deed(request, chosen)
    except TakenMeanwhileError as error:
        messages.warning(request, _("%(name)s took it meanwhile; it stays with them.") % {"name": error.name})
        return None
    except ValueError:
        messages.error(request, _("Something is missing or cannot be read: nothing was changed."))
        return None
    if done.token:
        several = ngettext("%(count)d mention changed.", "%(count)d mentions changed.", done.count) % {
            "count": done.count
        }
        words = str(ACTED[code]) if len(chosen) == 1 else several
        request.session["undo_mention"] = {"token": done.token, "words": words, "mention": chosen[0]}
    return code


def _to(request: MemberRequest, mention: int | None) -> HttpResponse:
    """The list as it was looked at, with a mention open where one is named."""
    slug = request.workspace.slug
    name, where = ("watches:mention", [slug, mention]) if mention else ("watches:mentions", [slug])
    query = QueryDict(request.POST.get("query", "")[:1000]).dict()
    return redirect(reverse(name, args=where) + (f"?{urlencode(query)}" if query else ""))


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 19 else None
