"""What somebody asked, and our answer."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.privacy.actions import answering
from entregent.privacy.errors import AlreadyAnsweredError, CannotTellError, NeedsWordsError
from entregent.privacy.forms import AnswerForm, ExtendForm
from entregent.privacy.models import Request
from entregent.privacy.wording import ANSWERED, CANNOT_TELL, NEEDS_WORDS


def _of(request: MemberRequest, request_id: int) -> Request:
    asked = Request.objects.filter(workspace=request.workspace).select_related("contact", "workspace", "answered_by")
    return get_object_or_404(asked, pk=request_id)


@member_view(Permission.CONTACTS)
def asked(request: MemberRequest, request_id: int) -> HttpResponse:
    return _page(request, _of(request, request_id))


def _page(request: MemberRequest, one: Request, status: int = 200, **forms: object) -> HttpResponse:
    shown = {"asked": one, "today": timezone.localdate(), "form": AnswerForm(), "extend_form": ExtendForm()}
    return render(request, "privacy/asked.html", shown | forms, status=status)


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
    except CannotTellError:
        form.add_error(None, str(CANNOT_TELL))
    except AlreadyAnsweredError:
        messages.warning(request, str(ANSWERED))
        return redirect("privacy:asked", request.workspace.slug, one.pk)
    else:
        said = _("A letter tells them.") if letter else _("No letter could leave: tell them in another way.")
        (messages.success if letter else messages.warning)(request, said)
        return redirect("privacy:overview", request.workspace.slug)
    return _page(request, one, 422, form=form)


@require_POST
@member_view(Permission.PRIVACY)
def extend(request: MemberRequest, request_id: int) -> HttpResponse:
    """Two months more, with why."""
    one, form = _of(request, request_id), ExtendForm(request.POST)
    if not form.is_valid():
        return _page(request, one, 422, extend_form=form)
    try:
        answering.extend(one, form.cleaned_data["reason"], by=request.user, now=timezone.now())
    except AlreadyAnsweredError:
        messages.warning(request, str(ANSWERED))
    return redirect("privacy:asked", request.workspace.slug, one.pk)
