"""What reviewers do to a submission: decide, add to the list, close items and open them again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from checker.desk.accounts.access import reviewers_only, user_of
from checker.desk.reports.access import submissions_for
from checker.desk.reports.lifecycle import NotAllowed
from checker.desk.reports.models import Checked, Submission
from checker.desk.review import deciding
from checker.desk.review.forms import DecisionForm, ItemForm, ReasonForm
from checker.desk.review.models import Item
from checker.desk.review.reading import version_of
from checker.desk.review.turns import Overtaken, stamp_of, turn

_CONFLICT, _INVALID = 409, 422


@reviewers_only
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets a version pass, or sends it back."""
    version = version_of(request, pk)
    wanted = deciding.needs_words(version) if version.checked == Checked.DONE else ""
    form = DecisionForm(request.POST, wanted=wanted, auto_id="decision_%s")

    def act() -> None:
        locked, said = version_of(request, pk), form.cleaned_data
        if said["outcome"] == "passed":
            deciding.let_pass(locked, note=said["note"], by=user_of(request), request=request)
            messages.success(request, f"{locked.submission.unit} {locked.submission.season}报告已审核通过。")
        else:
            deciding.send_back(locked, due=said["due"], note=said["note"], by=user_of(request), request=request)
            messages.success(request, f"已退回{locked.submission.unit}整改，期限 {said['due']}。可以出具反馈函。")

    if _done(form, version.submission, request, act):
        return redirect("review:version", pk)
    context = {"version": version, "submission": version.submission, "form": form, "why_no_decision": deciding.why_no_decision(version)}
    return render(request, "review/decide.html", context, status=_CONFLICT if form.non_field_errors() else _INVALID)


@reviewers_only
@require_POST
def add_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds an item to the rectification list by hand."""
    version = version_of(request, pk)
    form = ItemForm(request.POST, auto_id="item_%s")
    if form.is_valid():
        try:
            with turn(version.submission, by=user_of(request), stamp=form.cleaned_data["stamp"], about="-"):
                item = deciding.add(version_of(request, pk), form.save(commit=False), by=user_of(request), request=request)
            messages.success(request, f"已增加整改事项“{item.title}”。")
            return HttpResponseRedirect(f"{reverse('review:version', args=[pk])}#items")
        except (Overtaken, NotAllowed) as refused:
            form = ItemForm({**request.POST.dict(), "stamp": str(stamp_of(version.submission))}, auto_id="item_%s")
            form.is_valid()
            form.add_error(None, refused.message)
    return render(request, "review/item.html", {"version": version, "form": form}, status=_CONFLICT if form.non_field_errors() else _INVALID)


@reviewers_only
@require_POST
def close_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes an item by hand, with a reason."""
    return _on_item(request, pk, deciding.close)


@reviewers_only
@require_POST
def open_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a closed item again, with a reason."""
    return _on_item(request, pk, deciding.open_again)


@reviewers_only
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back that a submission passed, with a reason."""
    submission = get_object_or_404(submissions_for(user_of(request)), pk=pk)
    form = ReasonForm(request.POST)

    def act() -> None:
        again = submissions_for(user_of(request)).get(pk=pk)
        deciding.take_back_pass(again, reason=form.cleaned_data["reason"], by=user_of(request), request=request)
        messages.success(request, "已撤销通过，报告重新待审。")

    if not _done(form, submission, request, act):
        _tell(request, form)
    return redirect("review:version", submission.current_id) if submission.current_id else redirect("review:queue")


def _on_item(request: HttpRequest, pk: int, action: Callable[..., None]) -> HttpResponse:
    item = get_object_or_404(Item.objects.select_related("submission").filter(submission__in=submissions_for(user_of(request)).values("pk")), pk=pk)
    form = ReasonForm(request.POST)

    def act() -> None:
        again = Item.objects.select_related("submission__current").defer("submission__current__record", "submission__current__text").get(pk=pk)
        action(again, reason=form.cleaned_data["reason"], by=user_of(request), request=request)

    if not _done(form, item.submission, request, act, about=item.key or "-"):
        _tell(request, form)
    return HttpResponseRedirect(_back(request, item.submission))


def _done(form: forms.Form, submission: Submission, request: HttpRequest, act: Callable[[], None], *, about: str = "") -> bool:
    """Whether the form was right and its action done; what kept it from being done is among the form's errors, with a stamp that is up to date."""
    if not form.is_valid():
        return False
    try:
        with turn(submission, by=user_of(request), stamp=form.cleaned_data["stamp"], about=about):
            act()
    except (Overtaken, NotAllowed) as refused:
        data: dict[str, Any] = {**request.POST.dict(), "stamp": str(stamp_of(submission))}
        form.data = data
        form.add_error(None, refused.message)
        return False
    return True


def _tell(request: HttpRequest, form: forms.Form) -> None:
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, f"{label}：{'；'.join(map(str, errors))}" if label else "；".join(map(str, errors)))


def _back(request: HttpRequest, submission: Submission) -> str:
    """The page that the form stood on, where it says so and it is one of ours."""
    said = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(said, allowed_hosts=None, require_https=request.is_secure()) and said.startswith("/"):
        return said
    return reverse("review:version", args=[submission.current_id]) + "#items" if submission.current_id else reverse("review:queue")
