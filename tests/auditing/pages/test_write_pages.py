"""All pages of an audit at once: which files, the same bytes, in both languages, with and without much to show."""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.auditing.pages import write_pages
from checker.auditing.pages.labels import AUDIT_LABELS
from checker.auditing.pages.places import places
from checker.auditing.summary import Summary, SummaryError
from checker.output.notice import Letter, NoticeTemplateError
from checker.rulebook import Rulebook

from .conftest import LETTER

RESULTS = ("results.jsonl", "texts.jsonl", "copies.jsonl", "summary.json")


def hashes(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def results(tmp_path: Path, finished: tuple[Path, Summary]) -> Path:
    """A folder with the results alone."""
    folder = tmp_path / "out"
    folder.mkdir()
    for name in RESULTS:
        shutil.copy(finished[0] / name, folder / name)
    return folder


def test_the_same_results_give_the_same_bytes(results: Path, finished: tuple[Path, Summary], national: Rulebook) -> None:
    counted: list[int] = []
    assert write_pages(results, national, letter=LETTER, done=counted.append) == ()
    assert hashes(results) == hashes(finished[0])
    assert counted == list(range(1, 13))
    assert not [p for p in results.rglob("*") if p.suffix == ".part" or (p.is_dir() and p.name not in ("units", "notices"))]


def test_an_edited_workbook_is_kept(results: Path, finished: tuple[Path, Summary], national: Rulebook) -> None:
    write_pages(results, national, letter=LETTER, each_unit=False)
    (results / "summary.xlsx").write_bytes(b"filled in")
    assert write_pages(results, national, letter=LETTER) == ("summary（手工改动1）.xlsx",)
    assert (results / "summary（手工改动1）.xlsx").read_bytes() == b"filled in"
    assert (results / "summary.xlsx").read_bytes() == (finished[0] / "summary.xlsx").read_bytes()


def test_without_pages_for_each_unit_nothing_leads_to_them(results: Path, national: Rulebook) -> None:
    write_pages(results, national, letter=LETTER, each_unit=False)
    assert not (results / "units").exists() and not (results / "notices").exists()
    for name in ("index.html", "copies.html"):
        page = (results / name).read_text("utf-8")
        assert 'href="units/' not in page and 'href=""' not in page


def test_english(results: Path, national: Rulebook) -> None:
    write_pages(results, national, letter=LETTER, lang="en", each_unit=False)
    page = (results / "index.html").read_text("utf-8")
    assert '<html lang="en">' in page and "Weakest requirements" in page and "Not submitted" in page
    head = page.split("<main")[1].split('id="heat"')[0]
    assert not re.search(r">[^<]*[一-鿿][^<]*<", re.sub(r"<bdi.*?</bdi>|<option value=\"\d.*?</option>|<details.*?</details>", "", head, flags=re.DOTALL))


def test_the_two_languages_have_the_same_words_and_blanks() -> None:
    zh, en = AUDIT_LABELS["zh"], AUDIT_LABELS["en"]
    assert set(zh) == set(en)
    for key in zh:
        assert sorted(re.findall(r"\{\w+\}", zh[key])) == sorted(re.findall(r"\{\w+\}", en[key])), key


@pytest.mark.parametrize("count", [0, 1])
def test_seasons_with_hardly_anybody(tmp_path: Path, season: Callable[..., Summary], national: Rulebook, count: int) -> None:
    season(tmp_path, count, previous=count > 0)
    write_pages(tmp_path, national, letter=LETTER)
    assert zipfile.ZipFile(tmp_path / "summary.xlsx").testzip() is None
    page = (tmp_path / "index.html").read_text("utf-8")
    assert "白鹭镇人民政府" in page and ('id="heat"' in page) == (count > 0)


def test_nobody_can_be_rung_from_the_page(finished: tuple[Path, Summary]) -> None:
    assert "8866" not in (finished[0] / "index.html").read_text("utf-8")


def test_the_addresses_on_the_pages_lead_to_files(finished: tuple[Path, Summary]) -> None:
    folder, summary = finished
    known = {place.address for place in places(summary.rows)} | {"index.html", "copies.html", "summary.xlsx", "briefing.docx"}
    for name in ("index.html", "copies.html"):
        links = re.findall(r'href="([^"#]+)', (folder / name).read_text("utf-8"))
        assert links and set(links) <= known
    unit = (folder / places(summary.rows)[0].page).read_text("utf-8")
    assert 'href="../index.html"' in unit and "报告原文" in unit


def test_a_folder_without_results_is_an_error(tmp_path: Path, national: Rulebook) -> None:
    with pytest.raises(SummaryError, match="fazhi audit"):
        write_pages(tmp_path, national, letter=LETTER)


def test_a_template_that_cannot_be_used_is_an_error_and_leaves_no_half_pages(results: Path, national: Rulebook, tmp_path: Path) -> None:
    template = tmp_path / "模板.docx"
    template.write_bytes(b"no document")
    with pytest.raises(NoticeTemplateError):
        write_pages(results, national, letter=Letter(LETTER.issued, template=template))
    assert not list(results.rglob("*.part"))
    assert write_pages(results, national, letter=LETTER) == ()


def test_nothing_hostile_is_markup_anywhere(hostile: Path) -> None:
    for path in [hostile / "index.html", hostile / "copies.html", *(hostile / "units").iterdir()]:
        page = path.read_text("utf-8")
        assert "<script>window" not in page and "<img" not in page and "<svg onload" not in page
        assert not re.search("[\u202e\u200b\x00\x1b]", page)
        assert page.count("<script") == page.count("</script>")
    for path in [hostile / "briefing.docx", *(hostile / "notices").iterdir()]:
        with zipfile.ZipFile(path) as package:
            assert b"<script" not in package.read("word/document.xml")
