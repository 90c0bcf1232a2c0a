"""Words that go with a verdict: why it came out so, its legal basis, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable

from checker.judging.outcome import Outcome
from checker.reading.model import Identity
from checker.rulebook.schema import Basis, Instrument, Level, Reason, RequirementBase, Status

_BECAUSE = {
    Reason.FULL: "已写明当年做法和具体内容",
    Reason.NIL_RETURN: "已说明当年没有此类事项",
    Reason.GENERIC: "只有提法，没有具体内容",
    Reason.MISPLACED: "写到了，但没有单独标题",
    Reason.ABSENT: "全文没有写到",
    Reason.PLAN_ONLY: "只在下一年打算中提到，不算当年已做",
    Reason.PROBLEM_ONLY: "只作为不足或原因提到，不算当年已做",
    Reason.NEGATED: "文中说当年没有做",
}
_SPECIAL = {"threshold": "写明的次数低于要求", "collective": "总称加落实的具体内容", "partial": "只写了其中一部分"}
_DISCOUNTS = {
    "preamble": "只在导语里作为口号出现",
    "title": "只是文件名称的一部分",
    "negated": "文中说没有做",
    "no_event": "说的是没有发生此类事件",
    "taught": "只是学习、宣讲的内容",
    "others": "是其他单位做的",
}


def explanation(outcome: Outcome) -> str:
    """One line in Chinese on why the verdict is what it is."""
    if outcome.because in _SPECIAL:
        text = _SPECIAL[outcome.because]
    elif outcome.reason is Reason.INCOMPLETE:
        text = f"已写明{'、'.join(outcome.parts)}，没有写{'、'.join(outcome.lacking)}" if outcome.parts and outcome.lacking else "内容不完整"
    else:
        text = _BECAUSE[outcome.reason]
    if outcome.reason is Reason.ABSENT and outcome.near_misses:
        why = _DISCOUNTS.get(outcome.near_misses[0].discount)
        text = f"提到了，但{why}" if why else text
    return text


def basis_lines(sources: Iterable[Basis], instruments: dict[str, Instrument], level: Level, year: int | None) -> tuple[str, ...]:
    """The legal basis as lines, each instrument with its articles where they were checked against the text.

    An instrument that was not in force in the reporting year is left out; one that the level only
    follows by analogy says so.
    """
    lines = []
    for basis in sources:
        instrument = instruments[basis.instrument]
        if year is not None and ((basis.since is not None and year < basis.since) or (basis.until is not None and year > basis.until)):
            continue
        articles = "、".join(f"第{a}条" if isinstance(a, int) or a.isdigit() else a for a in basis.articles)
        detail = "".join((articles, basis.item))
        lines.append(instrument.title + detail + ("（参照）" if level in basis.by_analogy else ""))
    return tuple(lines)


def remedy(requirement: RequirementBase, outcome: Outcome, identity: Identity, conditions: dict[str, str], mandatory: frozenset[str]) -> str:
    """What to write instead, with found and lacking parts filled in; "" where nothing is lacking.

    Facts that only the unit knows stay blank (____); nothing is invented.
    """
    if outcome.status is Status.PRESENT:
        return ""
    text = requirement.remedy.get(outcome.reason) or requirement.remedy[Reason.ABSENT]
    year = identity.year
    plain = [p for p in outcome.lacking if p not in conditions]
    conditional = [p for p in outcome.lacking if p in conditions]
    filled = text.format(
        found="、".join(outcome.parts) or "____",
        lacking="、".join(plain or outcome.lacking) or "____",
        mandatory_lacking="、".join(p for p in outcome.lacking if p in mandatory),
        conditional_lacking="、".join(conditional),
        year=year if year is not None else "____",
        next_year=year + 1 if year is not None else "____",
        unit=identity.unit or "本单位",
    )
    if conditional and outcome.reason in (Reason.INCOMPLETE, Reason.GENERIC, Reason.ABSENT):
        notes = "；".join(f"{part}仅在{conditions[part]}时为法定必经，未涉及的写明“不适用”即可" for part in conditional)
        filled = f"{filled.rstrip('。')}。{notes}。"
    return filled
