"""The same report as plain text and as a Word file, written in three ways, gives the same checklist."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from checker.ingest import Document, read
from checker.ingest.docx import read_docx
from checker.ingest.docx.numerals import numeral
from checker.judging import judge
from checker.judging.checklist import Checklist
from checker.reading import Reader
from checker.rulebook import load_rulebook

ROOT = Path(__file__).parents[3]
REPORTS = sorted(path for pattern in ("reports/*.txt", "reports/*.md") for path in ROOT.glob(pattern) if path.name != "README.md")
GOLD = sorted(path for path in ROOT.glob("tests/gold/official/w[ab]*") if path.suffix in (".txt", ".md"))
_LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
_NUMBERS = (re.compile("([一二三四五六七八九十]+)、"), re.compile("（([一二三四五六七八九十]+)）"), re.compile(r"(\d{1,2})\.\s*(?!\d)"))


def lines_of(path: Path) -> list[str]:
    """The paragraphs of a report, without Markdown's signs."""
    return [re.sub(r"^#+\s+|\*\*", "", line) for line in path.read_text("utf-8-sig").splitlines()]


def is_heading(text: str) -> bool:
    return (
        bool(re.match(r"\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第.{1,3}部分)", text)) and len(text) < 45 and not re.search("[。；]", text)
    )


def typed(lines: list[str]) -> bytes:
    """Plain paragraphs, numbers typed, as pasted from a text file."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return _saved(document)


def styled(lines: list[str]) -> bytes:
    """A title in its style, headings in theirs, all numbers automatic: none is in the text."""
    document = docx.Document()
    _define_list(document)
    begun = False
    counts = [0, 0, 0]
    for line in lines:
        text = line.strip()
        if text and not begun:
            document.add_heading(text, 0)
            begun = True
            continue
        depth, rest = _without_number(text, counts)
        paragraph = document.add_paragraph(rest)
        if depth is None:
            continue
        if is_heading(text):
            paragraph.style = document.styles[f"Heading {depth + 1}"]
        _number(paragraph, depth)
    return _saved(document)


def set_by_hand(lines: list[str]) -> bytes:
    """As clerks do in WPS: all in Normal; the title large, bold and centred, chapters in 黑体, sections in 楷体, the signature at the right."""
    document = docx.Document()
    begun = False
    for number, line in enumerate(lines):
        text = line.strip()
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        font, size, bold = "仿宋_GB2312", 16, False
        if text and not begun:
            font, size, bold, begun = "方正小标宋简体", 22, True, True
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif is_heading(text):
            font, bold = ("黑体", False) if "、" in text[:4] else ("楷体_GB2312", True)
        elif number >= len(lines) - 3 and len(text) < 30:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        else:
            paragraph.paragraph_format.first_line_indent = Pt(32)
        run.font.size, run.font.bold = Pt(size), bold
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return _saved(document)


def _without_number(text: str, counts: list[int]) -> tuple[int | None, str]:
    """The level of a number that an automatic list would give here, and the text without it."""
    for depth, (pattern, (format, _)) in enumerate(zip(_NUMBERS, _LEVELS, strict=True)):
        found = pattern.match(text)
        if found and numeral(counts[depth] + 1, format) == found[1]:
            counts[depth] += 1
            counts[depth + 1 :] = [0] * (2 - depth)
            return depth, text[found.end() :]
    return None, text


def _define_list(document: docx.document.Document) -> None:
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{f}"/><w:suff w:val="nothing"/><w:lvlText w:val="{t}"/></w:lvl>'
        for i, (f, t) in enumerate(_LEVELS)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))


def _number(paragraph: Paragraph, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = 99


def _saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


WRITERS = (typed, styled, set_by_hand)


@pytest.fixture(scope="module")
def check() -> Callable[[Document], Checklist]:
    reader = Reader(load_rulebook())
    return lambda document: judge(reader.understand(document), reader.book)


def answer(checklist: Checklist) -> dict[str, object]:
    """All that a person would act on."""
    return {
        "title": re.sub(r"[\s#]", "", checklist.title),
        "unit": checklist.unit,
        "year": checklist.reporting_year,
        "score": checklist.score,
        "findings": sorted((f.code, re.sub(r"\s|第 ?\d+ ?[行段]", "", f.message)) for f in checklist.findings),
        **{v.requirement: (v.status.value, v.reason and v.reason.value, v.parts) for v in checklist.verdicts},
    }


@pytest.fixture(scope="module")
def known(check: Callable[[Document], Checklist]) -> Callable[[Path], dict[str, object]]:
    answers: dict[Path, dict[str, object]] = {}

    def of(path: Path) -> dict[str, object]:
        if path not in answers:
            answers[path] = answer(check(read(path)))
        return answers[path]

    return of


def cases() -> Iterator[object]:
    for path in (*REPORTS, *GOLD):
        for write in WRITERS:
            yield pytest.param(path, write, id=f"{path.name}-{write.__name__}")


@pytest.mark.parametrize(("path", "write"), list(cases()))
def test_a_word_file_is_judged_as_its_text(
    path: Path,
    write: Callable[[list[str]], bytes],
    known: Callable[[Path], dict[str, object]],
    check: Callable[[Document], Checklist],
    invariants: Callable[[Document], None],
) -> None:
    document = read_docx(write(lines_of(path)), source="a.docx", sha256="")
    invariants(document)
    assert answer(check(document)) == known(path)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_saved_anew_by_libreoffice(
    tmp_path: Path, known: Callable[[Path], dict[str, object]], check: Callable[[Document], Checklist], invariants: Callable[[Document], None]
) -> None:
    """Through OpenDocument and back, so that all of the file is LibreOffice's own."""
    for path in REPORTS:
        (tmp_path / f"{path.name}.docx").write_bytes(styled(lines_of(path)))
    for format, suffix in (("odt", "docx"), ("docx:MS Word 2007 XML", "odt")):
        files = [str(path) for path in sorted(tmp_path.glob(f"*.{suffix}"))]
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", format, "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=180
        )
    for path in REPORTS:
        document = read_docx((tmp_path / f"{path.name}.docx").read_bytes(), source="a.docx", sha256="")
        invariants(document)
        assert any(aside.name == "应用程序" and "LibreOffice" in aside.text for aside in document.asides)
        assert answer(check(document)) == known(path), path.name
