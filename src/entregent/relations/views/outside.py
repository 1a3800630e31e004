"""What a member takes outside: the weekly letter, the calendar at a secret address. And the rhythms of tags."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entregent.accounts.letters import can_send
from entregent.accounts.open_addresses import HEADERS, opened
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.selectors import tags
from entregent.relations import actions
from entregent.relations.calendars import as_ics, calendar_at, note_asked, secret_of
from entregent.relations.forms import BudgetForm, CadenceForm
from entregent.relations.models import AskBudget, Calendar, TagCadence
from entregent.relations.rhythm import GENERAL
from entregent.relations.selectors import BUDGET


@member_view(Permission.CONTACTS)
def outside(request: MemberRequest) -> HttpResponse:
    """The member's own choices."""
    calendar = Calendar.objects.filter(member=request.membership).first()
    address = reverse("calendars:feed", args=[secret_of(calendar)]) if calendar else ""
    shown = {
        "wants": actions.wants_weekly(request.membership),
        "can_send": can_send(),
        "calendar": calendar,
        "address": request.build_absolute_uri(address) if address else "",
    }
    return render(request, "relations/outside.html", shown)


@require_POST
@member_view(Permission.CONTACTS)
def choose(request: MemberRequest) -> HttpResponse:
    """Do what the button that was pressed says."""
    member, deed = request.membership, request.POST.get("deed", "")
    if deed in ("weekly", "no-weekly"):
        actions.choose_weekly(member, wants=deed == "weekly")
        messages.success(request, _("Kept."))
    elif deed == "open":
        actions.open_calendar(member, now=timezone.now())
    elif deed == "close":
        actions.close_calendar(member)
        messages.success(request, _("This address opens nothing any more."))
    return redirect("relations:outside", request.workspace.slug)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar, for whoever has the secret. Calendars ask by themselves: what is refused is said in a line."""
    found = opened(request, secret, calendar_at)
    if isinstance(found, HttpResponse):
        return found
    now = timezone.now()
    note_asked(found, now)
    content = as_ics(found.member, now, address=settings.PAGES_ADDRESS.rstrip("/"))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=HEADERS)


@member_view(Permission.SETTINGS)
def rhythms(request: MemberRequest) -> HttpResponse:
    """How often a word is due, by tag."""
    chosen = {one.tag_id: one for one in TagCadence.objects.filter(tag__workspace=request.workspace)}
    rows = []
    for tag in tags(request.workspace):
        one = chosen.get(tag.pk)
        days = {"ideal": one.ideal_days, "longest": one.longest_days} if one else None
        rows.append((tag, one, CadenceForm(initial=days, auto_id=f"tag{tag.pk}_%s")))
    said = AskBudget.objects.filter(workspace=request.workspace).first()
    asked = {"asks": said.asks, "rest": said.rest_days} if said else None
    shown = {
        "rows": rows,
        "ideal": GENERAL.ideal.days,
        "longest": GENERAL.longest.days,
        "budget": BUDGET,
        "budget_form": BudgetForm(initial=asked, auto_id="budget_%s"),
        "has_budget": said is not None,
    }
    return render(request, "relations/rhythms.html", shown)


@require_POST
@member_view(Permission.SETTINGS)
def set_rhythm(request: MemberRequest, tag_id: int) -> HttpResponse:
    tag = get_object_or_404(request.workspace.tags, pk=tag_id)
    form = CadenceForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, f"{tag}: {' '.join(str(error) for error in errors)}")
    else:
        actions.set_tag_cadence(tag, form.cadence(), by=request.user, now=timezone.now())
        messages.success(request, _("Kept."))
    return redirect("relations:rhythms", request.workspace.slug)


@require_POST
@member_view(Permission.SETTINGS)
def set_budget(request: MemberRequest) -> HttpResponse:
    """How often one person may be asked something."""
    form = BudgetForm(request.POST)
    if form.is_valid():
        actions.set_budget(request.workspace, form.budget(), by=request.user)
        messages.success(request, _("Kept."))
    else:
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
    return redirect("relations:rhythms", request.workspace.slug)
