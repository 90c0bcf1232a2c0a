"""`year_mismatch`: a heading or the body claims another year than the one reported on.

Annotation guide, section 3. Four places claim a year: a heading; 现将……年度……报告如下; a sentence of the
year's text that opens with one; a sentence of the plans that opens with one. Citing an earlier
document, comparing with another year, a span of years or what was left over from one claims nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.places import in_title, make
from checker.rare import rare
from checker.reading.model import Chapter, Time
from checker.reading.quantities import Date
from checker.rulebook.schema import ChapterKind
from checker.wording import Wording

_PLAN = re.compile(r"计划|打算|安排|思路|设想|展望|谋划|下一步|努力方向|工作要点|工作重点|工作目标|主要任务|工作任务|重点任务|怎么干|怎么办|规划")
_NOT_PLAN = re.compile(r"情况|完成|落实|成效|总结|回顾|执行")
_LOOKS_AHEAD = re.compile(r"谋划|筹划|筹备|展望|启动|提前|部署|迎接|开局|准备|对接|衔接|面向|谋定")
_SPAN_BEFORE = re.compile(r"(?:\d{4}|[二〇零○一]{2}[〇零○一二三四五六七八九]{2})年?(?:度)?(?:-|至|到|/)$")
_SPAN_AFTER = re.compile(r"(?:度)?(?:-|至|到|/)(?:\d{4}|二[〇零○])")
_CITES_BEFORE = re.compile(r"(?:较|比|与|同|对比|对照|相比|针对|自|从|截至|截止|至|到|按照|根据|依据|延续|承接|上一年|上年|收官|始于|早在|关于|对|于|在|将于)$")
_CITES_AFTER = re.compile(
    r"以来|起|以前|之前|以后|之后|前|末|底|初|春|夏|秋|冬|元旦|上半年|下半年|[一二三四1-4]季度|至今|开始|版|届|期间"
    r"|(?:度)?(?:[\u4e00-\u9fff]{0,12}?)(?:反馈|指出|督察|督查|考核|整改|遗留|积案|要点|同期|相比|报告中|年报|述法|点评|绩效|结转|基础|标准|规划)"
    r"|的[\u4e00-\u9fff]{0,6}(?:承包|底册|合同|协议|旧账)"
)
_NOW = re.compile(r"现将|现就|现把|兹将|现对|现按|谨将|以上[是为系]|特此报告")
_BELOW = re.compile(r"如下|情况|汇报|报告|总结|通报|公布|公示|公开")
_AHEAD = re.compile(r"将|拟|计划|力争|打算|准备|争取|要(?=[以在继坚着紧重从围聚认持把])|继续|谋划|下一步")
_LOOKS_BACK = re.compile(r"虽|取得|已|过去|回顾|成绩|了")
_COMPARES = rare(
    r"较|同比|相比|比[\u4e00-\u9fff]{0,3}年|上升|下降|增长|减少|增加|今年|本年|现已|如今|至今|后来|随后|此后|此前|当年|当时|遗留|积案|承包|始建|建成|设立"
    r"|成立于|先后获|荣获|被评|被授|获评|次年|翌年|连续"
)
_DOES = rare(
    r"(?:度)?(?:，|：)?(?:全年|我[镇乡县区市局旗]|我街道|全[镇乡县区旗市局]|全街道|本[镇乡局街县]|[镇乡县区]党委|[镇乡县区]委|街道"
    r"|[镇乡局](?=[综司便人政执调法里])|司法所|执法[大中]?队|在|以习近平|坚持|深入|认真|紧|全面|共|累计|先后|组织|开展|办理|新?受理|排查|化解|召开"
    r"|镇村|各|围绕|严格|聚焦|积极|扎实|持续|加强|法治政府|是)(?!的)"
)
_OPENS = re.compile(r"以习近平|指导|领导下|贯彻|紧紧围绕|紧扣|坚持|关心支持|部署|取得|成效|扎实|有序|稳步|持续|是[^，。]{0,30}之年|收官|开局|关键")
_FIGURE = re.compile(r"[\d一二三四五六七八九十百千]+(?:余|多)?(?:件|次|场|份|起|人|个|项|名|户|处|家|条|期|轮)")
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十]+部分|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.]+|[一二三四五六七八九十]是)?(?:回顾|总结|纵观|盘点|回首|过去的?)?$"
)
_LONGEST_NAME = 24


def find(context: Context) -> Iterator[Finding]:
    """A finding on each claim of another year."""
    year = _reported(context)
    if year is None:
        return
    claims = [d for d in context.reading.dates if d.year is not None and d.month is None and not _spans_or_cites(context, d)]
    chapters = {c.heading.block: c for c in context.reading.chapters if c.heading is not None}
    title = context.reading.identity.title
    for date in claims:
        if title is not None and date.start < title[1]:
            continue
        chapter = chapters.get(context.reading.block_at(date.start))
        heading = chapter.heading if chapter is not None else None
        if chapter is not None and heading is not None and date.start < heading.end:
            if message := _in_heading(context, chapter, date, year):
                yield make(context, "year_mismatch", message, heading.start, heading.end)
        elif message := _in_body(context, date, year):
            begin, end = context.stretches.clause(date.start, date.end)
            _, end = context.stretches.clause(end + 1) if end - date.end < 2 and end + 1 < len(context.reading.text) else (begin, end)
            yield make(context, "year_mismatch", message, begin, end)


def _reported(context: Context) -> int | None:
    """The year to hold claims against: the title's, else one that opening and date agree on."""
    identity = context.reading.identity
    if identity.year is None or identity.year_in_title is not None or identity.date is None:
        return identity.year
    written = identity.date.year
    return identity.year if written in (None, identity.year, identity.year + 1) else None


def _spans_or_cites(context: Context, date: Date) -> bool:
    """Whether a year belongs to a document's title, to a span of years or to what it is compared with."""
    text = context.reading.text
    before, after = text[max(date.start - 8, 0) : date.start], text[date.end : date.end + 24].split("\n")[0]
    if in_title(context.reading, date.start, date.end) or _SPAN_BEFORE.search(before):
        return True
    return bool(_SPAN_AFTER.match(after))


def _wrong(year: int, date: Date, *, planned: bool = False, heading: bool = False) -> Wording:
    """That a year is not the one that should stand here."""
    expected = f"，下一年度安排应写{year + 1}年" if planned else ""
    expected_en = f", so the plans should be for {year + 1}" if planned else ""
    place, place_en = ("此处标题", "this heading") if heading else ("此处", "it")
    return Wording(f"报告年度为{year}年{expected}，{place}写作{date.year}年", f"the report is for {year}{expected_en}; {place_en} says {date.year}")


def _tail(context: Context, date: Date, end: int) -> str:
    """What stands between a year and the next one."""
    dates = context.reading.dates
    index = bisect_right(dates, date.start, key=lambda d: d.start)
    following = dates[index].start if index < len(dates) else end
    return context.reading.text[date.end : min(following, end)]


def _plans(tail: str) -> bool:
    return bool(_PLAN.search(tail)) and not _NOT_PLAN.search(tail)


def _in_heading(context: Context, chapter: Chapter, date: Date, year: int) -> Wording | None:
    assert chapter.heading is not None and date.year is not None
    text = context.reading.text
    start, end = chapter.heading.text_start, chapter.heading.end
    tail, before = _tail(context, date, end), text[start : date.start]
    if _CITES_BEFORE.search(before) or _CITES_AFTER.match(tail):
        return None
    # 「存在的问题和2026年打算」: the words after the year decide; 「2026年」 alone goes by its chapter.
    planned = _plans(tail) or (chapter.kind is ChapterKind.PLAN and not _NOT_PLAN.search(tail)) or (chapter.combined and date.year == year + 1)
    if planned:
        if date.year == year + 1 or (date.year > year + 1 and before):
            return None
        return _wrong(year, date, planned=True, heading=True)
    if date.year == year or (date.year == year + 1 and _LOOKS_AHEAD.search(text, start, end)):
        return None
    return _wrong(year, date, heading=True)


def _in_body(context: Context, date: Date, year: int) -> Wording | None:
    text = context.reading.text
    first, last = context.stretches.sentence(date.start)
    now = next((m for m in _NOW.finditer(text, first, date.start)), None)
    if now is not None and _BELOW.search(text, date.end, last):
        return _said_to_follow(context, date, year, now.end(), last)
    begin = max(first, max(text.rfind(mark, first, date.start) for mark in "；：") + 1)
    if not _NUMBERED.fullmatch(text, begin, date.start) or _CITES_AFTER.match(text, date.end, last) or not context.reading.clauses:
        return None
    time = context.reading.clauses[context.reading.clause_at(date.start)].time
    sentence = text[date.end : last]
    if time is Time.PLAN or (time is not Time.NONE and date.year == year + 1 and _AHEAD.search(sentence)):
        return _opens_plan(date, year, sentence) if time is Time.PLAN else None
    if time is not Time.REPORTING_YEAR or date.year == year or not _DOES.match(_without_own_name(context, sentence)):
        return None
    return _opens_year(context, date, year, first, last)


def _said_to_follow(context: Context, date: Date, year: int, after: int, last: int) -> Wording | None:
    """现将2025年度……报告如下."""
    text = context.reading.text
    tail = _tail(context, date, last)
    if _CITES_BEFORE.search(text[after : date.start]) or _CITES_AFTER.match(tail):
        return None
    tail = re.split(r"(?:情况|工作)?(?:总结|汇报|报告|通报|公布)(?:如下|$)", tail, maxsplit=1)[0]  # that is the verb
    expected = year + 1 if _plans(tail) else year
    return None if date.year == expected else _wrong(year, date)


def _opens_plan(date: Date, year: int, sentence: str) -> Wording | None:
    """「2026年，我镇将……」 among the plans."""
    head = sentence[:40]
    ahead = _AHEAD.search(head)
    if date.year is None or date.year > year or ahead is None or _LOOKS_BACK.search(head[: ahead.start()]) or str(year + 1) in sentence:
        return None
    return _wrong(year, date, planned=True)


def _opens_year(context: Context, date: Date, year: int, first: int, last: int) -> Wording | None:
    """「2024年，全镇共……」 in the report for 2025."""
    text = context.reading.text
    sentence = text[date.end : last]
    chapter = context.reading.chapter_at(date.start)
    looks_back = text[max(date.start - 2, first) : date.start] in ("回顾", "总结", "纵观", "盘点", "回首")
    if (chapter is None or looks_back) and _OPENS.search(sentence[:120]):
        return _wrong(year, date)
    _, following = context.stretches.sentence(min(last + 1, len(text) - 1))
    around = text[date.end : max(following, last)] if "\n" not in text[last : last + 1] else sentence
    other = re.search(rf"{year}年", around) is not None
    if _COMPARES.search(around) or other or not _FIGURE.search(sentence):
        return None
    return _wrong(year, date)


def _without_own_name(context: Context, sentence: str) -> str:
    """The sentence as if the unit called itself 我镇, so that its name need not be known."""
    name = re.match(r"(?:度)?，?([\u4e00-\u9fff]{2,12}?(?:镇|乡|街道|苏木|局|县|区|旗))(?!村)", sentence[:_LONGEST_NAME])
    return "，我镇" + sentence[name.end() :] if name else sentence
