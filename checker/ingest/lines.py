"""Physical lines of a plain text to paragraphs: hard wraps joined, page residue set apart.

Towns paste from Word, from a web page, from a converter: one paragraph is one line, or thirty
lines of 36 characters, or two halves around a page break. A paragraph ends where the text itself
says so; a line that stops in mid-sentence goes on in the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from checker.ingest.document import BlockKind
from checker.rare import rare

_NUMERAL = "[一二三四五六七八九十百]+"
_NUMBER = rf"(?:第{_NUMERAL}[部章节]|{_NUMERAL}[、.．]|[（(]{_NUMERAL}[)）]|\d{{1,2}}[、.．](?!\d)|[（(]\d{{1,2}}[)）]|[①-⑳])"
_NUMBERED = rare(_NUMBER)
# Begins a paragraph whatever stands before it: a numbered heading or item, a Markdown sign.
_STARTER = re.compile(rf"(?:\*\*)?(?:{_NUMBER}|#+\s|[-*+]\s|>|\|)")
_ENDS_SENTENCE = re.compile(r"[。！？!?：:；;…]['\"”’」』)）*_]*$")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+\S")
_MARKDOWN_RULE = re.compile(r"(?:[-*_]\s*){3,}$|\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?$")
_DATE_LINE = re.compile(r"(?:\d{4}|[二〇零一二三四五六七八九○]{4})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月")

# What content management systems of government sites put around an article.
METADATA_KEYS = (
    "索引号", "发文字号", "文号", "主题分类", "体裁分类", "公开形式", "公开方式", "公开范围", "公开类别", "公开时限", "发布机构", "发文机关", "发布单位",
    "制发机关", "信息来源", "文章来源", "来源", "成文日期", "生成日期", "发布日期", "发布时间", "发文日期", "公开日期", "公开时间", "有效性", "关键词",
    "内容概述", "信息分类", "信息名称", "名称", "标题", "责任部门", "服务对象", "组配分类", "主题词",
)  # fmt: skip
_KEY = "|".join(r"[^\S\n]*".join(key) for key in sorted(METADATA_KEYS, key=len, reverse=True))  # also 索 引 号
# Between a key and its value: a colon, a new cell or both; after a key in brackets, nothing is needed.
_AFTER_KEY = r"(?:\s*[:：](?:\s*[|｜])?|\s*[|｜]|[ \u3000]*[\t\n])"
_AFTER_BRACKET = r"\s*[:：]?\s*[\]］】](?:\s*[:：|｜])?"
_METADATA_PAIR = re.compile(
    rf"(?P<open>[\[［【]\s*)?(?P<key>{_KEY})(?(open){_AFTER_BRACKET}|{_AFTER_KEY})\s*(?P<value>(?:[^|｜\[\]【】\t]|[\[【]\d{{4}}[\]】])*?)\s*"
    rf"(?=[|｜\t]|[\[［【]\s*(?:{_KEY}){_AFTER_BRACKET}|(?:{_KEY}){_AFTER_KEY}|\s{{2,}}|\s[\u4e00-\u9fff]{{2,6}}[:：]|$)"
)
_OTHER_PAIR = re.compile(r"[\u4e00-\u9fff]{2,4}\s*[:：]\s*\S{1,24}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s+")  # 时间：2026-01-16
_PAGE_NUMBER = re.compile(r"[-–—―－─]\s*\d{1,3}\s*[-–—―－─]|第\s*\d{1,3}\s*页(?:\s*[,，/／]?\s*共\s*\d{1,3}\s*页)?")
_NAVIGATION = re.compile(
    r"(?:首页|您?(?:当前|现在)?(?:的)?位置|当前位置)\s*[:：>＞»›/][^。；]*|[^，。；]*[>＞»›]\s*(?:正文|详情|内容)"
    r"|[\[【]?\s*(?:字体\s*[:：]?[^，。；]*|首页|网站首页|收藏|分享|打印|关闭|搜索|登录|简体|繁体|繁體|无障碍(?:浏览|阅读)?|长者模式)\s*[\]】]?"
    r"|[^，。；]*(?:打印本页|关闭窗口|分享到|扫一扫|返回顶部|【打印】|【关闭】|打印\s*关闭)[^，。；]*"
    r"|(?:上一篇|下一篇|上一条|下一条|责任编辑|浏览次数|浏览量|点击数|访问量|阅读次数|相关链接|附件下载|版权所有|主办单位|网站标识码|网站地图|联系我们)"
    r"(?:\s*[:：][^。；]{0,60}|[^，。；]{0,40})"
)
_LONE_KEY = re.compile(rf"[\[［【]?\s*(?:{_KEY})\s*[\]］】]?\s*[:：]?")
_METADATA_LONGEST = 160
_LONGEST_VALUE = 60
_HEAD_LINES = 40
_ALL_WIDE = re.compile(r"[\u3001-\u303e\u4e00-\u9fff\uff01-\uff60]+")  # nearly all of a Chinese text; looked up in no table
_WIDEST = 2  # columns that a character takes
_PARAGRAPH_INDENT = 2 * _WIDEST
_SHORT_DATE = 24
_LEAST_INDENT = 2  # characters; one blank at the start of a line says nothing


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's half-open range in the source text, what it is and its first line's number."""

    start: int
    end: int
    kind: BlockKind
    line: int
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """What the format itself says of a line. `kind` None: its words tell; `whole`: a paragraph already, joined with no other."""

    kind: BlockKind | None
    level: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int  # of the stripped text
    number: int
    text: str  # stripped
    indent: int
    width: int  # in columns of a terminal, with the indent of a paragraph's first line
    blank_before: bool


@dataclass(frozen=True, slots=True)
class _Wrap:
    """Lines broken by an editor: at how many columns, and whether paragraphs, and they only, begin with an indent."""

    width: int
    indented: bool


def paragraphs(text: str, hints: Mapping[int, Hint] | None = None) -> Iterator[Paragraph]:
    """The paragraphs of `text` in order, wraps joined. `hints` are what the format says of lines, by number."""
    hints = hints or {}
    lines = _with_cells(list(_lines(text)), text, hints)
    wrap = _wrap(lines)
    current: list[_Line] = []
    pages: list[_Line] = []  # page numbers since the last line of `current`, which may go on behind them
    for line in lines:
        hint = hints.get(line.number)
        kind = hint.kind if hint and hint.kind else kind_of(line.text)
        apart = replace(line, blank_before=True) if pages else line
        if kind is BlockKind.PARAGRAPH and current and not (hint and hint.whole) and _continues(current, apart, wrap):
            current.append(line)
            pages = []
        elif current and _PAGE_NUMBER.fullmatch(line.text):
            pages.append(line)
        else:
            yield from _finished(current, pages)
            current, pages = [], []
            if kind is BlockKind.PARAGRAPH:
                current = [line]
            elif kind is not None:
                marked = _MARKDOWN_HEADING.match(line.text) if kind is BlockKind.HEADING and not hint else None
                yield Paragraph(line.start, line.end, kind, line.number, len(marked[1]) if marked else hint.level if hint else None)
    yield from _finished(current, pages)


def begins_paragraph(text: str) -> bool:
    """Whether a line of this text begins a paragraph whatever stands before it: a number, a short date."""
    return bool(_STARTER.match(text)) or (bool(_DATE_LINE.match(text)) and len(text) < _SHORT_DATE)


def ends_sentence(text: str) -> bool:
    """Whether a line of this text ends where a sentence may end."""
    return bool(_ENDS_SENTENCE.search(text))


def is_page_number(text: str) -> bool:
    """Whether a line is a page number and nothing else."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def columns(text: str) -> int:
    """The columns of a terminal that `text` takes: two for a wide character."""
    rest = _ALL_WIDE.sub("", text)
    widths = "".join(map(east_asian_width, rest))  # W and F are in no other of its values
    return 2 * len(text) - len(rest) + widths.count("W") + widths.count("F")


def metadata_pairs(row: str) -> dict[str, str]:
    """The keys and values of a metadata row; later empty values never replace earlier ones."""
    pairs = ((re.sub(r"\s", "", found["key"]), found["value"].strip()) for found in _METADATA_PAIR.finditer(row))
    return {key: value for key, value in pairs if value}


def metadata_key(text: str) -> str:
    """The key of METADATA_KEYS that is all that `text` says (索 引 号：), "" where it says more or none."""
    key = re.sub(r"[\s:：\[\]［］【】]", "", text) if _LONE_KEY.fullmatch(text.strip()) else ""
    return key if key in METADATA_KEYS else ""


def _finished(lines: list[_Line], pages: list[_Line]) -> Iterator[Paragraph]:
    if lines:
        yield Paragraph(lines[0].start, lines[-1].end, BlockKind.PARAGRAPH, lines[0].number)
    for page in pages:
        yield Paragraph(page.start, page.end, BlockKind.NAVIGATION, page.number)


def _lines(text: str) -> Iterator[_Line]:
    position, blank = 0, True
    for number, raw in enumerate(text.splitlines(keepends=True), start=1):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            start = position + indent
            width = columns(stripped[:400]) + min(columns(raw[:indent]), _PARAGRAPH_INDENT)
            yield _Line(start, start + len(stripped), number, stripped, indent, width, blank)
        blank = not stripped or raw.endswith("\f")
        position += len(raw)


def kind_of(text: str) -> BlockKind | None:
    """The kind of a stripped line on its own, by its words; None for a line that is only a sign (a rule)."""
    if _MARKDOWN_HEADING.match(text):
        return BlockKind.HEADING
    if _MARKDOWN_RULE.fullmatch(text):
        return None
    if len(text) <= _METADATA_LONGEST:
        if _is_metadata(text):
            return BlockKind.METADATA
        if _PAGE_NUMBER.fullmatch(text) or (_NAVIGATION.fullmatch(text) and not _NUMBERED.match(text)):
            return BlockKind.NAVIGATION
    if text.startswith("|") and text.endswith("|"):
        return BlockKind.TABLE_ROW
    if len(re.findall(r"(?<=\S)(?:[ \u3000]{3,}|\t+)(?=\S)", text)) >= 2 and len(text) < _METADATA_LONGEST and not _ENDS_SENTENCE.search(text):
        return BlockKind.TABLE_ROW
    return BlockKind.PARAGRAPH


def _is_metadata(text: str) -> bool:
    row = text.lstrip("|｜ \u3000")
    found = _METADATA_PAIR.match(row)
    if found is None and (other := _OTHER_PAIR.match(row)) is not None:
        found = _METADATA_PAIR.match(row, other.end())
    return bool(found) and len(re.sub(r"\s", "", text)) < 120 and not text.rstrip().endswith("。")


def _with_cells(lines: list[_Line], text: str, hints: Mapping[int, Hint]) -> list[_Line]:
    """The lines, with a key and its value made one where a copied table has each in a line of its own."""
    keys = {index for index, line in enumerate(lines[:_HEAD_LINES]) if not _kind_given(line, hints) and _LONE_KEY.fullmatch(line.text)}
    if len(keys) < 2:
        return lines
    joined: list[_Line] = []
    for index, line in enumerate(lines):
        if index not in keys and index - 1 in keys and len(line.text) <= _LONGEST_VALUE:
            key = joined.pop()
            line = replace(key, end=line.end, text=text[key.start : line.end])
        joined.append(line)
    return joined


def _kind_given(line: _Line, hints: Mapping[int, Hint]) -> bool:
    return line.number in hints and hints[line.number].kind is not None


def _wrap(lines: list[_Line]) -> _Wrap | None:
    """How the author's editor wrapped, or None if it did not wrap."""
    widths = sorted(line.width for line in lines)
    if len(widths) < 8:
        return None
    widest = widths[int(len(widths) * 0.9)]
    near = sum(1 for line in lines if widest * 0.9 <= line.width <= widest * 1.1 and not _ENDS_SENTENCE.search(line.text))
    if widest > 140 or near < len(lines) * 0.2:
        return None
    return _Wrap(widest, 0.1 <= sum(1 for line in lines if line.indent) / len(lines) <= 0.9)


def _continues(current: list[_Line], line: _Line, wrap: _Wrap | None) -> bool:
    last = current[-1]
    if begins_paragraph(line.text):
        return False
    is_open = not _ENDS_SENTENCE.search(last.text)
    if line.blank_before:
        # A page break inside a sentence: both halves are long, the first one stops nowhere.
        return is_open and sum(len(x.text) for x in current) >= 40 and not _is_short_heading(current) and _goes_on(last.text, line)
    if wrap is not None:
        # Without indents, a sentence that ends with its line ends the paragraph too, unless nothing more fitted in.
        full = last.width >= (wrap.width * 0.8 if is_open or wrap.indented else wrap.width - 2 * _WIDEST)
        begins = line.indent >= _LEAST_INDENT and (wrap.indented or line.indent > last.indent)
        return full and not begins
    return is_open and len(last.text) >= 60


def _goes_on(text: str, line: _Line) -> bool:
    mid_sentence = text[-1] in "，、,；;（(" or text[-1] not in "。！？"
    return mid_sentence and line.indent == 0 and len(line.text) >= 4


def _is_short_heading(current: list[_Line]) -> bool:
    return len(current) == 1 and bool(_STARTER.match(current[0].text)) and len(current[0].text) < 45
