"""May they? A member may work in the workspace; to anybody else it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from entregent.accounts.models import User, Workspace


class MemberRequest(HttpRequest):
    """A request by a member of the workspace it names."""

    user: User
    workspace: Workspace


def member_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let members of the workspace named in the address in, and set `request.workspace`.

    Anonymous visitors are sent to log in; strangers get 404, as for a workspace that does not exist.
    """

    @login_required
    @wraps(view)
    def guarded(request: MemberRequest, workspace_slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        workspace = request.user.workspaces.filter(slug=workspace_slug).first()
        if workspace is None:
            raise Http404
        request.workspace = workspace
        return view(request, *args, **kwargs)

    return guarded
