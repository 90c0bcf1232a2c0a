"""Rates against their figures; parts that exceed their whole; remainders that do not remain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.arithmetic.figures import Figures, agrees, percent
from checker.judging.findings.places import make
from checker.reading.quantities import Quantity
from checker.wording import Wording

# What a rate is called, and the verbs that name its numerator.
_RATES: tuple[tuple[str, str], ...] = (
    ("成功率", "调解成功|成功|化解|调成|劝和|说和|和解|调处"),
    ("调成率", "调解成功|成功|化解|调成"),
    ("化解率", "化解|成功|调成"),
    ("调处率", "调处|调解|化解"),
    ("调解率", "调解"),
    ("办结率", "办结|办理完毕|办复"),
    ("办复率", "办复|答复"),
    ("完成率", "完成"),
    ("整改率", "整改|改正|改好"),
    ("销号率", "销号"),
    ("回复率", "回复|答复"),
    ("答复率", "答复|回复"),
    ("合格率", "合格"),
    ("通过率", "通过"),
    ("满意率", "满意|表示满意"),
    ("出庭率", "出庭"),
    ("出庭应诉率", "出庭"),
    ("采纳率", "采纳"),
    ("结案率", "结案|办结"),
    ("持证率", "持证|取得"),
    ("履行率", "履行"),
)
_AT_MOST_ALL = (*(name for name, _ in _RATES if name != "完成率"), "覆盖率", "知晓率", "参与率", "到位率")
_RATE_NAME = re.compile(r"([\u4e00-\u9fff]{0,8}?率)(?:均|也|已|全部)?(?:达到|达|为|是|实现|保持在|稳定在)?了?$")
_IN_TIME = re.compile(r"按期|按时|及时|提前|限期|如期|首次|一次性|到期|面商|初次|网上|当场|现场|期内|重复|即时")
_COMPARED = re.compile(r"同比|较|比上|比去|提高了|上升了|下降了|增长")
_PARTS = (
    "调解成功|成功调解|成功化解|化解成功|成功调处|调处成功|调处化解|化解|办结|调成|调解|劝和|说和|完成整改|整改完成|整改到位|整改|改正|结案|答复|办复|合格"
    "|及格|通过|成功"
)
_PART = re.compile(
    rf"(?:其中|已经|已|均|全部|现已|现|共|当年|当场|按期|及时|年内|当即|目前|截至目前|并|且|督促|现场|依法|年底前|成功)*(?:{_PARTS})(?:了)?(?:矛盾纠纷"
    rf"|纠纷|案件|隐患|问题)?"
)
_WHOLE = re.compile(r"受理|排查|调解|调处|登记|接|收|发现|查出|立案|承办|交办|办理|摸排|查找|说了|转来|检查|参加|参考|应考")
_CARRIED = re.compile(r"积案|历史|遗留|累计|上年|往年|去年|结转|陈年|含|历年|此前")
_SHARE = re.compile(r"，?占(?:总数|总量|全部|受理总数|总件数)?的?(?:比为|比)?")
_REST = re.compile(r"(?:其余的?|余下的?|剩余的?|剩下的?)$")


def find(context: Context, figures: Figures) -> Iterator[Finding]:
    """Findings of one kind in a stretch between full stops or semicolons."""
    for start, end, rates, counted in figures.segments:
        for rate in rates:
            yield from _rate(context, figures, rate, start, end)
        for index, part in enumerate(counted):
            before = [q for q in counted[:index] if q.unit == part.unit]
            if before:
                yield from _part(context, figures, part, before, start)
                yield from _rest(context, figures, part, before)


def _rate(context: Context, figures: Figures, rate: Quantity, start: int, end: int) -> Iterator[Finding]:
    text = figures.text
    begin, _ = context.stretches.clause(rate.start)
    named = _RATE_NAME.search(text, max(begin, start), rate.start)
    if named is None:
        yield from _share(context, figures, rate, start)
        return
    if _COMPARED.search(text, begin, rate.start):
        return
    name = named[1]
    if rate.value > 100 and name.endswith(_AT_MOST_ALL):
        yield make(context, "arithmetic", Wording(f"{name[-3:]}超过100%", f"“{name[-3:]}” is over 100%"), begin, rate.end)
        return
    verbs = next((verbs for kind, verbs in _RATES if name.endswith(kind)), "")
    value, decimals = percent(text, rate)
    least = text.startswith("以上", rate.end)
    if not verbs or re.search(r"[近约超]|超过|不低于|力争|目标", text[named.end(1) : rate.start] + text[max(begin, named.start() - 4) : named.start()]):
        return
    qualifier = _IN_TIME.search(name)
    for part in _named_by(figures, verbs, start, end):
        if qualifier and qualifier.group() not in text[context.stretches.clause(part.start)[0] : part.end]:
            continue
        wholes = [q for q in figures.within(start, end) if q.unit == part.unit and q is not part and figures.exact(q) and q.value > 0]
        before = [q for q in wholes if q.start < part.start and q.value >= part.value]
        if not before or not figures.exact(part):
            continue
        if any(agrees(part.value, q.value, value, decimals) or (least and 100 * part.value / q.value >= value) for q in wholes):
            return
        whole = before[-1]
        real = round(100 * part.value / whole.value, max(decimals, 1))
        message = _wrong_share(part, whole, real, text[rate.start : rate.end])
        yield make(context, "arithmetic", message, _clause_start(context, whole), rate.end + 2 * least)
        return


def _share(context: Context, figures: Figures, rate: Quantity, start: int) -> Iterator[Finding]:
    """「其中邻里纠纷60件，占45%」."""
    text = figures.text
    counted = figures.within(start, rate.start)
    if len(counted) < 2 or not _SHARE.fullmatch(text, counted[-1].end, rate.start):
        return
    part, wholes = counted[-1], [q for q in counted[:-1] if q.unit == counted[-1].unit and q.value >= counted[-1].value]
    value, decimals = percent(text, rate)
    if wholes and all(figures.exact(q) for q in (part, *wholes)) and not any(agrees(part.value, q.value, value, decimals) for q in wholes):
        real = round(100 * part.value / wholes[0].value, max(decimals, 1))
        message = _wrong_share(part, wholes[0], real, text[rate.start : rate.end])
        yield make(context, "arithmetic", message, _clause_start(context, part), rate.end)


def _named_by(figures: Figures, verbs: str, start: int, end: int) -> list[Quantity]:
    """The figures whose clause names the numerator just before or after them."""
    text = figures.text
    pattern = re.compile(verbs)
    named = []
    for q in figures.within(start, end):
        head = re.split(r"[，：、（）]", text[max(q.start - 14, start) : q.start])[-1]
        tail = re.split(r"[，：、（）。]", text[q.end : q.end + 8])[0]
        if (pattern.search(head) and "率" not in head) or (pattern.match(tail.lstrip("均已得到获全部成功")) and "率" not in tail) or pattern.match(tail):
            named.append(q)
    return named


def _part(context: Context, figures: Figures, part: Quantity, before: list[Quantity], start: int) -> Iterator[Finding]:
    text = figures.text
    begin, end = context.stretches.clause(part.start)
    if end - part.end > 1 or not _PART.fullmatch(text, begin, part.start) or not figures.exact(part):
        return
    if _CARRIED.search(text, start, part.end) or not all(figures.exact(q) for q in before):
        return
    whole = max(before, key=lambda q: q.value)
    if part.value <= whole.value or not _WHOLE.search(text, _clause_start(context, whole), whole.end):
        return
    message = Wording(f"{_show(part)}多于其总数{_show(whole)}", f"“{_show(part)}” is more than the “{_show(whole)}” it is part of")
    yield make(context, "arithmetic", message, _clause_start(context, whole), part.end)


def _rest(context: Context, figures: Figures, rest: Quantity, before: list[Quantity]) -> Iterator[Finding]:
    text = figures.text
    if len(before) != 2 or not _REST.search(text, max(rest.start - 4, 0), rest.start):
        return
    whole, part = before
    begin, _ = context.stretches.clause(part.start)
    exact = all(figures.exact(q) for q in (whole, part, rest))
    if exact and _PART.fullmatch(text, begin, part.start) and whole.value >= part.value and whole.value - part.value != rest.value:
        left = f"{whole.value - part.value:g}{rest.unit}"
        message = Wording(
            f"{_show(whole)}减去{_show(part)}余{left}，此处写作{_show(rest)}",
            f"“{_show(whole)}” less “{_show(part)}” leaves “{left}”; it says “{_show(rest)}”",
        )
        yield make(context, "arithmetic", message, _clause_start(context, whole), rest.end)


def _clause_start(context: Context, quantity: Quantity) -> int:
    return context.stretches.clause(quantity.start)[0]


def _wrong_share(part: Quantity, whole: Quantity, real: float, said: str) -> Wording:
    return Wording(
        f"{_show(part)}占{_show(whole)}的{real:g}%，此处写作{said}",
        f"“{_show(part)}” is {real:g}% of “{_show(whole)}”; it says “{said}”",
    )


def _show(quantity: Quantity) -> str:
    return f"{quantity.value:g}{quantity.unit}" if quantity.value < 1e6 else f"{quantity.value:.0f}{quantity.unit}"
