"""What we ask of somebody, and what becomes of it."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.errors import DossierError
from entregent.contacts.wording import tell_in
from entregent.core.lifecycle import Answer
from entregent.relations import actions
from entregent.relations.errors import AskedEnoughError, FollowedUpEnoughError, LeftInPeaceError, PastError
from entregent.relations.forms import AskForm
from entregent.relations.models import Ask
from entregent.relations.views.exchanges import known, onward, refused
from entregent.relations.wording import IN_PEACE, PAST_ASK, PAST_BACK, asking_words, follow_up_words


@require_POST
@member_view(Permission.CONTACTS)
def make(request: MemberRequest, contact_id: int) -> HttpResponse:
    """Note an ask; where they were asked enough, the form comes back with why, and a place for a reason."""
    contact, now = known(request, contact_id), timezone.now()
    form = AskForm(request.POST, asks_reason="despite" in request.POST)
    if not form.is_valid():
        return refused(request, contact, form)
    despite, at = form.cleaned_data.get("despite", ""), form.moment(now)
    try:
        actions.make_ask(contact, form.asked(), at=at, by=request.user, now=now, despite=despite)
    except PastError:
        form.add_error("asked_on", PAST_ASK)
    except LeftInPeaceError:
        form.add_error(None, IN_PEACE)
    except AskedEnoughError as error:
        form = AskForm(request.POST, asks_reason=True)
        form.add_error(None, asking_words(error.asking))
    except DossierError as error:
        tell_in(form, error)
    else:
        return onward(request, contact)
    return refused(request, contact, form)


def _answer(answer: Answer) -> Callable[[MemberRequest, Ask, datetime], None]:
    def deed(request: MemberRequest, ask: Ask, now: datetime) -> None:
        back_on = parse_date(request.POST.get("back_on", "")) if answer is Answer.LATER else None
        words = request.POST.get("words", "")
        actions.answer_ask(ask, answer, at=now, by=request.user, now=now, words=words, back_on=back_on)

    return deed


DEEDS: dict[str, Callable[[MemberRequest, Ask, datetime], object]] = {
    "yes": _answer(Answer.YES),
    "no": _answer(Answer.NO),
    "later": _answer(Answer.LATER),
    "unanswered": lambda request, ask, now: actions.take_back_answer(ask, by=request.user, now=now),
    "follow-up": lambda request, ask, now: actions.follow_up_ask(ask, at=now, by=request.user),
    "unfollow-up": lambda request, ask, _now: actions.take_back_follow_up(ask, by=request.user),
    "close": lambda request, ask, now: actions.close_ask(ask, at=now, by=request.user),
    "open": lambda request, ask, _now: actions.reopen_ask(ask, by=request.user),
    "remove": lambda request, ask, now: actions.remove_ask(ask, by=request.user, now=now),
    "back": lambda request, ask, _now: actions.remove_ask(ask, by=request.user, now=None),
}


@require_POST
@member_view(Permission.CONTACTS)
def act(request: MemberRequest, contact_id: int, ask_id: int) -> HttpResponse:
    """Do with an ask what the button that was pressed says; what is not decent is refused in words."""
    contact = known(request, contact_id)
    ask = get_object_or_404(contact.asks, pk=ask_id)
    deed = DEEDS.get(request.POST.get("deed", ""))
    try:
        if deed:
            deed(request, ask, timezone.now())
    except FollowedUpEnoughError as error:
        messages.warning(request, follow_up_words(error.told))
    except (PastError, ValueError):
        messages.error(request, str(PAST_BACK))
    if request.POST.get("deed") == "remove":
        request.session["removed_ask"] = ask.pk
    return onward(request, contact)
