"""Names of files that every system takes, one for each row."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from checker.auditing.pages.places import places
from checker.auditing.summary import Row, Summary

from .conftest import HOSTILE


def row(unit: str, source: str = "报送/甲.docx") -> Row:
    return Row(1, unit, "township", 2025, source, 0, "", 0.0, "pass", (), "", "", 0, 0, 0, 0, (), 0, 0, "", "")


def test_the_rank_comes_first_and_tells_namesakes_apart() -> None:
    found = places([row("城关镇人民政府"), row("城关镇人民政府"), row("", "收到\\no name.pdf")])
    assert [p.page for p in found] == ["units/001-城关镇人民政府.html", "units/002-城关镇人民政府.html", "units/003-no name.pdf.html"]
    assert found[0].notice == "notices/001-城关镇人民政府整改反馈函.docx"
    assert unquote(found[2].address) == found[2].page and " " not in found[2].address
    assert places([row("甲")] * 1000)[-1].page.startswith("units/1000-")
    assert places([row("甲")] * 1000)[0].page.startswith("units/0001-")


def test_no_name_leads_out_of_its_folder_or_harms_a_file_system() -> None:
    found = places([row(words, words) for words in HOSTILE])
    for place in found:
        for name in (place.page, place.notice):
            assert re.fullmatch(r"(units|notices)/\d{3}[^/\\:*?\"<>|\x00-\x1f]*\.(html|docx)", name)
            assert len(name.split("/")[1].encode()) < 255
            assert not Path(name).name.split(".")[0].endswith((" ", "."))
        assert re.fullmatch(r"[\w./~%-]+", place.address, re.ASCII)
    assert len({p.page.lower() for p in found}) == len(HOSTILE)


def test_every_row_has_its_files(finished: tuple[Path, Summary]) -> None:
    folder, summary = finished
    for place in places(summary.rows):
        assert (folder / place.page).is_file() and (folder / place.notice).is_file()
    assert len(list((folder / "units").iterdir())) == len(summary.rows) == len(list((folder / "notices").iterdir()))
