"""Automatic numbers as Word shows them, checked against what LibreOffice writes of the same file."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.ingest import Document
from checker.ingest.docx import read_docx
from checker.ingest.docx.numbering import numbered
from checker.ingest.docx.numerals import numeral

Read = Callable[..., Document]
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


def lvl(depth: int, format: str, text: str, start: int = 1, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'


def abstract(id: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>{more}{"".join(levels)}</w:abstractNum>'


def num(id: int, abstract: int, more: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def p(list: int, depth: int, text: str = "甲") -> str:
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def of(style: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'


def over(depth: int, content: str) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}">{content}</w:lvlOverride>'


OFFICIAL = (lvl(0, "chineseCounting", "%1、"), lvl(1, "chineseCounting", "（%2）"), lvl(2, "decimal", "%3."), lvl(3, "decimal", "（%4）"))
PLAIN = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'


def style(id: str, name: str, more: str, base: str = "a") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/><w:pPr>{more}</w:pPr></w:style>'


STYLES = (
    PLAIN
    + style("1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    + style("2", "heading 2", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    + style("own", "乡镇标题", "", base="2")
    + style("list", "List Number", '<w:numPr><w:numId w:val="2"/></w:numPr>')
    + '<w:style w:type="numbering" w:styleId="ls"><w:name w:val="公文"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
LINKED = abstract(0, lvl(0, "chineseCounting", "%1、", 1, '<w:pStyle w:val="1"/>'), lvl(1, "chineseCounting", "（%2）", 1, '<w:pStyle w:val="2"/>'))

# name: body, numbering, what stands before 甲
CASES: dict[str, tuple[str, str, str]] = {
    "levels of an official document": (
        p(1, 0) + p(1, 1) + p(1, 1) + p(1, 2) + p(1, 2) + p(1, 3) + p(1, 0) + p(1, 1) + p(1, 2) + p(1, 1),
        abstract(0, *OFFICIAL) + num(1, 0),
        "一、 （一） （二） 1. 2. （1） 二、 （一） 1. （二）",
    ),
    "an empty paragraph has its number": (
        p(1, 0) + p(1, 0, "") + p(1, 0),
        abstract(0, *OFFICIAL) + num(1, 0),
        "一、 二、 三、",
    ),
    "numbers above ten": ("".join(p(1, 0) for _ in range(23)), abstract(0, lvl(0, "chineseCountingThousand", "第%1条")) + num(1, 0), ""),
    "lists that share a count": (
        p(1, 0) + p(1, 0) + p(2, 0) + p(1, 0),
        abstract(0, *OFFICIAL) + num(1, 0) + num(2, 0),
        "一、 二、 三、 四、",
    ),
    "a list that begins anew once": (
        p(1, 0) + p(1, 0) + p(2, 0) + p(2, 0) + p(1, 0) + p(2, 0),
        abstract(0, *OFFICIAL) + num(1, 0) + num(2, 0, over(0, '<w:startOverride w:val="1"/>')),
        "一、 二、 一、 二、 三、 四、",
    ),
    "a list that begins at three": (
        p(1, 0) + p(1, 0) + p(2, 0),
        abstract(0, lvl(0, "decimal", "%1.", 3)) + num(1, 0) + num(2, 0, over(0, '<w:startOverride w:val="8"/>')),
        "3. 4. 8.",
    ),
    "a level written otherwise": (
        p(1, 0) + p(1, 0) + p(2, 0) + p(1, 0),
        abstract(0, *OFFICIAL) + num(1, 0) + num(2, 0, over(0, lvl(0, "decimal", "%1.", 5))),
        "一、 二、 3. 四、",
    ),
    "a level restarted by the first one only": (
        p(1, 0) + p(1, 1) + p(1, 2) + p(1, 1) + p(1, 2) + p(1, 0) + p(1, 1) + p(1, 2),
        abstract(0, *OFFICIAL[:2], lvl(2, "decimal", "%3.", 1, '<w:lvlRestart w:val="1"/>')) + num(1, 0),
        "一、 （一） 1. （二） 2. 二、 （一） 1.",
    ),
    "a level that is never restarted": (
        p(1, 0) + p(1, 1) + p(1, 0) + p(1, 1),
        abstract(0, OFFICIAL[0], lvl(1, "chineseCounting", "（%2）", 1, '<w:lvlRestart w:val="0"/>')) + num(1, 0),
        "一、 （一） 二、 （二）",
    ),
    "numbers of all levels": (
        p(1, 0) + p(1, 1) + p(1, 2) + p(1, 0) + p(1, 1),
        abstract(0, lvl(0, "chineseCounting", "第%1章"), lvl(1, "decimal", "%1-%2"), lvl(2, "lowerLetter", "%1-%2-%3)", 3)) + num(1, 0),
        "第一章 一-1 一-1-c) 第二章 二-1",
    ),
    "numbers above in figures": (
        p(1, 0) + p(1, 1) + p(1, 0) + p(1, 1),
        abstract(0, lvl(0, "chineseCounting", "第%1章"), lvl(1, "decimal", "%1.%2", 1, "<w:isLgl/>")) + num(1, 0),
        "第一章 1.1 第二章 2.1",
    ),
    "a deeper level first": (
        p(1, 1) + p(1, 1) + p(1, 0) + p(1, 1),
        abstract(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2")) + num(1, 0),
        "1.1 1.2 2 2.1",
    ),
    "numbers by style": (
        of("1") + of("2") + of("own") + of("list") + of("list") + of("1") + of("2"),
        LINKED + abstract(1, lvl(0, "decimal", "%1.")) + num(1, 0) + num(2, 1),
        "一、 （一） （二） 1. 2. 二、 （一）",
    ),
    "a style's number taken off or changed": (
        of("1")
        + of("2", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + of("2")
        + of("list", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + of("2", '<w:numPr><w:ilvl w:val="0"/></w:numPr>'),
        LINKED + abstract(1, lvl(0, "decimal", "%1.")) + num(1, 0) + num(2, 1),
        "一、 - （一） 二、 三、",
    ),
    "a list that a list style defines": (
        p(2, 0) + p(2, 1) + p(1, 0),
        abstract(0, *OFFICIAL, more='<w:styleLink w:val="ls"/>') + abstract(1, more='<w:numStyleLink w:val="ls"/>') + num(1, 0) + num(2, 1),
        "一、 （一） 二、",
    ),
    "no sign": (p(1, 0) + p(2, 0) + p(3, 0), abstract(0, lvl(0, "none", "")) + abstract(1, lvl(0, "decimal", "")) + num(1, 0) + num(2, 1), "- - -"),
}
CASES["numbers above ten"] = (*CASES["numbers above ten"][:2], " ".join(f"第{numeral(n, 'chineseCounting')}条" for n in range(1, 24)))
# LibreOffice 7.4 leaves w:lvlRestart and w:isLgl unread; Word and the standard (17.9.10, 17.9.4) do not.
UNREAD = {"a level restarted by the first one only", "a level that is never restarted", "numbers above in figures"}


def shown(lines: list[str]) -> str:
    return " ".join(re.sub(r"\s|甲", "", line) or "-" for line in lines)


@pytest.mark.parametrize("name", CASES)
def test_numbers(name: str, read: Read) -> None:
    body, numbering, numbers = CASES[name]
    assert shown(read(body, {"word/numbering.xml": numbering, "word/styles.xml": STYLES}).text.split("\n")) == numbers


@needs_office
def test_numbers_are_those_that_libreoffice_writes(make: Callable[..., bytes], tmp_path: Path) -> None:
    names = [name for name in CASES if name not in UNREAD]
    for number, name in enumerate(names):
        body, numbering, _ = CASES[name]
        (tmp_path / f"{number}.docx").write_bytes(make(body, {"word/numbering.xml": numbering, "word/styles.xml": STYLES}))
    _as_text(tmp_path)
    for number, name in enumerate(names):
        written = (tmp_path / f"{number}.txt").read_text("utf-8-sig").splitlines()
        assert shown(written) == CASES[name][2], name


FORMATS = [
    *("decimal", "decimalZero", "decimalFullWidth", "decimalEnclosedCircle", "decimalEnclosedCircleChinese", "lowerLetter", "upperLetter", "lowerRoman"),
    *("upperRoman", "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"),
    *("chineseLegalSimplified", "ideographLegalTraditional", "ideographTraditional", "ideographZodiac"),
]


@needs_office
def test_formats_are_those_that_libreoffice_writes(make: Callable[..., bytes], tmp_path: Path) -> None:
    """Each format from 1 to 31 (the circled ones end at 20 and 50), and beyond the hundreds."""
    lists = "".join(abstract(i, lvl(0, format, "%1、")) + abstract(100 + i, lvl(0, format, "%1、", 99)) for i, format in enumerate(FORMATS))
    nums = "".join(num(i + 1, i) + num(101 + i, 100 + i) for i in range(len(FORMATS)))
    body = "".join(p(i + 1, 0) * 31 + (p(101 + i, 0) * 13 if not re.search("Letter|FullWidth", format) else "") for i, format in enumerate(FORMATS))
    parts = {"word/numbering.xml": lists + nums, "word/styles.xml": PLAIN}
    (tmp_path / "0.docx").write_bytes(make(body, parts))
    _as_text(tmp_path)
    ours = read_docx((tmp_path / "0.docx").read_bytes(), source="0.docx", sha256="").text.split("\n")
    assert [re.sub(r"\s", "", line) for line in ours] == [re.sub(r"\s", "", line) for line in (tmp_path / "0.txt").read_text("utf-8-sig").splitlines()]


def _as_text(folder: Path) -> None:
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=180)


@pytest.mark.parametrize(
    ("number", "format", "written"),
    [
        (10, "ideographDigital", "一〇"),
        (12, "numberInDash", "- 12 -"),
        (3, "decimalEnclosedParen", "⑶"),
        (3, "decimalEnclosedFullstop", "⒊"),
        (36, "decimalEnclosedCircle", "㊱"),
        (51, "decimalEnclosedCircle", "51"),
        (13, "ideographZodiacTraditional", "丙子"),
        (2, "ideographEnclosedCircle", "㊁"),
        (28, "lowerLetter", "bb"),
        (11, "ideographTraditional", "11"),
        (1005, "chineseCounting", "一千零五"),
        (0, "chineseCounting", "0"),
        (-3, "upperRoman", "-3"),
        (10**9, "upperRoman", "1000000000"),
        (7, "hebrew1", "7"),
    ],
)
def test_formats(number: int, format: str, written: str) -> None:
    assert numeral(number, format) == written


def test_a_custom_format(read: Read) -> None:
    choice = '<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/></mc:Choice>'
    format = f'<mc:AlternateContent>{choice}<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    level = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{format}<w:lvlText w:val="%1."/></w:lvl>'
    assert read(p(1, 0) + p(1, 0), {"word/numbering.xml": abstract(0, level) + num(1, 0)}).text == "009.甲\n010.甲"


@pytest.mark.parametrize(
    ("number", "text", "together"),
    [
        ("一、", "总则", "一、总则"),
        ("第一章", "总则", "第一章 总则"),
        ("1.", "加强", "1.加强"),
        ("1.", "3名", "1.\t3名"),
        ("1", "3名", "1 3名"),
        ("", "甲", "甲"),
        ("一、", "", "一、"),
    ],
)
def test_a_number_and_its_text(number: str, text: str, together: str) -> None:
    assert numbered(number, text) == together


def test_bullets_say_nothing(read: Read) -> None:
    levels = abstract(0, lvl(0, "bullet", "\uf0b7")) + abstract(1, lvl(0, "decimal", "%1.", 1, '<w:lvlPicBulletId w:val="0"/>'))
    assert read(p(1, 0) + p(2, 0), {"word/numbering.xml": levels + num(1, 0) + num(2, 1)}).text == "甲\n甲"


@pytest.mark.parametrize(
    "numbering",
    [
        pytest.param("", id="no list"),
        pytest.param(num(1, 7), id="no abstract list"),
        pytest.param(abstract(0) + num(1, 0), id="no level"),
        pytest.param(abstract(0, more='<w:numStyleLink w:val="ls"/>') + num(1, 0), id="a style that defines itself"),
        pytest.param(abstract(0, lvl(0, "decimal", "%2%9")) + num(1, 0), id="levels that are not there"),
    ],
)
def test_lists_that_are_not_there(numbering: str, read: Read) -> None:
    assert read(p(1, 0) + p(1, 99), {"word/numbering.xml": numbering, "word/styles.xml": STYLES}).text == "甲\n甲"
