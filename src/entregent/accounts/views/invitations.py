"""Inviting, and taking the place one was invited to."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from entregent.accounts.actions import accept, find_invitation, invite, withdraw
from entregent.accounts.coming_in import let_in
from entregent.accounts.errors import AlreadyMemberError, InvitationError, OwnersOnlyError
from entregent.accounts.forms.people import AcceptForm, InviteForm
from entregent.accounts.letters import can_send, send_letter
from entregent.accounts.models import Invitation, Role, User
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.accounts.selectors import pending_invitations
from entregent.accounts.wording import ROLE_DUTIES, ROLE_NAMES, refusal


@member_view(Permission.PEOPLE)
def invite_person(request: MemberRequest) -> HttpResponse:
    """Invite an address; the letter leaves at once, or the link is shown to be sent by hand."""
    form = InviteForm(
        request.POST or None, by_owner=request.membership.role == Role.OWNER, initial={"role": Role.READER}
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _invited(request, **form.cleaned_data)
        except (AlreadyMemberError, OwnersOnlyError) as error:
            form.add_error("email" if isinstance(error, AlreadyMemberError) else "role", refusal(error))
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@member_view(Permission.PEOPLE)
def invite_again(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """Send a fresh link to somebody who has not come yet."""
    waiting = get_object_or_404(pending_invitations(request.workspace), pk=invitation_id)
    try:
        return _invited(request, email=waiting.email, role=waiting.role)
    except (AlreadyMemberError, OwnersOnlyError) as error:
        messages.error(request, refusal(error))
        return redirect("accounts:people", request.workspace.slug)


@require_POST
@member_view(Permission.PEOPLE)
def withdraw_invitation(request: MemberRequest, invitation_id: int) -> HttpResponse:
    waiting = get_object_or_404(pending_invitations(request.workspace), pk=invitation_id)
    withdraw(waiting, by=request.user)
    messages.success(
        request, _("The invitation of %(email)s is withdrawn: its link no longer works.") % {"email": waiting}
    )
    return redirect("accounts:people", request.workspace.slug)


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the place kept for one's address: with the account one has, or with a new one."""
    try:
        found = find_invitation(secret, now=timezone.now())
        if isinstance(request.user, User):
            return _join(request, found, request.user)
        if User.objects.filter(email=found.email).exists():
            return _page(request, found, "accounts/invitation_log_in.html", next=request.path)
        return _open_account(request, found)
    except InvitationError:
        return render(request, "accounts/invitation_spent.html", status=410)


def _invited(request: MemberRequest, *, email: str, role: str) -> HttpResponse:
    waiting, secret = invite(request.workspace, email=email, role=role, by=request.user, now=timezone.now())
    link = request.build_absolute_uri(reverse("accounts:invitation", args=[secret]))
    shown = {
        "invitation": waiting,
        "link": link,
        "by": request.user,
        "role": ROLE_NAMES[Role(role)],
        "duty": ROLE_DUTIES[Role(role)],
    }
    letter = shown | {"workspace": request.workspace}
    if not send_letter("accounts/invitation", to=waiting.email, language=request.workspace.language, context=letter):
        return render(request, "accounts/invitation_by_hand.html", shown | {"could_send": can_send()})
    messages.success(request, _("A letter is on its way to %(email)s.") % {"email": waiting})
    return redirect("accounts:people", request.workspace.slug)


def _join(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    if user.email != found.email:
        return _page(request, found, "accounts/invitation_wrong_person.html", status=403, next=request.path)
    if request.method != "POST":
        return _page(request, found, "accounts/invitation.html")
    accept(found, user=user, now=timezone.now())
    return redirect("/")


def _open_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = AcceptForm(request.POST or None, request=request, invitation=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                user = User.objects.create_user(found.email, name=given["name"], password=given["password"])
                accept(found, user=user, now=timezone.now())
        except IntegrityError as error:  # somebody was quicker: the button was pressed twice
            raise InvitationError from error
        return let_in(request, user)
    status = form.status if form.errors else 200
    return _page(request, found, "accounts/invitation_new.html", status=status, form=form)


def _page(request: HttpRequest, found: Invitation, template: str, *, status: int = 200, **more: object) -> HttpResponse:
    role = Role(found.role)
    shown = {"invitation": found, "role": ROLE_NAMES[role], "duty": ROLE_DUTIES[role], **more}
    return render(request, template, shown, status=status)
