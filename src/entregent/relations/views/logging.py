"""An exchange noted in seconds: from a file, from Today, or by dropping a letter."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.errors import DossierError
from entregent.contacts.models import Contact
from entregent.contacts.selectors import Filters, contacts
from entregent.contacts.wording import tell_in
from entregent.relations.actions import NobodyKnownError, Noted, note_exchange, note_letter
from entregent.relations.errors import PastError
from entregent.relations.forms import LogForm
from entregent.relations.mail_files import LARGEST, NotALetterError, read_letter
from entregent.relations.views.exchanges import known, onward, refused
from entregent.relations.wording import LETTER_AHEAD, NOBODY_KNOWN, NOT_A_LETTER

MOST_FOUND = 12
MOST_FILES = 20


@member_view(Permission.CONTACTS)
def log(request: MemberRequest) -> HttpResponse:
    """Note an exchange with whoever is named; where several answer to it, one is chosen first."""
    form = LogForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "relations/log.html", {"form": form}, status=422 if request.method == "POST" else 200)
    chosen = request.POST.get("contact", "")
    named = contacts(request.workspace, Filters(words=form.cleaned_data["who"]))
    found = list(named.prefetch_related("outlets")[: MOST_FOUND + 1])
    if chosen.isdecimal():
        found = [known(request, int(chosen))]
    if len(found) != 1:
        shown = {"form": form, "found": found[:MOST_FOUND], "has_more": len(found) > MOST_FOUND, "is_asked": True}
        return render(request, "relations/log.html", shown, status=422)
    return _noted(request, found[0], form)


@require_POST
@member_view(Permission.CONTACTS)
def log_with(request: MemberRequest, contact_id: int) -> HttpResponse:
    contact, form = known(request, contact_id), LogForm(request.POST, names_somebody=False)
    if not form.is_valid():
        return refused(request, contact, form)
    return _noted(request, contact, form)


def _noted(request: MemberRequest, contact: Contact, form: LogForm) -> HttpResponse:
    try:
        noted = note_exchange(contact, by=request.user, now=timezone.now(), **form.told())
    except DossierError as error:
        tell_in(form, error)
        if "who" not in form.fields:
            return refused(request, contact, form)
        return render(request, "relations/log.html", {"form": form}, status=422)
    request.session["undo_owed"] = {
        "contact": contact.pk,
        "name": contact.name,
        "kind": "word",
        "about": noted.pk,
        "deed": "log",
    }
    return onward(request, contact)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a file that was dropped. refusal: "" where it was noted."""

    name: str
    noted: list[Noted]
    refusal: str = ""


@member_view(Permission.CONTACTS)
def letters(request: MemberRequest) -> HttpResponse:
    """Note the letters that were dropped, with a verdict for each."""
    if request.method != "POST":
        return render(request, "relations/letters.html")
    files = request.FILES.getlist("letters")
    if not files:
        return redirect("relations:letters", request.workspace.slug)
    verdicts = [_verdict(request, file) for file in files[:MOST_FILES]]
    shown = {"verdicts": verdicts, "left": len(files) - len(verdicts)}
    return render(request, "relations/letters.html", shown, status=422 if all(v.refusal for v in verdicts) else 200)


def _verdict(request: MemberRequest, file: "UploadedFile[Any]") -> Verdict:
    name = (file.name or "")[:120]
    try:
        letter = read_letter(file.read(LARGEST + 1))
        return Verdict(name, note_letter(request.workspace, letter, by=request.user, now=timezone.now()))
    except NotALetterError as error:
        return Verdict(name, [], str(NOT_A_LETTER[error.reason]))
    except PastError:
        return Verdict(name, [], str(LETTER_AHEAD))
    except NobodyKnownError as error:
        return Verdict(name, [], NOBODY_KNOWN % {"addresses": ", ".join(error.addresses)})
