"""The pages of units and seasons: reviewers read them, administrators change them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, ProtectedError, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checker.auditing.roster import RosterError
from checker.desk.accounts.access import administrators_only, reviewers_only
from checker.desk.reports.models import State, Submission
from checker.desk.trail.log import Action, record
from checker.desk.units.forms import AddForm, DeadlineForm, RosterForm, SeasonForm, UnitForm
from checker.desk.units.models import Season, Unit
from checker.desk.units.rosters import put_on_roster, read_roster

_UNITS_PER_PAGE = 100


@require_GET
@reviewers_only
def index(request: HttpRequest) -> HttpResponse:
    """All seasons with how far they are, and all units."""
    wanted = request.GET.get("q", "").replace("\x00", "").strip()[:50]
    units = Unit.objects.annotate(people=Count("drafters", filter=Q(drafters__is_active=True))).filter(name__contains=wanted).order_by("name")
    seasons = Season.objects.annotate(
        expected=Count("submissions"),
        there=Count("submissions", filter=~Q(submissions__state=State.NOT_SUBMITTED)),
        passed=Count("submissions", filter=Q(submissions__state=State.PASSED)),
    )
    return render(
        request, "units/index.html", {"seasons": seasons, "page": Paginator(units, _UNITS_PER_PAGE).get_page(request.GET.get("page")), "wanted": wanted}
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def new_unit(request: HttpRequest) -> HttpResponse:
    """A form for a unit, and the making of it."""
    return _edit(request, UnitForm(request.POST or None), Action.UNIT_CREATED, "新增单位")


@require_http_methods(["GET", "POST"])
@reviewers_only
def unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A unit with its reports of all seasons; administrators change it here."""
    found = get_object_or_404(Unit, pk=pk)
    if request.method == "POST":
        return administrators_only(_change_unit)(request, found)
    return _unit_page(request, found, UnitForm(instance=found))


def _change_unit(request: HttpRequest, found: Unit) -> HttpResponse:
    before = {"name": found.name, "level": found.level, "active": found.active}
    form = UnitForm(request.POST, instance=found)
    if not form.is_valid():
        return _unit_page(request, Unit.objects.get(pk=found.pk), form)
    with transaction.atomic():
        form.save()
        record(Action.UNIT_CHANGED, request=request, unit=found.name, before=before, after={"name": found.name, "level": found.level, "active": found.active})
    messages.success(request, f"已保存：{found.name}")
    return redirect("units:unit", found.pk)


def _unit_page(request: HttpRequest, found: Unit, form: forms.Form | UnitForm) -> HttpResponse:
    submissions = found.submissions.select_related("season", "current").defer("current__record", "current__text").order_by("-season__year")
    return render(request, "units/unit.html", {"unit": found, "form": form, "submissions": submissions, "people": found.drafters.filter(is_active=True)})


@require_http_methods(["GET", "POST"])
@administrators_only
def new_season(request: HttpRequest) -> HttpResponse:
    """A form for a season, and the making of it."""
    return _edit(request, SeasonForm(request.POST or None), Action.SEASON_CREATED, "新增年度")


@require_http_methods(["GET", "POST"])
@reviewers_only
def season(request: HttpRequest, year: int) -> HttpResponseBase:
    """A season with its roster; administrators change it here."""
    found = get_object_or_404(Season, year=year)
    if request.method == "POST":
        return administrators_only(_change_season)(request, found)
    return _season_page(request, found)


def _change_season(request: HttpRequest, found: Season) -> HttpResponse:
    form = SeasonForm(request.POST, instance=found)
    if not form.is_valid():
        return _season_page(request, Season.objects.get(pk=found.pk), form=form)
    with transaction.atomic():
        form.save()
        record(Action.SEASON_CHANGED, request=request, year=found.year, deadline=str(found.deadline), open=found.open, rulebook=found.rulebook)
    messages.success(request, "已保存")
    return redirect("units:season", found.year)


def _season_page(request: HttpRequest, found: Season, **given: Any) -> HttpResponse:
    submissions = found.submissions.select_related("unit")
    shown: dict[str, Any] = {"season": found, "form": SeasonForm(instance=found), "roster_form": RosterForm(), "add_form": AddForm(found), **given}
    return render(request, "units/season.html", {**shown, "page": Paginator(submissions, _UNITS_PER_PAGE).get_page(request.GET.get("page"))})


@require_POST
@administrators_only
def roster(request: HttpRequest, year: int) -> HttpResponse:
    """Puts the units of a list on the roster."""
    found = get_object_or_404(Season, year=year)
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _season_page(request, found, roster_form=form)
    upload = form.cleaned_data["file"]
    try:
        listed = read_roster(upload)
    except RosterError as error:
        form.add_error("file", str(error))
        return _season_page(request, found, roster_form=form)
    with transaction.atomic():
        done = put_on_roster(found, listed)
        record(Action.ROSTER_IMPORTED, request=request, year=found.year, file=upload.name, new=done.new, known=done.known, added=done.added)
    messages.success(request, f"已导入 {done.new + done.known} 家单位：新增 {done.new} 家，原有 {done.known} 家；列入 {found.year} 年度名单 {done.added} 家")
    return redirect("units:season", found.year)


@require_POST
@administrators_only
def add(request: HttpRequest, year: int) -> HttpResponse:
    """Puts one unit on the roster."""
    found = get_object_or_404(Season, year=year)
    form = AddForm(found, request.POST)
    if not form.is_valid():
        return _season_page(request, found, add_form=form)
    with transaction.atomic():
        made, _ = Submission.objects.get_or_create(season=found, unit=form.cleaned_data["unit"])
        record(Action.SEASON_CHANGED, request=request, submission=made, added=made.unit.name)
    messages.success(request, f"已列入：{made.unit}")
    return redirect("units:season", found.year)


@require_POST
@administrators_only
def deadline(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Gives a unit a deadline of its own, or takes it away again."""
    found = get_object_or_404(Submission.objects.select_related("unit", "season"), pk=pk, season__year=year)
    form = DeadlineForm(request.POST, instance=found)
    if form.is_valid():
        with transaction.atomic():
            found.save(update_fields=["deadline"])
            record(Action.SEASON_CHANGED, request=request, submission=found, deadline=str(found.deadline or ""))
        messages.success(request, f"{found.unit}：截止日期已改为 {found.deadline or found.season.deadline}")
    else:
        messages.error(request, "日期写法不对，请按 2026-01-31 填写")
    return redirect("units:season", year)


@require_POST
@administrators_only
def drop(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Takes a unit off the roster, as long as nothing was uploaded or done."""
    found = get_object_or_404(Submission.objects.select_related("unit", "season"), pk=pk, season__year=year)
    name = found.unit.name
    try:
        with transaction.atomic():
            found.delete()
            record(Action.SEASON_CHANGED, request=request, year=year, dropped=name)
    except ProtectedError:
        messages.error(request, f"{name}已有上传或办理记录，不能移出名单")
    else:
        messages.success(request, f"已移出名单：{name}")
    return redirect("units:season", year)


def _edit(request: HttpRequest, form: UnitForm | SeasonForm, action: Action, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = form.save()
            record(action, request=request, what=str(made))
        messages.success(request, f"已新增：{made}")
        return redirect("units:unit", made.pk) if isinstance(made, Unit) else redirect("units:season", made.year)
    return render(request, "units/edit.html", {"form": form, "heading": title})
