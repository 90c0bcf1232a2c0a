"""Why one verdict came out as it did, step by step: every mention of the requirement's words, and what was made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from checker.ingest import NOWHERE, Place
from checker.judging.checklist import Verdict
from checker.judging.context import Context, Mention
from checker.judging.judge import judge_one
from checker.reading.model import Reading, Time
from checker.rulebook.schema import Part, RequirementBase, Rulebook, Status
from checker.rulebook.terms import TERM_FIELDS

# What the lists of terms are for, in the words of the guide for rule authors.
FIELDS = {
    "mention": "提到（mention）",
    "deeds": "具体做法（deeds）",
    "specific": "具体内容（specific）",
    "kinds": "环节、对象（kinds）",
    "nil_return": "零报告（nil_return）",
    "partial": "不完整的说法（partial）",
    "unfinished": "正在进行（unfinished）",
    "about": "所说的事（about）",
    "not_about": "别的事（not_about）",
    "collective": "总称（collective）",
    "collective_specific": "总称的具体内容（collective_specific）",
    "subject": "行为人（subject）",
    "series": "成套（series）",
    "stock": "套话（stock）",
    "acts": "行为（acts）",
    "parts.terms": "组成部分",
    "parts.exempt": "组成部分写明不适用",
    "threshold": "法定次数（threshold）",
}
_TIMES = {
    Time.REPORTING_YEAR: "报告年度",
    Time.PLAN: "下一年打算",
    Time.SHORTCOMING: "不足",
    Time.NONE: "标题、落款等",
}
DISCOUNTS = {
    "preamble": "在导语里，算口号",
    "title": "在文件名称里",
    "negated": "被否定",
    "no_event": "说的是没有发生",
    "taught": "是学习、宣讲的内容",
    "others": "是其他单位做的",
    "masked": "出现在不算的说法里（not_in）",
}

_STATUSES = {Status.PRESENT: "具备", Status.VAGUE: "模糊", Status.MISSING: "缺失", Status.NOT_APPLICABLE: "不适用", Status.NOT_JUDGED: "未判定"}
_LONGEST = 120  # characters of a sentence that are shown
_LONGEST_TERM = 40


@dataclass(frozen=True, slots=True)
class Step:
    """A place where a term of the requirement fired. `counts`: said of the reporting year, and not discounted."""

    field: str
    part: str
    term: str
    words: str
    sentence: str
    chapter: str
    time: str
    cue: str
    discount: str
    counts: bool
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Trace:
    """A verdict with all steps towards it, by place in the report, and how many sentences were looked at."""

    verdict: Verdict
    kind: str
    sentences: int
    steps: tuple[Step, ...]


def trace(reading: Reading, book: Rulebook, requirement_id: str) -> Trace:
    """The trace of one verdict. Raises `KeyError` for an id that the rulebook has not."""
    requirement = next((r for r in book.requirements if r.id == requirement_id), None)
    if requirement is None:
        raise KeyError(requirement_id)
    context = Context(reading, book)
    steps = sorted(_steps(requirement, context), key=lambda item: item[0])
    return Trace(judge_one(reading, book, requirement), requirement.kind, len(reading.sentences), tuple(step for _, step in steps))


def _steps(requirement: RequirementBase, context: Context) -> Iterator[tuple[tuple[int, int, str], Step]]:
    for field, part in _lists(requirement):
        shown = {(m.match.start, m.match.end) for m in context.mentions(requirement, field, part)}
        for mention in context.mentions(requirement, field, part):
            yield (mention.match.start, mention.match.end, field), _step(mention, field, part, context)
        for match in context.reading.find(requirement.id, field, part):
            if (match.start, match.end) not in shown:
                yield (match.start, match.end, field), _masked(match.start, match.end, match.term, field, part, context)


def _lists(requirement: RequirementBase) -> Iterator[tuple[str, str]]:
    """Every list of terms that speaks for or against the requirement; `not_in` only masks."""
    for field in TERM_FIELDS:
        words: tuple[str, ...] = getattr(requirement, field, ())
        if field != "not_in" and words:
            yield field, ""
    parts: tuple[Part, ...] = getattr(requirement, "parts", ())
    for part in parts:
        yield "parts.terms", part.id
        yield "parts.exempt", part.id
    if getattr(requirement, "threshold", None) is not None:
        yield "threshold", ""


def _step(mention: Mention, field: str, part: str, context: Context) -> Step:
    reading, match = context.reading, mention.match
    clause = reading.clauses[mention.clause]
    sentence = reading.sentences[mention.sentence]
    return Step(
        field=field,
        part=part,
        term=match.term,
        words=reading.quote(match.start, match.end),
        sentence=reading.quote(sentence.start, sentence.end),
        chapter=reading.heading_text(reading.chapter_at(match.start)),
        time=_TIMES[mention.time],
        cue=clause.cue.term if clause.cue else "",
        discount=mention.discount,
        counts=mention.live,
        place=reading.document.blocks[reading.block_at(match.start)].place,
    )


def _masked(start: int, end: int, term: str, field: str, part: str, context: Context) -> Step:
    """A match that a `not_in` covers, or that stands in the title or in residue of a page."""
    reading = context.reading
    clause = reading.clauses[reading.clause_at(start)] if reading.clauses else None
    time = clause.time if clause else Time.NONE
    return Step(
        field=field,
        part=part,
        term=term,
        words=reading.quote(start, end),
        sentence=reading.quote(clause.start, clause.end) if clause else reading.quote(start, end),
        chapter=reading.heading_text(reading.chapter_at(start)),
        time=_TIMES[time],
        cue="",
        discount="" if time is Time.NONE else "masked",
        counts=False,
        place=reading.document.blocks[reading.block_at(start)].place,
    )


def tell(trace: Trace) -> str:
    """A trace in Chinese, for reading in a terminal: sentence by sentence, then the verdict."""
    verdict = trace.verdict
    lines = [f"{verdict.title}（{verdict.requirement}，{trace.kind}）", f"看了 {trace.sentences} 句，命中 {len(trace.steps)} 处："]
    for (sentence, place, chapter), steps in groupby(trace.steps, key=lambda step: (step.sentence, step.place.describe(), step.chapter)):
        lines += ["", f"{place}{f'  {_short(chapter, _LONGEST_TERM)}' if chapter else ''}", f"  「{_short(sentence, _LONGEST)}」"]
        lines += dict.fromkeys(_line(step) for step in steps)  # each once: a term may match at the same words twice
    status = _STATUSES.get(verdict.status, verdict.status.value)
    lines += ["", f"结论  {status}（{verdict.reason.value if verdict.reason else '-'}）：{verdict.explanation}"]
    if verdict.parts or verdict.lacking:
        lines.append(f"组成  写到 {'、'.join(verdict.parts) or '无'}；没有 {'、'.join(verdict.lacking) or '无'}")
    lines += [f"所据  「{_short(e.quote, _LONGEST)}」" for e in verdict.evidence]
    return "\n".join(lines) + "\n"


def _line(step: Step) -> str:
    what = FIELDS.get(step.field, step.field) + (f"“{step.part}”" if step.part else "")
    if step.counts:
        made_of = "✔ 算数"
    else:
        reasons = [DISCOUNTS.get(step.discount, step.discount)] if step.discount else []
        if step.time != _TIMES[Time.REPORTING_YEAR]:
            reasons.append(step.time + (f"（因“{step.cue}”）" if step.cue else ""))
        made_of = f"✘ 不算：{'，'.join(reasons)}"
    return f"    {made_of}  {what}「{_short(step.words, _LONGEST_TERM)}」  词条 {_short(step.term, _LONGEST_TERM)}"


def _short(text: str, longest: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= longest else words[: longest - 1] + "…"
