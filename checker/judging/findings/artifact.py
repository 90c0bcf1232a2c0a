"""`artifact`: what a template or a converter left behind.

Sought in the source text, since cleaning drops some of it. Annotation guide, section 3: bookmarks,
××, XX, 【】to fill in, ***, filler text, tracked changes. Markdown signs, page breaks and a page's
navigation are the converter's way of writing and no finding. ××, XX for a person in a case
(村民李××) is anonymity, not debris.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from checker.ingest import BlockKind
from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.places import SourcePlaces
from checker.privacy import SURNAMES, mask
from checker.rare import rare
from checker.wording import Wording

# What a blank is followed by where a figure, a date or a name was to be put in.
_UNIT = (
    r"余?[万千百]?[余多]?(?:人|份|件|场|次|期|户|起|名|个|项|条|家|处|宗|元|篇|册|批|村|社区|镇|乡|街道|县|区|市|局|年|月|日|号|路|亩|公里|%|％|天|轮|支"
    r"|台|部|套|万|律师|公司|有限)"
)
_CONTENT = (
    r"(?:待补|待填|待核|待更新|待续|待提供|待插入|待添加|待确定|待确认|待完善|待定|此处|请填|请补|请输入|请在此|请插入|请核|填写|填入|插入|示例|样例|略"
    r"|TODO|todo|tbd|TBD|(?:单位名称|具体内容|具体数字|数字|模板)(?=】|\])|补充(?=[:：]|数据|内容|案例|材料|具体))"
)
_BLANK = r"[ \t\u3000_]"
_GAP = _BLANK + "{0,40}"
_BOOKMARK = Wording("书签标记残留", "bookmark left over")
_PLACEHOLDER = Wording("模板占位符未替换", "template placeholder not replaced")
_FIELD = Wording("域代码出错的残留", "broken field code")
_REVISION = Wording("修订痕迹残留", "tracked change left over")
_FILLER = Wording("填充文字残留", "filler text")
_GARBLED = Wording("乱码", "garbled characters")
_TO_FILL_IN = Wording("待填内容未填", "something to be filled in")
_BLANK_LEFT = Wording("待填空白未填", "blank not filled in")
_PAGE_CODE = Wording("网页代码残留", "code of a web page")
_EMPTY_OR_PROMPT = _GAP + r"(?:[)）此请填插略示样空]|[^（）()\n，。]{0,10}待)"
_SETTLED = "(?:删除|插入|修订|批注)[:：]"
# Pattern, what it finds, and signs of which a text must have one for the pattern to match: most texts have none.
# Each sign begins with a character of its own, so that all of them are sought in one pass.
_LITERAL: tuple[tuple[str, Wording, tuple[str, ...]], ...] = (
    (r"\[bookmark: ?[^\]\n]{0,60}\]", _BOOKMARK, (r"\[bookmark",)),
    (r"\b_(?:Toc|Hlk|GoBack|Ref)\d{0,12}\b", _BOOKMARK, ("_(?:Toc|Hlk|GoBack|Ref)",)),
    (
        r"\{\{[^{}\n]{0,60}\}\}|\$\{[^{}\n]{0,60}\}|<%[^%\n]{0,60}%>|«[^»\n]{0,40}»|\{ ?(?:MERGEFIELD|PAGEREF|TOC|HYPERLINK|REF) [^{}\n]{0,80}\}",
        _PLACEHOLDER,
        (r"\{", "<%", "«"),
    ),
    (
        r"错误[!！] ?未(?:找到引用源|定义书签|指定文件名)[。.]?|Error! (?:Reference source not found|Bookmark not defined)\.?",
        _FIELD,
        ("错误[!！]", "Error!"),
    ),
    (
        r"\{\+\+[^{}\n]{0,200}\+\+\}|\{--[^{}\n]{0,200}--\}|\{~~[^{}\n]{0,200}~~\}|\{>>[^{}\n]{0,200}<<\}|</?(?:ins|del)\b[^<>\n]{0,120}>",
        _REVISION,
        (r"\{[+\-~>]", "</?(?:ins|del)"),
    ),
    (
        r"\[(?:删除|插入|修订|新增|批注)(?:[:：][^\]\n]{0,60}|\d{0,3})\]|[【（(](?:删除|插入|修订|批注)[:：][^】）)\n]{0,80}[】）)]"
        r"|批注 ?\[[^\]\n]{1,20}\]|(?:已删除|带格式的|设置了格式)[:：][^\n]{0,40}",
        _REVISION,
        (
            r"\[[删插修新批]",
            f"【{_SETTLED}",
            f"（{_SETTLED}",
            rf"\({_SETTLED}",
            r"批注 ?\[",
            "已删除[:：]",
            "带格式的[:：]",
            "设置了格式[:：]",
        ),
    ),
    (r"(?i:lorem ipsum|dolor sit amet)[^\n]{0,60}", _FILLER, ("l[oO][rR]", "L[oO][rR]", "d[oO][lL]", "D[oO][lL]")),
    (
        r"&(?:nbsp|ldquo|rdquo|mdash|hellip|middot|lt|gt|amp|quot|emsp|ensp|#\d{2,5});|</?(?:p|br|span|div|strong|font|td|tr|table|o:p|a|b"
        r"|u)\b[^<>\n]{0,160}>",
        _PAGE_CODE,
        ("&[a-z#]", "</?[a-z]"),
    ),
    ("\ufffd+|锟斤拷|烫烫烫|屯屯屯", _GARBLED, ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯")),
    (rf"[【\[]{_GAP}(?:{_CONTENT}[^】\]\n]{{0,60}}|[^】\]\n，。]{{0,12}}(?:待补充|待填写|待核实|待定))?{_GAP}[】\]](?!\()", _TO_FILL_IN, ("【", r"\[")),
    (
        rf"[（(]{_GAP}(?:(?:待补|待填|待核|待更新|待续|待提供|待插入|待添加|待确[定认]|此处|请填|请补|请输入|请在此|请插入|填写|填入"
        rf"|插入)[^（）()\n]{{0,60}}|[^（）()\n，。]{{0,10}}(?:待补充|待填写|待核实?|待定|待更新)|待完善|略|示例|样例|空白?)?{_GAP}[)）]",
        _TO_FILL_IN,
        (f"（{_EMPTY_OR_PROMPT}", rf"\({_EMPTY_OR_PROMPT}"),
    ),
    (r"〔[ \t\u3000]{0,40}〕|《[ \t\u3000_]{0,40}》", _TO_FILL_IN, (r"〔[ \t\u3000]{0,40}〕", r"《[ \t\u3000_]{0,40}》")),
    (r"(?:[?？]{2,}|…{1,2})(?=(?:人次|场次|余[份件人]|[份件次场户起])[，。；、])", _TO_FILL_IN, (r"\?[?？]", "？[?？]", "…")),
    (r"(?:此处|在此)(?:填写|填入|插入|补充|添加|省略)[^，。；\n]{0,20}", _TO_FILL_IN, ("此处[填插补添省]", "在此[填插补添省]")),
    (
        rf"(?<!_)_{{2,80}}(?={_GAP}(?:年|月|日|{_UNIT}))|(?<=[\u4e00-\u9fff：:]){_BLANK}?_{{3,80}}|(?<!_)_{{3,80}}{_BLANK}?(?=[\u4e00-\u9fff])",
        _BLANK_LEFT,
        ("__",),
    ),
    (
        r"(?<=[\u4e00-\u9fff])[ \u3000]{3,40}(?=(?:人次|场次|余[人份件场次]|[件份场次户起])[，。；、])",
        _BLANK_LEFT,
        (r" [ \u3000]{2,39}[人场余件份次户起]", r"\u3000[ \u3000]{2,39}[人场余件份次户起]"),
    ),
)


_SIGNS = tuple(re.compile("|".join(signs)) for _, _, signs in _LITERAL)
_ANY_SIGN = re.compile("|".join(signs.pattern for signs in _SIGNS))


def _literals(source: str) -> Iterator[re.Match[str]]:
    """The matches of the patterns in `source`, from left to right."""
    present = tuple(i for i, signs in enumerate(_SIGNS) if signs.search(source)) if _ANY_SIGN.search(source) else ()
    return _either(present).finditer(source) if present else iter(())


@lru_cache(maxsize=256)
def _either(patterns: tuple[int, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<k{i}>{_LITERAL[i][0]})" for i in patterns))


_CROSSES = rare(r"[×✕╳]{2,}|(?<![A-Za-zＸｘ])[XxＸｘ]{2,}(?![A-Za-wyzA-WYZ])|(?<![A-Za-z〇○Ｏ●一二三四五六七八九零])[〇○Ｏ●]{2,}(?=" + _UNIT + ")")
_CROSS = rare(r"(?<=[\u4e00-\u9fff])(?<!第)[×XＸNｎ](?=(?:人次|场次|年|月|日|件|份|场|次|期|户|起|名|万|余))|(?<![\d.×])[×](?=[镇乡村县区市省])")
_STARS = re.compile(r"\*{2,}")
# What crosses are not without, sought first.
_TWO_CROSSES = re.compile("[×✕╳XxＸｘ〇○Ｏ●]{2}")
_ONE_CROSS = re.compile("[×XＸNｎ](?:人次|场次|[年月日件份场次期户起名万余镇乡村县区市省])")
_UNIT_AFTER = re.compile(_UNIT)
_CASE = re.compile(r"(?:民初|民终|民再|刑初|刑终|行初|行终|行审|执字|罚决字|罚字)\s*$|[〔（(]\d{4}[〕）)]\D{0,8}$")
_PERSON_BEFORE = rare(rf"[{SURNAMES}]$")
_SURE_PERSON = rare(rf"(?:村民|居民|当事人|申请人|业主|租户|租客|原告|被告|司机|商户|老板|职工|工人|邻居|户主|同志|群众|[与和、，。（及\s]|^)[{SURNAMES}]$")
_MARK = re.compile(r"[，；。！？：\n|]")
_REACH = 60
_NEAR = 400
_OF_ADDRESS = ("/", "@", "-", "_", "=", "&", "?", ".")


def find(context: Context) -> Iterator[Finding]:
    """A finding on each residue; several of one kind in one clause are one."""
    document = context.reading.document
    source = document.text
    spots = _spots(source)
    if not spots:
        return
    places = SourcePlaces(context)
    residue = _residue_of_page(context)
    seen: set[int] = set()
    page_code = document.format == "md"  # HTML is a way of writing Markdown
    for first, last, what in spots:
        begin, end = _clause(source, first, last)
        if begin in seen or _within(residue, first) or (what == _PAGE_CODE and page_code):
            continue
        seen.add(begin)
        page_code = page_code or what == _PAGE_CODE  # once is enough
        words = mask(" ".join(source[first:last].split()))[:24]  # half a number would not be known as one
        yield places.make("artifact", Wording(f"{what}：“{words}”", f"{what.english}: “{words}”") if words else what, begin, end)


def _spots(source: str) -> list[tuple[int, int, Wording]]:
    spots = [(m.start(), m.end(), _LITERAL[int((m.lastgroup or "k0")[1:])][1]) for m in _literals(source) if not _is_markup(source, m)]
    if _TWO_CROSSES.search(source):
        spots += [(m.start(), m.end(), Wording("未填的“××”", "“××” not filled in")) for m in _CROSSES.finditer(source) if _is_blank(source, m)]
    if _ONE_CROSS.search(source):
        spots += [(m.start(), m.end(), Wording("未填的“×”", "“×” not filled in")) for m in _CROSS.finditer(source) if _is_blank(source, m)]
    if "**" in source:
        spots += [(m.start(), m.end(), Wording("未填的“***”", "“***” not filled in")) for m in _STARS.finditer(source) if _is_stars(source, m)]
    return sorted(spots)


def _is_markup(source: str, found: re.Match[str]) -> bool:
    """Whether a bracket is Markdown's or belongs to a line of an attachment, not a blank."""
    words = found.group()
    begin = max(found.start() - _NEAR, 0)
    line = source[max(source.rfind("\n", begin, found.start()) + 1, begin) : found.start()]
    if words[:1] in "（(" and "略" in words:
        return line.lstrip().startswith("附")
    if words[:1] == "[":
        # A Markdown task list, and an empty cell of a page's own table.
        return line.strip() in ("-", "*", "+") or (not words[1:-1].strip() and "|" in line)
    return words[:1] in "（(" and not words[1:-1].strip() and line.rstrip().endswith("]")


def _is_blank(source: str, found: re.Match[str]) -> bool:
    """Whether crosses stand for something to be put in: not for a person, a plate, a case or a masked number."""
    before, after = source[max(found.start() - 12, 0) : found.start()], source[found.end() : found.end() + 12]
    if before.endswith("20") and not before[-3:-2].isdigit() and after.startswith("年"):
        return True
    if before[-1:].isdigit() or after[:1].isdigit() or _CASE.search(before):
        return False
    if before[-1:] in _OF_ADDRESS or after[:1] in _OF_ADDRESS:
        return False
    if re.match(r"[\u4e00-\u9fff]?某", after) or before.endswith("某"):
        return False
    if _SURE_PERSON.search(before) or (_PERSON_BEFORE.search(before) and not (_UNIT_AFTER.match(after) and len(found.group()) > 1)):
        return False
    sentence = source[max(found.start() - _REACH, 0) : found.end() + _REACH]
    # 「××村村民李某」: a story without names.
    return not (re.match(r"[村镇乡社组路小公县区市]", after) and re.search(r"某[某，、与和（的因]|村民|当事人|租户|业主", sentence))


def _is_stars(source: str, found: re.Match[str]) -> bool:
    """Whether asterisks inside a sentence stand for a figure or name: not emphasis, a rule or a masked number."""
    first, last = found.span()
    before, after = source[max(first - 1, 0) : first], source[last : last + 8]
    if not before or before.isspace() or before.isdigit() or after[:1].isdigit() or not after.strip():
        return False
    begin = max(source.rfind("\n\n", max(first - _NEAR, 0), first), first - _NEAR, 0)
    end = source.find("\n\n", last, last + _NEAR)
    runs = [m for m in _STARS.finditer(source, begin, end if end >= 0 else last + _NEAR) if m.end() - m.start() == last - first]
    if len(runs) % 2 == 0 and (last - first == 2 or not _UNIT_AFTER.match(after)):
        return False
    return bool(_UNIT_AFTER.match(after)) or last - first >= 3


def _residue_of_page(context: Context) -> list[tuple[int, int]]:
    """Source ranges of metadata and navigation, where brackets and blanks belong to the page."""
    blocks = context.reading.document.blocks
    return [b.source_span(0, len(b.text)) for b in blocks if b.kind in (BlockKind.METADATA, BlockKind.NAVIGATION)]


def _within(ranges: list[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(ranges, (offset, 1 << 60)) - 1
    return index >= 0 and offset < ranges[index][1]


def _clause(source: str, first: int, last: int) -> tuple[int, int]:
    """The residue with the words around it, up to the nearest marks, on its own line."""
    if source[first] == "[" and source.startswith("[bookmark", first):
        return first, last
    begin = max((m.end() for m in _MARK.finditer(source, max(first - _REACH, 0), first)), default=max(first - _REACH, 0))
    stop = _MARK.search(source, last, last + _REACH)
    end = stop.start() if stop else min(last + _REACH, len(source))
    while begin < first and source[begin].isspace():
        begin += 1
    while end > last and source[end - 1].isspace():
        end -= 1
    return begin, end
