"""What ties us to somebody: shared values, who of ours knows them, introductions; and stages of all relations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.accounts.models import User
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.errors import DossierError
from entregent.contacts.wording import tell_in
from entregent.core.lifecycle import Stage, Step
from entregent.relations import actions
from entregent.relations.actions.ties import Evidence
from entregent.relations.forms import KnowForm, ValueForm
from entregent.relations.selectors import funnel
from entregent.relations.selectors.stages import Month
from entregent.relations.views.exchanges import known, onward, refused
from entregent.relations.wording import SIGNS, STAGES
from entregent.ui.dates import date_format

HEIGHT = 160
ORDER = (Stage.CONNECT, Stage.CONVINCE, Stage.CONVERT)


@require_POST
@member_view(Permission.CONTACTS)
def share(request: MemberRequest, contact_id: int) -> HttpResponse:
    contact, form = known(request, contact_id), ValueForm(request.POST)
    if not form.is_valid():
        return refused(request, contact, form)
    data = form.cleaned_data
    theirs, ours = Evidence(data["theirs"], data["their_address"]), Evidence(data["ours"], data["our_address"])
    try:
        actions.share_value(contact, data["value"], theirs=theirs, ours=ours, by=request.user)
    except DossierError as error:
        tell_in(form, error)
        return refused(request, contact, form)
    return onward(request, contact)


@require_POST
@member_view(Permission.CONTACTS)
def act_on_value(request: MemberRequest, contact_id: int, value_id: int) -> HttpResponse:
    contact = known(request, contact_id)
    shared, is_back = get_object_or_404(contact.shared_values, pk=value_id), request.POST.get("deed") == "back"
    actions.remove_value(shared, at=None if is_back else timezone.now(), by=request.user)
    if not is_back:
        request.session["removed_value"] = shared.pk
    return onward(request, contact)


@require_POST
@member_view(Permission.CONTACTS)
def know(request: MemberRequest, contact_id: int) -> HttpResponse:
    """The reader knows them, or not; or asks a colleague who does to introduce them."""
    contact = known(request, contact_id)
    if request.POST.get("deed") == "no-more":
        actions.know_no_more(contact, by=request.user)
        return onward(request, contact)
    form = KnowForm(request.POST)
    if not form.is_valid():
        return refused(request, contact, form)
    try:
        actions.know_contact(contact, by=request.user, **form.cleaned_data)
    except DossierError as error:
        tell_in(form, error)
        return refused(request, contact, form)
    return onward(request, contact)


@require_POST
@member_view(Permission.CONTACTS)
def introduce(request: MemberRequest, contact_id: int) -> HttpResponse:
    contact = known(request, contact_id)
    team = User.objects.filter(memberships__workspace=request.workspace)
    through = team.filter(pk=_number(request.POST.get("through", ""))).first()
    if through is None:
        messages.error(request, _("Say which colleague knows them."))
        return onward(request, contact)
    try:
        actions.ask_introduction(
            contact, through=through, why=request.POST.get("why", ""), by=request.user, now=timezone.now()
        )
    except ValueError:
        messages.error(request, _("Say why you would like to meet them: your colleague will say it too."))
    else:
        messages.success(request, _("%(name)s finds it on Today.") % {"name": through})
    return onward(request, contact)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


@member_view(Permission.CONTACTS)
def stages(request: MemberRequest) -> HttpResponse:
    """Connect, convince, convert: twelve months as a picture, a table beside it, and what moved."""
    found = funnel(request.workspace, timezone.now())
    highest = max((sum(month.counts.get(stage, 0) for stage in ORDER) for month in found.months), default=0)
    shown = {
        "months": [_column(place, month, highest) for place, month in enumerate(found.months)],
        "stages": [(int(stage), STAGES[stage]) for stage in ORDER],
        "moves": [(one.contact, STAGES[one.step.stage], one.step, _sign(one.step)) for one in found.moves],
        "highest": highest,
    }
    return render(request, "relations/stages.html", shown)


def _column(place: int, month: Month, highest: int) -> dict[str, object]:
    """Where a month is drawn, and what it holds."""
    top, bars = float(HEIGHT), []
    for stage in ORDER:
        height = month.counts.get(stage, 0) / highest * (HEIGHT - 20) if highest else 0
        top -= height
        bars.append({"y": f"{top:.1f}", "height": f"{height:.1f}", "stage": int(stage)})
    counts = [month.counts.get(stage, 0) for stage in ORDER]
    name = date_format(month.first, "M")
    return {"x": place * 50 + 4, "bars": bars, "name": name, "first": month.first, "counts": counts}


def _sign(step: Step) -> str:
    return str(SIGNS[step.sign.kind]) if step.sign else ""
