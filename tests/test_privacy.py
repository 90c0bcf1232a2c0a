"""Where a text names what is a person's own, and how it is masked."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.privacy import find_personal, mask, mask_name, mask_names, mask_numbers
from checker.privacy.people import _FINDERS

PERSONAL = [
    # Identity numbers: with a check character, or called so.
    ("11010519491231002X", "身份证号码"),
    ("赵某，330199197408162034（身份证号）", "身份证号码"),
    ("赵某身份证号330199197408162034", "身份证号码"),
    ("公民身份号码：110105 19491231 002X", "身份证号码"),
    ("身份证号码１１０１０５１９４９１２３１００２Ｘ", "身份证号码"),
    ("身份证号110105491231002", "身份证号码"),
    # Codes as long as one.
    ("统一社会信用代码11330100MB1234567A", ""),
    ("统一社会信用代码：110105194912310021", ""),
    ("项目代码2501-330100-04-01-123456", ""),
    ("项目编号：330100202501150122", ""),
    ("合同编号 330100202501150122", ""),
    ("不动产权证号330100202501150122", ""),
    ("宗地号330100202501150122", ""),
    ("许可证编号JY13301990012345", ""),
    ("案号：（2025）浙0122行初13号", ""),
    ("岚政办发〔2025〕13号", ""),
    ("索引号003279416202602000120012", ""),
    ("事项编码000120012000202602", ""),
    # Mobile numbers: everybody's but an office's.
    ("村民李某手机13900001234", "手机号码"),
    ("联系人：李秀英，139-0000-1234", "手机号码"),
    ("13900001234", "手机号码"),
    ("+86 139 0000 1234", "手机号码"),
    ("网格员王建国（13900001234）全天在岗", "手机号码"),
    ("调解员王建国值班电话13900001234", "手机号码"),
    ("请致电刘主任：13900001234", "手机号码"),
    ("法律顾问陈律师手机13900001234", "手机号码"),
    ("本人手机号码为13900001234", "手机号码"),
    ("拨打13900001234即可联系老贺", "手机号码"),
    ("值班电话：13900001234", ""),
    ("24小时值班手机：13900001234", ""),
    ("设立举报电话13900001234", ""),
    ("开通服务热线（13900001234）", ""),
    ("岚川律师事务所电话：13900001234", ""),
    ("青石司法所（联系电话：13900001234）", ""),
    ("便民服务中心咨询电话是13900001234", ""),
    ("综治中心13900001234", ""),
    ("县法律援助中心联系电话13900001234", ""),
    ("订单编号13900001234", ""),
    ("工单号：13900001234", ""),
    ("投入13900001234元", ""),
    ("投入13900001234.50元", ""),
    ("全年办理13912345户次", ""),
    # Landlines belong to offices, but for those of a home.
    ("司法所电话0571-87654321", ""),
    ("律所电话0571-87654321", ""),
    ("联系人：张三，联系电话：0571-87654321", ""),
    ("热线12345、12348", ""),
    ("设立举报电话0746-7305512", ""),
    ("家庭电话：0571-87654321", "住宅电话"),
    ("李秀英家电话87654321", "住宅电话"),
    ("宅电0571-87654321", ""),
    ("住宅电话为0571 87654321", "住宅电话"),
    # Accounts: of a person, or a card by its check digit.
    ("打入其银行卡号6222021234567890123", "银行账号"),
    ("农商行一卡通6230900000070005120", "银行账号"),
    ("6222600260001072444", "银行账号"),
    ("6222600260001072445", ""),
    ("专户账号6222600260001072444，户名青石镇财政所", ""),
    ("村委会账户6222600260001072444", ""),
    ("流水号6222600260001072444", ""),
    ("批次20260115093012345", ""),
    # Homes.
    ("李大爷家住幸福小区3栋2单元501室", "家庭住址"),
    ("户籍地：岚川县青石镇柳河村5组12号", "家庭住址"),
    ("柳河村三组18号村民王某", "家庭住址"),
    ("镇综治中心位于人民路88号", ""),
    ("公共法律服务站（云桥南路88号）", ""),
    ("马某家住塬上村", ""),
    ("律师事务所住所地在县城", ""),
    # Mail, plates and chat accounts where they are a person's.
    ("邮箱：qszsfs@163.com", ""),
    ("意见征集邮箱qsz@lanchuan.gov.cn", ""),
    ("投诉邮箱：qsts@126.com", ""),
    ("个人邮箱zhangsan@163.com", "电子邮箱"),
    ("承办人王建国，邮箱wangjg@qq.com", "电子邮箱"),
    ("车主李某驾驶浙A12345逆行", "车牌号"),
    ("当事人所驾浙AD12345超载", "车牌号"),
    ("执法车辆浙A12345统一标识", ""),
    ("消防车浙A12345到场", ""),
    ("微信公众号：qingshifabu", ""),
    ("官方微信号qingshizhen", ""),
    ("工作微信号qingshisfs01", ""),
    ("网格员微信：wxid_abc123", "微信号或QQ号"),
    ("李秀英的QQ号123456789", "微信号或QQ号"),
    ("QQ群号123456789", ""),
]


@pytest.mark.parametrize(("text", "kind"), PERSONAL)
def test_what_is_a_persons_own(text: str, kind: str) -> None:
    assert [p.kind.value for p in find_personal(text)] == ([kind] if kind else [])


@pytest.mark.parametrize("number", ["11010519491231002X", "13900001234", "6222600260001072444"])
def test_offsets_are_those_of_the_number_and_its_label(number: str) -> None:
    text = f"经核查，身份证手机银行卡号：{number}，属实。"
    (found,) = [p for p in find_personal(text) if text[p.start : p.end] == number]
    assert text[found.label : found.start] == "身份证手机银行卡号："


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话13812345678。", "电话1381234****。"),
        ("电话138 1234 5678", "电话138 1234 ****"),
        ("电话138-1234-5678", "电话138-1234-****"),
        ("+8613812345678", "+861381234****"),
        ("电话１３８１２３４５６７８", "电话１３８１２３４****"),
        ("身份证33010219900307123X", "身份证330102**********3X"),
        ("身份证330102 19900307 1234", "身份证330102 ******** **34"),
        ("旧证330102900307123", "旧证330102*******23"),
        ("卡号6222021234567890123", "卡号622202*********0123"),
        ("卡6222 0212 3456 7890", "卡6222 02** **** 7890"),
        ("账号：201000123456", "账号：2010******56"),
    ],
)
def test_personal_numbers_are_masked_in_place(text: str, expected: str) -> None:
    assert mask_numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "投入13812345678元",
        "投入13812345678.50元",
        "12345热线办件8216件",
        "座机0571-87654321",
        "2025年1月12日",
        "国办发〔2018〕118号",
        "A13812345678901",
        "全年办理1381234件",
        "P20260115093012345",
        "法律顾问聘任合同",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("租客赵强（身份证号330199197408162034）", "租客赵*（身份证号330199**********34）"),
        ("联系人：李秀英，联系电话：13900001234", "联系人：李**，联系电话：1390000****"),
        ("欧阳建国，男，58岁，家住柳河村5组12号", "欧***，男，58岁，家住柳河******"),
        ("王某家住青石镇柳河村5组12号", "王某家住青石镇********"),
        ("附老舵手领班蔡水生手机13900001234", "附老舵手领班蔡**手机1390000****"),
        ("13900001234（王建国）", "1390000****（王**）"),
        ("没有聘请法律顾问，住溪口村3组7号", "没有聘请法律顾问，住溪口*****"),
        ("家庭电话：0571-87654321", "家庭电话：0571-********"),
        ("个人邮箱zhangsan@163.com", "个人邮箱z*******@163.com"),
        ("车主李某驾驶浙A12345逆行", "车主李某驾驶浙A*****逆行"),
        ("网格员微信：wxid_abc123", "网格员微信：wx**_******"),
        ("身份证号110105491231002王某", "身份证号110105*******02王某"),
    ],
)
def test_names_and_addresses_go_with_the_numbers(text: str, expected: str) -> None:
    assert mask(text) == expected
    assert mask(expected) == expected


@given(st.text(alphabet="0123456789１３ -年件手机账号：Xx"))
def test_masking_keeps_the_length_and_is_done_once(text: str) -> None:
    hidden = mask_numbers(text)
    assert len(hidden) == len(text)
    assert mask_numbers(hidden) == hidden
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?![\d.]|\s?[万亿元])", hidden)


@given(st.text(alphabet="139 0-年家住村组号王李某电话手机邮箱微信：，。（）a@.浙A"))
def test_any_text_is_masked_at_its_own_length(text: str) -> None:
    hidden = mask(text)
    assert len(hidden) == len(text)
    assert all(a in (b, "*") for a, b in zip(hidden, text, strict=True))


def test_a_name_keeps_its_first_character() -> None:
    assert mask_name("张三丰") == "张**"
    assert mask_name("张三；李四") == "张*；李*"
    assert mask_name("zhangsan") == "z*******"
    assert mask_name("") == ""
    assert mask_names("请张三丰、张三核对", ["张三", "张三丰"]) == "请张**、张*核对"


PIECES = """
家住 现住 住址 户籍 ，住 和平路 石山村 三 12 3 A栋 2号楼 5幢 号 室 单元 组 胡同 小区 402室 二组5号 村民 居民 王大山 李某 老张 系 （ ） ， 。 的 业主
13812345678 138-1234-5678 +86 330102198705123456 33010219870512345X 6222021234567890123 0571-88812345 88812345 家庭电话 家中座机 宅电话 其家的固话
身份证号 账号 微信号 QQ QQ号码 abc12345 wang@163.com 个人邮箱 王大山的邮箱 浙A12345 车主 司机
"""


@pytest.mark.parametrize("seed", range(30))
def test_what_is_found_has_the_sign_that_is_sought_first(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(60):
        text = "".join(rng.choice(PIECES.split()) for _ in range(12))
        for sign, finder in _FINDERS:
            assert not list(finder(text, ())) or sign.search(text), (finder.__name__, text)
