"""Whom to show, as an address says it."""

from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from entregent.accounts.models import Workspace
from entregent.contacts.selectors import Filters

PEACE = {True: "yes", False: "no"}


def asked(query: QueryDict) -> Filters:
    """The filters that an address asks for; what cannot be read asks for nothing."""
    return Filters(
        words=query.get("q", "").replace("\0", "").strip()[:200],
        tag=_number(query.get("tag", "")),
        owner=_number(query.get("owner", "")),
        region=query.get("region", "")[:10],
        in_peace={said: meant for meant, said in PEACE.items()}.get(query.get("peace", "")),
    )


def as_query(filters: Filters) -> str:
    """The same filters as an address says them: "" for everybody; equal for equal filters."""
    said: dict[str, object] = {
        "q": filters.words,
        "tag": filters.tag,
        "owner": filters.owner,
        "region": filters.region,
        "peace": PEACE.get(filters.in_peace, "") if filters.in_peace is not None else "",
    }
    return urlencode({name: value for name, value in said.items() if value not in ("", None)})


def list_of(workspace: Workspace, query: str) -> HttpResponse:
    """Lead to the list, as these filters show it."""
    return redirect(reverse("contacts:people", args=[workspace.slug]) + (f"?{query}" if query else ""))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None
