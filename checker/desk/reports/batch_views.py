"""Where a reviewer gives in an archive of many units' reports, and what came of it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from checker.desk.accounts.access import reviewers_only, user_of
from checker.desk.jobs.models import Job
from checker.desk.jobs.queue import enqueue
from checker.desk.reports import storage
from checker.desk.reports.storage import UploadRefused
from checker.desk.trail.address import address_of
from checker.desk.trail.log import Action, record
from checker.desk.units.models import Season
from checker.ingest.archive import MAX_ARCHIVE, MAX_MEMBERS

KIND = "take_archive"
_PER_PAGE = 30


class ArchiveForm(forms.Form):
    """An archive of reports."""

    file = forms.FileField(
        label="压缩包（.zip）",
        help_text=f"把各单位的报告打成一个 .zip，最多 {MAX_MEMBERS} 份、{MAX_ARCHIVE // 1_000_000} MB；按报告写明的单位归入，并作为该单位的报送稿。",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        error_messages={"required": "请先选择压缩包。", "invalid": "没有收到文件；请重新选择后再上传。"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@reviewers_only
def archives(request: HttpRequest, year: int) -> HttpResponse:
    """A season's archives, and the form for another one."""
    season = get_object_or_404(Season, year=year)
    form = ArchiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        name = storage.shown_as(upload.name or "")
        try:
            stored = storage.store_archive(upload)
        except UploadRefused as refused:
            form.add_error("file", refused.message)
        else:
            try:
                with transaction.atomic():
                    payload = {"season": season.pk, "year": year, "stored": stored.path, "name": name}
                    job = enqueue(KIND, payload, by=user_of(request), address=address_of(request))
                    record(Action.UPLOADED, request=request, file=name, sha256=stored.sha256, size=stored.size, year=year)
            except BaseException:
                storage.remove(stored)
                raise
            messages.success(request, "已收到压缩包，正在逐份检查。")
            return redirect("reports:archive", job.pk)
    page = Paginator(Job.objects.filter(kind=KIND, payload__season=season.pk).order_by("-id"), _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/archives.html", {"season": season, "form": form, "page": page})


@require_GET
@reviewers_only
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of an archive, or how far it is."""
    job = get_object_or_404(Job.objects.select_related("by"), kind=KIND, pk=pk)
    season = get_object_or_404(Season, pk=job.payload["season"])
    return render(request, "reports/archive.html", {"job": job, "season": season, "title": "导入压缩包"})
