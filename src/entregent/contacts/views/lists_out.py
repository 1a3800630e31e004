"""The people known are put out: a form, a reason, a file."""

from dataclasses import replace

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.actions.exports import note_export
from entregent.contacts.forms import ExportForm
from entregent.contacts.lists.out import as_cards, as_csv, as_workbook
from entregent.contacts.models import Contact
from entregent.contacts.selectors import Filters, contacts
from entregent.contacts.views.asked import asked
from entregent.ui.exports import in_language

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "vcf": "text/vcard; charset=utf-8",
}


@member_view(Permission.EXPORT)
def export(request: MemberRequest) -> HttpResponseBase:
    """Everybody whom the address asks for, in the form that was chosen; those left in peace only where somebody says so."""
    filters = asked(request.GET)
    form = ExportForm(request.POST or None)
    found = contacts(request.workspace, filters)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if not given["with_peace"] and filters.in_peace is None:
            found = contacts(request.workspace, replace(filters, in_peace=False))
        wanted = Contact.objects.filter(pk__in=found.order_by().values("pk")).order_by("sort_name", "pk")
        note_export(
            request.workspace, form=given["form"], count=wanted.count(), reason=given["reason"], by=request.user
        )
        people = _("people")
        return _file(given["form"], wanted, f"{request.workspace.slug}-{people}")
    shown = {
        "form": form,
        "count": found.count(),
        "is_filtered": filters != Filters(),
        "query": request.GET.urlencode(),
    }
    return render(request, "contacts/export.html", shown, status=422 if form.errors else 200)


def _file(form: str, wanted: QuerySet[Contact], name: str) -> HttpResponseBase:
    yes = _("yes")
    if form == "xlsx":
        answer: HttpResponseBase = FileResponse(as_workbook(wanted, yes), content_type=TYPES[form])
    else:
        lines = as_csv(wanted, yes) if form == "csv" else as_cards(wanted)
        answer = StreamingHttpResponse(in_language(lines, get_language() or "en"), content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
