"""What reviewers do to the verdicts of a version: override, dismiss, take back, carry over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from checker.desk.accounts.access import reviewers_only, user_of
from checker.desk.reports.access import versions_for
from checker.desk.reports.lifecycle import NotAllowed
from checker.desk.reports.models import Checked, Version
from checker.desk.reports.results import checklist_of
from checker.desk.review import overriding
from checker.desk.review.forms import DismissForm, OverrideForm, StampForm
from checker.desk.review.keys import is_requirement
from checker.desk.review.models import Override, Status
from checker.desk.review.overriding import Ruling
from checker.desk.review.reading import anchor_of, shown_as, version_of
from checker.desk.review.seen import effective_of
from checker.desk.review.turns import Overtaken, others_since, stamp_of, told, turn

_CONFLICT, _INVALID = 409, 422


@reviewers_only
@require_http_methods(["GET", "POST"])
def override(request: HttpRequest, pk: int) -> HttpResponse:
    """The form by which a requirement is overridden, or a finding dismissed (`about`), and what it sends."""
    version = version_of(request, pk)
    about = str((request.POST if request.method == "POST" else request.GET).get("requirement", ""))
    if version.checked != Checked.DONE or overriding.title_of(checklist_of(version), about) is None:
        raise Http404
    if request.method == "GET":
        form = _form(version, about, initial={"requirement": about, "stamp": stamp_of(version.submission)})
        return _form_page(request, version, about, form, news=_news(request, version, about))
    form = _form(version, about, data=request.POST)
    if not form.is_valid():
        return _form_page(request, version, about, form, status=_INVALID)
    try:
        with turn(version.submission, by=user_of(request), stamp=form.cleaned_data["stamp"], about=about):
            overriding.override(_again(request, version), _ruling(form.cleaned_data), by=user_of(request), request=request)
    except Overtaken as overtaken:
        again = _form(version, about, data={**request.POST.dict(), **_lists(request), "stamp": str(stamp_of(version.submission))})
        again.is_valid()
        again.add_error(None, overtaken.message)
        return _form_page(request, version, about, again, status=_CONFLICT)
    except NotAllowed as refused:
        form.add_error(None, refused.message)
        return _form_page(request, version, about, form, status=_CONFLICT)
    return _done(request, version, about)


@reviewers_only
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an override back."""
    made = get_object_or_404(Override.objects.filter(version__in=versions_for(user_of(request)).values("pk")), pk=pk)
    version = version_of(request, made.version_id)
    form = StampForm(request.POST)
    if form.is_valid():
        try:
            with turn(version.submission, by=user_of(request), stamp=form.cleaned_data["stamp"], about=made.requirement):
                made = Override.objects.get(pk=pk)
                made.version = _again(request, version)
                overriding.withdraw(made, by=user_of(request), request=request)
        except (Overtaken, NotAllowed) as refused:
            messages.error(request, refused.message)
    return _done(request, version, made.requirement)


@reviewers_only
@require_POST
def carry_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Carries the overrides of the version before over to this one."""
    version = version_of(request, pk)
    form = StampForm(request.POST)
    if form.is_valid():
        try:
            with turn(version.submission, by=user_of(request), stamp=form.cleaned_data["stamp"]):
                made = overriding.carry_over(_again(request, version), by=user_of(request), request=request)
            messages.success(request, f"已沿用上一稿的{len(made)}项改判。" if made else "上一稿没有可以沿用的改判。")
        except (Overtaken, NotAllowed) as refused:
            messages.error(request, refused.message)
    return redirect("review:version", pk)


def _again(request: HttpRequest, version: Version) -> Version:
    """The version as it is now that its submission is locked."""
    return version_of(request, version.pk)


def _form(version: Version, about: str, **given: Any) -> OverrideForm | DismissForm:
    auto_id = f"about-{about.replace('.', '-').replace(':', '-')}-%s"
    if is_requirement(about):
        return OverrideForm(**given, shown=effective_of(version).verdict(about), auto_id=auto_id)
    return DismissForm(**given, auto_id=auto_id)


def _lists(request: HttpRequest) -> dict[str, Any]:
    return {"parts": request.POST.getlist("parts")}


def _ruling(cleaned: dict[str, Any]) -> Ruling:
    parts = cleaned.get("parts")
    return Ruling(
        about=cleaned["requirement"],
        status=cleaned.get("status", Status.NOT_APPLICABLE.value),
        reason=cleaned["reason"],
        ground=cleaned.get("ground", ""),
        quote=cleaned.get("quote", ""),
        parts=tuple(parts) if parts else None,
    )


def _news(request: HttpRequest, version: Version, about: str) -> str:
    """What others have said of the matter since the page (`stamp`) was made into which the form is put."""
    stamp = request.GET.get("stamp", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < len(str(2**63))):
        return ""
    return told(others_since(version.submission, int(stamp), by=user_of(request), about=about))


def _form_page(request: HttpRequest, version: Version, about: str, form: OverrideForm | DismissForm, *, status: int = 200, news: str = "") -> HttpResponse:
    """The form: by itself where htmx puts it into the page, else on a page of its own. `news` is what the page does not show yet."""
    in_place = bool(getattr(request, "htmx", False))
    context = {
        "version": version,
        "form": form,
        "about": about,
        "news": news,
        "why_not": overriding.why_not(version),
        "back": f"{reverse('review:version', args=[version.pk])}#{anchor_of(checklist_of(version), about)}",
        **shown_as(version, about),
    }
    # htmx puts nothing but a 200 into the page.
    return render(request, "review/_override_form.html" if in_place else "review/override.html", context, status=200 if in_place else status)


def _done(request: HttpRequest, version: Version, about: str) -> HttpResponse:
    """Back to the item on the page, to what is inside it, since browsers unfold for that.

    The query makes them load the page again where only the fragment would change.
    """
    anchor = anchor_of(checklist_of(version), about)
    inside = f"ruling-{anchor}" if is_requirement(about) else anchor
    address = f"{reverse('review:version', args=[version.pk])}?at={stamp_of(version.submission)}#{inside}"
    if getattr(request, "htmx", False):
        answer = HttpResponse()
        answer["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)
