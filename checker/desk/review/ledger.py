"""The rectification ledger: the items of all units in a season, until each is closed."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from checker.desk.accounts.access import reviewers_only, user_of
from checker.desk.reports.access import submissions_for
from checker.desk.review.models import Decision, Item, Severity
from checker.desk.review.queue import words_of
from checker.desk.review.turns import stamps_of
from checker.desk.units.models import Season

_PAGE = 50
_DUE = Decision.objects.filter(version__submission=OuterRef("submission")).order_by("-id").values("due")[:1]


@reviewers_only
def items(request: HttpRequest) -> HttpResponse:
    """Items by season (`year`), unit (`q`), severity and whether they are open, closed or overdue (`show`)."""
    seasons = list(Season.objects.all())
    year = request.GET.get("year", "")
    season = next((s for s in seasons if str(s.year) == year), seasons[0] if seasons else None)
    words, severity, show = words_of(request), request.GET.get("severity", ""), request.GET.get("show", "open")
    everything = Item.objects.told().filter(submission__in=submissions_for(user_of(request)).filter(season=season).values("pk")).annotate(due=Subquery(_DUE))
    today = timezone.localdate()
    counts = everything.aggregate(
        open=Count("id", filter=Q(closed_at=None)),
        overdue=Count("id", filter=Q(closed_at=None, due__lt=today)),
        closed=Count("id", filter=Q(closed_at__isnull=False)),
    )
    shown = {
        "open": everything.filter(closed_at=None),
        "overdue": everything.filter(closed_at=None, due__lt=today),
        "closed": everything.filter(closed_at__isnull=False),
    }.get(show, everything)
    shown = shown.filter(submission__unit__name__icontains=words) if words else shown
    shown = shown.filter(severity=severity) if severity in Severity.values else shown
    shown = shown.select_related("submission__unit", "submission__season")
    page = Paginator(shown.order_by("submission__unit__name", "id"), _PAGE).get_page(request.GET.get("page"))
    submissions = {item.submission for item in page.object_list}
    context: dict[str, Any] = {
        "seasons": seasons,
        "season": season,
        "words": words,
        "severity": severity,
        "severities": Severity,
        "show": show,
        "counts": counts,
        "today": today,
        "page": page,
        "stamps": stamps_of(submissions),
        "address": request.get_full_path(),
    }
    return render(request, "review/items.html", context)
