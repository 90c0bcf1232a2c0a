"""Figures in a row against the total said of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.arithmetic.figures import Figures, agrees, percent
from checker.judging.findings.places import make
from checker.rare import rare
from checker.reading.quantities import Quantity
from checker.wording import Wording

_NOUN = r"[\u4e00-\u9fff“”《》（）a-zA-Z]"
_JOINED = rare(rf"{_NOUN}{{0,14}}(?:、|和|及|以及|与){_NOUN}{{0,20}}")
# After a comma the list goes on only with another noun; a verb begins something else.
_COMMA = rare(rf"{_NOUN}{{0,14}}，(?:还有|另有)?{_NOUN}{{1,16}}")
_VERB = rare(
    r"化解|办结|整改|成功|查处|立案|处罚|已|均|调解|调处|答复|完成|移送|责令|现|正|全部|组织|开展|发放|培训|参加|受理|排查|检查|覆盖|建立|督促|罚|接待|达"
    r"|涉及|挽回|共|合计|较|比|同比|增|减|为|占"
)
_WORDS_BEFORE_FIRST = rare(rf"(?:包括|有|含|，|：)?{_NOUN}{{0,18}}")
# Of one person or thing several of these may be true.
_ATTRIBUTE = re.compile(
    r"党员|女|男|学历|岁|本科|大专|研究生|少数民族|民族|持证|中级|高级|初级|退伍|退役|专职|兼职|硕士|专业|老年|残疾|骨干|跨|涉企|夜间|重点|重复|联合|网上"
    r"|线上|主动|一般|首次|以上|以下"
)
_REST = re.compile(r"其余|其他|其它|余下|剩余")
_TOTAL = re.compile(rf"{_NOUN}{{0,8}}[，、]?(?:合计|共计|总计|一共|总共|共)(?:为|达|有)?")
_OPENS_LIST = re.compile(r"(?:：|，分别(?:为|是)|，即|，分为)(?:其中)?")
_FROM = re.compile(r"(?:由|从)[^，。；\n]{0,14}$")
_TO = re.compile(r"(?:的)?(?:逐步|大幅)?(?:下降|减少|降低|压减|压缩|缩短|降|减|上升|增加|增长|提高|提升|升|增)(?:到|至|为)(?:了)?[^，。；\n]{0,8}")
_CHANGE = re.compile(r"[，（](?:同比|降幅|增幅|下降|减少|降低|上升|增长|增加|提高|压减|达|为|约|了|到)*$")
_REACH = 14


def find(context: Context, figures: Figures) -> Iterator[Finding]:
    """Findings of lists and changes, stretch by stretch."""
    for start, end, _, counted in figures.segments:
        if len(counted) >= 2:
            yield from _of_which(context, figures, counted, start, end)
            yield from _listed(context, figures, counted)
            yield from _total_after(context, figures, counted)
            yield from _change(context, figures, counted, end)


def _of_which(context: Context, figures: Figures, counted: Sequence[Quantity], start: int, end: int) -> Iterator[Finding]:
    """「94件，其中甲41件、乙28件、丙33件」: more than the whole, or a whole list that is not the whole."""
    text = figures.text
    at = text.find("其中", start, end)
    while at >= 0:
        before = [q for q in counted if q.end <= at]
        first = next((q for q in counted if q.start >= at + 2), None)
        at_next = text.find("其中", at + 2, end)
        if first is not None and _WORDS_BEFORE_FIRST.fullmatch(text, at + 2, first.start) and not _VERB.search(text, at + 2, first.start):
            items = _items(figures, [q for q in counted if q.start >= first.start and (at_next < 0 or q.start < at_next)])
            wholes = [q for q in before if q.unit == first.unit]
            yield from _judge(context, figures, items, wholes, at)
        at = at_next


def _judge(context: Context, figures: Figures, items: Sequence[Quantity], wholes: Sequence[Quantity], at: int) -> Iterator[Finding]:
    text = figures.text
    if not wholes or not items or not all(figures.exact(q) for q in (*items, *wholes)):
        return
    words = text[at : items[-1].end + 10]
    if _ATTRIBUTE.search(words):
        return
    total = round(sum(q.value for q in items), 6)
    complete = len(items) > 1 and bool(_REST.search(text, items[-2].end, items[-1].start))
    if total > max(round(q.value, 6) for q in wholes) or (complete and all(total != round(q.value, 6) for q in wholes)):
        yield _finding(context, items, wholes[-1], min(wholes[-1].start, items[0].start), items[-1].end)


def _listed(context: Context, figures: Figures, counted: Sequence[Quantity]) -> Iterator[Finding]:
    """「共31件：甲24件、乙6件。」 and 「31件（甲24件、乙6件）」: the list is said to be all."""
    text = figures.text
    for index, whole in enumerate(counted[:-2]):
        following = counted[index + 1]
        bracket = text.startswith("（", whole.end)
        opened = _OPENS_LIST.match(text, whole.end)
        begin = whole.end + 1 if bracket else opened.end() if opened else -1
        if (
            begin < 0
            or "其中" in text[whole.end : following.start]
            or not _WORDS_BEFORE_FIRST.fullmatch(text, begin, following.start)
            or _VERB.search(text, begin, following.start)
        ):
            continue
        items = _items(figures, counted[index + 1 :], commas=not bracket)
        if len(items) < 2 or items[0].unit != whole.unit or not all(figures.exact(q) for q in (whole, *items)):
            continue
        rest = text[items[-1].end : items[-1].end + 2]
        closed = rest.startswith("）") if bracket else rest[:1] in ("。", "；", "\n", "")
        total = round(sum(q.value for q in items), 6)
        if closed and total != round(whole.value, 6) and not _ATTRIBUTE.search(text, begin, items[-1].end):
            yield _finding(context, items, whole, whole.start, items[-1].end)


def _total_after(context: Context, figures: Figures, counted: Sequence[Quantity]) -> Iterator[Finding]:
    """「甲24份、乙7份，共计32份」."""
    text = figures.text
    for index, whole in enumerate(counted):
        if index < 2 or counted[index - 1].unit != whole.unit or not _TOTAL.fullmatch(text, counted[index - 1].end, whole.start):
            continue
        items = [counted[index - 1]]
        for q in reversed(counted[: index - 1]):
            if q.unit != whole.unit or not _joins(text, q, items[0], commas=False):
                break
            items.insert(0, q)
        others = [q for q in counted[:index] if q.unit == whole.unit and q not in items]
        if len(items) > 1 and not others and all(figures.exact(q) for q in (whole, *items)) and round(sum(q.value for q in items), 6) != round(whole.value, 6):
            yield _finding(context, items, whole, items[0].start, whole.end)


def _change(context: Context, figures: Figures, counted: Sequence[Quantity], end: int) -> Iterator[Finding]:
    """「由120件降至90件，下降30%」."""
    text = figures.text
    if "由" not in (words := text[max(counted[0].start - 16, 0) : end]) and "从" not in words:
        return
    for old, new in itertools.pairwise(counted):
        if old.unit != new.unit or old.value <= 0 or not _FROM.search(text, max(old.start - 16, 0), old.start) or not _TO.fullmatch(text, old.end, new.start):
            continue
        for rate in figures.rates(new.end, min(end, new.end + _REACH)):
            value, decimals = percent(text, rate)
            exact = figures.exact(old) and figures.exact(new) and not text.startswith("以上", rate.end)
            if (
                exact
                and _CHANGE.fullmatch(text, new.end, rate.start)
                and "约" not in text[new.end : rate.start]
                and not agrees(abs(new.value - old.value), old.value, value, decimals)
            ):
                real = round(100 * abs(new.value - old.value) / old.value, max(decimals, 1))
                before, after, said = f"{old.value:g}{old.unit}", f"{new.value:g}{new.unit}", text[rate.start : rate.end]
                message = Wording(
                    f"由{before}到{after}，变动{real:g}%，此处写作{said}",
                    f"from “{before}” to “{after}” is a change of {real:g}%; it says “{said}”",
                )
                yield make(context, "arithmetic", message, context.stretches.clause(old.start)[0], rate.end)


def _items(figures: Figures, counted: Sequence[Quantity], *, commas: bool = True) -> list[Quantity]:
    """The figures of one unit that stand in a row from the first on."""
    items = list(counted[:1])
    for q in counted[1:]:
        if q.unit != items[0].unit or not _joins(figures.text, items[-1], q, commas=commas):
            break
        items.append(q)
    return items


def _joins(text: str, before: Quantity, after: Quantity, *, commas: bool) -> bool:
    """Whether two figures stand in one list."""
    if _JOINED.fullmatch(text, before.end, after.start):
        return True
    return commas and bool(_COMMA.fullmatch(text, before.end, after.start)) and not _VERB.search(text, before.end, after.start)


def _finding(context: Context, items: Sequence[Quantity], whole: Quantity, start: int, end: int) -> Finding:
    listed = "+".join(f"{q.value:g}" for q in items)
    total, one = f"{whole.value:g}{whole.unit}", f"{items[0].value:g}{items[0].unit}"
    real = f"{sum(q.value for q in items):g}"
    message = (
        Wording(f"{listed}={real}，与总数{total}不符", f"{listed} = {real}, not the total “{total}”")
        if len(items) > 1
        else Wording(f"其中{one}多于总数{total}", f"“{one}” is more than the total “{total}”")
    )
    return make(context, "arithmetic", message, context.stretches.clause(start)[0], end)
