"""One person: their file, who they are, what is known of them, leaving them in peace."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.actions import (
    change_contact,
    end_fact,
    leave_in_peace,
    lift_peace,
    note_fact,
    put_away,
    put_fact_back,
    take_back,
)
from entregent.contacts.errors import ChangedMeanwhileError, DossierError
from entregent.contacts.forms import ContactForm, FactForm, LiftForm, PeaceForm, written
from entregent.contacts.guard import voice_of_fact, warned
from entregent.contacts.models import Contact, Fact
from entregent.contacts.selectors import facts_of, former_facts, peace_of
from entregent.contacts.wording import CHANGED_MEANWHILE, sensitive_all_the_same, tell_in


def _of(request: MemberRequest, contact_id: int) -> Contact:
    return get_object_or_404(request.workspace.contacts.filter(removed_at=None), pk=contact_id)


@member_view(Permission.CONTACTS)
def contact(request: MemberRequest, contact_id: int, template: str) -> HttpResponse:
    return _page(request, _of(request, contact_id), template)


def _page(request: MemberRequest, contact: Contact, template: str, **forms: object) -> HttpResponse:
    """The file; a form that was refused stands in it as it was written."""
    ended, just_ended = former_facts(contact), request.session.pop("ended_fact", None)
    prefetch_related_objects([contact], "tags")
    shown = {
        "contact": contact,
        "parts": contact.parts.select_related("outlet").order_by("pk"),
        "facts": [(Fact.Kind(kind).label, known) for kind, known in facts_of(contact, timezone.localdate()).items()],
        "former": ended[:20],
        "just_ended": ended.filter(pk=just_ended).first() if just_ended else None,
        "merges": contact.merges.filter(undone_at=None).select_related("gone").order_by("-at"),
        "just_merged": request.session.pop("merged", None),
        "peace": peace_of(contact),
        "fact_form": FactForm(country=request.workspace.country),
        "peace_form": PeaceForm(),
        "lift_form": LiftForm(),
    }
    return render(request, template, shown | forms, status=422 if forms else 200)


@member_view(Permission.CONTACTS)
def edit_contact(request: MemberRequest, contact_id: int) -> HttpResponse:
    """Who they are; the second of two who write is told, and keeps what they wrote."""
    contact = _of(request, contact_id)
    form = ContactForm(request.POST or None, workspace=request.workspace, initial=written(contact))
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            change_contact(contact, form.identity(), by=request.user, revision=revision, now=timezone.now())
        except ChangedMeanwhileError:
            contact.refresh_from_db()
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["revision"] = str(contact.revision)  # type: ignore[index]
            form.add_error(None, str(CHANGED_MEANWHILE))
            return render(
                request,
                "contacts/edit.html",
                {"form": form, "contact": contact, "stands": written(contact)},
                status=409,
            )
        except DossierError as error:
            tell_in(form, error)
        else:
            return redirect("contacts:contact", request.workspace.slug, contact.pk)
    return render(request, "contacts/edit.html", {"form": form, "contact": contact}, status=422 if form.errors else 200)


@require_POST
@member_view(Permission.CONTACTS)
def remove_contact(request: MemberRequest, contact_id: int) -> HttpResponse:
    """Put the file away; the list says once how to bring it back."""
    contact = _of(request, contact_id)
    put_away(contact, by=request.user, now=timezone.now())
    request.session["put_away"] = contact.pk
    return redirect("contacts:people", request.workspace.slug)


@require_POST
@member_view(Permission.CONTACTS)
def restore_contact(request: MemberRequest, contact_id: int) -> HttpResponse:
    contact = get_object_or_404(request.workspace.contacts, pk=contact_id, merged_into=None)
    take_back(contact, by=request.user)
    return redirect("contacts:contact", request.workspace.slug, contact.pk)


@require_POST
@member_view(Permission.CONTACTS)
def add_fact(request: MemberRequest, contact_id: int, template: str) -> HttpResponse:
    contact = _of(request, contact_id)
    form = FactForm(request.POST, country=request.workspace.country)
    if not form.is_valid():
        return _page(request, contact, template, fact_form=form)
    data = form.cleaned_data
    try:
        fact = note_fact(
            contact, kind=data["kind"], value=data["value"], source=form.source(), by=request.user, now=timezone.now()
        )
    except DossierError as error:
        tell_in(form, error)
        return _page(request, contact, template, fact_form=form)
    if found := warned(fact.value, voice=voice_of_fact(contact, fact.how, fact.evidence_address)):
        messages.warning(request, sensitive_all_the_same(found))
    return redirect("contacts:contact", request.workspace.slug, contact.pk)


@require_POST
@member_view(Permission.CONTACTS)
def end_one_fact(request: MemberRequest, contact_id: int, fact_id: int) -> HttpResponse:
    """It is not true any more; the file says once how to put it back."""
    contact = _of(request, contact_id)
    fact = get_object_or_404(contact.facts.filter(ended_at=None), pk=fact_id)
    end_fact(fact, by=request.user, now=timezone.now())
    request.session["ended_fact"] = fact.pk
    return redirect("contacts:contact", request.workspace.slug, contact.pk)


@require_POST
@member_view(Permission.CONTACTS)
def fact_back(request: MemberRequest, contact_id: int, fact_id: int) -> HttpResponse:
    contact = _of(request, contact_id)
    put_fact_back(get_object_or_404(contact.facts, pk=fact_id), by=request.user, now=timezone.now())
    return redirect("contacts:contact", request.workspace.slug, contact.pk)


@require_POST
@member_view(Permission.CONTACTS)
def leave_contact_in_peace(request: MemberRequest, contact_id: int, template: str) -> HttpResponse:
    contact = _of(request, contact_id)
    form = PeaceForm(request.POST)
    if not form.is_valid():
        return _page(request, contact, template, peace_form=form)
    try:
        leave_in_peace(contact, by=request.user, now=timezone.now(), **form.cleaned_data)
    except DossierError as error:
        tell_in(form, error)
        return _page(request, contact, template, peace_form=form)
    return redirect("contacts:contact", request.workspace.slug, contact.pk)


@require_POST
@member_view(Permission.LIFT)
def lift_one_peace(request: MemberRequest, contact_id: int, peace_id: int, template: str) -> HttpResponse:
    """An owner lets them be contacted again, and says why."""
    contact = _of(request, contact_id)
    peace = next((one for one in peace_of(contact) if one.pk == peace_id), None)
    form = LiftForm(request.POST)
    if peace is None or not form.is_valid():
        return _page(request, contact, template, lift_form=form)
    try:
        lift_peace(peace, by=request.user, now=timezone.now(), reason=form.cleaned_data["reason"])
    except DossierError as error:
        tell_in(form, error)
        return _page(request, contact, template, lift_form=form)
    return redirect("contacts:contact", request.workspace.slug, contact.pk)
