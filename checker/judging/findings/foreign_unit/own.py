"""Who the reporting unit is, and by what names it may call itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.judging.context import Context
from checker.reading.model import Reading
from checker.wording import Wording

TOWNSHIPS = ("镇", "乡", "街道", "苏木")
COUNTIES = ("县", "区", "旗", "市")
_OFFICE = re.compile(r"(?:人民政府|政府|办事处|(?<=街道)办|党工委|党委|文件)$")
_SHORT = re.compile(r"(?:.*?(?:省|自治区|市|自治州|州|盟))?(?:.*?(?:自治县|县|区|旗|市))?(?:人民政府)?([\u4e00-\u9fff]+)")
_COUNTY = re.compile(r"([\u4e00-\u9fff]{1,8}?(?:自治县|县|区|旗|市))(?=[\u4e00-\u9fff]{2,})")
_NO_PLACE = re.compile(r"开发区|新区|园区|示范区|管委会|高新区|管理区")


@dataclass(frozen=True, slots=True)
class Own:
    """The reporting unit: kind (镇, 乡, 街道, 苏木, 县, 区, 旗, 市, 局, 委), names, county above it."""

    kind: str
    names: tuple[str, ...]
    county: str

    @property
    def is_township(self) -> bool:
        """Whether the unit is a town, township, sub-district or sumu."""
        return self.kind in TOWNSHIPS

    @property
    def is_county(self) -> bool:
        """Whether the unit is a county or what stands at its level."""
        return self.kind in COUNTIES

    def is_me(self, name: str) -> bool:
        """Whether a name is the unit's own, however much of what stands before it is there."""
        if self.is_township or self.is_county:
            return any(own.endswith(name) or name.endswith(own) or _shortens(name, own) for own in self.names)
        return any(own.endswith(name) for own in self.names)


@dataclass(frozen=True, slots=True)
class Slip:
    """A place (clean offsets) where another unit stands, and what is wrong."""

    start: int
    end: int
    message: Wording


def of_another_county(own: str, said: str) -> Wording:
    """That the county named is not the unit's."""
    return Wording(f"报告单位属{own}，此处写作“{said}”", f"the unit belongs to “{own}”; it says “{said}”")


def own_unit(context: Context) -> Own | None:
    """The reporting unit; None where the report does not say what it is."""
    reading = context.reading
    identity = reading.identity
    title = reading.text[slice(*identity.unit_in_title)] if identity.unit_in_title else ""
    said = [name for name in (_name(title), _name(identity.unit)) if name]
    if not said or _NO_PLACE.search(said[0]):
        return None
    kind = _kind(said[0])
    if not kind:
        return None
    # A unit that only the wording of the opening names may be half a sentence (来我镇).
    sure = bool(title) or identity.signature is not None or "我" not in said[0]
    names = dict.fromkeys(n for name in said for n in names_of(name)) if sure else {}
    county = next((m[1] for name in said if (m := _COUNTY.match(name)) and m[1] != name and (len(m[1]) > 2 or m[1].endswith("县"))), "")
    return Own(kind, tuple(names), county)


def names_of(unit: str) -> tuple[str, ...]:
    """A unit's name without its office, long, short, and without its people (龙陂瑶族乡, 龙陂乡)."""
    name = _name(unit)
    return tuple(n for n in dict.fromkeys((name, _short(name), *_without_people(_short(name)))) if len(n) > 1)


def _name(unit: str) -> str:
    name = "".join(unit.split())
    for _ in range(2):
        name = _OFFICE.sub("", name)
    return name


def _kind(name: str) -> str:
    for kind in ("街道", "苏木", "镇", "乡", "县", "旗", "区", "市"):
        if name.endswith(kind):
            return kind
    if name.endswith("局"):
        return "局"
    return "委" if name.endswith(("委员会", "委")) else ""


def _short(name: str) -> str:
    found = _SHORT.fullmatch(name)
    return found[1] if found and found[1] not in (*TOWNSHIPS, *COUNTIES) else name


def _shortens(name: str, own: str) -> bool:
    """广内街道 is short for 广安门内街道."""
    kind = next((k for k in TOWNSHIPS if name.endswith(k) and own.endswith(k)), "")
    short, long = name.removesuffix(kind), own.removesuffix(kind)
    rest = iter(long)
    return bool(kind) and len(short) >= 2 and short[0] == long[:1] and len(long) > len(short) and all(c in rest for c in short)


def _without_people(name: str) -> list[str]:
    """龙陂瑶族乡 is also called 龙陂乡."""
    found = re.fullmatch(r"([\u4e00-\u9fff]{2,})族(乡|镇|县)", name)
    return [found[1][:-n] + found[2] for n in (1, 2, 3) if len(found[1]) - n >= 2] if found else []


def partner_names(reading: Reading, name: str) -> bool:
    """Whether a unit is spoken of anywhere as a neighbour, partner, place or one of several."""
    pattern = re.compile(
        rf"(?:与|和|同|跟|及|、|邻县?|毗邻|相邻|接壤|隔壁|隔河|对岸|联合|会同|到|赴|往|去|在(?![^，。；\n]{{0,10}}(?:党委|政府))|于|对|给|向|协助|支持"
        rf"|帮助|参观|学习|考察|原|由原|县的?)[\u4e00-\u9fff]{{0,6}}?{re.escape(name)}"
        rf"|{re.escape(name)}(?:[、和与及]|的|派|[\u4e00-\u9fff]{{0,4}}村|等)"
    )
    return bool(pattern.search(reading.text))
