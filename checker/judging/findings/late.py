"""`late`: written after 1 March, or published after 1 April, of the year after the reporting year.

督察工作规定, the chapter on annual reports: to the superior before 1 March, in public before 1 April.
Whether 之前 takes in the day itself is disputed, so the day itself is in time (legal-basis.md,
section 4). A day of publication says nothing about 1 March, a day of writing nothing about 1 April.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.ingest import BlockKind
from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.places import make
from checker.judging.stretches import Span
from checker.rare import rare
from checker.reading.quantities import Date, find_dates
from checker.wording import Wording

_PUBLISHED = re.compile(r"(?:发布|公开|公布)(?:日期|时间)[】\s|：]*")
_DATE = r"\d{4}年\d{1,2}月\d{1,2}日|[二〇零○一三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
_DATE_ALONE = rare(rf"[（(]?[^，。；：]{{0,24}}?({_DATE})[)）]?")
# A line at the foot of a page: when it was put up, printed or looked at.
_PAGES_OWN = re.compile(r"发布|打印|更新|浏览|访问|下载|刷新|录入|审核|编辑")
_HEAD_BLOCKS = 16


def find(context: Context) -> Iterator[Finding]:
    """At most one finding: the day of writing where it is late, else the day of publication."""
    year = context.reading.identity.year
    if year is None:
        return
    written, published = _written(context), _published(context)
    late = year + 1
    published_late = published is not None and _after(published[0], late, 4)
    if written is not None and _after(written[0], late, 3):
        day, day_en = _show(written[0])
        chinese = f"成文日期{day}，晚于{year}年度报告报送上级的期限{late}年3月1日"
        english = f"dated {day_en}, after 1 March {late}, by which the report for {year} was to be submitted"
        if published is not None and published_late:
            day, day_en = _show(published[0])
            chinese += f"；发布日期{day}，也晚于{late}年4月1日"
            english += f"; published on {day_en}, after 1 April {late} as well"
        yield make(context, "late", Wording(chinese, english), *written[1])
    elif published is not None and published_late:
        day, day_en = _show(published[0])
        message = Wording(
            f"发布日期{day}，晚于{year}年度报告向社会公开的期限{late}年4月1日",
            f"published on {day_en}, after 1 April {late}, by which the report for {year} was to be published",
        )
        yield make(context, "late", message, *published[1])


def _after(date: Date, year: int, month: int) -> bool:
    """Whether the date is after the first day of a month; a date without a day counts from its month's end."""
    if date.year is None or date.month is None:
        return False
    return (date.year, date.month, date.day if date.day is not None else 1) > (year, month, 1)


def _show(date: Date) -> tuple[str, str]:
    """The date in Chinese and in English (ISO 8601)."""
    chinese = f"{date.year}年{date.month}月" + (f"{date.day}日" if date.day else "")
    return chinese, f"{date.year}-{date.month:02}" + (f"-{date.day:02}" if date.day else "")


def _written(context: Context) -> tuple[Date, Span] | None:
    reading = context.reading
    identity = reading.identity
    if identity.date is not None and identity.date_span is not None and not identity.date_is_publication:
        start = reading.block_starts[reading.block_at(identity.date_span[0])]
        if not _PAGES_OWN.search(reading.text, start, identity.date_span[0]):
            return identity.date, identity.date_span
    return _under_title(context)


def _under_title(context: Context) -> tuple[Date, Span] | None:
    """A line below the title that is nothing but a date, in brackets or not: 「（2026年3月5日）」."""
    reading = context.reading
    title = reading.identity.title
    if title is None:
        return None
    for start, block in list(zip(reading.block_starts, reading.document.blocks, strict=True))[:_HEAD_BLOCKS]:
        if title[1] <= start <= title[1] + 60 and block.kind is BlockKind.PARAGRAPH and len(block.text) <= 40:
            found = _DATE_ALONE.fullmatch(block.text)
            dates = find_dates(found[1]) if found else []
            if found and dates:
                return dates[0], (start + found.start(1), start + found.end(1))
    return None


def _published(context: Context) -> tuple[Date, Span] | None:
    reading = context.reading
    for start, block in zip(reading.block_starts, reading.document.blocks, strict=True):
        if block.kind not in (BlockKind.METADATA, BlockKind.NAVIGATION):
            continue
        for key in _PUBLISHED.finditer(block.text):
            for date in find_dates(block.text[key.end() : key.end() + 12]):
                if date.start == 0 and date.year and date.month:
                    return date, (start + key.end(), start + key.end() + date.end)
    return None
