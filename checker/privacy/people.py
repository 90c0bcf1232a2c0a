"""Where a text names a natural person's number, address or other mark of theirs.

Hotlines, an office's own line, account or address belong to no natural person; codes of things (of
companies, projects, cases, parcels) are no numbers of persons, whatever their length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checker.privacy.numbers import LONG_SIGN, MOBILE_SIGN, card_checks, identity_checks, is_plausible_identity, plain
from checker.rare import rare
from checker.wording import Wording

# Frequent surnames, without those that are mostly other words in official prose (于 全 时 成 方 …).
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付邹熊白孟秦邱侯"
    "江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔汤温柳阮"
)


class Kind(StrEnum):
    """What of a person it is, in the words of a finding."""

    IDENTITY = "身份证号码"
    MOBILE = "手机号码"
    LANDLINE = "住宅电话"
    BANK = "银行账号"
    ADDRESS = "家庭住址"
    EMAIL = "电子邮箱"
    PLATE = "车牌号"
    ACCOUNT = "微信号或QQ号"

    @property
    def wording(self) -> Wording:
        """The words in both languages."""
        return Wording(self.value, _ENGLISH[self])


_ENGLISH = {
    Kind.IDENTITY: "identity number",
    Kind.MOBILE: "mobile number",
    Kind.LANDLINE: "home telephone number",
    Kind.BANK: "bank account number",
    Kind.ADDRESS: "home address",
    Kind.EMAIL: "e-mail address",
    Kind.PLATE: "number plate",
    Kind.ACCOUNT: "WeChat or QQ account",
}


@dataclass(frozen=True, slots=True)
class Personal:
    """Half-open offsets of what is personal; `label` is where the words that name it begin (家住 …)."""

    kind: Kind
    start: int
    end: int
    label: int


Persons = Sequence[tuple[int, int]]

_HAN = "\u4e00-\u9fff"
_PERSON = rf"(?:[{SURNAMES}][{_HAN}某×]{{1,2}}|老[{SURNAMES}]|[{SURNAMES}](?:某|书记|主任|镇长|乡长|律师|老师|先生|女士|大爷|大娘|师傅|警官|法官))"
_ROLE = (
    "(?:联系人|承办人|经办人|调解员|网格员|志愿者|负责人|村民|居民|户主|业主|租客|租户|房东|当事人|申请人|申诉人|信访人|上访人|举报人|投诉人|反映人|原告|被告"
    "|被害人|受害人|车主|驾驶人|驾驶员|司机|群众|职工|工人|村支书|人民监督员|法律明白人|联络员|专干|包片干部|包村干部|先生|女士|同志)"
)
_NAMED = rare(rf"{_ROLE}[：，（ ]?{_PERSON}|{_PERSON}(?:同志|先生|女士|书记|主任|所长|镇长|律师|老师)?[（，：]?(?:的|个人|本人|私人)?(?:手机|电话|微信)")
_MARKS = "，；。！？\n（"

# What stands before a number that is a code of a thing.
_CODE = rare(
    r"(?:信用代码|机构代码|项目代码|代码|编号|文号|案号|序号|编码|证号|索引号|备案号|单号|流水号|批号|批次号|工单号?|档号|档案号|合同号|图号|条码|地块号?|宗地号?"
    r"|许可证|营业执照|不动产权|登记号|受理号|公告号|标识码)(?:[（][^）]{0,8}[）])?[为是：第号 ]{0,3}$"
)
_LONG_NUMBER = re.compile(r"(?<![\dA-Za-z])\d(?:[ \-\u200b]?\d){13,18}[Xx]?(?![\dA-Za-z])")
_ID = re.compile(r"身份证|公民身份|证件号|身份号")
_ACCOUNT = re.compile(r"账号|帐号|账户|帐户|卡号|开户|银行卡|存折|一卡通|收款|农商行|信用社|[工农建]行")
_OF_BODY = re.compile(r"政府|街道办|财政|委员会|公司|中心|合作社|村委|居委|专户|单位|对公|公户|[局所站]账|基金会|慈善会|协会|工会|法院|国库")

_MOBILE = rare(r"(?<![\dA-Za-z.])(?:(?:\+?86)?[- ]?)(1[3-9]\d[- \u200b]?\d{4}[- \u200b]?\d{4})(?![\dA-Za-z]|\.\d| ?[万亿元])")
_LINE = r"(?:电话|专线|号码|手机|座机)"
_OF_OFFICE = re.compile(
    r"(?:热线(?:电话|号码)?|(?:举报|监督|投诉|值班|服务|咨询|办公|报警|求助|救援|公开|受理|报修|应急|接访|维权|预约|客服|调度|总机)"
    rf"{_LINE}号?码?)[：（为是 ]{{0,2}}$"
)
_BODY_LINE = rare(
    r"(?:律师事务所|律所|服务所|服务站|工作站|中心|工作室|调解室|调委会|调解委员会|司法所|派出所|法庭|村委会|居委会|办公室|大厅|窗口|值班室|执法队"
    r"|执法大队|卫生院|公司|协会|政府|[局院站所])"
    rf"(?:的|[（，：])?(?:统一|对外|公开|固定|工作)?(?:联系|咨询|服务|值班)?{_LINE}?(?:号码)?[：为是 ]{{0,2}}$"
)
_LANDLINE = re.compile(r"(?<![\d\-])(?:0\d{2,3}[- ]?)?[2-9]\d{6,7}(?![\dA-Za-z]|\.\d| ?[万亿元件次人户]|-\d)")
_OF_HOME = rare(rf"(?:家庭|家里|家中|住宅|宅|(?:{_PERSON}|其)家)(?:的)?(?:电话|座机|固话|固定电话)(?:号码|号)?[：为是 ]{{0,2}}$")
_HOME_LINE = re.compile("[庭里中宅家]的?(?:电话|座机|固话|固定电话)")

_HOME = rare(
    r"(?:家住|现住(?!院)|住址|住所地|户籍地|户籍所在地|户籍地址|家庭住址|家庭地址|居住地址|居住在|租住在?|住在|户籍"
    r"|(?<=[，（。；\n])现?住(?![院房建宅户持所]))(?:为|是|在|于|[：:])?"
)
_DIGIT = r"[\dA-Za-z甲乙丙丁一二三四五六七八九十]"
_NUM = _DIGIT + "{1,6}"
_DETAIL = (
    rf"(?:{_NUM}(?:号楼|栋|幢|座)[{_HAN}\d-]{{0,8}}?{_NUM}(?:单元|室|号|户|楼)"
    rf"|{_NUM}单元[{_HAN}\d]{{0,6}}?{_NUM}(?:室|号|户)?"
    rf"|(?:组|社|屯|队|庄|湾|街|路|巷|弄|里|村|胡同|大道|小区|苑|园|坊)[{_HAN}]{{0,3}}{_NUM}(?:号|室)(?!线|楼公|文|令|院办|公告|地块|台风|公路)"
    rf"|{_NUM}组{_NUM}号)"
)
_ADDRESS = rare(_DETAIL)
_NAMED_ADDRESS = rare(rf"{_PERSON}[（，][^，。；（）]{{0,24}}?{_DETAIL}）")
_RESIDENT = rare(rf"{_DETAIL}的?(?:村民|居民|住户|业主|租户)(?:{_PERSON}|老[{SURNAMES}])")
_NATIVE = rare(rf"系[{_HAN}]{{2,16}}?{_DETAIL}的?(?:村民|居民|住户|人)")
_ADDRESS_REACH = 45
# What no detail of an address is without: a number and 号, 室 … behind it, which for 号 and 室 stands behind a street, a village …
_SIGN = re.compile(rf"[号室栋幢座元](?:(?<={_DIGIT}[^元])|(?<={_DIGIT}单元))")
_PLACED = rare(rf"[组社屯队庄湾街路巷弄里村同道区苑园坊][{_HAN}]{{0,3}}{_NUM}$")
_PLACED_REACH = 10

_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,40}@(?:[A-Za-z0-9-]{1,30}\.){1,4}[A-Za-z]{2,8}(?![A-Za-z])", re.ASCII)
_OFFICIAL_MAIL = re.compile(r"\.gov\.|(?:举报|监督|投诉|办公|单位|公共|公务|政务|受理|征集|官方|工作)(?:电子)?邮箱")
_OWN = "(?:个人|本人|私人|其)"
_PLATE = re.compile(r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-HJ-NP-Z][·• -]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学]")
_OF_DRIVER = rare(rf"车主|驾驶人|驾驶员|司机|其|当事人|村民|居民|驾驶|{_PERSON}[（，的]")
_PUBLIC_CAR = re.compile("执法车|执法用车|公务|公车|救护|消防|警车|巡逻|宣传车|巡查车")
_CHAT = re.compile(r"(?:微信号?|微信账号|(?<![A-Za-z])QQ号?码?)(?:为|是|[：: ])?(?P<value>[A-Za-z][A-Za-z0-9_-]{5,19}|[1-9]\d{4,11})(?![A-Za-z0-9@])")
_CHAT_SIGN = re.compile("(?:微信|QQ)[号码账为是：: ]{0,4}[A-Za-z1-9]")
_PUBLIC_CHAT = re.compile("公众|官方|群|服务号|订阅号|视频号|政务|单位|工作|所微信|站微信|办微信")
_REACH = 30
_LABEL = 24  # how far the words that name a number may go back


def find_personal(text: str, *, persons: Persons = ()) -> list[Personal]:
    """What `text` holds of natural persons, by place. `persons` are half-open ranges known to be names of persons."""
    return find_spelled(plain(text), persons)


def find_spelled(text: str, persons: Persons = ()) -> list[Personal]:
    """The same of a text in one spelling (`plain`). Each kind is sought only where its sign is in the text; in most texts none is."""
    found: list[Personal] = []
    for sign, finder in _FINDERS:
        if sign.search(text):
            found += finder(text, persons)
    return sorted(found, key=lambda p: (p.start, p.end)) if found else found


def before(text: str, start: int, reach: int = _REACH, marks: str = _MARKS) -> str:
    """The words before `start`, back to the nearest of `marks`, at most `reach` characters."""
    low = max(start - reach, 0)
    return text[max([low, *(text.rfind(mark, low, start) + 1 for mark in marks)]) : start]


def _personal(text: str, kind: Kind, start: int, end: int) -> Personal:
    return Personal(kind, start, end, start - len(before(text, start, _LABEL, _MARKS + "）")))


def _long_kind(text: str, found: re.Match[str]) -> Kind | None:
    digits = re.sub(r"[ \-\u200b]", "", found.group())
    said = text[max(found.start() - 20, 0) : found.start()]
    named_id = bool(_ID.search(said))
    coded = bool(_CODE.search(said)) and not named_id
    if len(digits) == 18 and is_plausible_identity(digits) and not coded and (identity_checks(digits) or named_id):
        return Kind.IDENTITY
    if named_id and (len(digits) == 15 or (len(digits) >= 17 and _ID.search(said[-12:]))):
        return Kind.IDENTITY
    if not digits.isdigit() or not 16 <= len(digits) <= 19 or _OF_BODY.search(said + text[found.end() : found.end() + 12]):
        return None
    # 62: the cards of the one issuer association that is everywhere in China.
    if _ACCOUNT.search(said) or (digits.startswith("62") and len(digits) in (16, 19) and card_checks(digits) and not coded):
        return Kind.BANK
    return None


def _mobiles(text: str, persons: Persons) -> Iterator[Personal]:
    for found in _MOBILE.finditer(text):
        start, end = found.span(1)
        said = before(text, start)
        if _CODE.search(said):
            continue
        # The name of the body or line may stand before a bracket: 司法所（电话：…）, 热线（…）.
        wide = before(text, start, marks="，；。！？\n")
        named = any(abs(first - start) < _REACH for first, _ in persons) or _NAMED.search(said) or re.match(rf"[（，]?{_PERSON}[）。，；]", text[end : end + 6])
        if named or not (_OF_OFFICE.search(wide) or _BODY_LINE.search(wide)):
            yield _personal(text, Kind.MOBILE, start, end)


def _addresses(text: str, _: Persons) -> Iterator[Personal]:
    lines = _lines_with_a_detail(text)
    if not lines:
        return
    for first, last in lines:
        for label in _HOME.finditer(text, first, last):
            address = _ADDRESS.search(text, label.end(), label.end() + _ADDRESS_REACH)
            if address and not re.search(r"[。；\n]", text[label.end() : address.start()]):
                yield Personal(Kind.ADDRESS, label.end(), address.end(), label.start())
    of_lines = (found for pattern in (_RESIDENT, _NATIVE) for line in lines for found in pattern.finditer(text, *line))
    for found in (*_NAMED_ADDRESS.finditer(text), *of_lines):
        clause = found.start() - len(before(text, found.start(), 200, "，；。！？：\n"))
        if not _HOME.search(text, clause, found.end()):
            yield Personal(Kind.ADDRESS, found.start(), found.end(), found.start())


def _lines_with_a_detail(text: str) -> list[tuple[int, int]]:
    """The lines that may hold a detail of an address; in most texts none does."""
    lines: list[tuple[int, int]] = []
    for sign in _SIGN.finditer(text):
        at, end = sign.span()
        if lines and at < lines[-1][1]:
            continue
        by_number = sign.group() in "号室" and text[end : end + 1] != "楼"
        if not by_number or _PLACED.search(text, max(at - _PLACED_REACH, 0), at):
            stop = text.find("\n", at)
            lines.append((text.rfind("\n", 0, at) + 1, stop if stop >= 0 else len(text)))
    return lines


def _landlines(text: str, _: Persons) -> Iterator[Personal]:
    for found in _LANDLINE.finditer(text):
        if _OF_HOME.search(before(text, found.start())):
            yield _personal(text, Kind.LANDLINE, *found.span())


def _emails(text: str, _: Persons) -> Iterator[Personal]:
    for found in _EMAIL.finditer(text):
        said = before(text, found.start(), 20)
        named = re.search(rf"{_OWN}(?:电子)?邮箱|{_NAMED_MAIL}", before(text, found.start(), 20, "；。\n"))
        if named and not _OFFICIAL_MAIL.search(said + found.group()):
            yield _personal(text, Kind.EMAIL, *found.span())


def _plates(text: str, _: Persons) -> Iterator[Personal]:
    for found in _PLATE.finditer(text):
        said = before(text, found.start(), 24, "；。！？\n")
        if _OF_DRIVER.search(said) and not _PUBLIC_CAR.search(said + text[found.end() : found.end() + 8]):
            yield _personal(text, Kind.PLATE, *found.span())


def _chats(text: str, _: Persons) -> Iterator[Personal]:
    for found in _CHAT.finditer(text):
        said = before(text, found.start(), 16, "；。！？\n")
        if re.search(rf"{_OWN}$|{_ROLE}|{_PERSON}[（，的]?$", said) and not _PUBLIC_CHAT.search(said + found.group()):
            yield Personal(Kind.ACCOUNT, *found.span("value"), found.start())


def _long_numbers(text: str, _: Persons) -> Iterator[Personal]:
    for found in _LONG_NUMBER.finditer(text):
        kind = _long_kind(text, found)
        if kind is not None:
            yield _personal(text, kind, *found.span())


_NAMED_MAIL = rf"{_PERSON}[（，：的 ]{{0,2}}(?:的|电子)?(?:邮箱|信箱|email|E-mail|Email|邮件)"
# Each kind, and what a text must have for it to be found.
_FINDERS: tuple[tuple[re.Pattern[str], Callable[[str, Persons], Iterator[Personal]]], ...] = (
    (MOBILE_SIGN, _mobiles),
    (_SIGN, _addresses),
    (_HOME_LINE, _landlines),
    (re.compile("@"), _emails),
    (_PLATE, _plates),
    (_CHAT_SIGN, _chats),
    (LONG_SIGN, _long_numbers),
)
