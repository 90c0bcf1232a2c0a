"""The unit calls itself, or an office of its own, by another kind of unit.

我乡, 全乡, 乡党委 in a town's report. A word before the kind makes it something else (城乡, 家乡,
乡镇, 集镇, a named 沙河乡), so a kind alone counts only at the start of its clause or after a word
that an office can follow. Set phrases (大事不出乡) name no office and never match.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checker.judging.context import Context
from checker.judging.findings.foreign_unit.own import COUNTIES, TOWNSHIPS, Own, Slip, of_another_county
from checker.judging.findings.places import in_title
from checker.rare import rare
from checker.reading.model import Reading
from checker.wording import Wording

_OFFICES = (
    r"(?:党委|党政|政府(?!采购)|人民政府|人大|纪委|综合(?:行政)?执法|综治|便民|司法所|派出所|调委会|人民调解|平安(?:法治)?办|法治(?:政府)?建设"
    r"|机关(?!事业)|领导班子|主要领导|主要负责人"
    r"|主要负责同志|分管领导|班子成员|长(?!期|效|远|大|久|江|度|时)|辖区|法律顾问|公共法律服务|信访|应急(?!管理部)|党群|社会治理|武装部|财政所|国土所"
    r"|农业服务|文化站|卫生院|敬老院|执法(?!部门))"
)
# Words after which an office of one's own may follow. Anything else before the kind is part of a name.
_LEADING = (
    "成立|加强|强化|健全|发挥|依托|组织|整合|配合|通过|坚持|充实|建立|完善|设立|联合|调整|统筹|推进|推动|作为|根据|按照|围绕|落实|"
    "压实|纳入|列入|提交|提请|报请|邀请|聘请|担任|规范|优化|升级|组建|改造|提升|召开|主持|听取|以及|今年|全年|年初|结合|指导|督促|"
    "要求|印发|用好|进驻|入驻|目前|由于|经过|全体"
)
_AFTER = "，。；：、！？（）《》\n以由经对在将把向和与同及为是使让给受按报请并被凡到从因据的了着过名个支家位需"
# Characters that a kind begins or ends with where a unit calls itself so; what finds them in one pass takes in a little more.
_CALLED = re.compile("[我本全镇乡局][镇乡街苏局县旗里党]")
_SIGNS = {
    kind: frozenset(pairs.split())
    for kind, pairs in {
        "镇": "我镇 本镇 全镇 镇里",
        "乡": "我乡 本乡 全乡 乡里",
        "街道": "我街 本街 全街",
        "苏木": "我苏 本苏 全苏",
        "局": "我局 本局 局党",
        "县": "我县 本县 全县",
        "旗": "我旗 本旗 全旗",
        "镇、乡或街道": "我镇 我乡 我街",
    }.items()
}
_ABOVE = re.compile(r"[省市县区州旗]、$|[省市县区镇乡]$")


def _stands_free(kind: str) -> str:
    """What goes behind a pattern that begins with `kind`: nothing, or a word that an office can follow, stands before the kind.

    It looks back over the kind, so that the kind itself is what is searched for: that is many times as fast.
    """
    leading = "|".join(word + kind for word in _LEADING.split("|"))
    return rf"(?:(?<![\s\S]{kind})|(?<=[{_AFTER}]{kind})|(?<={leading}))"


_OWN_OFFICES = {
    "镇": rf"镇(?={_OFFICES}|村(?:两级|干部|组|三级)|级(?!以上)|域|直(?:各|单位|部门|机关)|本级)",
    "乡": rf"乡(?={_OFFICES}|域|直(?:各|单位|部门|机关)|本级)",
    "街道": r"街道(?=党工委|办事处|综合(?:行政)?执法|便民|司法所|机关|党政|主要(?:领导|负责)|领导班子|班子成员|各(?:科室|社区)|法律顾问|公共法律服务|综治)",
}
_MINE = {
    "镇": r"我镇|(?<!日)本镇|(?<![安健完齐周])全镇",
    "乡": r"我乡(?![村镇土亲音愁])|(?<!日)本乡(?![土村镇])|(?<![安健完齐周])全乡(?![镇村土风贤亲愁])",
    "街道": r"我街道|我街(?=[坚始严认全在以将党])|本街道|全街道",
    "苏木": r"我苏木|本苏木|全苏木",
    "局": r"我局(?!限|势|部)|本局(?!限|势|部)|(?:^|(?<=[，。；：\n经由报]))局(?=党组|党委(?!书记处))",
    "县": r"我县|(?<!日)本县|(?<![安健完齐周])全县",
    "旗": r"我旗|本旗|全旗(?!帜)",
    "镇乡街道之一": r"我(?:镇|乡(?![村土亲])|街道)",
}
# 镇里 is how a town speaks of itself in plain words; 乡里 may be the neighbourhood.
_PLAIN = {"镇": r"(?:^|(?<=[，。；：\n]))镇里", "乡": r"(?:^|(?<=[，。；：\n]))乡里(?![乡人邻情间社])"}
_MERGED = rare(r"原[\u4e00-\u9fff]{1,5}[乡镇]|撤乡|并乡|乡改镇|撤并|并入|划入|划归|合乡")
_OTHER_NAMED = (
    r"(?:邻|与|和|同|赴|到|在|于|对|向|由|原|县|、)[\u4e00-\u9fff]{{1,6}}?(?<![城下返回家故我全本不出是入集小古中大两跨各乡镇]){kind}(?!村|镇|亲|土|党委"
    r"|政府)"
)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A kind that the unit is not, and what calls the unit so. `mine`: the words say 我、全、本.

    `signs`: pairs of characters of which a text must have one; none where the pattern itself is quick to look for.
    """

    kind: str
    pattern: re.Pattern[str]
    mine: bool
    signs: frozenset[str] = frozenset()


def slips(context: Context, own: Own) -> Iterator[Slip]:
    """Each place where the report calls its unit by a kind that it is not."""
    called = set(_CALLED.findall(context.reading.text))
    for wrong in _wrong_kinds(own.kind):
        if not wrong.signs or not wrong.signs.isdisjoint(called):
            yield from _found(context, own, wrong)
    if own.county:
        yield from _superiors(context, own)


@lru_cache(maxsize=32)
def _wrong_kinds(own: str) -> tuple[_Wrong, ...]:
    """What a unit of a kind may not call itself."""
    if own in TOWNSHIPS:
        others = [kind for kind in ("镇", "乡", "街道", "苏木", "局") if kind != own]
        offices = [_Wrong(kind, re.compile(words + _stands_free(kind)), False) for kind, words in _OWN_OFFICES.items() if kind != own]
        return (*(_mine(kind, f"{_MINE[kind]}|{_PLAIN[kind]}" if kind in _PLAIN else _MINE[kind]) for kind in others), *offices)
    bureau = _mine("局", r"我局(?!限|势|部)")
    wrong = [_mine("镇、乡或街道", _MINE["镇乡街道之一"])]
    if own in COUNTIES:
        wrong += [bureau, *(_mine(kind, _MINE[kind]) for kind in ("县", "旗") if kind != own)]
        if own != "区":
            wrong.append(_Wrong("区", re.compile("区(?<!治区)委、区(?:人民)?政府"), True))
        if own != "县":
            wrong.append(_Wrong("县", re.compile("县委、县(?:人民)?政府"), True))
    elif own == "委":
        wrong.append(bureau)
    return tuple(wrong)


def _mine(kind: str, words: str) -> _Wrong:
    return _Wrong(kind, rare(words), True, _SIGNS[kind])


def _superiors(context: Context, own: Own) -> Iterator[Slip]:
    """县委、县政府 in the report of a unit that lies in a district, and the other way round."""
    for kind in ("县", "区", "旗"):
        if own.is_county or own.county.endswith(kind) or f"{kind}委、{kind}" not in context.reading.text:
            continue
        for found in re.finditer(rf"(?:^|(?<=[，。；：、\n在向对报按照据实]))(?:在)?{kind}委、{kind}(?:人民)?政府", context.reading.text):
            if own.county.endswith("市"):
                break  # a county-level city or a city with districts: its name does not tell
            yield Slip(found.start(), found.end(), of_another_county(own.county, found.group()))


def _found(context: Context, own: Own, wrong: _Wrong) -> Iterator[Slip]:
    reading, mine = context.reading, wrong.mine
    text = reading.text
    other = rare(_OTHER_NAMED.format(kind=wrong.kind)) if wrong.kind in ("镇", "乡", "街道") else None
    for found in wrong.pattern.finditer(text, _body_from(context)):
        start, end = found.span()
        if in_title(reading, start, end) or _in_slogan(reading, start, end):
            continue
        first, last = context.stretches.sentence(start)
        sentence = text[first:last]
        if _MERGED.search(sentence) or (not mine and _ABOVE.search(text, max(start - 2, 0), start)):
            continue
        if other is not None and not text.startswith("我", start) and other.search(sentence):
            continue
        shown = text[start : end + (4 if not mine else 0)]
        yield Slip(start, end, Wording(f"本单位是{_of(own.kind)}，此处写作“{shown}”", f"the unit is “{_of(own.kind)}”; it says “{shown}”"))


def _in_slogan(reading: Reading, start: int, end: int) -> bool:
    """Whether the words lie in a short passage in quotation marks."""
    index = bisect_right(reading.quoted, (start, len(reading.text))) - 1
    return index >= 0 and end <= reading.quoted[index][1] and reading.quoted[index][1] - reading.quoted[index][0] < 16


def _of(kind: str) -> str:
    return {"局": "局", "委": "委员会"}.get(kind, kind)


def _body_from(context: Context) -> int:
    title = context.reading.identity.title
    return title[1] if title else 0
