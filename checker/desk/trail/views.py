"""The log's page, and the log as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from checker.desk.accounts.access import reviewers_only, user_of
from checker.desk.pages import when
from checker.desk.trail.log import Action, record
from checker.desk.trail.models import Entry
from checker.desk.trail.searching import Search, entries_for
from checker.desk.trail.telling import action_of, actor_of, detail_of, subject_of
from checker.output.csv_format import harmless

_PER_PAGE = 50
_HEADER = ("序号", "时间", "操作人", "地址", "操作", "报告", "内容")


@reviewers_only
def index(request: HttpRequest) -> HttpResponse:
    """What was done, the latest first."""
    search = Search(request.GET or None)
    page = Paginator(search.of(entries_for(user_of(request))), _PER_PAGE).get_page(request.GET.get("page"))
    rows = [(entry, actor_of(entry), action_of(entry), subject_of(entry), detail_of(entry)) for entry in page]
    return render(request, "trail/index.html", {"page": page, "rows": rows, "search": search})


@reviewers_only
def export(request: HttpRequest) -> HttpResponseBase:
    """What the page shows, whole, as CSV for a spreadsheet (UTF-8 with a byte order mark); that it was taken is logged."""
    search = Search(request.GET or None)
    entries = search.of(entries_for(user_of(request)))
    asked = {name: str(value) for name, value in search.cleaned_data.items() if value} if search.is_bound else {}
    last = record(Action.EXPORTED, request=request, what="操作记录", format="csv", asked=asked)
    response = StreamingHttpResponse(_lines(entries.filter(pk__lt=last.pk)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="log-{timezone.localtime():%Y%m%d-%H%M}.csv"'
    return response


class _Echo:
    """A file that gives back what is written into it."""

    def write(self, line: str) -> str:
        return line


def _lines(entries: QuerySet[Entry]) -> Iterator[str]:
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(_HEADER)
    for entry in entries.iterator(chunk_size=500):
        cells = (
            str(entry.pk),
            when(entry.at, "%Y-%m-%d %H:%M:%S"),
            actor_of(entry),
            entry.address or "",
            action_of(entry),
            subject_of(entry),
            detail_of(entry),
        )
        yield writer.writerow([harmless(cell) for cell in cells])
