"""What somebody asked, and our answer."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.messages.models import Message
from entregent.privacy.actions import answering
from entregent.privacy.errors import AlreadyAnsweredError, CannotTellError, LetterBlockedError, NeedsWordsError
from entregent.privacy.forms import AnswerForm, ExtendForm
from entregent.privacy.models import Request
from entregent.privacy.wording import ANSWERED, LETTER, NEEDS_WORDS, NO_LETTER, why_not


def _of(request: MemberRequest, request_id: int) -> Request:
    asked = Request.objects.filter(workspace=request.workspace).select_related(
        "contact", "workspace", "answered_by", "message"
    )
    return get_object_or_404(asked, pk=request_id)


@member_view(Permission.CONTACTS)
def asked(request: MemberRequest, request_id: int) -> HttpResponse:
    return _page(request, _of(request, request_id))


def _page(request: MemberRequest, one: Request, status: int = 200, **forms: object) -> HttpResponse:
    shown = {"asked": one, "today": timezone.localdate(), "form": AnswerForm(), "extend_form": ExtendForm()}
    return render(request, "privacy/asked.html", shown | forms, status=status)


def _say(request: MemberRequest, letter: Message | None) -> None:
    (messages.success if letter else messages.warning)(request, str(LETTER if letter else NO_LETTER))


@require_POST
@member_view(Permission.PRIVACY)
def answer(request: MemberRequest, request_id: int) -> HttpResponse:
    """Do what the button says: it is done, or it is refused."""
    one, form = _of(request, request_id), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, one, 422, form=form)
    refused = request.POST.get("deed") == "refuse"
    words, now = form.cleaned_data["words"], timezone.now()
    try:
        letter = answering.answer(one, words, by=request.user, now=now, pages=settings.PAGES_ADDRESS, refused=refused)
    except NeedsWordsError:
        form.add_error("words", str(NEEDS_WORDS))
    except LetterBlockedError as error:
        form.add_error("words", why_not(error))
    except AlreadyAnsweredError:
        messages.warning(request, str(ANSWERED))
        return redirect("privacy:asked", request.workspace.slug, one.pk)
    else:
        _say(request, letter)
        return redirect("privacy:overview", request.workspace.slug)
    return _page(request, _of(request, request_id), 422, form=form)


@require_POST
@member_view(Permission.PRIVACY)
def extend(request: MemberRequest, request_id: int) -> HttpResponse:
    """Two months more, with why, which a letter tells them."""
    one, form = _of(request, request_id), ExtendForm(request.POST)
    if not form.is_valid():
        return _page(request, one, 422, extend_form=form)
    reason, now = form.cleaned_data["reason"], timezone.now()
    try:
        _say(request, answering.extend(one, reason, by=request.user, now=now, pages=settings.PAGES_ADDRESS))
    except LetterBlockedError as error:
        form.add_error("reason", why_not(error))
        return _page(request, _of(request, request_id), 422, extend_form=form)
    except AlreadyAnsweredError:
        messages.warning(request, str(ANSWERED))
    return redirect("privacy:asked", request.workspace.slug, one.pk)


@require_POST
@member_view(Permission.PRIVACY)
def settle(request: MemberRequest, request_id: int) -> HttpResponse:
    """Their letter did not leave: write it again, or note that they were told in another way."""
    one, now = _of(request, request_id), timezone.now()
    try:
        if request.POST.get("deed") == "note":
            answering.note_answered(one, by=request.user, now=now)
        else:
            _say(request, answering.write_again(one, by=request.user, now=now, pages=settings.PAGES_ADDRESS))
    except (CannotTellError, LetterBlockedError) as error:
        messages.warning(request, why_not(error))
    except AlreadyAnsweredError:
        messages.warning(request, str(ANSWERED))
    return redirect("privacy:asked", request.workspace.slug, one.pk)
