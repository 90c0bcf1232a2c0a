"""The drafter's pages: my reports, one submission, one version with its checklist."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRefresh

from checker.desk.accounts.access import user_of
from checker.desk.accounts.models import User
from checker.desk.jobs import queue
from checker.desk.reports import lifecycle
from checker.desk.reports.access import submissions_for, versions_for
from checker.desk.reports.doubts import doubts
from checker.desk.reports.forms import KINDS, UploadForm
from checker.desk.reports.history import since_previous
from checker.desk.reports.models import Checked, Submission, Version
from checker.desk.reports.rectification import rectification_of
from checker.desk.reports.results import LANGUAGE, WORDS, book_of, drawn, shown_checklist
from checker.desk.reports.standing import standing_of
from checker.desk.reports.tasks import targets_of, tasks_of
from checker.ingest import MAX_BYTES
from checker.output.labels import MARKS
from checker.output.tables import Words

_SEASONS = 12
_VERSIONS = 15
_FIRST_WAIT, _LONGER, _LONGEST_WAIT = 300, 150, 3000  # ms between questions whether a check is done


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """A drafter's submissions, the newest year first. Those who review have a queue instead."""
    user = user_of(request)
    if user.reviews:
        return redirect("review:queue")
    found = submissions_for(user).select_related("current").defer("current__record", "current__text").order_by("-season__year")
    return render(request, "reports/mine.html", {"standings": [standing_of(s) for s in found[:_SEASONS]]})


@require_GET
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """One submission: where it stands, what to mend, a place to upload, and what was uploaded."""
    user = user_of(request)
    found = submissions_for(user).select_related("current").defer("current__record", "current__text")
    return render(request, "reports/submission.html", _submission_context(get_object_or_404(found, pk=pk), user, request.GET.get("page")))


@require_GET
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: being checked, not readable, or the report beside its checklist."""
    user = user_of(request)
    found = get_object_or_404(versions_for(user).select_related("uploaded_by", "submission__current").defer(*_heavy()), pk=pk)
    context: dict[str, Any] = {"version": found, "submission": found.submission, "standing": standing_of(found.submission), **_upload_context(found.submission)}
    if _settled(found) and found.checked == Checked.DONE:
        checklist = shown_checklist(found, user)
        context |= {
            "report": drawn(found, checklist),
            "words": WORDS,
            "targets": targets_of(checklist),
            "since": since_previous(found),
            "doubts": list(doubts(found, checklist)),
            "no_hand_in": lifecycle.why_no_hand_in(found.submission, found),
            "may_withdraw": not lifecycle.why_no_withdrawal(found.submission, found),
            "decision": found.decisions.select_related("by").last(),
        }
        return render(request, "reports/version.html", context)
    if found.checked == Checked.FAILED:
        return render(request, "reports/failed.html", context)
    return render(request, "reports/waiting.html", {**context, **_progress_context(found, 0)})


@require_GET
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of a page that says how far the check is, which asks again and again; the page itself anew once that is over."""
    found = get_object_or_404(versions_for(user_of(request)).defer(*_heavy()), pk=pk)
    if _settled(found):
        return HttpResponseClientRefresh()
    said = request.GET.get("asked", "")
    asked = min(int(said), 1000) if said.isascii() and said.isdecimal() and len(said) < 5 else 0
    return render(request, "reports/progress.html", {"version": found, **_progress_context(found, asked)})


def _progress_context(version: Version, asked: int) -> dict[str, Any]:
    """How far the check is, and when to ask again after having asked so often."""
    recognising = queue.under_way("recognise_version", {"version": version.pk})
    return {"recognising": recognising, "wait": min(_FIRST_WAIT + _LONGER * asked, _LONGEST_WAIT), "asked": asked + 1}


def _settled(version: Version) -> bool:
    """Whether nothing more will become of an upload by itself: it is checked, and handed in if it was to be and could be."""
    return version.checked == Checked.FAILED or (version.checked == Checked.DONE and not version.hand_in_when_checked)


def _heavy() -> tuple[str, ...]:
    return "record", "text", "submission__current__record", "submission__current__text"


def _upload_context(submission: Submission) -> dict[str, Any]:
    return {
        "form": UploadForm(),
        "largest": MAX_BYTES,
        "kinds": KINDS,
        "no_upload": lifecycle.why_no_upload(submission),
        "no_hand_in": lifecycle.why_no_hand_in(submission),
        "no_upload_hand_in": lifecycle.why_no_hand_in(submission),
    }


def _submission_context(submission: Submission, user: User, page: str | None) -> dict[str, Any]:
    versions = submission.versions.select_related("uploaded_by").defer("record", "text")
    latest: Version | None = versions.filter(checked=Checked.DONE).first()
    context: dict[str, Any] = {
        "submission": submission,
        "standing": standing_of(submission),
        "versions": Paginator(versions, _VERSIONS).get_page(page),
        "latest": latest,
        "words": WORDS,
        "decision": submission.current.decisions.select_related("by").last() if submission.current is not None else None,
        **_upload_context(submission),
    }
    items = submission.items.select_related("closed_in").defer("closed_in__record", "closed_in__text")
    checklist = None
    if latest is not None:
        latest.submission = submission
        checklist = shown_checklist(latest, user)
        context |= {
            "tasks": tasks_of(checklist),
            "targets": targets_of(checklist),
            "since": since_previous(latest),
            "said": Words(LANGUAGE, book_of(latest)),
            "marks": MARKS,
        }
    newer = latest is not None and submission.current_id is not None and latest.pk > submission.current_id
    return {**context, "rectification": rectification_of(items, checklist if newer else None)}
