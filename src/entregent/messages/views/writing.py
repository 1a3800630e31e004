"""A message is written: the page, its margin as one writes, and what the buttons do."""

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages as said
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.accounts.letters import can_send
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.errors import DossierError
from entregent.contacts.models import Contact
from entregent.contacts.wording import dossier, tell_in
from entregent.messages import actions
from entregent.messages.errors import (
    BlockedError,
    ChangedElsewhereError,
    EmptyError,
    NoAddressError,
    NotADraftError,
    NotLiftedError,
    ReasonTooShortError,
)
from entregent.messages.forms import MessageForm, draft_form
from entregent.messages.models import Message
from entregent.messages.selectors import addresses_of, judge, visible
from entregent.messages.shown import findings_of, grouped, margin_of, marked, remarks
from entregent.messages.windows import version_of
from entregent.messages.wording import (
    BLOCKED,
    EMPTY_PART,
    NO_ADDRESS,
    NO_SERVER,
    NOT_A_DRAFT,
    NOT_LIFTED,
    PUT_AWAY_ELSEWHERE,
    SENT_ELSEWHERE,
    TOO_SHORT,
    why_held,
)
from entregent.relations.selectors import asking_of
from entregent.relations.wording import asking_words

REASON = "reason-"  # and the code of a rule


def _of(request: MemberRequest, message_id: int) -> Message:
    return get_object_or_404(visible(request.workspace, request.user).filter(removed_at=None), pk=message_id)


@require_POST
@member_view(Permission.CONTACTS)
def start(request: MemberRequest, contact_id: int) -> HttpResponse:
    """A draft to them, perhaps to come back to what was asked."""
    contact = get_object_or_404(Contact.objects.filter(workspace=request.workspace, removed_at=None), pk=contact_id)
    asked = request.POST.get("ask", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 19  # else no database holds it
    ask = contact.asks.filter(removed_at=None, pk=int(asked)).first() if is_number else None
    draft = actions.start_draft(contact, by=request.user, now=timezone.now(), ask=ask)
    topic = " ".join(request.POST.get("topic", "").split())[:200]
    if topic and draft.is_empty:
        written = actions.Written(purpose="ask", theme=topic, to=draft.to)
        actions.save_draft(draft, written, by=request.user, now=timezone.now())
    return redirect("messages:message", request.workspace.slug, draft.pk)


@member_view(Permission.CONTACTS)
def message(request: MemberRequest, message_id: int, template: str) -> HttpResponse:
    """A draft to be written, in a template that extends messages/write.html, or what has left as it left."""
    one = _of(request, message_id)
    if request.method == "POST":
        return _posted(request, one, template)
    if not one.is_draft:
        return _left(request, one)
    return _page(request, one, draft_form(one, None, addresses_of(one.contact)), template)


def _left(request: MemberRequest, one: Message) -> HttpResponse:
    found = remarks(findings_of(one.findings), one.waivers.select_related("by"))
    shown = {"one": one, "found": grouped(found), "preview": marked(one.text, found)}
    return render(request, "messages/left.html", shown)


def _page(
    request: MemberRequest, one: Message, form: MessageForm, template: str, refusal: str = "", *, is_stale: bool = False
) -> HttpResponse:
    has_errors = form.is_bound and bool(form.errors)
    reasons = _reasons(request.POST)
    shown: dict[str, object] = {"one": one, "form": form, "has_errors": has_errors, "refusal": refusal}
    version = request.POST.get("version") or version_of(one)
    shown |= {"to": form["to"].value(), "why": why_held(one), "version": version, "is_stale": is_stale}
    if not has_errors and not is_stale:
        report = judge(one, now=timezone.now(), by=request.user)
        asking = asking_of(one.contact, timezone.now())
        shown["margin"] = margin_of(report, one.text, one.waivers.select_related("by"), reasons)
        shown["rest"] = asking_words(asking) if one.purpose in ("ask", "invitation") and not asking.is_right else ""
        shown["mail_link"] = (
            f"mailto:{quote(str(shown['to']))}?subject={quote(one.subject)}&body={quote(one.text[:1500])}"
        )
    shown["can_send"] = can_send()
    return render(request, template, shown, status=409 if is_stale else 422 if has_errors or refusal else 200)


def _reasons(data: QueryDict) -> dict[str, str]:
    return {name.removeprefix(REASON): str(value)[:300] for name, value in data.items() if name.startswith(REASON)}


@require_POST
@member_view(Permission.CONTACTS)
def margin(request: MemberRequest, message_id: int) -> HttpResponse:
    """What the rules say of the text as it stands; the draft keeps itself."""
    one = get_object_or_404(visible(request.workspace, request.user), pk=message_id)
    if one.removed_at or not one.is_draft:
        return _gone(request, one)
    form = draft_form(one, request.POST, addresses_of(one.contact))
    is_stale = False
    if form.is_valid():
        try:
            _save(request, one, form)
        except NotADraftError:
            return _gone(request, one)
        except ChangedElsewhereError:
            is_stale = True
        except DossierError as error:
            tell_in(form, error)
    return _page(request, one, form, "messages/_margin.html", is_stale=is_stale)


def _gone(request: MemberRequest, one: Message) -> HttpResponse:
    """Lead the page on which somebody still types to where the message is now."""
    said.warning(request, str(PUT_AWAY_ELSEWHERE if one.removed_at else SENT_ELSEWHERE))
    here = "messages:messages" if one.removed_at else "messages:message"
    numbers = [] if one.removed_at else [one.pk]
    return HttpResponse(status=204, headers={"HX-Redirect": reverse(here, args=[request.workspace.slug, *numbers])})


def _save(request: MemberRequest, one: Message, form: MessageForm) -> None:
    """Keep what is written, unless another window kept something since; whoever saw that may have theirs stay."""
    version = version_of(one) if "mine" in request.POST else request.POST.get("version", "")
    actions.save_draft(one, form.written(), by=request.user, now=timezone.now(), version=version)


def _posted(request: MemberRequest, one: Message, template: str) -> HttpResponse:
    """Keep what is written, then do what the button says; what is refused stands on the page with why."""
    form = draft_form(one, request.POST, addresses_of(one.contact))
    if not form.is_valid():
        return _page(request, one, form, template)
    try:
        _save(request, one, form)
        done = _deed(request, one)
    except ChangedElsewhereError:
        return _page(request, one, form, template, is_stale=True)
    except NotADraftError:
        said.error(request, str(NOT_A_DRAFT))
        return redirect("messages:message", request.workspace.slug, one.pk)
    except DossierError as error:
        if error.field not in form.fields:
            return _page(request, one, form, template, dossier(error))
        tell_in(form, error)
        return _page(request, one, form, template)
    except REFUSALS as error:
        return _page(request, one, form, template, _refusal(error))
    if done:
        said.success(request, done)
    return redirect("messages:message", request.workspace.slug, one.pk)


REFUSALS = (BlockedError, EmptyError, NoAddressError, NotLiftedError, ReasonTooShortError)


def _refusal(error: Exception) -> str:
    match error:
        case EmptyError(part=part):
            return str(EMPTY_PART[part])
        case NoAddressError():
            return str(NO_ADDRESS if can_send() else NO_SERVER)
        case NotLiftedError():
            return str(NOT_LIFTED)
        case ReasonTooShortError():
            return str(TOO_SHORT)
    return str(BLOCKED)


def _send(request: MemberRequest, one: Message, _value: str) -> str:
    actions.queue(one, by=request.user, now=timezone.now())
    return _("It leaves within a minute.")


def _by_hand(request: MemberRequest, one: Message, _value: str) -> str:
    actions.log_by_hand(one, by=request.user, now=timezone.now())
    return _("Noted as sent, as if it had left here.")


def _keep(_request: MemberRequest, _one: Message, _value: str) -> str:
    return _("The draft is kept.")


def _lift(request: MemberRequest, one: Message, code: str) -> str:
    actions.lift(one, code, request.POST.get(f"{REASON}{code}", ""), by=request.user, now=timezone.now())
    return ""


def _unlift(request: MemberRequest, one: Message, code: str) -> str:
    actions.unlift(one, code, by=request.user)
    return ""


DEEDS: dict[str, Callable[[MemberRequest, Message, str], str]] = {
    "send": _send,
    "by_hand": _by_hand,
    "keep": _keep,
    "mine": _keep,
    "lift": _lift,
    "unlift": _unlift,
}


def _deed(request: MemberRequest, one: Message) -> str:
    """Do what the button that was pressed says; read over by default."""
    name = next((name for name in DEEDS if name in request.POST), None)
    return DEEDS[name](request, one, request.POST[name]) if name else ""
