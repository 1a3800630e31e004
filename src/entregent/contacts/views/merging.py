"""Files that may be of one person: proposed, joined, taken apart; a file of two people, split."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.actions import merge_contacts, not_the_same, split_contact, undo_merge
from entregent.contacts.duplicates import proposed
from entregent.contacts.errors import MergedSinceError
from entregent.contacts.models import Contact
from entregent.contacts.selectors import Filters, contacts
from entregent.contacts.wording import PAIRS

SHOWN = 30


def _of(request: MemberRequest, contact_id: str | int) -> Contact:
    number = int(contact_id) if str(contact_id).isdecimal() else 0
    return get_object_or_404(request.workspace.contacts.filter(removed_at=None), pk=number)


@member_view(Permission.CONTACTS)
def duplicates(request: MemberRequest) -> HttpResponse:
    """Pairs that may be one person."""
    pairs = proposed(request.workspace)
    shown = [{"pair": pair, "because": [PAIRS[one] for one in pair.because]} for pair in pairs[:SHOWN]]
    return render(request, "contacts/duplicates.html", {"pairs": shown, "count": len(pairs)})


@require_POST
@member_view(Permission.CONTACTS)
def two_people(request: MemberRequest) -> HttpResponse:
    """A pair is of two people."""
    if request.POST.get("first") and request.POST.get("second"):
        first, second = _of(request, request.POST["first"]), _of(request, request.POST["second"])
        not_the_same(first, second, by=request.user)
    return redirect("contacts:duplicates", request.workspace.slug)


@member_view(Permission.CONTACTS)
def merge(request: MemberRequest, contact_id: int) -> HttpResponse:
    """Choose whose file is the same person's, and join it into this one."""
    kept = _of(request, contact_id)
    if request.POST.get("other") and request.POST["other"] != str(kept.pk):
        gone = _of(request, request.POST["other"])
        one = merge_contacts(kept, gone, by=request.user, now=timezone.now())
        request.session["merged"] = one.pk
        return redirect("contacts:contact", request.workspace.slug, kept.pk)
    words = request.GET.get("q", kept.family_name or kept.name.split()[-1]).strip()[:200]
    found = contacts(request.workspace, Filters(words=words)).exclude(pk=kept.pk).prefetch_related("outlets")
    return render(request, "contacts/merge.html", {"contact": kept, "words": words, "found": found[:SHOWN]})


@require_POST
@member_view(Permission.CONTACTS)
def unmerge(request: MemberRequest, contact_id: int, merge_id: int) -> HttpResponse:
    """Take two files apart again."""
    kept = _of(request, contact_id)
    one = get_object_or_404(kept.merges.filter(undone_at=None), pk=merge_id)
    try:
        since = undo_merge(one, by=request.user, now=timezone.now())
    except MergedSinceError:
        messages.error(request, _("This file went into another since: undo that first."))
        return redirect("contacts:contact", request.workspace.slug, kept.pk)
    said = _("The two files are apart again.")
    if since:
        stay = ngettext("%(n)d thing noted since stays here.", "%(n)d things noted since stay here.", since)
        said = f"{said} {stay % {'n': since}}"
    messages.success(request, said)
    return redirect("contacts:contact", request.workspace.slug, kept.pk)


@member_view(Permission.CONTACTS)
def split(request: MemberRequest, contact_id: int) -> HttpResponse:
    """Make a file of its own of what belongs to somebody else."""
    contact = _of(request, contact_id)
    name = " ".join(request.POST.get("name", "").split())[:200]
    facts = [int(key) for key in request.POST.getlist("fact") if key.isdecimal()]
    parts = [int(key) for key in request.POST.getlist("part") if key.isdecimal()]
    if request.method == "POST" and name:
        other = split_contact(contact, name=name, facts=facts, parts=parts, by=request.user, now=timezone.now())
        return redirect("contacts:contact", request.workspace.slug, other.pk)
    shown = {
        "contact": contact,
        "facts": contact.facts.filter(ended_at=None).order_by("kind", "pk"),
        "parts": contact.parts.select_related("outlet").order_by("pk"),
        "ticked": {"facts": facts, "parts": parts},
        "is_nameless": request.method == "POST",
    }
    return render(request, "contacts/split.html", shown, status=422 if request.method == "POST" else 200)
