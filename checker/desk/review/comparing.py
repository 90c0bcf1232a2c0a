"""A version beside an earlier one: the last that was handed in, or last year's."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from checker.comparison.comparison import Side
from checker.comparison.comparison import compare as compared
from checker.comparison.records import RulebookFacts, record_of
from checker.comparison.telling import tell
from checker.desk.accounts.access import reviewers_only, user_of
from checker.desk.reports.access import versions_for
from checker.desk.reports.models import Checked, Version
from checker.desk.reports.results import book_of
from checker.desk.review.overriding import previous
from checker.desk.review.reading import version_of
from checker.desk.review.reread import understood
from checker.desk.review.seen import effective_of
from checker.output.tables import Words
from checker.rulebook import Rulebook


@reviewers_only
@require_GET
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed in a version since another of the unit (`with`; the one before it, else last year's, where none is named)."""
    version = version_of(request, pk)
    if version.checked != Checked.DONE:
        raise Http404
    others = _others(request, version)
    wanted = request.GET.get("with", "")
    if wanted:
        old = next((v for v in others if str(v.pk) == wanted), None)
        if old is None:
            raise Http404
    else:
        before = previous(version)
        old = next((v for v in others if before is not None and v.pk == before.pk), None) or next((v for v in others if _earlier_year(v, version)), None)
    context: dict[str, Any] = {"version": version, "submission": version.submission, "others": others, "old": old}
    if old is not None:
        book, last_year = book_of(version), _earlier_year(old, version)
        context["telling"] = tell(compared(_side(old, book, last_year), _side(version, book, last_year), last_year=last_year), Words("zh", book))
    return render(request, "review/compare.html", context)


def _others(request: HttpRequest, version: Version) -> list[Version]:
    """What a version can be compared with: the unit's others that were handed in, this season's or an earlier one's; the newest first."""
    season = version.submission.season
    found = versions_for(user_of(request)).filter(
        submission__unit=version.submission.unit_id, submission__season__year__lte=season.year, checked=Checked.DONE, handed_in_at__isnull=False
    )
    return list(found.exclude(pk=version.pk).defer("record", "text").order_by("-submission__season__year", "-number")[:50])


def _earlier_year(old: Version, version: Version) -> bool:
    return old.submission.season.year < version.submission.season.year


def _side(version: Version, book: Rulebook, with_text: bool) -> Side:
    """A version as its reviewers have it; its text is understood again, by `book`, only where texts are compared."""
    counts = effective_of(version)
    facts = RulebookFacts(id=version.rulebook, version=version.rulebook_version, sha256=version.rulebook_sha256)
    return Side(record_of(counts), facts, understood(counts, book) if with_text else None, counts.text)
