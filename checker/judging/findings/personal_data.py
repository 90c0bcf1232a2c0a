"""`personal_data`: an identity number, mobile number, bank account or home address of a natural person.

Annotation guide, section 3. Identity numbers by GB 11643: 18 digits with a date in them, the last a
check digit (ISO 7064, MOD 11-2); mobile numbers: 11 digits from 13 to 19; bank cards: 16 to 19
digits beside a word for an account. Hotlines, landlines and an office's own line, account or address
belong to no natural person. The finding's quote is verbatim; its message never repeats the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.names import SURNAMES
from checker.judging.findings.places import clause_span, make

_LONG_NUMBER = re.compile(r"(?<![\dA-Za-z])\d(?:[ -]?\d){13,18}[Xx]?(?![\dA-Za-z])")
_MOBILE = re.compile(r"(?<![\dA-Za-z.])(?:(?:\+?86)?[- ]?)(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![\dA-Za-z])")
_PERSON = rf"(?:[{SURNAMES}][\u4e00-\u9fff某×]{{1,2}}|老[{SURNAMES}]|[{SURNAMES}](?:某|书记|主任|镇长|乡长|律师|老师|先生|女士|大爷|大娘|师傅|警官|法官))"
_PERSON_NEAR = re.compile(_PERSON)
_OF_PERSON = re.compile(r"手机|联系|微信|本人|个人|先生|女士|同志|调解员|网格员|志愿者|村民|居民|户主|负责人")
_OF_OFFICE = re.compile(r"热线|(?:举报|监督|投诉|值班|服务|咨询|办公|报警|求助|救援|公开|受理)(?:电话|专线|号码)")
_ID = re.compile(r"身份证|公民身份|证件号|身份号")
_ACCOUNT = re.compile(r"账号|帐号|账户|帐户|卡号|开户|银行卡|存折|一卡通|收款|农商行|信用社|[工农建]行")
_OF_BODY = re.compile(r"政府|街道办|财政|委员会|公司|中心|合作社|村委|居委|专户|单位|对公|公户|[局所站]账")
_HOME = re.compile(
    r"(?:家住|现住(?!院)|住址|住所地|户籍地|户籍所在地|户籍地址|家庭住址|家庭地址|居住地址|居住在|租住在?|住在|户籍"
    r"|(?<=[，（。；\n])现?住(?![院房建宅户持所]))(?:为|是|在|于|[：:])?"
)
_NUM = r"[\dA-Za-z甲乙丙丁一二三四五六七八九十]{1,6}"
_DETAIL = (
    rf"(?:{_NUM}(?:号楼|栋|幢|座)[\u4e00-\u9fff\d-]{{0,8}}?{_NUM}(?:单元|室|号|户|楼)"
    rf"|{_NUM}单元[\u4e00-\u9fff\d]{{0,6}}?{_NUM}(?:室|号|户)?"
    rf"|(?:组|社|屯|队|庄|湾|街|路|巷|弄|里|村|胡同|大道|小区|苑|园|坊)[\u4e00-\u9fff]{{0,3}}{_NUM}(?:号|室)(?!线|楼公|文|令|院办|公告|地块|台风|公路)"
    rf"|{_NUM}组{_NUM}号)"
)
_ADDRESS = re.compile(_DETAIL)
_NAMED_ADDRESS = re.compile(rf"{_PERSON}[（，][^，。；（）]{{0,24}}?{_DETAIL}）")
_RESIDENT = re.compile(rf"{_DETAIL}的?(?:村民|居民|住户|业主|租户)(?:{_PERSON}|老[{SURNAMES}])")
_NATIVE = re.compile(rf"系[\u4e00-\u9fff]{{2,16}}?{_DETAIL}的?(?:村民|居民|住户|人)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def find(context: Context) -> Iterator[Finding]:
    """A finding on each, with the clause it stands in."""
    text = context.reading.text
    for found in _LONG_NUMBER.finditer(text):
        what = _number_kind(text, found)
        if what:
            yield _finding(context, what, *found.span())
    for found in _MOBILE.finditer(text):
        if _is_persons(context, text, *found.span(1)):
            yield _finding(context, "手机号码", *found.span(1))
    for found in _HOME.finditer(text):
        address = _ADDRESS.search(text, found.end(), found.end() + 45)
        if address and not re.search(r"[。；\n]", text[found.end() : address.start()]):
            yield _finding(context, "家庭住址", found.start(), address.end())
    for pattern in (_NAMED_ADDRESS, _RESIDENT, _NATIVE):
        for found in pattern.finditer(text):
            begin, _ = clause_span(context.reading, *found.span())
            if not _HOME.search(text, begin, found.end()):
                yield _finding(context, "家庭住址", *found.span())


def _finding(context: Context, what: str, start: int, end: int) -> Finding:
    text = context.reading.text
    begin, finish = clause_span(context.reading, start, end)
    # A number alone, masked, tells nobody where it is: what it is called goes with it (手机号码：138…).
    called = max(text.rfind(mark, 0, start) for mark in "，。；（\n") + 1
    begin = min(max(begin, start - 40), max(called, start - 24))
    finish = min(finish, end + 40)
    if text[finish - 1] == "）" and "（" not in text[begin:finish]:
        finish -= 1
    return make(context, "personal_data", f"出现自然人的{what}，公开前应删去或作遮盖", begin, finish)


def _number_kind(text: str, found: re.Match[str]) -> str:
    digits = re.sub(r"[ -]", "", found.group())
    before = text[max(found.start() - 20, 0) : found.start()]
    near = before + text[found.end() : found.end() + 12]
    if len(digits) == 18 and _plausible_id(digits) and (_id_checks(digits) or _ID.search(before)):
        return "身份证号码"
    if len(digits) == 15 and _ID.search(before):
        return "身份证号码"
    if _ID.search(before[-12:]) and len(digits) >= 17:
        return "身份证号码"
    account = digits.isdigit() and 16 <= len(digits) <= 19 and _ACCOUNT.search(before) and not _OF_BODY.search(near)
    return "银行账号" if account else ""


def _plausible_id(digits: str) -> bool:
    year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    return digits[0] in "12345678" and 1900 <= year <= 2030 and 1 <= month <= 12 and 1 <= day <= 31


def _id_checks(digits: str) -> bool:
    total = sum(int(d) * w for d, w in zip(digits[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == digits[17].upper()


def _is_persons(context: Context, text: str, start: int, end: int) -> bool:
    """Whether a mobile number is a person's: named so or beside a person, or at least no office's line."""
    begin, finish = clause_span(context.reading, start, end)
    before, after = text[max(begin, start - 24) : start], text[end : min(finish, end + 10)]
    if any(label == "PERSON" and abs(a - start) < 30 for a, _, label in context.reading.entities):
        return True
    if _OF_PERSON.search(before) or _PERSON_NEAR.search(before[-12:]) or re.match(rf"[（(，]?{_PERSON}", after):
        return True
    return not _OF_OFFICE.search(before)
