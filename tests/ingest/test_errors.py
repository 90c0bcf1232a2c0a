"""Files that cannot be read: one code each, and a line that names the way out in both languages."""

from __future__ import annotations

import pickle
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.ingest import ReadError, lined, read
from checker.ingest.errors import MESSAGES
from checker.ingest.lined import MAX_LINE

REPORT = "云岫镇2025年法治政府建设年度报告\n一、主要举措\n"


def _unreadable(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path.write_text(REPORT)
    monkeypatch.setattr(Path, "read_bytes", refuse)


def _too_large(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text(REPORT)
    monkeypatch.setattr("checker.ingest.MAX_BYTES", 20)


def _too_long(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text(REPORT)
    monkeypatch.setattr(lined, "MAX_CHARACTERS", 20)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _word(**parts: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    """Writes a Word file of `word/<name>` parts with an empty body."""

    def write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("checker.ingest.detect", lambda data, source: "docx")
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in {"document.xml": f'<w:document xmlns:w="{WORD}"><w:body/></w:document>', **parts}.items():
                archive.writestr(f"word/{name}", content)

    return write


def _protected(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.ingest.detect", lambda data, source: "docx")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))


def _endless(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.ingest.package.MAX_MEMBERS", 0)
    _word()(path, monkeypatch)


CHUNK = f'<Relationships><Relationship Id="a" Type="{OFFICE}/aFChunk" Target="a.mht"/></Relationships>'

# code: the file's name, how it is made, what the message says in Chinese and in English
WAYS: dict[str, tuple[str, Callable[[Path, pytest.MonkeyPatch], object], str, str]] = {
    "not_found": ("a.txt", lambda path, _: None, "请核对路径", "check the path"),
    "is_folder": ("a.txt", lambda path, _: path.mkdir(), "a.txt/*.txt", "a.txt/*.txt"),
    "unreadable": ("a.txt", _unreadable, "请检查权限", "check its permissions"),
    "empty": ("a.txt", lambda path, _: path.write_text(" \n\u3000\n"), "没有可检查的文字", "no text to check"),
    "binary": ("a.md", lambda path, _: path.write_bytes(bytes(range(256)) * 9), "请另存为 .txt 或 .md", "save it as .txt or .md"),
    "encoding": ("a.txt", lambda path, _: path.write_bytes(b"\xff\xd8\xff\xe1"), "请另存为 UTF-8 或 GB18030", "save the file as UTF-8 or GB18030"),
    "unknown_format": ("a.xyz", lambda path, _: path.write_text(REPORT), ".xyz；可用：.txt", ".xyz; use one of .txt"),
    "too_large": ("a.txt", _too_large, "上限为", "the limit is"),
    "too_long": ("a.txt", _too_long, "上限为 20 字", "the limit is 20"),
    "line_too_long": (
        "a.txt",
        lambda path, _: path.write_text(REPORT + "法" * (MAX_LINE + 1)),
        "第 3 行过长，上限为 200,000 字",
        "line 3 is too long; the limit is 200,000",
    ),
    "broken": ("a.docx", _word(**{"document.xml": "<w:document"}), "（word/document.xml）；请用 Word、WPS", "save it anew"),
    "encrypted": ("a.docx", _protected, "请取消密码保护", "take the protection off"),
    "unsafe_xml": ("a.docx", _word(**{"document.xml": "<!DOCTYPE a><a/>"}), "外部实体", "save it anew"),
    "too_complex": ("a.docx", _endless, "请另存为 .txt", "save it as .txt"),
    "only_pictures": ("a.docx", _word(**{"media/image1.png": "x"}), "扫描件的 PDF", "the scan as a PDF"),
    "only_embedded": ("a.docx", _word(**{"_rels/document.xml.rels": CHUNK}), "另存为新的 .docx", "save it anew as .docx"),
}


@pytest.mark.parametrize("code", MESSAGES)
def test_each_code_names_the_way_out(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, make, chinese, english = WAYS[code]
    path = tmp_path / name
    make(path, monkeypatch)
    with pytest.raises(ReadError) as caught:
        read(path)
    error = caught.value
    assert (error.code, error.source) == (code, str(path))
    assert chinese in error.message("zh") and english in error.message("en")
    assert str(error).startswith(str(path)) and "\n" not in str(error)


@pytest.mark.parametrize("code", MESSAGES)
def test_the_english_message_is_all_english(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, make, _, _ = WAYS[code]
    make(tmp_path / name, monkeypatch)
    with pytest.raises(ReadError) as caught:
        read(tmp_path / name)
    assert not re.search("[\u3000-\u9fff\uff00-\uffef]", caught.value.message("en"))


def test_a_file_without_extension_is_told_what_it_may_be(tmp_path: Path) -> None:
    (tmp_path / "report").write_text(REPORT)
    with pytest.raises(ReadError, match=r"\.txt .*\.md") as caught:
        read(tmp_path / "report")
    assert caught.value.code == "unknown_format"


def test_the_folder_at_hand_gives_a_path_that_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReadError) as caught:
        read(Path("."))
    assert "例如 *.txt" in caught.value.message()


def test_an_error_crosses_to_another_process_whole() -> None:
    error = ReadError("a.txt", "too_long", place="3", limit="2")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.code, again.message("en")) == (str(error), "too_long", error.message("en"))


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.text", "a.md", "a.Markdown"])
def test_extensions_in_any_case_are_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(REPORT, "utf-8")
    document = read(tmp_path / name)
    assert [block.text for block in document.blocks] == ["云岫镇2025年法治政府建设年度报告", "一、主要举措"]
    assert document.text == REPORT and document.format in ("txt", "md")
