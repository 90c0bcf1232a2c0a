"""The rows of an audit's sheets, made one by one from the summary and the checklists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from checker.auditing.pages.labels import AuditWords
from checker.auditing.pages.places import Places
from checker.auditing.summary import Previous, RequirementRow, Summary
from checker.judging.checklist import Checklist
from checker.output.layout import flat, one_line
from checker.output.tables import Cell, Row, file_name, todo_table

RANKING = (
    *("rank", "unit_column", "level", "score_column", "grade_column", "change_column", "gate_items", "present_count", "vague_count", "missing_count"),
    *("findings_column", "publication_column", "review_column", "waived_number", "roster_column", "date_column", "file_column", "page_link"),
)
TODO = (
    *("number", "unit", "kind", "requirement", "explanation", "quote", "basis", "demand", "lost_points"),
    *("deadline", "progress", "person", "done_on", "remarks"),
)
COMMON = ("weak_rank", "requirement", "code", "severity", "presence", "present_count", "vague_count", "missing_count", "not_judged_count")
FINDINGS = ("number", "finding_kind", "code", "times_column", "units_column", "which_units")
NOT_SUBMITTED = ("number", "unit_column", "level", "contact", "unreadable", "urged_on", "urged", "remarks")
CHOICES = ("number", "unit_column", "year_column", "situation", "chosen", "passed_over", "checked_by_hand")
ERRORS = ("number", "file_column", "error_code", "error_message", "checked_by_hand")
COPIES = ("number", "share_column", "sentences", "first_unit", "second_unit", "first_file", "second_file", "side_by_side", "checked_by_hand")
UNIT_CHANGES = ("number", "unit_column", "old_score", "new_score", "change_column", "old_grade", "grade_column", "closed_items", "broken_items", "remarks")
REQUIREMENT_CHANGES = ("number", "requirement", "code", "old_presence", "presence", "presence_change", "gained_units", "lost_units", "analysis")
_MOST_NAMED = 60  # units in one cell
_MOST_LINKS = 60_000  # of a sheet; Excel's limit is 65,530


def without(columns: Sequence[str], left_out: str) -> tuple[str, ...]:
    """The columns but for one."""
    return tuple(column for column in columns if column != left_out)


def ranking(summary: Summary, where: Sequence[Places], words: AuditWords) -> Iterator[Row]:
    """A row for each report that counts, by rank."""
    titles = {requirement.id: requirement.title for requirement in summary.requirements}
    for number, (row, places) in enumerate(zip(summary.rows, where, strict=True)):
        yield {
            "rank": row.rank,
            "unit_column": one_line(row.unit) or words["no_unit"],
            "level": words[row.level],
            "score_column": row.score,
            "grade_column": words.marked(row.grade),
            "change_column": row.change,
            "gate_items": words["separator"].join(one_line(titles.get(id, id)) for id in row.gate),
            "present_count": row.present,
            "vague_count": row.vague,
            "missing_count": row.missing,
            "findings_column": row.finding_count,
            "publication_column": row.publication,
            "review_column": row.review,
            "waived_number": row.waived_count,
            "roster_column": "" if row.on_roster is None else words["on_roster" if row.on_roster else "off_roster"],
            "date_column": row.date,
            "file_column": file_name(row.source),
            "page_link": f"{places.page}\n{words['page_word']}" if places.page and number < _MOST_LINKS else "",
        }


def todo(checklists: Iterable[Checklist], words: AuditWords) -> Iterator[Row]:
    """A row for each thing to mend in the county, unit by unit, most serious first."""
    numbers = count(1)
    for checklist in checklists:
        for row in todo_table([checklist], words).rows:
            yield {**row, "number": next(numbers)}


def common(summary: Summary, words: AuditWords) -> Iterator[Row]:
    """A row for each requirement, weakest first: how many have it."""
    order = {id: number for number, id in enumerate(summary.weakest, start=1)}
    for requirement in sorted(summary.requirements, key=lambda r: order.get(r.id, len(order) + 1)):
        counts = requirement.counts
        shares: dict[str, Cell] = {level: counts.share for level, counts in requirement.by_level.items()}
        yield {
            **shares,
            "weak_rank": order.get(requirement.id),
            "requirement": one_line(requirement.title),
            "code": requirement.id,
            "severity": words[requirement.severity],
            "presence": counts.share,
            "present_count": counts.present,
            "vague_count": counts.vague,
            "missing_count": counts.missing,
            "not_judged_count": counts.not_applicable + counts.not_judged,
        }


def findings(summary: Summary, words: AuditWords) -> Iterator[Row]:
    """A row for each kind of inconsistency, with the units that have it."""
    for number, finding in enumerate(summary.findings, start=1):
        yield {
            "number": number,
            "finding_kind": words.name(finding.code, finding.title),
            "code": finding.code,
            "times_column": finding.count,
            "units_column": len(finding.rows),
            "which_units": _named([summary.rows[position].name for position in finding.rows], words),
        }


def not_submitted(summary: Summary, words: AuditWords) -> Iterator[Row]:
    """A row for each unit of the roster that has handed in nothing that could be checked."""
    for number, unit in enumerate(summary.not_submitted, start=1):
        yield {
            "number": number,
            "unit_column": one_line(unit.unit),
            "level": words[unit.level] if unit.level else "",
            "contact": flat(unit.contact),
            "unreadable": "\n".join(map(flat, unit.unreadable)),
        }


def choices(summary: Summary, words: AuditWords) -> Iterator[Row]:
    """A row for each unit of which more than one report came in, and for names that several reports bear."""
    numbers = count(1)
    for choice in summary.choices:
        yield {
            "number": next(numbers),
            "unit_column": one_line(choice.unit) or words["no_unit"],
            "year_column": choice.year,
            "situation": words["several_of_one"],
            "chosen": _dated(choice.chosen, choice.date),
            "passed_over": "\n".join(_dated(source, date) for source, date in choice.passed_over),
        }
    for same in summary.namesakes:
        yield {
            "number": next(numbers),
            "unit_column": one_line(same.unit),
            "year_column": same.year,
            "situation": words["same_name"],
            "chosen": "\n".join(map(flat, same.sources)),
        }


def errors(summary: Summary) -> Iterator[Row]:
    """A row for each file that could not be checked."""
    for number, problem in enumerate(summary.errors, start=1):
        yield {"number": number, "file_column": flat(problem.source), "error_code": problem.code, "error_message": flat(problem.message)}


def copies(summary: Summary, words: AuditWords) -> Iterator[Row]:
    """A row for each pair of reports that share much, most first."""
    for number, copy in enumerate(summary.copies, start=1):
        yield {
            "number": number,
            "share_column": copy.share,
            "sentences": copy.sentences,
            "first_unit": one_line(copy.first),
            "second_unit": one_line(second_of(copy.second, copy.second_year, copy.of_previous, words)),
            "first_file": file_name(copy.first_source),
            "second_file": file_name(copy.second_source),
            "side_by_side": f"copies.html#c{number}\n{words['page_word']}" if number <= MOST_COPIES else "",
        }


MOST_COPIES = 200  # pairs on the page of copies


def second_of(unit: str, year: int | None, of_previous: bool, words: AuditWords) -> str:
    """The second report of a pair in words."""
    return words["last_year_of"].format(unit=unit, year=words["year"].format(year=year) + words["comma"] if year else "") if of_previous else unit


def unit_changes(summary: Summary, previous: Previous, words: AuditWords) -> Iterator[Row]:
    """A row for each unit that is in both audits, largest gain first; then those that are in one only."""
    titles = {requirement.id: requirement.title for requirement in summary.requirements}
    numbers = count(1)
    for change in previous.changes:
        yield {
            "number": next(numbers),
            "unit_column": one_line(change.unit),
            "old_score": change.old_score,
            "new_score": change.new_score,
            "change_column": change.change,
            "old_grade": words.marked(change.old_grade),
            "grade_column": words.marked(change.new_grade),
            "closed_items": _titles(change.closed, titles, words),
            "broken_items": _titles(change.broken, titles, words),
        }
    for units, remark in ((previous.new, "only_new"), (previous.gone, "only_old")):
        for unit in units:
            yield {"number": next(numbers), "unit_column": one_line(unit), "remarks": words[remark]}


def requirement_changes(summary: Summary, previous: Previous) -> Iterator[Row]:
    """A row for each requirement that is in both audits, largest loss first."""
    gained, lost = (Counter(id for change in previous.changes for id in getattr(change, name)) for name in ("closed", "broken"))
    for number, requirement in enumerate(changed_requirements(summary), start=1):
        yield {
            "number": number,
            "requirement": one_line(requirement.title),
            "code": requirement.id,
            "old_presence": requirement.previous_share,
            "presence": requirement.counts.share,
            "presence_change": requirement.change,
            "gained_units": gained[requirement.id],
            "lost_units": lost[requirement.id],
        }


def changed_requirements(summary: Summary) -> list[RequirementRow]:
    """The requirements that are in both audits, largest loss first."""
    return sorted((r for r in summary.requirements if r.change is not None), key=lambda r: r.change or 0.0)


def _dated(source: str, date: str) -> str:
    return f"{flat(source)}（{date}）" if date else flat(source)


def _titles(ids: Iterable[str], titles: Mapping[str, str], words: AuditWords) -> str:
    return words["separator"].join(one_line(titles.get(id, id)) for id in ids)


def _named(names: Sequence[str], words: AuditWords) -> str:
    more = words["more_in"].format(count=len(names) - _MOST_NAMED) if len(names) > _MOST_NAMED else ""
    return words["separator"].join(filter(None, (*map(one_line, names[:_MOST_NAMED]), more)))
