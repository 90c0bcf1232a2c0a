"""Who reports on which year: title, unit, level, reporting year, signature and date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.ingest import Block, BlockKind, Document
from checker.ingest.cleaning import clean
from checker.rare import rare
from checker.reading.lexicon import Match, Use
from checker.reading.model import Heading, Identity
from checker.reading.quantities import Date, find_dates
from checker.reading.spans import Span
from checker.rulebook.schema import Level, Units

_STOP = re.compile(r"[。！？；]")
_YEAR = re.compile(r"(20\d{2}|二[〇零○]{1}[一二三四五六七八九〇零○]{2})年?(?:度|以来)?")
_TYPE = re.compile(r"(报告|总结|汇报|情况|小结|述职)(?:（.{0,12}）)?$")
_IN_TITLE = re.compile("法治政府|法治建设")
_SUBJECT = re.compile(r"法治政府|法治建设|依法行政|依法治[镇乡县区市街]|法治[镇乡县区]")
# What may stand below the signature: contacts, copies, how the document is to be published.
AFTER_SIGNOFF = re.compile(r"（[^。]*）$|（?(?:联系人|联系电话|联系科室|抄送|抄报|主送|附件|附：|公开方式|此件|责任编辑|共印)[^。]*$")
_SEAL = re.compile(r"（[^（）]{0,3}章）$")
# A place by its full name after a pause: 尕寺沟乡, not 我乡, 各乡镇, 城乡.
_PLACE = rare(r"(?<=[，。、；：年月日\n（的在对为])(?![我全各本该每一两]|乡镇)([\u4e00-\u9fff]{2,4}?(?:镇|乡|街道|苏木))(?![镇村亲风土里域贤间])")
_INTRODUCED = rare(r"(?<=[，。、；：年月日\n])([\u4e00-\u9fff]{2,6}?(?:镇|乡|街道|苏木))(?=下?辖|地处|位于|总面积)")
_TITLE_LONGEST = 70
_UNIT_LONGEST = 30
_HEAD_BLOCKS = 12
_TAIL_BLOCKS = 8
_PUBLISHER_KEYS = ("发布机构", "发文机关", "制发机关", "发布单位", "责任部门", "来源", "信息来源", "文章来源")
_WRITTEN_KEYS = ("成文日期", "生成日期", "发文日期")
_PUBLISHED_KEYS = ("发布日期", "发布时间", "公开日期", "公开时间")


@dataclass(frozen=True, slots=True)
class Title:
    """The title's span in the clean text, and the last block it takes."""

    start: int
    end: int
    block: int


def find_title(blocks: Sequence[Block], starts: Sequence[int], text: str, headings: Sequence[Heading]) -> Title | None:
    """The title: the first short lines that name the subject and a kind of document.

    It may take two or three lines (the unit on one, the subject on the next). Where no line names
    the subject, one that gives a year and a kind of document is the title (2024年度工作总结).
    """
    numbered = {h.block for h in headings if h.number is not None or h.marker == "part"}
    head: list[int] = []
    content = [i for i, b in enumerate(blocks) if b.kind not in (BlockKind.METADATA, BlockKind.NAVIGATION)]
    for index in content[:_HEAD_BLOCKS]:
        if index in numbered or len(blocks[index].text) > _TITLE_LONGEST:
            break
        if _may_be_title(blocks[index]):
            head.append(index)
    for subject in (_SUBJECT, _YEAR):
        for index in head:
            last = _last_line(blocks, index, subject, numbered)
            if last is not None:
                first = index
                while first > 0 and _belongs_to_title(blocks[first - 1]):
                    first -= 1
                return Title(starts[first], starts[last] + len(blocks[last].text), last)
    return None


def _last_line(blocks: Sequence[Block], index: int, subject: re.Pattern[str], numbered: set[int]) -> int | None:
    """The block in which a title that begins with block `index` ends; None where none begins there."""
    text = blocks[index].text
    if not subject.search(text):
        return None
    if _TYPE.search(text):
        return index
    following = index + 1
    if following < len(blocks) and following not in numbered and _may_be_title(blocks[following]):
        joined = text + blocks[following].text
        if len(joined) <= _TITLE_LONGEST and _TYPE.search(joined):
            return following
    return None


def _may_be_title(block: Block) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and len(block.text) <= _TITLE_LONGEST and not _STOP.search(block.text)


def _belongs_to_title(block: Block) -> bool:
    return _may_be_title(block) and len(block.text) <= _UNIT_LONGEST and not re.search(r"[：:，（）【】\d]|^附件", block.text)


def identify(
    document: Document, text: str, starts: Sequence[int], title: Title | None, headings: Sequence[Heading], matches: Mapping[Use, list[Match]], units: Units
) -> Identity:
    """The identity of a report. Elements that the document does not give are None or empty."""
    names = _unit_names(matches)
    title_text = text[title.start : title.end] if title else ""
    year = _YEAR.search(title_text)
    subject = _SUBJECT.search(title_text)
    named = _IN_TITLE.search(title_text)
    kind = _TYPE.search(title_text)
    in_title = _unit_in_title(title, title_text, year, subject) if title else None
    signature, date, date_span = _signoff(document, text, starts, names)
    published = False
    if date is None:
        date, date_span, published = _metadata_date(document, text, starts)
    publisher = _metadata_span(document, text, starts, _PUBLISHER_KEYS)
    unit = _unit(text, in_title, signature, document, matches, title)
    report_year = _value(year) or _year_of_body(text, title, headings, date)
    base = title.start if title else 0
    return Identity(
        title=(title.start, title.end) if title else None,
        unit=unit,
        unit_in_title=in_title,
        year=report_year,
        year_in_title=_shift(year, base),
        subject_in_title=_shift(named, base),
        type_in_title=(base + kind.start(1), base + kind.end(1)) if kind else None,
        level=_level(unit, title_text, units),
        signature=signature or publisher,
        date=date,
        date_span=date_span,
        date_is_publication=published,
    )


def _shift(found: re.Match[str] | None, base: int) -> Span | None:
    return (base + found.start(), base + found.end()) if found else None


def _value(year: re.Match[str] | None) -> int | None:
    if year is None:
        return None
    dates = find_dates(year[1] + "年")
    return dates[0].year if dates else None


def _unit_names(matches: Mapping[Use, list[Match]]) -> list[Match]:
    return sorted((m for level in Level for m in matches.get(Use("", f"units.{level.value}"), ())), key=lambda m: m.start)


def _unit_in_title(title: Title, text: str, year: re.Match[str] | None, subject: re.Match[str] | None) -> Span | None:
    """What stands before the year, 关于 or the subject in the title is the unit."""
    ends = [m.start() for m in (year, subject, re.search("关于|推进|落实", text)) if m is not None]
    end = min(ends, default=0)
    begin = 2 if text.startswith("关于") else 0
    if begin:
        end = min([m.start() for m in (year, subject, re.search("推进|落实|的", text)) if m is not None and m.start() >= begin], default=begin)
    name = text[begin:end]
    if len(name) < 3 and year is not None:
        # 「2025年度青石镇法治政府建设工作报告」: the unit stands after the year.
        begin = year.end()
        end = min([m.start() for m in (subject, re.search("关于|推进|落实", text)) if m is not None and m.start() >= begin], default=begin)
        return (title.start + begin, title.start + end) if end - begin >= 3 else None
    return (title.start + begin, title.start + end) if len(name) >= 2 else None


def _signoff(document: Document, text: str, starts: Sequence[int], names: Sequence[Match]) -> tuple[Span | None, Date | None, Span | None]:
    signature: Span | None = None
    date: Date | None = None
    date_span: Span | None = None
    blocks = document.blocks
    for index in range(len(blocks) - 1, max(len(blocks) - 1 - _TAIL_BLOCKS, 0), -1):
        block, start = blocks[index], starts[index]
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE_ROW):
            continue
        if AFTER_SIGNOFF.match(block.text):
            continue
        if re.search(r"[。；！？]", block.text):
            break
        dates = [d for d in find_dates(block.text) if d.year and d.month]
        rest = block.text
        if dates and dates[-1].end >= len(block.text) - 1 and len(block.text) <= _UNIT_LONGEST + 14:
            found = dates[-1]
            if date is None:
                date, date_span = found, (start + found.start, start + found.end)
            rest = block.text[: found.start]
        rest = _SEAL.sub("", rest)
        if (
            signature is None
            and 3 <= len(rest) <= _UNIT_LONGEST
            and not re.search(r"[，：、《》（]|^\d|^[一二三四五六七八九十]+是", rest)
            and _is_name(start, start + len(rest), names)
        ):
            signature = (start, start + len(rest))
        elif rest and not dates and not re.fullmatch(r"[（(].*[）)]", block.text) and len(block.text) > _UNIT_LONGEST:
            break
    return signature, date, date_span


def _is_name(start: int, end: int, names: Sequence[Match]) -> bool:
    return any(start <= m.start and end - 3 <= m.end <= end for m in names)


def _metadata_span(document: Document, text: str, starts: Sequence[int], keys: Sequence[str]) -> Span | None:
    for key in keys:
        value = _said(document, key)
        if not value:
            continue
        for index, block in enumerate(document.blocks):
            if block.kind is BlockKind.METADATA and (at := block.text.find(value)) >= 0:
                return starts[index] + at, starts[index] + at + len(value)
    return None


def _said(document: Document, key: str) -> str:
    """What the page's own table says, in the spelling of clean text; "" where it says nothing."""
    value = document.metadata.get(key, "")
    words = clean(value, 0, len(value)).text
    return "" if words == "无" else words


def _metadata_date(document: Document, text: str, starts: Sequence[int]) -> tuple[Date | None, Span | None, bool]:
    for keys, published in ((_WRITTEN_KEYS, False), (_PUBLISHED_KEYS, True)):
        for key in keys:
            said = _said(document, key)
            dates = find_dates(said)
            if dates and dates[0].month:
                value = said[dates[0].start : dates[0].end]
                span = next(
                    (
                        (starts[i] + at, starts[i] + at + len(value))
                        for i, b in enumerate(document.blocks)
                        if b.kind is BlockKind.METADATA and key in b.text and (at := b.text.find(value, b.text.find(key))) >= 0
                    ),
                    None,
                )
                return dates[0], span, published
    return None, None, False


def _unit(text: str, in_title: Span | None, signature: Span | None, document: Document, matches: Mapping[Use, list[Match]], title: Title | None) -> str:
    if signature is not None:
        return text[signature[0] : signature[1]]
    if in_title is not None:
        return text[in_title[0] : in_title[1]]
    for key in _PUBLISHER_KEYS:
        if said := _said(document, key):
            return said
    found = re.search(
        r"(?<=[，。\n年])([\u4e00-\u9fff]{2,12}?(?:镇|乡|街道|苏木|局|委员会|县|区))(?=坚持|在|紧|以|认真|深入|全面|严格|地处|始终|党)", text[:600]
    )
    return found[1] if found else _most_named(text)


def _most_named(text: str) -> str:
    """The township, town or street that the text introduces (尕寺沟乡下辖9个村), or names most and at least twice; "" where none is."""
    introduced = _INTRODUCED.search(text)
    if introduced is not None:
        return introduced[1]
    named = Counter(found[1] for found in _PLACE.finditer(text))
    name, times = max(named.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return name if times >= 2 else ""


def _level(unit: str, title: str, units: Units) -> Level:
    """The level whose name for a kind of unit comes last in the unit's name (泾塬县农业农村局 is a department)."""
    best: tuple[int, int, Level] | None = None
    for name in (unit, title):
        for level in Level:
            for word in getattr(units, level.value):
                at = name.rfind(word)
                if at >= 0:
                    candidate = (at + len(word), len(word), level)
                    if best is None or candidate[:2] > best[:2]:
                        best = candidate
        if best is not None:
            return best[2]
    return Level.TOWNSHIP


def _year_of_body(text: str, title: Title | None, headings: Sequence[Heading], date: Date | None) -> int | None:
    """The year the opening speaks of, else the one before the report's date."""
    begin = title.end if title else 0
    until = next((h.start for h in headings if h.start > begin), begin + 400)
    opening = text[begin : max(until, begin + 60)]
    for found in find_dates(re.sub(r"《[^》]*》", lambda m: "　" * len(m[0]), opening)):
        if found.year and found.month is None:
            return found.year
    if date is not None and date.year:
        return date.year - 1
    return next((d.year for d in find_dates(text) if d.year), None)
