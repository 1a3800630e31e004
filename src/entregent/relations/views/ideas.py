"""Ideas received: noted, decided, answered; and all of them on one page."""

from collections.abc import Callable
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.errors import DossierError
from entregent.contacts.wording import tell_in
from entregent.core.lifecycle import Verdict
from entregent.relations import actions, selectors
from entregent.relations.errors import PastError
from entregent.relations.forms import IdeaForm, VerdictForm
from entregent.relations.models import Idea
from entregent.relations.views.exchanges import known, onward, refused
from entregent.relations.wording import PAST_IDEA

PER_PAGE = 50
SHOWN = {
    "": (_("All"), Q()),
    "decide": (_("To be decided"), Q(verdict="")),
    "tell": (_("To be told"), ~Q(verdict="") & Q(told_at=None)),
    "kept": (pgettext_lazy("ideas", "Kept"), Q(verdict=Verdict.KEPT.value)),
    "later": (pgettext_lazy("ideas", "For later"), Q(verdict=Verdict.LATER.value)),
    "not": (pgettext_lazy("ideas", "Not kept"), Q(verdict=Verdict.NOT.value)),
}


@member_view(Permission.CONTACTS)
def ideas(request: MemberRequest) -> HttpResponse:
    """Every idea received, with its author and what became of it."""
    shown = request.GET.get("show", "")
    wanted = SHOWN.get(shown, SHOWN[""])[1]
    found: QuerySet[Idea] = selectors.ideas(request.workspace).filter(wanted)
    tabs = [(code, label, code == shown) for code, (label, _which) in SHOWN.items()]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "relations/ideas.html", {"page": page, "choices": tabs, "is_filtered": bool(shown)})


@require_POST
@member_view(Permission.CONTACTS)
def receive(request: MemberRequest, contact_id: int) -> HttpResponse:
    contact, form, now = known(request, contact_id), IdeaForm(request.POST), timezone.now()
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.receive_idea(
                contact, data["what"], at=form.moment(now), by=request.user, now=now, address=data["address"]
            )
        except PastError:
            form.add_error("received_on", PAST_IDEA)
        except DossierError as error:
            tell_in(form, error)
        else:
            return onward(request, contact)
    return refused(request, contact, form)


@require_POST
@member_view(Permission.CONTACTS)
def decide(request: MemberRequest, contact_id: int, idea_id: int) -> HttpResponse:
    contact = known(request, contact_id)
    idea, form = get_object_or_404(contact.ideas, pk=idea_id), VerdictForm(request.POST)
    if not form.is_valid():
        return refused(request, contact, form)
    data = form.cleaned_data
    verdict, told = Verdict(data["verdict"]), {"reason": data["reason"], "again_on": data["again_on"]}
    try:
        actions.decide_idea(idea, verdict, at=timezone.now(), by=request.user, **told)
    except DossierError as error:
        tell_in(form, error)
        return refused(request, contact, form)
    return onward(request, contact)


DEEDS: dict[str, Callable[[MemberRequest, Idea, datetime], None]] = {
    "told": lambda request, idea, now: actions.tell_author(idea, at=now, by=request.user),
    "untold": lambda request, idea, now: actions.untell_author(idea, at=now, by=request.user),
    "undecided": lambda request, idea, now: actions.decide_idea(idea, Verdict.NONE, at=now, by=request.user),
    "remove": lambda request, idea, now: actions.remove_idea(idea, at=now, by=request.user),
    "back": lambda request, idea, now: actions.remove_idea(idea, at=now, by=request.user, back=True),
}


@require_POST
@member_view(Permission.CONTACTS)
def act(request: MemberRequest, contact_id: int, idea_id: int) -> HttpResponse:
    """Do with an idea what the button that was pressed says."""
    contact, code = known(request, contact_id), request.POST.get("deed", "")
    idea = get_object_or_404(contact.ideas, pk=idea_id)
    if code in DEEDS and (code != "told" or idea.verdict):
        DEEDS[code](request, idea, timezone.now())
    if code == "remove":
        request.session["removed_idea"] = idea.pk
    return onward(request, contact)
