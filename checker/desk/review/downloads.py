"""What reviewers take away: the notice to the unit, and results with the overrides in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from checker.desk.accounts.access import reviewers_only
from checker.desk.reports.models import Checked, Version
from checker.desk.reports.results import book_of
from checker.desk.review.forms import NoticeForm
from checker.desk.review.letters import for_letter
from checker.desk.review.models import Outcome
from checker.desk.review.reading import version_of
from checker.desk.review.seen import effective_of
from checker.desk.trail.log import Action, record
from checker.output import FORMATS, TODO_FORMATS, write
from checker.output.notice import Letter, notice_names

_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml.document"
_MEDIA = {"json": "application/json", "html": "text/html; charset=utf-8", "xlsx": f"{_OFFICE}.spreadsheetml.sheet", "docx": _WORD}


@reviewers_only
@require_GET
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice on a version as a Word document, with what the office adds to it (`issuer`, `issued`, `deadline`)."""
    version = _checked(request, pk)
    form = NoticeForm(request.GET)
    if not form.is_valid():
        return render(request, "review/notice.html", {"version": version, "notice_form": form}, status=422)
    said = form.cleaned_data
    letter = Letter(said["issued"] or timezone.localdate(), said["issuer"], said["deadline"] or _due(version))
    checklist = for_letter(version)
    content = write([checklist], (), "docx", book=book_of(version), letter=letter)
    record(Action.NOTICE_MADE, request=request, version=version, issuer=letter.issuer, deadline=letter.deadline.isoformat() if letter.deadline else None)
    return attachment(content, _WORD, notice_names([checklist])[0])


@reviewers_only
@require_GET
def export(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """A version's result with the overrides in it, as `json`, `xlsx`, `html` or `docx` (the list of what to mend)."""
    if format not in _MEDIA:
        raise Http404
    version = _checked(request, pk)
    formats = TODO_FORMATS if format == "docx" else FORMATS
    content = write([effective_of(version)], (), format, book=book_of(version), formats=formats)
    if format == "json":
        content = _with_review(str(content), version)
    record(Action.EXPORTED, request=request, version=version, format=format)
    name = f"{version.submission.unit.name}{version.submission.season.year}年度-第{version.number}稿-{'整改清单' if format == 'docx' else '审核结果'}.{format}"
    return attachment(content, _MEDIA[format], PurePath(name.replace("/", "").replace("\\", "")).name)


def review_facts(version: Version) -> Mapping[str, Any]:
    """What people did to a version, beside the program's own record: for programs that read the export."""
    return {
        "machine": version.record,
        "overrides": [
            {
                "requirement": o.requirement,
                "machine": o.machine_status,
                "status": o.status,
                "ground": o.ground or None,
                "parts": o.parts,
                "reason": o.reason,
                "quote": o.quote,
                "start": o.start,
                "end": o.end,
                "by": o.by.get_username(),
                "at": o.at,
                "withdrawn_by": o.withdrawn_by.get_username() if o.withdrawn_by else None,
                "withdrawn_at": o.withdrawn_at,
            }
            for o in version.overrides.select_related("by", "withdrawn_by")
        ],
        "decisions": [
            {"outcome": d.outcome, "note": d.note, "due": d.due, "by": d.by.get_username(), "at": d.at} for d in version.decisions.select_related("by")
        ],
        "items": [
            {
                "kind": i.kind,
                "key": i.key,
                "title": i.title,
                "severity": i.severity,
                "opened_in": i.opened_in.number,
                "opened_at": i.opened_at,
                "closed_in": i.closed_in.number if i.closed_in else None,
                "closed_at": i.closed_at,
                "closed_by": i.closed_by.get_username() if i.closed_by else None,
                "closing_reason": i.closing_reason,
            }
            for i in version.submission.items.told()
        ],
    }


def _with_review(content: str, version: Version) -> str:
    """The JSON output, which keeps its contract, with one more key."""
    return json.dumps({**json.loads(content), "review": review_facts(version)}, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder) + "\n"


def _due(version: Version) -> Any:
    returned = version.decisions.filter(outcome=Outcome.RETURNED).order_by("-id").first()
    return returned.due if returned else None


def _checked(request: HttpRequest, pk: int) -> Version:
    version = version_of(request, pk)
    if version.checked != Checked.DONE:
        raise Http404
    return version


def attachment(content: str | bytes, media_type: str, name: str) -> HttpResponse:
    """A file to be saved under a name."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
