"""Words that go with a verdict: why it came out so, its legal basis, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.judging.outcome import Outcome
from checker.rulebook.schema import Basis, Instrument, Level, Reason, Requirement, Status
from checker.rulebook.translation import ARTICLES
from checker.wording import Wording

_BECAUSE = {
    Reason.FULL: Wording("已写明当年做法和具体内容", "what was done in the year is stated, with specifics"),
    Reason.NIL_RETURN: Wording("已说明当年没有此类事项", "the report says that nothing of the kind arose in the year"),
    Reason.INCOMPLETE: Wording("内容不完整", "incomplete"),
    Reason.GENERIC: Wording("只有提法，没有具体内容", "named only, with nothing specific"),
    Reason.MISPLACED: Wording("写到了，但没有单独标题", "reported, but under no heading of its own"),
    Reason.ABSENT: Wording("全文没有写到", "not mentioned anywhere in the report"),
    Reason.PLAN_ONLY: Wording("只在下一年打算中提到，不算当年已做", "only planned for next year, not done in the year"),
    Reason.PROBLEM_ONLY: Wording("只作为不足或原因提到，不算当年已做", "only named as a shortcoming or its cause, not as done in the year"),
    Reason.NEGATED: Wording("文中说当年没有做", "the report says it was not done in the year"),
}
_SPECIAL = {
    "threshold": Wording("写明的次数低于要求", "the number stated is lower than required"),
    "collective": Wording("总称加落实的具体内容", "named as a whole, with specifics of how it was put into practice"),
    "partial": Wording("只写了其中一部分", "only a part of it is stated"),
}
# Why a mention does not count (checker.judging.scope).
DISCOUNTS = {
    "preamble": Wording("只在导语里作为口号出现", "only a slogan in the opening paragraphs"),
    "title": Wording("只是文件名称的一部分", "only part of the title of a document"),
    "negated": Wording("文中说没有做", "the report says it was not done"),
    "no_event": Wording("说的是没有发生此类事件", "says that nothing of the kind happened"),
    "taught": Wording("只是学习、宣讲的内容", "only what was studied or taught"),
    "others": Wording("是其他单位做的", "done by another body"),
}
_UNNAMED = Wording("本单位", "this unit")
BLANK = "____"
_NO_PARTS = {"found": BLANK, "lacking": BLANK, "mandatory_lacking": "", "conditional_lacking": ""}


def explanation(outcome: Outcome, english: Mapping[str, str]) -> Wording:
    """One line on why the verdict is what it is. `english` has the rulebook's texts in English."""
    if outcome.because in _SPECIAL:
        return _SPECIAL[outcome.because]
    if outcome.reason is Reason.INCOMPLETE and outcome.parts and outcome.lacking:
        return Wording(
            f"已写明{'、'.join(outcome.parts)}，没有写{'、'.join(outcome.lacking)}",
            f"states {_listed(outcome.parts, english)}; does not state {_listed(outcome.lacking, english)}",
        )
    if outcome.reason is Reason.ABSENT and outcome.near_misses:
        why = DISCOUNTS.get(outcome.near_misses[0].discount)
        if why is not None:
            return Wording(f"提到了，但{why}", f"mentioned, but {why.english}")
    return _BECAUSE[outcome.reason]


def basis_lines(
    sources: Iterable[Basis], instruments: Mapping[str, Instrument], level: Level, year: int | None, english: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """The legal basis as lines, each instrument with its articles where they were checked against the text.

    An instrument that was not in force in the reporting year is left out; one that the level only
    follows by analogy says so. In English the official title stays, with the English before it.
    """
    english = english or {}
    lines = []
    for basis in sources:
        title = instruments[basis.instrument].title
        if year is not None and ((basis.since is not None and year < basis.since) or (basis.until is not None and year > basis.until)):
            continue
        analogy = level in basis.by_analogy
        articles = "、".join(f"第{a}条" if isinstance(a, int) or a.isdigit() else a for a in basis.articles)
        chinese = title + articles + basis.item + ("（参照）" if analogy else "")
        cited = ", ".join(_article(a, english) for a in basis.articles)
        details = (f"art. {cited}" if cited else "", _name(basis.item, english) if basis.item else "")
        said = ", ".join(filter(None, (f"{english.get(title, '')} {title}".strip(), *details))) + (" (by analogy)" if analogy else "")
        lines.append(Wording(chinese, said) if title in english else chinese)
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Facts:
    """What fills the blanks of every remedy for one report, in each language. What was not read from it stays blank."""

    chinese: Mapping[str, object]
    english: Mapping[str, object]

    @classmethod
    def of(cls, year: int | None, unit: str) -> Facts:
        """The facts of a report on `year` by `unit`."""
        years = {"year": BLANK, "next_year": BLANK} if year is None else {"year": year, "next_year": year + 1}
        return cls({**_NO_PARTS, **years, "unit": unit or str(_UNNAMED)}, {**_NO_PARTS, **years, "unit": unit or _UNNAMED.english})


def remedy(requirement: Requirement, outcome: Outcome, facts: Facts, english: Mapping[str, str]) -> str:
    """What to write instead, with found and lacking parts filled in; "" where nothing is lacking.

    Facts that only the unit knows stay blank (____); nothing is invented.
    """
    if outcome.status is Status.PRESENT:
        return ""
    text = requirement.remedy.get(outcome.reason) or requirement.remedy[Reason.ABSENT]
    chinese = _filled(text, requirement, outcome, facts.chinese)
    if text not in english:
        return chinese
    return Wording(chinese, _filled(english[text], requirement, outcome, facts.english, english))


def _filled(text: str, requirement: Requirement, outcome: Outcome, facts: Mapping[str, object], english: Mapping[str, str] | None = None) -> str:
    """A remedy with its blanks filled: in Chinese, or in English where there is some."""
    if not outcome.lacking and not outcome.parts:
        return text.format_map(facts)
    lacking = [p for p in requirement.parts if p.id in outcome.lacking]
    conditions = {p.id: p.condition for p in lacking if p.condition}
    mandatory = {p.id for p in lacking if p.mandatory}
    plain = [p for p in outcome.lacking if p not in conditions]
    conditional = [p for p in outcome.lacking if p in conditions]

    def listed(names: Iterable[str]) -> str:
        return "、".join(names) if english is None else _listed(names, english)

    parts = {
        "found": listed(outcome.parts) or BLANK,
        "lacking": listed(plain or outcome.lacking) or BLANK,
        "mandatory_lacking": listed(p for p in outcome.lacking if p in mandatory),
        "conditional_lacking": listed(conditional),
    }
    filled = text.format_map({**facts, **parts})
    if not conditional or outcome.reason not in (Reason.INCOMPLETE, Reason.GENERIC, Reason.ABSENT):
        return filled
    if english is not None:
        notes = "; ".join(f"{_name(p, english)} is required by law only where {_name(conditions[p], english)}" for p in conditional)
        return f"{filled} {notes[0].upper()}{notes[1:]}; where that is not so, it is enough to write “不适用” (not applicable)."
    notes = "；".join(f"{part}仅在{conditions[part]}时为法定必经，未涉及的写明“不适用”即可" for part in conditional)
    return f"{filled.rstrip('。')}。{notes}。"


def _name(text: str, english: Mapping[str, str]) -> str:
    """A name of the rulebook in English; quoted in Chinese where it has none."""
    return english.get(text) or f"“{text}”"


def _listed(names: Iterable[str], english: Mapping[str, str]) -> str:
    return ", ".join(_name(name, english) for name in names)


def _article(article: str | int, english: Mapping[str, str]) -> str:
    found = ARTICLES.fullmatch(str(article))
    if found is None:
        return str(article) if str(article).isdigit() else _name(str(article), english)
    return f"{found[1]}–{found[2]}" if found[2] else found[1]
