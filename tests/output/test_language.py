"""In English nothing is left in Chinese but what the report says, official titles and quoted words."""

from __future__ import annotations

import io
import json
import pickle
import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from checker.checking import check_file
from checker.ingest import Aside, AsideKind, document_from_text
from checker.judging import judge
from checker.judging.checklist import Checklist, PublicationNote
from checker.output import FORMATS, TODO_FORMATS, write
from checker.output.language import book_in, in_language
from checker.reading import Reader
from checker.rulebook import Rulebook, load_rulebook
from checker.wording import Wording, say

ROOT = Path(__file__).parents[2]
REPORTS = [*sorted((ROOT / "reports").glob("[a-z]*.*")), *sorted((ROOT / "tests" / "gold" / "official").glob("*.txt"))[::3]]
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
# What stays Chinese in an English text: official titles, and wordings in quotation marks.
QUOTED = re.compile(r"《[^《》]*(?:〈[^〉]*〉[^《》]*)*》|“[^“”]*”|「[^「」]*」")
# Of bodies, in the sheet of legal sources.
OFFICIAL_NAMES = {
    "国务院",
    "国务院办公厅",
    "中共中央",
    "中共中央办公厅",
    "中央全面依法治国委员会",
    "中央宣传部",
    "司法部",
    "最高人民法院",
    *("中发", "厅字", "国令", "国办发", "国务院令第", "号"),
}
# The report's own words in a checklist.
OF_THE_REPORT = {"source", "unit", "text", "quote", "chapter", "term", "cue", "excerpt"}


@pytest.fixture(scope="module")
def national() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def checklists(national: Rulebook) -> list[Checklist]:
    reader = Reader(national, None)
    return [check_file(path, reader) for path in REPORTS]


def chinese(text: str) -> list[str]:
    return CHINESE.findall(QUOTED.sub("", text))


def texts(value: Any, path: str = "") -> list[tuple[str, str]]:
    """Every string in a value that is not the report's own."""
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, tuple):
        return [found for item in value for found in texts(item, path)]
    if is_dataclass(value):
        return [found for f in fields(value) if f.name not in OF_THE_REPORT for found in texts(getattr(value, f.name), f"{path}.{f.name}")]
    return []


def test_no_string_of_a_checklist_stays_chinese(checklists: list[Checklist]) -> None:
    seen = set()
    for checklist in checklists:
        english = in_language(replace(checklist, title=""), "en")
        left = [(path, text) for path, text in texts(english) if chinese(text.replace(checklist.unit or "\0", ""))]
        assert left == [], checklist.source
        seen |= {v.reason for v in english.verdicts} | {f.code for f in english.findings}
    assert len(seen) > 12  # reasons and kinds of finding that were looked at


def of_the_report(checklist: Checklist) -> list[str]:
    """What the report says, as an output may show it: quotes, headings, name and title, longest first."""
    parts = [checklist.title, checklist.unit, checklist.source, *(f.quote for f in checklist.findings)]
    for verdict in checklist.verdicts:
        for evidence in (*verdict.evidence, *verdict.near_misses):
            parts += [evidence.chapter, evidence.quote, evidence.cue, evidence.term]
    parts += [f.chapter for f in checklist.findings]
    return sorted({squeezed(p) for p in parts if p}, key=len, reverse=True)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_page_in_english(checklists: list[Checklist], national: Rulebook) -> None:
    page = write(checklists[:4], [], "html", book=national, lang="en")
    assert isinstance(page, str)
    assert '<html lang="en">' in page
    without = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    without = re.sub(r'<div class="text" lang="zh-CN".*?</div>', "", without, flags=re.DOTALL)
    without = re.sub(r'<bdi lang="zh-CN">.*?</bdi>', "", without, flags=re.DOTALL)
    without = re.sub(r"<title>.*?</title>", "", without, flags=re.DOTALL)
    for checklist in checklists[:4]:
        without = without.replace(checklist.unit, "")
    assert chinese(without) == []


def test_the_terminal_in_english(checklists: list[Checklist], national: Rulebook) -> None:
    for checklist in checklists[:6]:
        output = write([checklist], [], "table", book=national, lang="en", width=100_000)
        assert isinstance(output, str)
        for words in of_the_report(checklist):
            output = squeezed(output).replace(words, "")
        assert [left for left in chinese(output) if left not in squeezed(checklist.text)] == []


@pytest.mark.parametrize("formats", [FORMATS, TODO_FORMATS], ids=["check", "todo"])
@pytest.mark.parametrize("format", ["markdown", "csv", "xlsx"])
def test_tables_in_english(checklists: list[Checklist], national: Rulebook, formats: Any, format: str) -> None:
    if format not in formats:
        pytest.skip("no such format")
    for checklist in checklists[:4]:
        output = write([checklist], [], format, book=national, lang="en", formats=formats)
        cells = cells_of(output) if isinstance(output, bytes) else re.sub(r"\\(.)", r"\1", output).splitlines()
        said = squeezed(checklist.text) + squeezed(checklist.source)
        left = [piece for cell in cells for piece in chinese(squeezed(cell)) if piece not in said]
        assert [piece for piece in left if piece not in OFFICIAL_NAMES] == []


def cells_of(data: bytes) -> list[str]:
    workbook = pytest.importorskip("openpyxl").load_workbook(io.BytesIO(data))
    return [str(cell) for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


def test_the_scan_before_publication_in_english(national: Rulebook) -> None:
    """Every kind of thing that a file may carry beside its text."""
    document = document_from_text(REPORTS[0].read_text("utf-8"), source="（送审稿）联系人李小明手机13812345678.docx", format="docx")
    asides = [Aside(kind, "张小明，手机13812345678", "", "李小红", line=5) for kind in AsideKind if kind not in (AsideKind.PROPERTY, AsideKind.LIMIT)]
    asides += [
        Aside(AsideKind.PROPERTY, text, name) for name, text in (("作者", "王小刚"), ("公司", "某某公司"), ("标题", "岚川县白马镇2019年度法治政府建设年度报告"))
    ]
    asides += [Aside(AsideKind.HEADER, "内部资料 注意保管", line=3), *(Aside(AsideKind.COMMENT, "核实", "", f"赵小{n}", line=n) for n in "123456789")]
    asides += [Aside(AsideKind.HIDDEN, "机密", "第3页水印")]
    asides = [replace(a, line=int(a.line) if a.line is not None else None) for a in asides]
    checklist = judge(Reader(national, None).understand(replace(document, asides=tuple(asides))), national)
    notes = in_language(checklist, "en").publication
    assert {note.code for note in notes} == {"secrecy_mark", "personal_data", "hidden_text", "residual_markup", "comments", "metadata"}
    for note in notes:
        assert chinese(f"{note.title} {note.place} {note.remedy} {' '.join(note.basis)}") == [], note
    excerpts = " ".join(note.excerpt for note in notes)
    for words in ("inserted", "deleted", "mobile number: ", "and others, ", "another year (2019) than the report's"):
        assert words in excerpts + " ".join(note.place for note in notes)


def test_json_has_the_language_but_keeps_what_programs_rely_on(checklists: list[Checklist], national: Rulebook) -> None:
    zh, en = (json.loads(write(checklists[:1], [], "json", book=national, lang=lang)) for lang in ("zh", "en"))
    for ours, theirs in zip(zh["reports"][0]["requirements"].values(), en["reports"][0]["requirements"].values(), strict=True):
        for key in ("status", "reason", "parts", "lacking", "evidence", "score", "weight", "review"):
            assert ours[key] == theirs[key]
        for key in ("title", "explanation", "remedy"):
            assert chinese(theirs[key].replace(checklists[0].unit, "")) == []
            assert bool(ours[key]) is bool(theirs[key])


def test_in_chinese_nothing_changes(checklists: list[Checklist], national: Rulebook) -> None:
    assert in_language(checklists[0], "zh") is checklists[0]
    assert book_in(national, "zh") is national


def test_chapters_and_findings_are_in_the_language(national: Rulebook) -> None:
    english = book_in(national, "en")
    assert [c.id for c in english.chapters] == [c.id for c in national.chapters]
    assert chinese("".join([english.title, *(c.title for c in english.chapters), *english.findings.values()])) == []


def test_every_text_of_the_rulebook_is_english_in_english(national: Rulebook) -> None:
    for text in national.english.values():
        assert chinese(text) == [], text
        assert "  " not in text
        assert not re.search("[，。；：、（）]", QUOTED.sub("", text)), text


def test_a_rulebook_without_english_stays_chinese(checklists: list[Checklist], national: Rulebook, tmp_path: Path) -> None:
    bare = national.model_copy(update={"english": {}})
    checklist = check_file(REPORTS[0], Reader(bare, None))
    english = in_language(checklist, "en")
    assert english.verdicts[0].title == checklist.verdicts[0].title
    assert chinese(english.verdicts[0].explanation) == []
    assert book_in(bare, "en") is bare


def test_publication_notes_are_in_the_language(checklist: Checklist) -> None:
    note = PublicationNote("comments", 2, Wording("第 2 段", "paragraph 2"), "请核", Wording("批注", "Comments"), ("《条例》",), Wording("删去", "Delete"))
    [english] = in_language(replace(checklist, publication=(note,)), "en").publication
    assert (english.title, english.place, english.remedy, english.excerpt) == ("Comments", "paragraph 2", "Delete", "请核")


def test_a_wording_is_its_chinese_and_survives_pickling() -> None:
    wording = Wording("缺失", "missing")
    again = pickle.loads(pickle.dumps(wording))
    assert wording == "缺失"
    assert (say(again, "zh"), say(again, "en"), say("无", "en"), say(Wording("无", ""), "en")) == ("缺失", "missing", "无", "无")
    assert type(say(wording, "zh")) is str
