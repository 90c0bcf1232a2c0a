"""How far a job is, for a page that waits for it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from checker.desk.accounts.access import user_of
from checker.desk.accounts.models import User
from checker.desk.jobs.models import Job
from checker.desk.jobs.registry import KINDS

_OVER = (Job.State.DONE, Job.State.FAILED)


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """A fragment that replaces itself until the job is over; then the page around it is loaded again, which shows what came of it."""
    job = get_object_or_404(jobs_for(user_of(request)), pk=pk)
    response = render(request, "jobs/progress.html", {"job": job, "title": KINDS[job.kind].title if job.kind in KINDS else job.kind})
    if job.state in _OVER and request.headers.get("HX-Request"):
        response.headers["HX-Refresh"] = "true"
    return response


def jobs_for(user: User) -> QuerySet[Job]:
    """The jobs that a user may know of: all of them for those who review, else one's own."""
    return Job.objects.all() if user.reviews else Job.objects.filter(by=user)
