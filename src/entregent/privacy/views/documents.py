"""Documents that the law wants, filled in from what the workspace says: to be read, printed, kept as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.privacy.selectors import controller_of

DOCUMENTS = {"record": _("Record of processing"), "contract": _("Contract with a processor")}


@member_view(Permission.PRIVACY)
def document(request: MemberRequest, document: str) -> HttpResponse:
    """One of them. With ?file, alone, as a file that word processors open."""
    if document not in DOCUMENTS:
        raise Http404
    is_file = "file" in request.GET
    shown = {
        "name": document,
        "document_title": DOCUMENTS[document],
        "controller": controller_of(request.workspace),
        "today": timezone.localdate(),
        "body": f"privacy/documents/_{document}.html",
    }
    answer = render(request, "privacy/documents/alone.html" if is_file else "privacy/documents/page.html", shown)
    if is_file:
        answer["Content-Disposition"] = f'attachment; filename="{document}-{request.workspace.slug}.html"'
    return answer
