"""What a drafter does: upload, hand in, take back. Each is a POST, and leads to a page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from checker.desk.accounts.access import user_of
from checker.desk.reports import lifecycle
from checker.desk.reports.access import submissions_for, versions_for
from checker.desk.reports.forms import UploadForm
from checker.desk.reports.intake import take_in
from checker.desk.reports.lifecycle import NotAllowed
from checker.desk.reports.storage import UploadRefused


@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """A file for a submission: checked alone, or (`hand_in` is said) handed in as soon as it is checked."""
    user = user_of(request)
    submission = get_object_or_404(submissions_for(user), pk=pk)
    hand_in_too = "hand_in" in request.POST
    why = lifecycle.why_no_hand_in(submission) if hand_in_too else lifecycle.why_no_upload(submission)
    form = UploadForm(request.POST, request.FILES)
    if why or not form.is_valid():
        messages.error(request, why or " ".join(map(str, form.errors["file"])))
        return redirect("reports:submission", pk)
    try:
        version = take_in(submission, form.cleaned_data["file"], user, request, hand_in_too)
    except UploadRefused as refused:
        messages.error(request, refused.message)
        return redirect("reports:submission", pk)
    return redirect("reports:version", version.pk)


@require_POST
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Hands a checked version in."""
    version = get_object_or_404(versions_for(user_of(request)).defer("record", "text"), pk=pk)
    try:
        lifecycle.hand_in(version, by=user_of(request), request=request)
    except NotAllowed as refused:
        messages.error(request, refused.message)
        return redirect("reports:version", pk)
    messages.success(request, f"已报送第 {version.number} 稿{'（逾期）' if version.late else ''}，等待审核。")
    return redirect("reports:submission", version.submission_id)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a version back that waits for review."""
    version = get_object_or_404(versions_for(user_of(request)).defer("record", "text"), pk=pk)
    try:
        lifecycle.withdraw(version, by=user_of(request), request=request)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, f"已撤回第 {version.number} 稿；修改后可以重新报送。")
    return redirect("reports:submission", version.submission_id)
