"""Work: what the workers do, what waits, what failed and why; with a way to have it tried again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.jobs.backend import workspace_scope
from entregent.jobs.models import Job, Schedule
from entregent.web.wording import task_title
from entregent.web.work import duty_title, have_done_now, have_tried_again, work_of


@member_view(Permission.WORK)
def work(request: MemberRequest) -> HttpResponse:
    """The page; a form of it says which job to try again, or which duty to do now."""
    if request.method == "POST":
        if "job" in request.POST:
            _try_again(request, request.POST["job"])
        elif "duty" in request.POST:
            _do_now(request, request.POST["duty"])
        return redirect("web:work", request.workspace.slug)
    return render(request, "web/work.html", {"work": work_of(request.workspace, now=timezone.now())})


def _try_again(request: MemberRequest, number: str) -> None:
    jobs = Job.objects.visible_in(workspace_scope(request.workspace.pk))
    job = get_object_or_404(jobs, pk=_number(number))
    if have_tried_again(job, by=request.user, workspace=request.workspace):
        messages.success(request, _("“%(name)s” is tried again.") % {"name": task_title(job.task)})
    else:
        messages.info(request, _("“%(name)s” was tried again already.") % {"name": task_title(job.task)})


def _do_now(request: MemberRequest, number: str) -> None:
    schedule = get_object_or_404(Schedule, pk=_number(number))
    if have_done_now(schedule, by=request.user, workspace=request.workspace):
        messages.success(request, _("“%(name)s” is next.") % {"name": duty_title(schedule.name)})
    else:
        messages.info(request, _("“%(name)s” is being done.") % {"name": duty_title(schedule.name)})


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)
