"""Nothing personal in any output: seeded into every place of a file, sought in every format there is."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from checker.failure import Failure
from checker.ingest import Aside, AsideKind, SourceLine, document_from_lines
from checker.judging import Checklist, judge
from checker.output import FORMATS, TODO_FORMATS, write
from checker.reading import Reader
from checker.rulebook import Rulebook, load_rulebook

IDENTITY, MOBILE, CARD, ADDRESS = "11010519491231002X", "13900001234", "6222600260001072444", "柳河村5组12号"
NAMES = ("欧阳建国", "李秀英", "zhaoliu")
ALL = f"李秀英（身份证号{IDENTITY}），手机{MOBILE}，银行卡号{CARD}，家住青石镇{ADDRESS}"
SECRETS = (IDENTITY, MOBILE, CARD, ADDRESS, IDENTITY[:10], MOBILE[3:], CARD[4:12], *NAMES)
K = AsideKind
LINES = (
    f"青石镇人民政府2025年法治政府建设工作报告（联系人李秀英{MOBILE}）",
    "一、主要举措和成效",
    f"镇党委会专题学习4次，聘请律师事务所担任法律顾问，调解员欧阳建国（手机：{MOBILE}）调解纠纷36件。",
    f"（一）群众{ALL}",
    f"对{ALL}的来信，公开征求意见，开展执法检查6次。",
    "二、存在的不足和原因",
    f"培训偏少，主要原因是{ALL}反映的问题拖延。",
    "青石镇人民政府",
    "2026年1月20日",
)
ASIDES = (
    *[Aside(kind, ALL, "", "欧阳建国", line=3) for kind in K if kind not in (K.PROPERTY, K.LIMIT)],
    Aside(K.HEADER, ALL, "水印"),
    Aside(K.PROPERTY, "欧阳建国；李秀英", "作者"),
    Aside(K.PROPERTY, "zhaoliu", "最后保存者"),
    Aside(K.PROPERTY, rf"C:\Users\zhaoliu\{ALL}.dotx", "模板"),
    Aside(K.PROPERTY, f"白马镇2023年报告 {ALL} 欧阳建国", "标题"),
    Aside(K.PROPERTY, ALL, "备注"),
    Aside(K.LIMIT, f"附件“{ALL}.jpg”没有读"),
)
SOURCE = f"上报/{ALL}.docx"
FAILURE = Failure(f"上报/{ALL}.doc", "is_folder", f"这是文件夹，请给出其中的文件，例如 上报/{ALL}/*.txt")


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def seeded(rules: Rulebook) -> Checklist:
    document = document_from_lines([SourceLine(line) for line in LINES], source=SOURCE, sha256="0" * 64, format="docx", asides=ASIDES)
    return judge(Reader(rules).understand(document), rules)


def readable(output: str | bytes) -> str:
    """All that can be read in an output: of a package (xlsx, docx, zip), all its members."""
    if isinstance(output, str):
        return output
    if not zipfile.is_zipfile(io.BytesIO(output)):
        return output.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(output)) as package:
        return "\n".join([*package.namelist(), *(readable(package.read(name)) for name in package.namelist())])


def test_the_seeds_are_in_the_checklist(seeded: Checklist) -> None:
    everything = repr(seeded)
    for secret in (*SECRETS[:4], "李秀英"):
        assert secret in everything
    assert {n.code for n in seeded.publication} == {"personal_data", "hidden_text", "residual_markup", "comments", "metadata"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", list(FORMATS))
def test_no_format_shows_them(seeded: Checklist, rules: Rulebook, format: str, lang: str) -> None:
    reports = [seeded] if format == "docx" else [seeded, seeded]  # a notice is written to one unit
    hides_all(readable(write(reports, [FAILURE], format, book=rules, lang=lang)))


@pytest.mark.parametrize("format", list(TODO_FORMATS))
def test_no_to_do_list_shows_them(seeded: Checklist, rules: Rulebook, format: str) -> None:
    hides_all(readable(write([seeded, seeded], [FAILURE], format, book=rules, formats=TODO_FORMATS)))


def hides_all(text: str) -> None:
    shown = "".join(text.split())  # a terminal breaks lines
    for secret in SECRETS:
        assert secret not in text and secret not in shown, secret


def test_the_notes_themselves_are_masked_before_any_output(seeded: Checklist) -> None:
    notes = repr(seeded.publication)
    for secret in SECRETS:
        assert secret not in notes, secret


def test_what_is_no_secret_stays(seeded: Checklist, rules: Rulebook) -> None:
    bare = replace(seeded, source="上报/报告.docx")
    output = write([bare], [], "json", book=rules)
    assert "上报/报告.docx" in output
    assert "开展执法检查6次" in output
