"""Another unit's full name where the reporting unit's should stand: 「石板滩镇党委始终坚持……」.

A name is taken for another unit's only where the sentence is about what the unit itself does: at the
head of a sentence and followed by what reports say of themselves, in 现将……报告如下, in the title of a
document that the unit issues, or as the signature. Superiors, neighbours, partners, places of an
event and villages are spoken of elsewhere in the report with a word that says so, and never count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checker.ingest import BlockKind
from checker.judging.context import Context
from checker.judging.findings.foreign_unit.own import TOWNSHIPS, Own, Slip, names_of, of_another_county, partner_names
from checker.judging.findings.names import is_place
from checker.judging.stretches import Span
from checker.rare import rare
from checker.wording import Wording

_NUMBER = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.]{1,2}|[一二三四五六七八九十]是)?"
_AT_HEAD = re.compile(rf"(?:(?<=[。；！？：\n])|^){_NUMBER}(?=[\u4e00-\u9fff])")
_AFTER_LEAD = re.compile(
    rf"(?:(?<=[。；！？：\n])|^){_NUMBER}[^，。；：！？\n]{{1,16}}(?:来|年|下|后|中|间|时|此|上|前|度|一是|同时|此外|以来)，"
    rf"(?:[一二三四五六七八九十]是)?(?=[\u4e00-\u9fff])"
)
_NAME = {
    "township": r"((?:[\u4e00-\u9fff]{2,4}[县区市旗])?([\u4e00-\u9fff]{2,5}?)(?:镇(?!区)|乡(?!村|镇|亲|土|贤|风)|街道(?!两|上|环|路|旁)|苏木))",
    "county": r"(([\u4e00-\u9fff]{2,3}?)(?:自治县|县|区|旗))",
    "department": r"(([\u4e00-\u9fff]{2,4}?)[县区旗市](?:[\u4e00-\u9fff]{2,10}?)(?:局|委员会))",
}
# How such a name ends.
_KIND = {
    "township": re.compile("镇(?!区)|乡(?!村|镇|亲|土|贤|风)|街道(?!两|上|环|路|旁)|苏木"),
    "county": re.compile("[县区旗]"),
    "department": re.compile("局|委员会"),
}
_BODY = re.compile(r"[\u4e00-\u9fff]{2}")
_REACH = 60  # as far as a name and what opens its place go back
_SELF = (
    r"(?:党委|党工委|党组|委(?=、|书记|常委)|人民政府|政府|办事处|人大|综合(?:行政)?执法|便民服务|司法所|全体|干部职工|干部群众|镇长|乡长|主要(?:领导"
    r"|负责)|广大|各级|始终|坚持|严格|认真|全面|紧紧|紧扣|紧盯|深入|高度重视|积极|持续|切实|着力|立足|紧密"
    r"|充分|聚焦|围绕|把|以|将(?=法)|扎实|大力|不断|牢固|按照|对照|依托|建立|健全|制定|印发|调整|强化|加强|进一步|多措并举|法治(?:政府)?建设"
    r"|在[^，。]{1,4}(?:委|党|上级|坚强)|全年|先后|统筹|推动|推进|创新|落实|贯彻|严守|狠抓|突出|完善|注重|稳步|共(?=[排调受化召开组])|行政机关"
    r"|领导班子|坚定|成立|组织(?!了?联)|开展|\d{4}年)"
)
# An office may be some verb's object (组建镇综合执法队); what else follows is said of a named unit only.
_OFFICE = re.compile(
    r"(?:党委|党工委|党组|政府|人民政府|办事处|人大|综合|便民|司法所|行政机关|领导班子|主要|干部|全体|广大|各级|法治(?:政府)?建设)(?!、(?:镇|乡)?(?:政府"
    r"|办事处)?(?:始终|坚持|高度|认真|切实|严格)|始终|坚持|高度重视|[^，。]{0,12}领导下)"
)
_STRONG = r"(?:党委|党工委|党组|人民政府|政府|办事处|始终|坚持|以习近平|认真|高度重视|紧紧围绕|严格(?:落实|执行)|深入(?:学习|贯彻))"
_COMMA = re.compile(r"(?<=，)(?=[\u4e00-\u9fff])")
_NOW = rare(r"(?:现将|现把|兹将|现就)(?=[\u4e00-\u9fff])")
_NOW_OF = r"(?=\d{4}年|二〇|法治|依法|一年|有关|工作|推进|全年|本年|今年)"
_HEADED = rare(r"(?:以|由)(?=[\u4e00-\u9fff])")
_HEADED_OF = r"(?=党委书记|党政|党工委书记|主要(?:领导|负责))"
_UNDER = rare(r"(?<=在)(?=[\u4e00-\u9fff])")
_UNDER_OF = r"(?=(?:党委|党工委)[^，。]{0,12}领导)"
_FOR = re.compile(r"(?:为|推动|推进|促进|助力|服务|谱写|开创)(?=[\u4e00-\u9fff])")
_FOR_OF = r"(?=经济社会|高质量|法治建设|法治政府|平安建设|长治久安|各项事业|全面发展|全面振兴|高水平)"
_ISSUED = re.compile(r"(?:制定|印发|出台|修订|下发|审议通过|研究通过|审定|拟定|制发|发布)(?:了|实施|并印发)?$")
_CONTRAST = rare(
    r"应邀|受邀|邀请|来[镇乡局]|前来|帮助|送来|参加|通报|转来|移送|协查|来函|邻|毗|接壤|跨界|交界|联防|联调|联动协|两[地镇乡县]|双方|来访|来我|派来|观摩"
    r"|参观|考察|借鉴|取经|经验交流|互访|互派|结对|协作区|移交|划归|原属|边界|下辖|所辖|等[\d一二三四五六七八九十]+个"
)
_LED_BY = rare(r"(?:(?<=在)|(?<=[，。；\n]))(([\u4e00-\u9fff]{2,3})[县区旗])委、[县区旗](?:人民)?政府(?=[^，。；]{0,8}(?:领导|部署))")
_LEADERS = re.compile(r"[县区旗]委、(?=[县区旗](?:人民)?政府)")
_MOST_NAMES = 60  # more names than that, and the text is no report
_ME = {"镇": "我镇|本镇", "乡": "我乡|本乡", "街道": "我街道|本街道", "苏木": "本苏木|我苏木", "局": "我局|本局", "委": "我委|本委"}


def slips(context: Context, own: Own) -> Iterator[Slip]:
    """Each place where another unit's name stands for the unit."""
    if not own.names:
        return
    yield from _signature(context, own)
    yield from _above(context, own)
    seen: set[int] = set()
    spoken_of: dict[str, bool] = {}
    for start, end, name in _candidates(context, own):
        if start not in seen and _is_foreign(context, own, start, name, spoken_of):
            seen.add(start)
            yield Slip(start, end, Wording(f"报告单位是{own.names[-1]}，此处写作“{name}”", f"the report is “{own.names[-1]}”’s; it says “{name}”"))


@dataclass(frozen=True, slots=True)
class _Way:
    """A place where a report speaks of its own unit: what opens it, what follows the unit's name there, and such a name with that."""

    opening: re.Pattern[str]
    following: re.Pattern[str]
    name: re.Pattern[str]


@lru_cache(maxsize=4)
def _ways(level: str) -> tuple[_Way, ...]:
    ways = [(_AT_HEAD, f"(?={_SELF})"), (_AFTER_LEAD, f"(?={_SELF})"), (_COMMA, f"(?={_STRONG})")]
    if level != "department":
        ways += [(_NOW, _NOW_OF), (_HEADED, _HEADED_OF), (_UNDER, _UNDER_OF), (_FOR, _FOR_OF)]
    return tuple(_Way(opening, rare(following), rare(_NAME[level] + following)) for opening, following in ways)


def _ends(text: str, own: Own, level: str) -> list[Span]:
    """The kinds (镇, 县, 局 …) in a text that may end a unit's name, but for those that end the unit's own."""
    mine = own.names if own.is_township or own.is_county else ()
    spans = (kind.span() for kind in _KIND[level].finditer(text))
    return [(at, end) for at, end in spans if _BODY.match(text, max(at - 2, 0), at) and not text.endswith(mine, 0, end)]


def _candidates(context: Context, own: Own) -> Iterator[tuple[int, int, str]]:
    """Names at the places where a report speaks of its own unit."""
    text = context.reading.text
    level = "township" if own.is_township else "county" if own.is_county else "department"
    ends = _ends(text, own, level)  # sought first, since few names are not the unit's own
    for way in _ways(level):
        near = ((max(at - _REACH, 0), end) for at, end in ends if way.following.match(text, end))
        for start in sorted({opening.end() for span in near for opening in way.opening.finditer(text, *span)}):
            found = way.name.match(text, start)
            if found and is_place(found[2], sure=not _OFFICE.match(text, found.end())) and not _is_zone(found[2], level):
                yield found.start(1), found.end(1), found[1]
    issued = re.compile(_NAME[level] + r"(?=\d{4}年|法治|依法|村|重大|合法|行政|普法)")
    for start, _ in context.reading.titles:
        found = issued.match(text, start + 1)
        if found and is_place(found[2], sure=True) and not _is_zone(found[2], level) and _ISSUED.search(text, max(start - 8, 0), start):
            yield found.start(1), found.end(1), found[1]


def _above(context: Context, own: Own) -> Iterator[Slip]:
    """「在青崖县委、县政府领导下」 in the report of a unit of another county."""
    if not own.county or own.is_county or own.county.endswith("市"):
        return
    text = context.reading.text
    for led in _LEADERS.finditer(text):
        found = _LED_BY.match(text, max(led.start() - 3, 0)) or _LED_BY.match(text, max(led.start() - 2, 0))
        if found is None:
            continue
        name = found[1]
        if is_place(found[2], sure=True) and not _is_zone(found[2], "county") and not own.county.endswith(name) and not name.endswith(own.county):
            yield Slip(found.start(1), found.end(), of_another_county(own.county, name))


def _is_zone(body: str, level: str) -> bool:
    """园区, 库区, 城区 …: a kind of area, not a district."""
    return level == "county" and (body[-1] in "园山林景校库矿城郊新社小地牧灾片营军盟" or re.search(r"[县区市旗各]", body) is not None)


def _is_foreign(context: Context, own: Own, start: int, name: str, spoken_of: dict[str, bool]) -> bool:
    reading = context.reading
    text = reading.text
    if own.is_me(name) or name.startswith("原") or _is_heading_of_page(context, start):
        return False
    if not own.is_township and not own.is_county and (not own.county or name.startswith(own.county) or "市" in name[:-2]):
        return False
    first, last = context.stretches.sentence(start)
    rest = text[first:start] + text[start + len(name) : last]
    if _CONTRAST.search(rest) or re.search(_ME.get(own.kind, "本[县区旗]|我[县区旗]"), rest) or any(own_name in rest for own_name in own.names):
        return False
    short = re.sub(r"^[\u4e00-\u9fff]{1,3}[县区市旗](?=[\u4e00-\u9fff]{3,})", "", name) if own.is_township else name
    if short not in spoken_of:
        # Named as often as the unit itself: then it is not clear who reports.
        unclear = text.count(short) > max(3, *(text.count(n) for n in own.names))
        spoken_of[short] = unclear or len(spoken_of) > _MOST_NAMES or partner_names(reading, short)
    return not spoken_of[short]


def _is_heading_of_page(context: Context, start: int) -> bool:
    """Whether the place lies before the report, or in the line that names whom it is sent to."""
    reading = context.reading
    block = reading.document.blocks[reading.block_at(start)]
    title = reading.identity.title
    return (
        block.kind in (BlockKind.METADATA, BlockKind.NAVIGATION)
        or (title is not None and start < title[1])
        or (len(block.text) < 40 and block.text.endswith("："))
    )


def _signature(context: Context, own: Own) -> Iterator[Slip]:
    """A signature that is another unit's than the title's."""
    reading = context.reading
    identity = reading.identity
    if identity.signature is None or identity.unit_in_title is None:
        return
    signed = reading.text[slice(*identity.signature)]
    title = reading.text[slice(*identity.unit_in_title)]
    by_title, by_signature = names_of(title), names_of(signed)
    if not own.is_township or not by_title or not by_signature or not by_signature[0].endswith(TOWNSHIPS):
        return
    if not any(a.endswith(b) or b.endswith(a) for a in by_title for b in by_signature):
        message = Wording(f"标题单位是{by_title[0]}，落款写作“{signed}”", f"the title names “{by_title[0]}”; “{signed}” signs")
        yield Slip(identity.signature[0], identity.signature[1], message)
