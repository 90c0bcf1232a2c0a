"""The page on which a version is reviewed: text and checklist side by side, with what reviewers say of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from checker.desk.accounts.access import reviewers_only, user_of
from checker.desk.reports.access import versions_for
from checker.desk.reports.models import Checked, Version
from checker.desk.reports.results import checklist_of, report_context
from checker.desk.review import deciding, overriding
from checker.desk.review.effective import WORDS, standing
from checker.desk.review.forms import DecisionForm, ItemForm, NoticeForm
from checker.desk.review.keys import finding_keys, is_requirement, note_keys
from checker.desk.review.models import Decision, Override
from checker.desk.review.seen import effective_of
from checker.desk.review.turns import stamp_of
from checker.desk.trail.log import Action
from checker.desk.trail.models import Entry
from checker.judging.checklist import Checklist

_HISTORY = 30


@dataclass(frozen=True, slots=True)
class Said:
    """An override as the page shows it, beside the `machine`'s status and why it came to that."""

    override: Override
    machine: str
    machine_word: str
    explanation: str


def version_of(request: HttpRequest, pk: int) -> Version:
    """The version with its submission, unit and season; 404 where there is none."""
    return get_object_or_404(versions_for(user_of(request)), pk=pk)


@reviewers_only
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """A version under review; one that could not be checked is shown as that."""
    found = version_of(request, pk)
    return render(request, "review/version.html", page_of(found) if found.checked == Checked.DONE else _about(found))


def page_of(found: Version) -> dict[str, Any]:
    """All that the page shows of a version with a result."""
    machine, counts = checklist_of(found), effective_of(found)
    overrides = list(found.overrides.select_related("by", "withdrawn_by"))
    said = standing(overrides)
    return {
        **_about(found),
        **report_context(found, replace(counts, notices=machine.notices)),  # the page itself says what was overridden
        "machine": machine,
        "checklist": counts,
        "said_of": _said(machine, said),
        "dismissed": [(title, said[key]) for key, title in _named(machine).items() if key in said],
        "withdrawn": [(o, overriding.title_of(machine, o.requirement) or o.requirement, _word(o)) for o in overrides if o.withdrawn_at is not None],
        "keys": _keys(machine, said),
        "carried": [(o, overriding.title_of(machine, o.requirement), _word(o)) for o in overriding.to_carry_over(found)],
        "may_judge": not overriding.why_not(found),
        "why_not": overriding.why_not(found),
        "why_no_decision": deciding.why_no_decision(found),
        "item_more": "review/_item_more.html",
        "issue_more": "review/_issue_more.html",
        "note_more": "review/_note_more.html",
    }


WORDS_OF: Mapping[str, str] = {status.value: word for status, word in WORDS.items()}


def _word(override: Override) -> str:
    """What was said, in a word."""
    return WORDS_OF[override.status] if is_requirement(override.requirement) else "不成立"


def _about(found: Version) -> dict[str, Any]:
    """What the page shows of any version: the submission, its other versions, decisions, items, log, and the forms."""
    submission = found.submission
    stamp = stamp_of(submission)
    items = list(submission.items.told())
    return {
        "version": found,
        "submission": submission,
        "versions": submission.versions.filter(handed_in_at__isnull=False).defer("record", "text").order_by("-number"),
        "decisions": Decision.objects.filter(version__submission=submission).select_related("by", "version").defer("version__record", "version__text"),
        "items": items,
        "waiting": sum(item.closed_at is None for item in items),
        "history": Entry.objects.filter(submission=submission).select_related("user").order_by("-id")[:_HISTORY],
        "stamp": stamp,
        "action_words": dict(Action.choices),
        "decision_form": DecisionForm(initial={"stamp": stamp, "outcome": "returned"}, auto_id="decision_%s"),
        "item_form": ItemForm(initial={"stamp": stamp}, auto_id="item_%s"),
        "notice_form": NoticeForm(initial=_letter_facts(found), auto_id="notice_%s"),
    }


def _letter_facts(found: Version) -> dict[str, Any]:
    """What the form for a notice begins with: the office that signed the last one, today, and the day that was set."""
    last = Entry.objects.filter(action=Action.NOTICE_MADE).order_by("-id").first()
    returned = found.decisions.filter(due__isnull=False).order_by("-id").first()
    return {"issuer": last.detail.get("issuer", "") if last else "", "issued": timezone.localdate(), "deadline": returned.due if returned else None}


def anchor_of(checklist: Checklist, about: str) -> str:
    """Where on the page something stands: the id of its item."""
    if not is_requirement(about):
        return "r1-publication" if about.startswith("note:") else "r1-issues"
    return next((f"r1-v{n}" for n, v in enumerate(checklist.verdicts, start=1) if v.requirement == about), "main")


def _said(machine: Checklist, said: Mapping[str, Override]) -> dict[str, Said]:
    shown = {}
    for verdict in machine.verdicts:
        override = said.get(verdict.requirement)
        if override is not None:
            shown[verdict.requirement] = Said(override, verdict.status.value, WORDS[verdict.status], verdict.explanation)
    return shown


def _named(machine: Checklist) -> dict[str, str]:
    """The titles of findings and notes by their keys."""
    findings = zip(finding_keys(machine), (f"{f.title}：{f.quote}" for f in machine.findings), strict=True)
    notes = zip(note_keys(machine), (f"{n.title or n.code}：{n.excerpt}" for n in machine.publication), strict=True)
    return dict([*findings, *notes])


def _keys(machine: Checklist, said: Mapping[str, Override]) -> dict[str, str]:
    """The key of each finding and note by the id under which the page shows it: those that were not dismissed, counted on."""
    left = [key for key in finding_keys(machine) if key not in said]
    notes = [key for key in note_keys(machine) if key not in said]
    return {f"r1-f{n}": key for n, key in enumerate(left, start=1)} | {f"r1-n{n}": key for n, key in enumerate(notes, start=1)}


def shown_as(found: Version, about: str) -> dict[str, Any]:
    """What a form on one item shows of it, beside the form."""
    counts = effective_of(found)
    if is_requirement(about):
        return {"verdict": counts.verdict(about)}
    return {"words": _named(checklist_of(found))[about]}
