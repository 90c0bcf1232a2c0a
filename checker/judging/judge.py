"""A `Reading` and a `Rulebook` to a `Checklist`: the one entry of this package."""

from __future__ import annotations

from checker.ingest import Block
from checker.judging import scoring
from checker.judging.advice import advised
from checker.judging.cases import Case, cases
from checker.judging.checklist import Checklist, Passage, Verdict
from checker.judging.context import Context
from checker.judging.explain import Facts, explanation, remedy
from checker.judging.findings import find_all
from checker.judging.kinds import judge_requirement
from checker.judging.publication import limits, publication_notes
from checker.reading.model import Reading
from checker.reading.quantities import Date
from checker.rulebook.schema import Level, Requirement, Rulebook
from checker.wording import Wording


def judge(reading: Reading, book: Rulebook, *, level: Level | None = None) -> Checklist:
    """The checklist of a reading. `level` overrides the level that was read from the report.

    A requirement whose judging fails is `not_judged` with the reason, and the others go on.
    """
    identity = reading.identity
    level = level or identity.level
    context = Context(reading, book)
    facts = Facts.of(identity.year, identity.unit)
    verdicts = tuple(_verdict(case, context, book, level, facts) for case in cases(book).of(level, identity.year))
    score = scoring.total(verdicts)
    closed = scoring.gate(verdicts, book)
    findings = find_all(context)
    checklist = Checklist(
        source=reading.document.source,
        sha256=reading.document.sha256,
        title=_one_line(reading.quote(*identity.title)) if identity.title else "",
        unit=identity.unit,
        level=level,
        reporting_year=identity.year,
        rulebook=book.id,
        rulebook_version=book.version,
        pipeline=reading.pipeline,
        verdicts=verdicts,
        findings=findings,
        score=score,
        grade=scoring.grade(score, closed, book),
        gate=closed,
        notices=(*_notices(identity.year, book), *limits(reading)),
        publication=publication_notes(reading, book, findings),
        date=_iso(identity.date),
        format=reading.document.format,
        text=reading.document.text,
        passages=tuple(_passage(block) for block in reading.document.blocks),
    )
    return advised(checklist, book)


def judge_one(reading: Reading, book: Rulebook, requirement: Requirement) -> Verdict:
    """The verdict of a reading on one requirement alone."""
    identity = reading.identity
    case = cases(book).one(requirement, identity.level, identity.year)
    return _verdict(case, Context(reading, book), book, identity.level, Facts.of(identity.year, identity.unit))


def _passage(block: Block) -> Passage:
    return Passage(*block.source_span(0, len(block.text)), block.kind, block.level, block.place)


def _iso(date: Date | None) -> str:
    if date is None or not date.year or not date.month:
        return ""
    return f"{date.year:04}-{date.month:02}" + (f"-{date.day:02}" if date.day else "")


def _one_line(text: str) -> str:
    return "".join(text.split())


def _notices(year: int | None, book: Rulebook) -> tuple[str, ...]:
    first, last = book.period
    if year is None:
        return (Wording("没有读到报告年度，按年度核对的项目未作判断", "no reporting year was found; what depends on the year was not judged"),)
    if not first <= year <= last:
        chinese = f"报告年度 {year} 不在规则库适用的 {first}—{last} 年之内，结果仅供参考"
        return (Wording(chinese, f"the reporting year {year} is outside {first} to {last}, for which the rulebook is made; take the results as hints"),)
    return ()


def _verdict(case: Case, context: Context, book: Rulebook, level: Level, facts: Facts) -> Verdict:
    if case.inapplicable is not None:
        return case.inapplicable
    requirement = case.requirement
    outcome = judge_requirement(requirement, context, level)
    return Verdict(
        requirement=requirement.id,
        title=case.title,
        chapter=case.chapter,
        severity=requirement.severity,
        status=outcome.status,
        reason=outcome.reason,
        explanation=explanation(outcome, book.english),
        parts=tuple(map(book.say, outcome.parts)),
        lacking=tuple(map(book.say, outcome.lacking)),
        evidence=outcome.evidence,
        near_misses=outcome.near_misses,
        basis=case.basis,
        remedy=remedy(requirement, outcome, facts, book.english),
        score=scoring.points(outcome, case.weight, book),
        weight=case.weight,
        review=outcome.boundary,
    )
