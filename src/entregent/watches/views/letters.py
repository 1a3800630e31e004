"""What is written to a member by e-mail: chosen, asked for, ended by the link of a letter."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from entregent.accounts.errors import TooManyTriesError
from entregent.accounts.letters import can_send
from entregent.accounts.permissions import MemberRequest, member_view
from entregent.accounts.rates import spend
from entregent.watches.actions import ask_for_letter, choice_of, choose_letters, stop_letters
from entregent.watches.letters.writing import member_at
from entregent.watches.models import Digest, Letter
from entregent.watches.tasks import send_letters
from entregent.watches.wording import DIGESTS, LETTERS, OUTCOMES

SHOWN = 8


class LettersForm(forms.Form):
    """How often one reads the inbox by e-mail."""

    digest = forms.ChoiceField(
        label=gettext_lazy("What waits in the inbox"),
        choices=list(DIGESTS.items()),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("When the team begins its day. Nothing is sent when there is nothing to say."),
    )
    at_once = forms.BooleanField(
        label=gettext_lazy(
            "Write to me at once when a watch of the kinds “Under embargo” or “A campaign” hears something"
        ),
        help_text=gettext_lazy("At any hour, one letter in a quarter of an hour at most."),
        required=False,
    )


@member_view
def letters(request: MemberRequest) -> HttpResponse:
    """The choice of the member who looks."""
    member = request.membership
    chosen = choice_of(member)
    form = LettersForm(request.POST or None, initial={"digest": chosen.digest, "at_once": chosen.at_once})
    if request.method == "POST" and form.is_valid():
        choose_letters(member, digest=Digest(form.cleaned_data["digest"]), at_once=form.cleaned_data["at_once"])
        messages.success(request, _("Kept."))
        return redirect("watches:letters", request.workspace.slug)
    latest = Letter.objects.filter(membership=member).order_by("-pk")[:SHOWN]
    shown = {
        "form": form,
        "can_send": can_send(),
        "letters": [
            {"letter": one, "title": LETTERS[Letter.Kind(one.kind)], "outcome": OUTCOMES[Letter.Outcome(one.outcome)]}
            for one in latest
        ],
    }
    return render(request, "watches/letters.html", shown, status=422 if form.errors else 200)


@require_POST
@member_view
def ask(request: MemberRequest) -> HttpResponse:
    """Have the digest of now written."""
    try:
        spend(request, {"letters_to": f"inbox {request.membership.pk}"})
    except TooManyTriesError:
        messages.warning(
            request, _("You asked for several letters within the hour: the next one can be had a little later.")
        )
    else:
        ask_for_letter(request.membership, now=timezone.now())
        send_letters.enqueue(settings.PAGES_ADDRESS)
        messages.success(request, _("A letter is on its way, if there is anything to say."))
    return redirect("watches:letters", request.workspace.slug)


@csrf_exempt  # mail programs press the button without having seen the page (RFC 8058); only the letter has the address
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask whether letters should end; posted, end them. For whoever has the letter, logged in or not."""
    member = member_at(secret)
    if member is None:
        try:
            spend(request, {"guesses_of_lists": ""})
        except TooManyTriesError:
            return HttpResponse("too many\n", status=429, content_type="text/plain")
        raise Http404
    if request.method == "POST":
        stop_letters(member)
    answer = render(request, "watches/letters_stop.html", {"member": member, "stopped": request.method == "POST"})
    answer["Cache-Control"], answer["Referrer-Policy"] = "private, no-store", "no-referrer"
    return answer
