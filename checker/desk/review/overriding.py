"""A reviewer's verdict put in place of the program's, taken back, and carried over to the next version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from checker.desk.accounts.models import User
from checker.desk.reports.lifecycle import NotAllowed
from checker.desk.reports.models import State, Version
from checker.desk.reports.results import checklist_of
from checker.desk.review import tracking
from checker.desk.review.effective import standing
from checker.desk.review.keys import finding_keys, is_requirement, note_keys
from checker.desk.review.models import Override, Status
from checker.desk.review.seen import effective_of
from checker.desk.trail.log import Action, record
from checker.judging.checklist import Checklist

_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a reviewer says of a requirement, a finding or a note: `about` is its id or key (see `models.Override` for the rest)."""

    about: str
    status: str
    reason: str
    ground: str = ""
    quote: str = ""
    parts: tuple[str, ...] | None = None


def title_of(checklist: Checklist, about: str) -> str | None:
    """The title of what an id or key stands for; None where the checklist has nothing of the kind."""
    titles = {v.requirement: v.title for v in checklist.verdicts}
    titles |= dict(zip(finding_keys(checklist), (f.title for f in checklist.findings), strict=True))
    titles |= dict(zip(note_keys(checklist), (n.title or n.code for n in checklist.publication), strict=True))
    return titles.get(about)


def why_not(version: Version) -> str:
    """Why nothing can be judged of the version now; empty where it can."""
    submission = version.submission
    if version.handed_in_at is None:
        return "这一稿没有报送，不能改判。"
    if submission.current_id != version.pk:
        return "这一稿之后已有新稿，只能在最新一稿上改判。"
    if submission.state == State.PASSED:
        return "报告已经通过；要改判，请先撤销通过。"
    return ""


def override(version: Version, ruling: Ruling, *, by: User, request: HttpRequest | None = None) -> Override:
    """Puts a ruling in place of the program's verdict. Raises `NotAllowed` where the version is not under review, or has nothing of the kind."""
    checklist = checklist_of(version)
    title = title_of(checklist, ruling.about)
    why = why_not(version) or ("没有这一项。" if title is None else "")
    if why:
        raise NotAllowed(why)
    place = locate(checklist.text, ruling.quote)
    with transaction.atomic():
        made = Override.objects.create(
            version=version,
            requirement=ruling.about,
            status=ruling.status,
            ground=ruling.ground,
            parts=list(ruling.parts) if ruling.parts is not None else None,
            machine_status=checklist.verdict(ruling.about).status.value if is_requirement(ruling.about) else "",
            reason=ruling.reason[:_LONGEST_REASON],
            quote=checklist.text[slice(*place)] if place else ruling.quote,
            start=place[0] if place else None,
            end=place[1] if place else None,
            by=by,
        )
        detail: dict[str, Any] = {"requirement": made.requirement, "title": title, "machine": made.machine_status, "status": made.status, "reason": made.reason}
        record(Action.OVERRIDDEN, request=request, user=by, version=version, **detail)
        settle(version, by=by, request=request)
    return made


def withdraw(made: Override, *, by: User, request: HttpRequest | None = None) -> Override:
    """Takes a ruling back: the one before it counts again, or the program's verdict. Raises `NotAllowed`."""
    if made.withdrawn_at is not None:
        raise NotAllowed("这项改判已经撤销。")
    why = why_not(made.version)
    if why:
        raise NotAllowed(why)
    with transaction.atomic():
        made.withdrawn_by, made.withdrawn_at = by, timezone.now()
        made.save(update_fields=("withdrawn_by", "withdrawn_at"))
        title = title_of(checklist_of(made.version), made.requirement) or made.requirement
        record(Action.OVERRIDE_WITHDRAWN, request=request, user=by, version=made.version, requirement=made.requirement, title=title, status=made.status)
        settle(made.version, by=by, request=request)
    return made


def to_carry_over(version: Version) -> list[Override]:
    """The rulings on the version handed in before that may be carried over: nothing is said of the matter here yet, and the program still says otherwise."""
    before = previous(version)
    if before is None or why_not(version):
        return []
    checklist, said = checklist_of(version), standing(version.overrides.all())
    kept = []
    for old in standing(before.overrides.select_related("by")).values():
        there = title_of(checklist, old.requirement) is not None and old.requirement not in said
        if there and not (is_requirement(old.requirement) and checklist.verdict(old.requirement).status.value == old.status):
            kept.append(old)
    return kept


def carry_over(version: Version, *, by: User, request: HttpRequest | None = None) -> list[Override]:
    """Makes all the rulings of `to_carry_over` on this version, each with a word on where it comes from."""
    with transaction.atomic():
        return [override(version, _carried(old), by=by, request=request) for old in to_carry_over(version)]


def previous(version: Version) -> Version | None:
    """The version of the submission that was handed in before this one."""
    if version.number is None:
        return None
    earlier = version.submission.versions.filter(number__lt=version.number, handed_in_at__isnull=False)
    return earlier.defer("record", "text").order_by("-number").first()


def settle(version: Version, *, by: User | None = None, request: HttpRequest | None = None) -> None:
    """Keeps the rectification list with what counts now and, once something was decided, the score and grade that lists show."""
    counts = effective_of(version)
    if version.decisions.exists():  # until then they are the reviewers' own affair
        keep_score(version, counts)
    if version.submission.current_id == version.pk:
        tracking.follow(version, counts, user=by, request=request)


def keep_score(version: Version, counts: Checklist) -> None:
    """Keeps the score and grade of the effective checklist for lists."""
    version.score, version.grade = counts.score, counts.grade.value
    version.save(update_fields=("score", "grade"))


def locate(text: str, quote: str) -> tuple[int, int] | None:
    """Where words stand in a text, first of all places; white space, which pages join, does not matter. None where nowhere."""
    wanted = "".join(quote.split())
    if not wanted:
        return None
    places = [place for place, character in enumerate(text) if not character.isspace()]
    at = "".join(text.split()).find(wanted)
    return None if at < 0 else (places[at], places[at + len(wanted) - 1] + 1)


def _carried(old: Override) -> Ruling:
    source = f"（沿用第{old.version.number}稿的改判）"
    reason = old.reason if old.reason.endswith("的改判）") else f"{old.reason[: _LONGEST_REASON - len(source)]}{source}"
    return Ruling(old.requirement, Status(old.status).value, reason, old.ground, old.quote, tuple(old.parts) if old.parts is not None else None)
