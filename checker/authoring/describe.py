"""A requirement told in Markdown: what it asks, on what basis, how it is decided, what to write, with its examples.

The same text serves `fazhi rules show` and the generated reference of a rulebook.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.evaluation.examples import examples_of
from checker.judging.explain import basis_lines
from checker.rulebook.schema import Acts, Chapter, Identification, Level, Parts, Reason, Requirement, Rulebook, Severity, Specific, Status
from checker.rulebook.terms import TERM_FIELDS

SEVERITIES = {Severity.CORE: "核心", Severity.STRUCTURE: "结构", Severity.GENERAL: "一般"}
STATUSES = {Status.PRESENT: "具备", Status.VAGUE: "模糊", Status.MISSING: "缺失"}
REASONS = {
    Reason.FULL: "写明了做法和具体内容",
    Reason.NIL_RETURN: "写明没有此类事项",
    Reason.INCOMPLETE: "内容不完整",
    Reason.GENERIC: "只有提法",
    Reason.MISPLACED: "没有单独标题",
    Reason.ABSENT: "没有写到",
    Reason.PLAN_ONLY: "只在打算中提到",
    Reason.PROBLEM_ONLY: "只作为不足提到",
    Reason.NEGATED: "写明没有做",
}
_LISTS = {
    "mention": "提到它的词（单有它们是模糊）",
    "deeds": "本身就具体的做法",
    "specific": "同一句里出现即为具体",
    "kinds": "环节、对象（同一句两种以上即为具体）",
    "nil_return": "零报告的说法",
    "not_in": "出现在这些说法里不算",
    "partial": "只有这些为不完整",
    "unfinished": "正在进行，不算具体",
    "about": "须就这些事说",
    "not_about": "同一句说的是这些事时不算",
    "collective": "总称",
    "collective_specific": "总称之外的具体内容",
    "subject": "行为人",
    "series": "成套的几种",
    "stock": "套话",
    "acts": "标题下须有的行为",
}


def describe(requirement: Requirement, book: Rulebook, *, terms: bool = True) -> str:
    """The requirement in Markdown, from a heading of the second level. `terms`: with all words that it knows."""
    return "\n".join(_lines(requirement, book, terms)).rstrip() + "\n"


def reference(book: Rulebook) -> str:
    """Every requirement of a rulebook in Markdown, by chapter, without the lists of words."""
    period = f"{book.period[0]}—{book.period[1]}"
    lines = [f"# {book.title}", "", f"编号 `{book.id}`，版本 {book.version}，适用报告年度 {period}，共 {len(book.requirements)} 项要求。", ""]
    for chapter in book.chapters:
        lines += [f"# {chapter.title}", ""]
        for requirement in book.requirements:
            if book.chapter_of[requirement.id] == chapter.id:
                lines += [describe(requirement, book, terms=False), ""]
    return "\n".join(lines).rstrip() + "\n"


def _lines(requirement: Requirement, book: Rulebook, terms: bool) -> Iterator[str]:
    yield from (f"## {requirement.title}", "", f"编号 `{requirement.id}` · {SEVERITIES[requirement.severity]} · {_weights(requirement, book)}", "")
    if requirement.note:
        yield from (requirement.note, "")
    yield from ("**怎样判**", "", *_decides(requirement), "")
    instruments = {i.id: i for i in book.instruments}
    yield from ("**依据**", "", *(f"- {line}" for line in basis_lines(requirement.basis, instruments, Level.COUNTY, None)), "")
    yield from ("**缺什么时写什么**", "", *(f"- {REASONS[reason]}：{text}" for reason, text in requirement.remedy.items()), "")
    yield from ("**例句**", "", *_examples(requirement), "")
    if terms:
        yield from ("**词条**", "", *_terms(requirement))


def _weights(requirement: Requirement, book: Rulebook) -> str:
    own = [f"{p.title} {p.weights[requirement.id]:g} 分" for p in book.profiles.values() if requirement.id in p.weights]
    off = [f"{p.title}不适用" for p in book.profiles.values() if requirement.id in p.not_applicable]
    return "，".join([f"{requirement.weight:g} 分", *own, *off])


def _decides(requirement: Requirement) -> Iterator[str]:
    """How the kind decides, in the words of the guide for rule authors."""
    if isinstance(requirement, Specific):
        yield "- 具备：写了当年的做法，并有具体内容" + ("（数字、具名的机制或对象）。" if requirement.figure else "。")
        yield "- 模糊：只提到，没有具体内容" + ("；或写明的次数低于要求。" if requirement.threshold else "。")
    elif isinstance(requirement, Parts):
        yield "- 具备：各组成部分都就此事写到。"
        yield "- 模糊：只写到其中几部分，或只有总称。"
    elif isinstance(requirement, Acts):
        yield f"- 具备：本人做的事至少 {requirement.least} 种，其中至少一件有具体内容。"
        yield "- 模糊：少于此数，或没有具体内容。"
    elif isinstance(requirement, Chapter):
        yield f"- 具备：有单独标题的一章，内容至少 {requirement.least} 项。"
        yield "- 模糊：写到而没有单独标题，或标题下只有套话。"
    elif isinstance(requirement, Identification):
        yield f"- 具备：{'标题' if requirement.where == 'title' else '落款'}各要素齐全。"
        yield "- 模糊：缺其中几个要素。"
    yield "- 缺失：没有写到，或只在打算、不足里提到，或写明没有做。" + ("写明当年没有此类事项的，算具备。" if requirement.nil_return else "")
    if requirement.parts:
        marks = [f"{part.id}{'★' if part.mandatory else ''}{f'（{part.condition}时）' if part.condition else ''}" for part in requirement.parts]
        yield f"- 组成部分：{'、'.join(marks)}。" + ("★为必备。" if any(p.mandatory for p in requirement.parts) else "")


def _examples(requirement: Requirement) -> Iterator[str]:
    for status, example in examples_of(requirement):
        why = f"（{REASONS[example.reason]}）" if example.reason else ""
        yield f"- {STATUSES[status]}{why}：{' '.join(example.text.split())}"


def _terms(requirement: Requirement) -> Iterator[str]:
    for field in TERM_FIELDS:
        words: tuple[str, ...] = getattr(requirement, field, ())
        if words:
            yield f"- {_LISTS[field]}：{_code(words)}"
    for part in requirement.parts:
        if part.terms:
            yield f"- 组成部分“{part.id}”：{_code(part.terms)}"
        if part.exempt:
            yield f"- 组成部分“{part.id}”写明不适用：{_code(part.exempt)}"


def _code(words: tuple[str, ...]) -> str:
    return "、".join(f"`{word}`" for word in words)
