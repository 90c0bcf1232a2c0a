"""A row of each unit's current version, with the reviewers' verdicts in place of the program's; made when first asked for, and again when they change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet

from checker.auditing.brief import row_of
from checker.auditing.summary import NOT_JUDGED, Row
from checker.desk.overview.models import Line
from checker.desk.reports.models import Version
from checker.desk.reports.results import book_of, checklist_of
from checker.desk.review.effective import effective, standing
from checker.desk.units.models import Season
from checker.output.record import report_record
from checker.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's current version and its facts: a `Row` with the statuses by requirement, and the titles of its findings."""

    version: Version
    facts: Mapping[str, Any]


def standings(season: Season) -> list[Standing]:
    """The current versions of a season, in the order of their units' names. Few queries, whatever the number of units."""
    versions = list(current_versions(season))
    kept = {line.version_id: line for line in Line.objects.filter(version__in=versions)}
    found: list[Standing] = []
    for version in versions:
        line = kept.get(version.pk)
        if line is None or line.stamp != stamp_of(version):
            line = _made(version)
        found.append(Standing(version, line.facts))
    return found


def prepare(version: int) -> None:
    """Makes the row of a version (its primary key) that was handed in, so that the page need not."""
    for stamped in _stamped(Version.objects.filter(pk=version, handed_in_at__isnull=False)):
        _made(stamped)


def current_versions(season: Season) -> Iterator[Version]:
    """The versions that count, without their results, stamped."""
    current = Version.objects.filter(submission__season=season, pk__in=season.submissions.values("current"))
    return iter(_stamped(current).order_by("submission__unit__name"))


def _stamped(versions: QuerySet[Version]) -> QuerySet[Any]:
    counted = versions.annotate(last_override=Max("overrides__id"), withdrawn=Count("overrides__withdrawn_at"))
    return counted.select_related("submission__unit").defer("record", "text")


def stamp_of(version: Any) -> str:
    """Differs whenever the facts may differ; `version` is one of `current_versions`."""
    return f"{version.result_hash}.{version.last_override or 0}.{version.withdrawn}.{version.submission.unit.name}"


def rows(found: Sequence[Standing], book: Rulebook) -> list[Row]:
    """The rows as an audit has them, with statuses in the order of the rulebook's requirements."""
    return [_row(standing.facts, book, line) for line, standing in enumerate(found)]


def titles(found: Sequence[Standing]) -> dict[str, str]:
    """The titles of all findings, by code."""
    return {code: title for standing in found for code, title in standing.facts["titles"].items()}


def _made(version: Any) -> Line:
    """The line of a version, written down."""
    record = effective_record(Version.objects.select_related("submission__unit", "submission__season").get(pk=version.pk))
    facts = asdict(row_of(record, 0, version.handed_in_at.isoformat()))
    facts["statuses"] = dict(zip(record["requirements"], facts["statuses"], strict=True))
    facts["titles"] = {finding["code"]: finding["title"] for finding in record["findings"]}
    line, _ = Line.objects.update_or_create(version=version, defaults={"stamp": stamp_of(version), "facts": facts})
    return line


def effective_record(version: Version) -> dict[str, Any]:
    """The record of a version as an audit would have it: reviewers' verdicts in place, under the name by which the desk knows the unit."""
    own = {"unit": version.submission.unit.name, "source": version.name}
    overrides = version.overrides.all()
    if version.record is not None and not standing(overrides):
        return {**version.record, **own}  # as most are; it needs not be turned into a checklist and back
    return {**report_record(effective(checklist_of(version), overrides, book_of(version))), **own}


def _row(facts: Mapping[str, Any], book: Rulebook, line: int) -> Row:
    known = {name: facts[name] for name in Row.__dataclass_fields__ if name in facts}
    signs = [facts["statuses"].get(requirement.id, NOT_JUDGED) for requirement in book.requirements]
    known |= {
        "line": line,
        "statuses": "".join(signs),
        "waived": "." * len(signs),
        "gate": tuple(facts["gate"]),
        "findings": tuple((code, count) for code, count in facts["findings"]),
    }
    return Row(**known)
