"""A colleague leaves: who receives their relations, the letters to review, and the passing on."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from entregent.accounts.models import User, Workspace
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.selectors import members
from entregent.relations import actions
from entregent.relations.actions.exchanges import note_exchange
from entregent.relations.actions.hand_over import NothingToPassError, NotReviewedError
from entregent.relations.models import HandOver


class HandOverForm(forms.Form):
    leaver = forms.ModelChoiceField(label=gettext_lazy("Who leaves"), queryset=User.objects.none())
    receiver = forms.ModelChoiceField(label=gettext_lazy("Who receives their relations"), queryset=User.objects.none())

    def __init__(self, *args: object, workspace: Workspace, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        keepers = User.objects.filter(owned_contacts__workspace=workspace, owned_contacts__removed_at=None)
        self.fields["leaver"].queryset = keepers.distinct().order_by("name", "email")  # type: ignore[attr-defined]
        self.fields["receiver"].queryset = members(workspace)  # type: ignore[attr-defined]


def _of(request: MemberRequest, hand_over_id: int) -> HandOver:
    found = HandOver.objects.filter(workspace=request.workspace).select_related("leaver", "receiver")
    return get_object_or_404(found, pk=hand_over_id)


@member_view(Permission.CONTACTS)
def hand_overs(request: MemberRequest) -> HttpResponse:
    """Prepare a hand-over; those before."""
    form = HandOverForm(request.POST or None, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            made = actions.prepare_hand_over(
                request.workspace,
                leaver=chosen["leaver"],
                receiver=chosen["receiver"],
                by=request.user,
                now=timezone.now(),
            )
        except NothingToPassError:
            form.add_error("receiver", _("Choose somebody else of your team."))
        else:
            return redirect("relations:hand_over", request.workspace.slug, made.pk)
    known = (
        HandOver.objects.filter(workspace=request.workspace)
        .select_related("leaver", "receiver")
        .order_by("-made_at")[:20]
    )
    status = 422 if form.errors else 200
    return render(request, "relations/hand_overs.html", {"form": form, "hand_overs": known}, status=status)


@member_view(Permission.CONTACTS)
def hand_over(request: MemberRequest, hand_over_id: int) -> HttpResponse:
    """The letters, one below the other, with what is left to review."""
    made = _of(request, hand_over_id)
    letters = list(
        made.letters.select_related("contact").filter(contact__removed_at=None).order_by("contact__sort_name")
    )
    unread = sum(one.reviewed_at is None for one in letters)
    shown = {"hand_over": made, "letters": letters, "unread": unread, "is_passed": made.passed_at is not None}
    return render(request, "relations/hand_over.html", shown)


@require_POST
@member_view(Permission.CONTACTS)
def review(request: MemberRequest, hand_over_id: int, letter_id: int) -> HttpResponse:
    """A letter was read; or, once the relations passed, sent by hand."""
    made = _of(request, hand_over_id)
    letter = get_object_or_404(made.letters.select_related("contact"), pk=letter_id)
    now, deed = timezone.now(), request.POST.get("deed", "")
    if deed == "sent" and made.passed_at and not letter.sent_at:
        sent = {"manner": "email", "side": "us", "summary": letter.text}
        note_exchange(letter.contact, at=now, by=request.user, now=now, is_letter=True, **sent)
        letter.sent_at = now
        letter.save(update_fields=["sent_at"])
    elif made.passed_at is None:
        text = request.POST.get("text", letter.text) or letter.text
        actions.review_letter(letter, text=text, left_out=deed == "leave", by=request.user, now=now)
    return redirect(f"{request.path.rsplit('/letters/', 1)[0]}/#letter-{letter.pk}")


@require_POST
@member_view(Permission.CONTACTS)
def act(request: MemberRequest, hand_over_id: int) -> HttpResponse:
    """Have the relations pass, return, or the preparation be forgotten."""
    made, now, slug = _of(request, hand_over_id), timezone.now(), request.workspace.slug
    match request.POST.get("deed"):
        case "pass":
            try:
                count = actions.pass_relations(made, by=request.user, now=now)
            except NotReviewedError as error:
                words = ngettext(
                    "%(n)d letter is still to be read: nothing passed.",
                    "%(n)d letters are still to be read: nothing passed.",
                    error.count,
                )
                messages.warning(request, words % {"n": error.count})
            else:
                told = ngettext("%(n)d relation passed to %(name)s.", "%(n)d relations passed to %(name)s.", count)
                messages.success(request, told % {"n": count, "name": made.receiver})
        case "back":
            actions.take_hand_over_back(made, by=request.user, now=now)
        case "forget":
            actions.forget_hand_over(made, by=request.user)
            return redirect("relations:hand_overs", slug)
    return redirect("relations:hand_over", slug, made.pk)
