"""What is said of a season as a whole, in a line or two."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from checker.auditing.pages.labels import AuditWords
from checker.auditing.summary import Row, Summary
from checker.judging.checklist import Grade


@dataclass(frozen=True, slots=True)
class Overall:
    """The title of an audit, its figures, and what made them."""

    title: str
    figures: str
    made: str


def overall(summary: Summary, words: AuditWords) -> Overall:
    """The lines for a summary."""
    facts = summary.facts
    year = reporting_year(summary.rows)
    figures = [_reports(summary, words), roster_line(summary, words)]
    figures += [words["not_readable"].format(count=len(summary.errors))] if summary.errors else []
    if summary.previous and summary.previous.mean is not None:
        figures.append(words["previous_mean"].format(mean=f"{summary.previous.mean:.1f}"))
    made = [f"{words['rulebook']} {words['rulebook_text'].format(id=facts.rulebook, version=facts.rulebook_version)}", f"fazhi {facts.version}", facts.pipeline]
    made += [words["waived_on"].format(day=facts.waived_on)] if facts.waived_on else []
    return Overall(words["audit_title"].format(year=words["audit_year"].format(year=year) if year else ""), " · ".join(figures), " · ".join(filter(None, made)))


def reporting_year(rows: tuple[Row, ...]) -> int | None:
    """The year that most reports are of, of equal ones the later; None where no report names one."""
    count = Counter(row.year for row in rows if row.year is not None)
    return max(count, key=lambda year: (count[year], year)) if count else None


def handed_in(summary: Summary) -> int | None:
    """How many of the roster's units have handed in something that could be checked; None without a roster."""
    return None if summary.expected is None else summary.expected - len(summary.not_submitted)


def roster_line(summary: Summary, words: AuditWords) -> str:
    """How many were to hand in, and have."""
    if summary.expected is None:
        return words["no_roster"]
    return words["of_roster"].format(expected=summary.expected, there=handed_in(summary), not_there=len(summary.not_submitted))


def _reports(summary: Summary, words: AuditWords) -> str:
    if summary.mean is None or summary.median is None:
        return words["no_reports"]
    grades = words["separator"].join(f"{words[grade]} {summary.grades.get(grade, 0)}" for grade in Grade)
    return words["overall"].format(reports=len(summary.rows), grades=grades, mean=f"{summary.mean:.1f}", median=f"{summary.median:.1f}")
