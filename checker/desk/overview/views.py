"""The county's pages: a season in charts and as a matrix, and its files."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from markupsafe import Markup

from checker.auditing.pages.dashboard import embedded
from checker.auditing.pages.dashboard.view import MOST_ROWS, PAGE_OF_ROWS, arrange
from checker.auditing.pages.labels import AUDIT_LABELS, AuditWords
from checker.auditing.pages.places import Places
from checker.desk.accounts.access import reviewers_only, user_of
from checker.desk.jobs.models import Job
from checker.desk.jobs.queue import enqueue
from checker.desk.overview.season_files import FILES, files_of, folder_of
from checker.desk.overview.season_summary import season_summary
from checker.desk.trail.address import address_of
from checker.desk.trail.log import Action, record
from checker.desk.units.models import Season
from checker.output.labels import LABELS, MARKS


@require_GET
@reviewers_only
def county(request: HttpRequest) -> HttpResponse:
    """The season of today."""
    latest = Season.objects.order_by("-year").first()
    if latest is None:
        return render(request, "overview/empty.html")
    return redirect("overview:season", latest.year)


@require_GET
@reviewers_only
def season(request: HttpRequest, year: int) -> HttpResponse:
    """A season as it stands: figures, charts, matrix, who has not submitted."""
    found = get_object_or_404(Season, year=year)
    came = season_summary(found)
    words = AuditWords("zh", came.book)
    where = [Places(reverse("review:version", args=[came.version(row)]), "") for row in came.summary.rows]
    view = arrange(came.summary, where, words)
    job = Job.objects.filter(kind="season_files", payload__year=year).order_by("-id").first()
    return render(
        request,
        "overview/season.html",
        {
            "season": found,
            "seasons": Season.objects.all(),
            "summary": came.summary,
            "view": view,
            "said": words,
            "lang": "zh",
            "words": {**LABELS["zh"], **AUDIT_LABELS["zh"]},
            "marks": MARKS,
            "page_of_rows": PAGE_OF_ROWS,
            "most_rows": MOST_ROWS,
            "whole": False,  # copies are looked for when the files are made
            "data": Markup(embedded(view.charts)),
            "job": job,
            "files": files_of(found),
        },
    )


@require_POST
@reviewers_only
def make_files(request: HttpRequest, year: int) -> HttpResponse:
    """Has the season's files made in the background, unless somebody just did."""
    found = get_object_or_404(Season, year=year)
    under_way = Job.objects.filter(kind="season_files", payload__year=year, state__in=(Job.State.WAITING, Job.State.RUNNING))
    if under_way.exists():
        messages.info(request, "汇总文件正在生成")
    else:
        with transaction.atomic():
            enqueue("season_files", {"year": found.year}, by=user_of(request), address=address_of(request))
            record(Action.EXPORTED, request=request, year=found.year)
    return redirect(reverse("overview:season", args=[year]) + "#files")


@require_GET
@reviewers_only
def file(request: HttpRequest, year: int, name: str) -> FileResponse:
    """One of the season's files."""
    found = get_object_or_404(Season, year=year)
    wanted = FILES.get(name)
    if wanted is None:
        raise Http404
    path = folder_of(found) / name
    try:
        content = path.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    record(Action.DOWNLOADED, request=request, year=found.year, file=name)
    return FileResponse(content, as_attachment=True, filename=wanted.format(year=found.year))
