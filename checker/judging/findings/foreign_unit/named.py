"""Another unit's full name where the reporting unit's should stand: 「石板滩镇党委始终坚持……」.

A name is taken for another unit's only where the sentence is about what the unit itself does: at the
head of a sentence and followed by what reports say of themselves, in 现将……报告如下, in the title of a
document that the unit issues, or as the signature. Superiors, neighbours, partners, places of an
event and villages are spoken of elsewhere in the report with a word that says so, and never count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.judging.context import Context
from checker.judging.findings.foreign_unit.own import COUNTIES, TOWNSHIPS, Own, Slip, partner_names
from checker.judging.findings.places import body_blocks, sentence_span

_NUMBER = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.]{1,2}|[一二三四五六七八九十]是)?"
_LEAD = r"(?:[^，。；：！？\n]{1,16}(?:来|年|下|后|中|间|时|此|上|前|度|一是|同时|此外|以来|过程中)，)?"
_AT_HEAD = re.compile(rf"(?:(?<=[。；！？：\n])|^){_NUMBER}{_LEAD}(?:[一二三四五六七八九十]是)?(?=[\u4e00-\u9fff])")
_NAME = {
    "township": r"((?:[\u4e00-\u9fff]{2,4}[县区市旗])?([\u4e00-\u9fff]{2,5}?)(?:镇(?!区)|乡(?!村|镇|亲|土|贤|风)|街道(?!两|上|环|路|旁)|苏木))",
    "county": r"(([\u4e00-\u9fff]{2,3}?)(?:自治县|县|区|旗))",
    "department": r"(([\u4e00-\u9fff]{2,4}?)[县区旗市](?:[\u4e00-\u9fff]{2,10}?)(?:局|委员会))",
}
_SELF = (
    r"(?:党委|党工委|党组|委(?=、|书记|常委)|人民政府|政府|办事处|人大|综合(?:行政)?执法|便民服务|司法所|全体|干部职工|干部群众|广大|各级|始终|坚持|严格|认真|全面|紧紧|紧扣|紧盯|深入|高度重视|积极|持续|切实|着力|立足|紧密"
    r"|充分|聚焦|围绕|把|以|将(?=法)|扎实|大力|不断|牢固|按照|对照|依托|建立|健全|制定|印发|调整|强化|加强|进一步|多措并举|法治(?:政府)?建设|在[^，。]{1,4}(?:委|党|上级|坚强)|全年|先后|统筹|推动|推进|创新|落实|贯彻|严守|狠抓|突出|完善|注重|稳步|共(?=[排调受化召开组])|行政机关|领导班子|坚定|成立|组织(?!了?联)|开展|\d{4}年)"
)
_STRONG = r"(?:党委|党工委|党组|人民政府|政府|办事处|始终|坚持|以习近平|认真|高度重视|紧紧围绕|严格(?:落实|执行)|深入(?:学习|贯彻))"
_COMMA = re.compile(r"(?<=，)(?=[\u4e00-\u9fff])")
_NOW = re.compile(r"(?:现将|现把|兹将|现就)(?=[\u4e00-\u9fff])")
_NOW_OF = r"(?=\d{4}年|二〇|法治|依法|一年|有关|工作|推进|全年|本年|今年)"
_HEADED = re.compile(r"(?:以|由)(?=[\u4e00-\u9fff])")
_HEADED_OF = r"(?=党委书记|党政|党工委书记|主要(?:领导|负责))"
_FOR = re.compile(r"(?:为|推动|推进|促进|助力|服务|谱写|开创)(?=[\u4e00-\u9fff])")
_FOR_OF = r"(?=经济社会|高质量|法治建设|法治政府|平安建设|长治久安|各项事业|全面发展|全面振兴|高水平)"
_ISSUED = re.compile(r"(?:制定|印发|出台|修订|下发|审议通过|研究通过|审定|拟定|制发|发布)(?:了|实施|并印发)?$")
# No name of a place: verbs and nouns that stand before 镇, 乡, 街道, 县, 区 in official prose.
_NO_NAME = re.compile(
    r"[的了着过是和与及或等这那哪我本各全每该其某由经请报向将以对使让给受按从被至凡因若则并但又也都均有无不个两三四五六七八九十几多整余来自跨]"
    r"|依托|组织|成立|发挥|健全|加强|强化|完善|落实|整合|协调|坚持|规范|深化|推动|推进|通过|围绕|根据|聚焦|利用|开展|提升|建立|构建|打造|建设|调整|联合|配合|督促|指导|指派|选派|抽调|邀请|召开|印发|制定|修订"
    r"|明确|设立|优化|压实|充实|配强|建强|做强|做实|抓实|夯实|体|所属|其他|其它|部分|个别|相关|有关|广大|上级|下级|中心|重点|特色|文明|建制|平安|法治|美丽|和谐|幸福|生态|工业|农业|旅游|经济|卫生|示范|先进"
    r"|驻地|辖|周边|周围|邻|外地|外县|直属|省级|市级|县级|区级|目前|当前|今年|去年|年初|年底|年内|近年|同时|此外|另外|结合|立足|针对|面对|关于|纳入|列入|提交|提请|聘请|担任|率先|主动|积极|统筹|切实|进一步|城市"
    r"|农村|社区|主要|老旧|沿街|商业|步行|背街|集贸|乡镇|村镇|城镇|集镇|小城|古镇|特大|开发|高新|经开|自治|产业|试验|保护|主城|老城|合作|管理|风景|园|学校|医院|集中|分片|包保|联系|下沉|深入|走进|融入|服务|助力"
    r"|建成|新建|改造|涉及|包括|覆盖|镇|乡|街道|苏木"
)
_CONTRAST = re.compile(r"邻|毗|接壤|跨界|交界|联防|联调|联动协|两[地镇乡县]|双方|来访|来我|派来|观摩|参观|考察|借鉴|经验|互访|互派|结对|协作区|移交|划归|原属|边界|下辖|所辖|等[\d一二三四五六七八九十]+个")
_ME = {"镇": "我镇|本镇", "乡": "我乡|本乡", "街道": "我街道|本街道", "苏木": "本苏木|我苏木", "局": "我局|本局", "委": "我委|本委"}


def slips(context: Context, own: Own) -> Iterator[Slip]:
    """Each place where another unit's name stands for the unit."""
    yield from _signature(context, own)
    seen: set[int] = set()
    for start, end, name in _candidates(context, own):
        if start not in seen and _is_foreign(context, own, start, name):
            seen.add(start)
            yield Slip(start, end, f"报告单位是{own.names[-1]}，此处写作“{name}”")


def _candidates(context: Context, own: Own) -> Iterator[tuple[int, int, str]]:
    """Names at the places where a report speaks of its own unit."""
    text = context.reading.text
    level = "township" if own.is_township else "county" if own.is_county else "department"
    name = _NAME[level]
    ways = [(_AT_HEAD, _SELF), (_COMMA, _STRONG)]
    if level != "department":
        ways += [(_NOW, ""), (_HEADED, _HEADED_OF), (_FOR, _FOR_OF)]
    for opening, following in ways:
        after = _NOW_OF if opening is _NOW else following if following.startswith("(?=") else f"(?={following})"
        pattern = re.compile(name + after)
        for at in opening.finditer(text):
            found = pattern.match(text, at.end())
            if found and not _NO_NAME.search(found[2]):
                yield found.start(1), found.end(1), found[1]
    for start, _ in context.reading.titles:
        found = re.compile(name + r"(?=\d{4}年|法治|依法|村|重大|合法|行政|普法)").match(text, start + 1)
        if found and not _NO_NAME.search(found[2]) and _ISSUED.search(text, max(start - 8, 0), start):
            yield found.start(1), found.end(1), found[1]


def _is_foreign(context: Context, own: Own, start: int, name: str) -> bool:
    reading = context.reading
    text = reading.text
    if own.is_me(name) or name in own.names[0] or _is_heading_of_page(context, start):
        return False
    if not own.is_township and not own.is_county and (not own.county or name.startswith(own.county) or name.endswith("市")):
        return False
    first, last = sentence_span(text, start)
    rest = text[first:start] + text[start + len(name) : last]
    if _CONTRAST.search(rest) or re.search(_ME.get(own.kind, "本[县区旗]|我[县区旗]"), rest) or any(own_name in rest for own_name in own.names):
        return False
    short = re.sub(r"^[\u4e00-\u9fff]{1,3}[县区市旗](?=[\u4e00-\u9fff]{3,})", "", name) if own.is_township else name
    # Named as often as the unit itself: then it is not clear who reports.
    if text.count(short) > max(3, *(text.count(n) for n in own.names)):
        return False
    return not partner_names(reading, short)


def _is_heading_of_page(context: Context, start: int) -> bool:
    """Whether the place lies before the report, or in the line that names whom it is sent to."""
    blocks = body_blocks(context.reading)
    at = next((b for s, b in blocks if s <= start < s + len(b.text)), None)
    return at is None or (len(at.text) < 40 and at.text.endswith("："))


def _signature(context: Context, own: Own) -> Iterator[Slip]:
    """A signature that is another unit's than the title's."""
    reading = context.reading
    identity = reading.identity
    if identity.signature is None or identity.unit_in_title is None:
        return
    signed = reading.text[slice(*identity.signature)]
    kinds = "|".join((*TOWNSHIPS, *COUNTIES))
    found = re.match(rf"([\u4e00-\u9fff]{{2,12}}?(?:{kinds}))(?:人民政府|政府|办事处|党委|党工委|$)", signed)
    if found and own.is_township and found[1].endswith(TOWNSHIPS):
        name = re.sub(r"^.*[县区市旗](?=[\u4e00-\u9fff]{2,})", "", found[1])
        title = reading.text[slice(*identity.unit_in_title)]
        if name not in title and not any(n in signed for n in own.names[:1]) and not own_title_has(title, name):
            yield Slip(identity.signature[0], identity.signature[1], f"标题单位是{''.join(title.split())}，落款写作“{signed}”")


def own_title_has(title: str, name: str) -> bool:
    """Whether the title's unit and the signature's are one under a longer or shorter name."""
    plain = "".join(title.split())
    return plain in name or name in plain or name[:-1] in plain
