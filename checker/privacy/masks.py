"""Personal data made unreadable in any text. A mask keeps the length, so that offsets still hold.

What stays readable is enough to find the place, and no more: where a number is from, the township of
an address, the first character of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from checker.privacy.numbers import inside, mask_spelled, plain, starred
from checker.privacy.people import SURNAMES, Kind, Personal, find_spelled
from checker.rare import rare

# As far as an address tells no more than the township somebody lives in.
_TOWN = re.compile(r".*(?:镇|乡|街道|县|市|(?<![小社园校厂])区)(?=.)")
# How many signs of each kind stay readable, at the front and at the back.
_READABLE = {Kind.IDENTITY: (6, 2), Kind.MOBILE: (7, 0), Kind.LANDLINE: (4, 0), Kind.BANK: (6, 4), Kind.PLATE: (2, 0), Kind.ACCOUNT: (2, 0), Kind.EMAIL: (1, 0)}
_DOUBLE = "欧阳|司马|上官|诸葛|司徒|尉迟|皇甫|令狐|东方|夏侯"
_GIVEN = r"[\u4e00-\u9fff]"
# What may stand between a name and what is told of the person.
_BETWEEN = (
    r"(?:[（，：、 ]|男|女|汉族|\d{1,3}岁|的|身份证|公民|居民|身份|证件|手机|电话|联系|微信|QQ|电子|邮箱|号码|号|为|是|现|家|户籍地?|住|地址|址|家庭|在|于"
    r"|账号|帐号|账户|帐户|银行|卡|开户|个人|本人|其|车牌|农商行?|信用社|[工农建]行|同志|先生|女士|老师|律师|书记|主任|师傅)"
)
# A name begins a clause or follows what the person is (租客, 负责人, 王某与): 顾问 inside 法律顾问 is none.
_BEGINS = r"(?:(?<![\u4e00-\u9fff])|(?<=[人员者民主客户东告长记任机干众工师友班头手理事兵警医生校是为与和同居邻对向由请经将把被让给替找及约访以等]))"
_NAME_BEFORE = rare(rf"{_BEGINS}(?P<name>(?:{_DOUBLE}|[{SURNAMES}])(?!某|书记|主任|镇长|乡长|律师|老师|先生|女士|师傅){_GIVEN}{{1,2}}){_BETWEEN}{{0,12}}$")
_NAME_AFTER = rare(rf"[（ ]?(?P<name>(?:{_DOUBLE}|[{SURNAMES}])(?!某){_GIVEN}{{1,2}})(?=[）。，；\n]|$)")
_NAME_REACH = 30
_SHORT = 400  # characters
_SEPARATORS = re.compile(r"([;；,，、/|\\\s]+)")


def mask(text: str) -> str:
    """`text` with personal numbers, home addresses and the names beside them masked by `*`, of the same length."""
    return _mask_short(text) if len(text) <= _SHORT else _mask(text)


def _mask(text: str) -> str:
    spelled = plain(text)
    places: list[int] = []
    for one in find_spelled(spelled):
        places.extend(_hidden(spelled, one))
        for name in (_NAME_BEFORE.search(spelled, max(one.start - _NAME_REACH, 0), one.start), _NAME_AFTER.match(spelled, one.end)):
            if name is not None:
                places.extend(range(name.start("name") + 1, name.end("name")))
    hidden = mask_spelled(text, spelled)
    return starred(hidden, places) if places else str(hidden)


@lru_cache(maxsize=4096)
def _mask_short(text: str) -> str:
    """Headings, explanations and remedies: the same ones come back in every report."""
    return _mask(text)


def mask_name(name: str) -> str:
    """A person's name with only its first character readable (张**); each of several names (张三；李四)."""
    return "".join(part if _SEPARATORS.fullmatch(part) else part[:1] + "*" * (len(part) - 1) for part in _SEPARATORS.split(name))


def mask_names(text: str, names: Iterable[str]) -> str:
    """`text` with every one of `names` (whole names of persons) masked."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, mask_name(name))
    return text


def hide_address(text: str) -> str:
    """An address with what follows its township masked; where it names none, all but its first two characters."""
    shown = _readable(text)
    return text[:shown] + "*" * (len(text) - shown)


def _readable(address: str) -> int:
    town = _TOWN.match(address)
    return town.end() if town else 2


def _hidden(text: str, one: Personal) -> Iterable[int]:
    if one.kind is Kind.ADDRESS:
        return range(one.start + _readable(text[one.start : one.end]), one.end)
    end = text.find("@", one.start) if one.kind is Kind.EMAIL else one.end
    return inside(text, one.start, end, *_READABLE[one.kind])
