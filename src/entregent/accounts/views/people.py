"""Settings of a workspace: who works here, in which role, who stands in for whom."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.accounts import actions
from entregent.accounts.actions import change_role, end_absence, leave, note_absence, remove
from entregent.accounts.clock import today_in
from entregent.accounts.errors import LastOwnerError, OwnersOnlyError
from entregent.accounts.forms.people import AbsenceForm, RoleForm
from entregent.accounts.models import Membership, Role, User
from entregent.accounts.permissions import ROLES, MemberRequest, Permission, member_view, require
from entregent.accounts.selectors import members_of, moderators_on, pending_invitations
from entregent.accounts.wording import PERMISSION_EFFECTS, ROLE_DUTIES, ROLE_NAMES, refusal


@member_view
def people(request: MemberRequest) -> HttpResponse:
    """The team, those invited, who moderates today, and what each role may do."""
    day = today_in(request.workspace)
    members = list(members_of(request.workspace))
    gone = request.session.pop("removed_member", None) if Permission.PEOPLE in request.may else None
    shown = {
        "members": [{"member": one, "role": ROLE_NAMES[Role(one.role)], "away": one.is_away(day)} for one in members],
        "invitations": [
            {"invitation": one, "role": ROLE_NAMES[Role(one.role)]} for one in pending_invitations(request.workspace)
        ],
        "moderators": moderators_on(request.workspace, day),
        "roles": [(ROLE_NAMES[role], ROLE_DUTIES[role]) for role in Role],
        "effects": [(effect, [one in ROLES[role] for role in Role]) for one, effect in PERMISSION_EFFECTS.items()],
        "removed": User.objects.filter(pk=gone["user"]).first() if gone else None,
        "removed_role": gone["role"] if gone else "",
    }
    return render(request, "accounts/people.html", shown)


@member_view
def person(request: MemberRequest, member_id: int) -> HttpResponse:
    """One member: role, absence, an end."""
    return _person(request, _member(request, member_id))


@require_POST
@member_view(Permission.PEOPLE)
def set_role(request: MemberRequest, member_id: int) -> HttpResponse:
    member = _member(request, member_id)
    form = RoleForm(request.POST, by_owner=request.membership.role == Role.OWNER)
    if not form.is_valid():
        return _person(request, member, role_form=form)
    try:
        change_role(member, role=form.cleaned_data["role"], by=request.user)
    except (LastOwnerError, OwnersOnlyError) as error:
        form.add_error("role", refusal(error))
        return _person(request, member, role_form=form)
    role = ROLE_NAMES[Role(form.cleaned_data["role"])]
    messages.success(request, _("%(name)s: %(role)s, from now on.") % {"name": member.user, "role": role})
    return redirect("accounts:people", request.workspace.slug)


@require_POST
@member_view
def set_absence(request: MemberRequest, member_id: int) -> HttpResponse:
    """Note an absence and who stands in, or with `back`, that it is over."""
    member = _member(request, member_id)
    if member.pk != request.membership.pk:
        require(request.user, request.workspace, Permission.PEOPLE)
    if "back" in request.POST:
        end_absence(member, by=request.user)
        return redirect("accounts:people", request.workspace.slug)
    form = AbsenceForm(request.POST, others=members_of(request.workspace).exclude(pk=member.pk))
    if not form.is_valid():
        return _person(request, member, absence_form=form)
    try:
        note_absence(member, by=request.user, **form.cleaned_data)
    except OwnersOnlyError as error:
        form.add_error("cover", refusal(error))
        return _person(request, member, absence_form=form)
    said = {"cover": form.cleaned_data["cover"], "name": member.user}
    messages.success(request, _("%(cover)s stands in for %(name)s on those days.") % said)
    return redirect("accounts:people", request.workspace.slug)


@require_POST
@member_view(Permission.PEOPLE)
def remove_person(request: MemberRequest, member_id: int) -> HttpResponse:
    """Take a member's place away; the list offers once to bring them back."""
    member = _member(request, member_id)
    try:
        remove(member, by=request.user)
    except (LastOwnerError, OwnersOnlyError) as error:
        messages.error(request, refusal(error))
        return redirect("accounts:person", request.workspace.slug, member.pk)
    request.session["removed_member"] = {"user": member.user_id, "role": member.role}
    request.session["may_return"] = {"user": member.user_id, "role": member.role, "workspace": request.workspace.pk}
    return redirect("accounts:people", request.workspace.slug)


@require_POST
@member_view(Permission.PEOPLE)
def bring_back(request: MemberRequest) -> HttpResponse:
    """Undo the last removal, by the person who removed, with the role there was."""
    kept = request.session.pop("may_return", None)
    if kept and kept["workspace"] == request.workspace.pk:
        user = get_object_or_404(User, pk=kept["user"], is_active=True)
        try:
            actions.bring_back(request.workspace, user=user, role=kept["role"], by=request.user)
        except OwnersOnlyError as error:
            messages.error(request, refusal(error))
        else:
            messages.success(request, _("%(name)s is back.") % {"name": user})
    return redirect("accounts:people", request.workspace.slug)


@require_POST
@member_view
def leave_workspace(request: MemberRequest) -> HttpResponse:
    """Give one's own place up."""
    try:
        leave(request.membership)
    except LastOwnerError as error:
        messages.error(request, refusal(error))
        return redirect("accounts:person", request.workspace.slug, request.membership.pk)
    messages.success(request, _("You have left “%(name)s”.") % {"name": request.workspace})
    return redirect("/")


def _member(request: MemberRequest, member_id: int) -> Membership:
    return get_object_or_404(members_of(request.workspace), pk=member_id)


def _person(
    request: MemberRequest,
    member: Membership,
    *,
    role_form: RoleForm | None = None,
    absence_form: AbsenceForm | None = None,
) -> HttpResponse:
    others = members_of(request.workspace).exclude(pk=member.pk)
    dates = {"cover": member.cover_id, "first": member.away_from, "last": member.away_until}
    mine = member.pk == request.membership.pk
    owner = request.membership.role == Role.OWNER
    shown = {
        "member": member,
        "mine": mine,
        "role_name": ROLE_NAMES[Role(member.role)],
        "duty": ROLE_DUTIES[Role(member.role)],
        "role_form": role_form or RoleForm(by_owner=owner, initial={"role": member.role}),
        "absence_form": absence_form or AbsenceForm(others=others, initial=dates),
        "others": others.exists(),
        "may_change": Permission.PEOPLE in request.may and (owner or member.role != Role.OWNER),
    }
    wrong = bool(role_form or absence_form)
    return render(request, "accounts/person.html", shown, status=422 if wrong else 200)
