"""One thing counted twice, differently.

Only where the words leave no doubt that it is one thing: a figure that is taken up again
(「全年受理的168件矛盾纠纷」), the same verb and object both times for the whole year and the whole unit,
or the number of villages there are against the number that are all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.arithmetic.figures import Figures
from checker.judging.findings.places import make
from checker.rare import rare
from checker.reading.model import Time
from checker.reading.quantities import Quantity
from checker.wording import Wording

_VERBS = (
    "受理|排查化解|排查调处|调处化解|排查|化解|调解|调处|查处|检查|办理|承办|审查|审核|立案查处|立案|办结|发放|接待|出具|公开|公示|整改|查出|登记|接到"
    "|收到|评查|接收|转移|培训"
)
_BEFORE = re.compile(rf"(?P<verb>{_VERBS})(?:了|各类|各种|各项|全部|群众|社会|共|共计|累计|辖区)*(?P<noun>[\u4e00-\u9fff]{{2,12}}?)(?:共|共计|累计|达|合计)?$")
_BACK = rare(rf"(?:全年|年内|今年|一年来|本年度|本年|上述|以上|前述)[\u4e00-\u9fff]{{0,6}}?(?P<verb>{_VERBS})的(?:这|全部)?$")
_AFTER = rare(r"次?(?:各类|各种)?(?P<noun>[\u4e00-\u9fff]{2,12}?)(?=中|里|，|。|；|、|内|当中|进行|逐|全部|均|都|\n|$)")
_YEAR = re.compile(r"全年|一年来|年内|本年度|今年|20\d\d年|二[〇○]二")
# The whole unit's count for the whole year: nothing before the verb but who and when.
_WHOLE = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.]{1,2}|[一二三四五六七八九十]是)?(?:全[镇乡县区市旗局]|全街道|[镇乡]村两级|街道社区两级"
    r"|我[镇乡县区局]|街道|今年以来|今年|本年度"
    r"|20\d\d年(?:以来|度)?|一年来|年内|全年|共|累计|共计|先后|总共|截至(?:目前|年底|12月底?)|[，：])*"
)
_EXPLICIT = re.compile(r"全[镇乡县区旗局]|全街道|[镇乡]村两级|街道社区两级|我[镇乡县区局]")
_OTHERS = re.compile(
    r"其中|上半年|下半年|[一二三四1-4]季度|\d月|[一二三四五六七八九十]月|去年|上年|往年|同比|较上|联合|协助|配合|会同|派出所|司法所|法庭|调委会|大队"
    r"|中队|中心|网格|工作室|站|专项|期间|村(?!两级)|社区(?!两级)|部门|班子|委员会"
)
_SUBJECTS = re.compile(r"派出所|司法所|法庭|调委会|调解室|大队|中队|中心|工作室|工作站|服务站|网格")
_ALL_OF = re.compile(
    r"(?<![余另其沉增中等批的])(?P<number>\d{1,3})[名位](?P<noun>执法人员|执法队员|在编干部|机关干部|村干部|网格员|调解员)(?=中[，有仅尚还只]?|全部|均|都)"
)
_AREA = rare(
    r"下?辖(?:有|共)?(?:[^，。；\n]{0,10}?、)?(?P<number>\d{1,3}|[二三四五六七八九十百]{1,4})个(?P<noun>行政村（社区）|村（社区）|行政村|建制村|社区|嘎查"
    r"|村)(?![\u4e00-\u9fff])"
)
_ALL = rare(
    r"(?:(?P<whole>全[镇乡县区]|全街道|全部|所有)|(?<=[，。；：\n]))(?P<number>\d{1,3}|[二三四五六七八九十百]{1,4})个(?P<noun>行政村（社区）|村（社区）"
    r"|行政村|建制村|社区|嘎查|村)(?P<after>[^，。；\n]{0,12})"
)
# What each of these is not without, sought first: it stands in few texts.
_PERSONS = re.compile("[名位](?:执法人员|执法队员|在编干部|机关干部|村干部|网格员|调解员)")
_VILLAGES = re.compile("个(?:行政村|建制村|村|社区|嘎查)")
_BACK_ENDS = ("的", "这", "部")
_MOST = 20
_NEAR = 60


@dataclass(frozen=True, slots=True)
class _Count:
    """A figure of what was done in the year: verb, object, unit, and how surely it is the whole."""

    quantity: Quantity
    verb: str
    noun: str
    back: bool
    whole: bool
    year: bool


def find(context: Context, figures: Figures) -> Iterator[Finding]:
    """A finding on the later of two figures."""
    yield from _counts(context, figures)
    yield from _villages(context)
    yield from _persons(context)


def _counts(context: Context, figures: Figures) -> Iterator[Finding]:
    known: dict[tuple[str, str, str], list[_Count]] = {}
    year = context.reading.identity.year
    last_year = re.compile(rf"{year - 1}年|去年|上年|同比" if year is not None else "(?!)")
    for quantity in figures.within(0, len(figures.text)):
        count = _count(context, figures, quantity, last_year)
        if count is None:
            continue
        key = (count.verb, count.noun, quantity.unit)
        before = known.setdefault(key, [])
        rivals = [c for c in before if c.back or (count.back and c.year) or (count.whole and c.whole)]
        if rivals and all(c.quantity.value != quantity.value for c in before):
            first = rivals[0]
            begin, end = context.stretches.clause(quantity.start)
            earlier, here = f"{first.quantity.value:g}{quantity.unit}", f"{quantity.value:g}{quantity.unit}"
            what = f"{count.verb}{count.noun}"
            message = Wording(f"前文{what}为{earlier}，此处为{here}", f"“{what}” was “{earlier}” before and is “{here}” here")
            yield make(context, "arithmetic", message, begin, max(end, quantity.end))
        if len(before) < _MOST:
            before.append(count)


def _count(context: Context, figures: Figures, quantity: Quantity, last_year: re.Pattern[str]) -> _Count | None:
    reading, text = context.reading, figures.text
    last = text[quantity.start - 1 : quantity.start]
    if (
        not "\u4e00" <= last <= "\u9fff"
        or quantity.value < 2
        or not figures.exact(quantity)
        or not reading.clauses
        or reading.clauses[reading.clause_at(quantity.start)].time in (Time.PLAN, Time.NONE)
    ):
        return None
    begin, end = context.stretches.clause(quantity.start)
    if last_year.search(text, begin, end):
        return None
    back = _BACK.search(text, begin, quantity.start) if last in _BACK_ENDS else None
    if back is not None:
        noun = _AFTER.match(text, quantity.end) if not _OTHERS.search(text, begin, quantity.start) else None
        return _Count(quantity, back["verb"], _plain(noun["noun"]), True, True, True) if noun else None
    found = _BEFORE.search(text, begin, quantity.start)
    if found is None:
        return None
    first, _ = context.stretches.sentence(quantity.start)
    lead = text[first : found.start()]
    since = max(text.rfind("\n", max(first - _NEAR, 0), first) + 1, first - _NEAR, 0)
    whole = bool(_YEAR.search(lead))
    if not _EXPLICIT.search(text, begin, found.start()):
        whole = whole and bool(_WHOLE.fullmatch(lead)) and not _SUBJECTS.search(text, since, first)
    elif not _WHOLE.fullmatch(text, begin, found.start()):
        whole = False
    return _Count(
        quantity,
        found["verb"],
        _plain(found["noun"]),
        False,
        whole,
        bool(_YEAR.search(text, first, quantity.start)) and "其中" not in text[first : quantity.start],
    )


def _plain(noun: str) -> str:
    for word in ("各类", "各种", "群众", "社会", "全镇", "辖区"):
        noun = noun.removeprefix(word)
    return noun


def _villages(context: Context) -> Iterator[Finding]:
    text = context.reading.text
    if "辖" not in text or sum(1 for _ in _VILLAGES.finditer(text)) < 2:
        return
    area = {m["noun"]: m for m in reversed(list(_AREA.finditer(text)))}
    for found in _ALL.finditer(text):
        there = area.get(found["noun"])
        if there is None or found["number"] == there["number"] or not (found["number"].isdigit() and there["number"].isdigit()):
            continue
        after = found["after"]
        everywhere = "全覆盖" in after or (found["whole"] and re.match(r"(?:全部|均|都|全面|实现)", after))
        if everywhere and found.start() > there.start() and not re.search(r"其余|另|其中|等$", text[max(found.start() - 4, 0) : found.start()]):
            earlier, here, noun = there["number"], found["number"], found["noun"]
            message = Wording(f"前文辖{earlier}个{noun}，此处为{here}个", f"{earlier} “{noun}” before and {here} here")
            yield make(context, "arithmetic", message, *context.stretches.clause(found.start("number")))


def _persons(context: Context) -> Iterator[Finding]:
    """「9名执法人员全部持证」 and 「8名执法人员中法学专业的仅1人」: each time all of them."""
    if sum(1 for _ in _PERSONS.finditer(context.reading.text)) < 2:
        return
    first: dict[str, str] = {}
    for found in _ALL_OF.finditer(context.reading.text):
        number = first.setdefault(found["noun"], found["number"])
        if number != found["number"]:
            noun, here = found["noun"], found["number"]
            message = Wording(f"前文{noun}为{number}名，此处为{here}名", f"{number} “{noun}” before and {here} here")
            yield make(context, "arithmetic", message, *context.stretches.clause(found.start(), found.end()))
