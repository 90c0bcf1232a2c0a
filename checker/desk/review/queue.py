"""The queue: every unit's submission of a season, those that wait first."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from checker.desk.accounts.access import reviewers_only, user_of
from checker.desk.reports.access import submissions_for
from checker.desk.reports.models import State, Submission
from checker.desk.reports.results import WORDS
from checker.desk.review.models import Decision
from checker.desk.units.models import Season

_PAGE = 50
_FIRST = (State.PENDING, State.MENDING, State.RETURNED, State.NOT_SUBMITTED, State.PASSED)
_DUE = Decision.objects.filter(version=OuterRef("current")).order_by("-id").values("due")[:1]


@reviewers_only
def queue(request: HttpRequest) -> HttpResponse:
    """The submissions of a season (`year`, the latest where none is named), of a state, whose unit's name holds `q`."""
    seasons = list(Season.objects.all())
    year = request.GET.get("year", "")
    season = next((s for s in seasons if str(s.year) == year), seasons[0] if seasons else None)
    everything = submissions_for(user_of(request)).filter(season=season)
    counts = dict(everything.order_by().values_list("state").annotate(Count("id")))
    state = request.GET.get("state", "")
    sought = words_of(request)
    shown = everything.filter(state=state) if state in State.values else everything
    shown = shown.filter(unit__name__icontains=sought) if sought else shown
    late = request.GET.get("late") == "1"
    shown = _overdue(shown) if late else shown
    context: dict[str, Any] = {
        "seasons": seasons,
        "season": season,
        "state": state,
        "sought": sought,
        "words": WORDS,
        "late": late,
        "states": [(s, counts.get(s.value, 0)) for s in (State.NOT_SUBMITTED, State.PENDING, State.RETURNED, State.MENDING, State.PASSED)],
        "total": sum(counts.values()),
        "today": timezone.localdate(),
        "page": Paginator(_detailed(shown), _PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "review/queue.html", context)


def words_of(request: HttpRequest) -> str:
    """What is sought (`q`), without the character that PostgreSQL refuses."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:50]


def _detailed(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """With the version last handed in, its overrides, the items that are open and the day set for mending; in the order of work."""
    order = Case(*(When(state=state, then=Value(rank)) for rank, state in enumerate(_FIRST)), default=Value(len(_FIRST)), output_field=IntegerField())
    return (
        submissions.select_related("current")
        .defer("current__record", "current__text")
        .annotate(
            waiting=Count("items", filter=Q(items__closed_at=None), distinct=True),
            overridden=Count("current__overrides", filter=Q(current__overrides__withdrawn_at=None), distinct=True),
            due=Subquery(_DUE),
            rank=order,
        )
        .order_by("rank", "current__handed_in_at", "unit__name")
    )


def _overdue(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Those not handed in by their day, and those not mended by theirs."""
    today = timezone.localdate()
    own = Q(deadline__lt=today) | Q(deadline=None, season__deadline__lt=today)
    return submissions.annotate(term=Subquery(_DUE)).filter((Q(state=State.NOT_SUBMITTED) & own) | Q(state__in=[State.RETURNED, State.MENDING], term__lt=today))
