"""Files that cannot be read: one code each, and a line that names the way out in both languages."""

from __future__ import annotations

import pickle
import re
import stat
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import offices
import pytest
from hostile.layouts import ofd, pdf, png
from hostile.making import packed

from checker.ingest import ReadError, lined, ocr, read, read_all
from checker.ingest.archive import MAX_DEPTH, MAX_MEMBERS
from checker.ingest.errors import MESSAGES
from checker.ingest.lined import MAX_LINE
from checker.ingest.recognition import PUT_OFF, PUT_OFF_CODE
from checker.ingest.sandbox import Limits, Sandbox

REPORT = "云岫镇2025年法治政府建设年度报告\n一、主要举措\n"


def _unreadable(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path.write_text(REPORT)
    monkeypatch.setattr(Path, "read_bytes", refuse)


def _too_large(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text(REPORT)
    monkeypatch.setattr("checker.ingest.intake.MAX_BYTES", 20)


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


DRAWING = '<ofd:PathObject ID="6" Boundary="10 10 90 90" Fill="true"><ofd:AbbreviatedData>M 0 0 L 90 90 C</ofd:AbbreviatedData></ofd:PathObject>'
PNG = "\x89PNG\r\n\x1a\n"
WORKER = {"too_slow", "too_much_memory", "given_up", "crashed"}  # what a reader gone wrong brings


def _act(what: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    return lambda path, _: path.write_bytes(f"{PNG}{what}".encode("latin-1")) and None


def _zip(members: dict[str, str]) -> Callable[[Path, pytest.MonkeyPatch], None]:
    return lambda path, _: (
        path.write_bytes(packed({name: text.encode("latin-1" if text.startswith(PNG) else "utf-8") for name, text in members.items()})) and None
    )


def _many(path: Path, _: pytest.MonkeyPatch) -> None:
    path.write_bytes(packed({f"{number}.txt": REPORT for number in range(MAX_MEMBERS + 1)}))


def _deep(path: Path, _: pytest.MonkeyPatch) -> None:
    data = packed({"a.txt": REPORT})
    for depth in range(MAX_DEPTH):
        data = packed({f"{depth}.zip": data})
    path.write_bytes(data)


def _link(path: Path, _: pytest.MonkeyPatch) -> None:
    info = zipfile.ZipInfo("a.txt")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")


def _without_office(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_SOFFICE", str(path.parent / "none"))
    path.write_text(r"{\rtf1 a}")


def _with_broken_office(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_SOFFICE", sys.executable)  # a program, and not LibreOffice
    path.write_text(r"{\rtf1 a}")


def _not_converted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if offices.SOFFICE is None:
        pytest.skip(offices.REASON)
    path.write_text(r"{\rtf1 " + "{" * 5_000)


def _without_ocr(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.ingest.ocr.find_spec", lambda name: None)
    path.write_bytes(png(80, 80, zlib.compress(bytes(11 * 80))))


def _with_broken_ocr(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ImportError("libGL.so.1")

    monkeypatch.setattr("checker.ingest.ocr.available", lambda: True)
    monkeypatch.setattr("checker.ingest.ocr._engine", fail)
    path.write_bytes(png(80, 80, zlib.compress(bytes(11 * 80))))


def _many_pages(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.ingest.pdf.opening.MAX_PAGES", 0)
    path.write_bytes(pdf({}))


def the_error(path: Path, code: str) -> ReadError:
    """The error of the file; in an archive, the last, which is its own."""
    if code == "is_archive" or (path.suffix != ".zip" and code not in {*WORKER, PUT_OFF_CODE}):
        with pytest.raises(ReadError) as caught:
            read(path)
        return caught.value
    if code == PUT_OFF_CODE:
        [result] = read_all([path], recognition=PUT_OFF)
        assert isinstance(result, ReadError)
        return result
    limits = Limits(seconds=3, memory=200_000_000)
    return [result for result in read_all([path], new_sandbox=lambda: Sandbox(limits, worker="misbehaving")) if isinstance(result, ReadError)][-1]


CHUNK = f'<Relationships><Relationship Id="a" Type="{OFFICE}/aFChunk" Target="a.mht"/></Relationships>'

# code: the file's name, how it is made, what the message says in Chinese and in English
WAYS: dict[str, tuple[str, Callable[[Path, pytest.MonkeyPatch], object], str, str]] = {
    "not_found": ("a.txt", lambda path, _: None, "请核对路径", "check the path"),
    "is_folder": ("a.txt", lambda path, _: path.mkdir(), "a.txt/*.txt", "a.txt/*.txt"),
    "unreadable": ("a.txt", _unreadable, "请检查权限", "check its permissions"),
    "empty": ("a.txt", lambda path, _: path.write_text(" \n\u3000\n"), "没有可检查的文字", "no text to check"),
    "binary": ("a.md", lambda path, _: path.write_bytes(bytes(range(256)) * 9), "请另存为 .txt 或 .md", "save it as .txt or .md"),
    "encoding": ("a.txt", lambda path, _: path.write_bytes(b"\xff\xfe\x00\xd8\x00"), "请另存为 UTF-8 或 GB18030", "save the file as UTF-8 or GB18030"),
    "unknown_format": ("a.xyz", lambda path, _: path.write_bytes(bytes(500)), ".xyz；可用：.docx", ".xyz; use one of .docx"),
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
    "spreadsheet": ("a.docx", _zip({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "这是电子表格", "this is a spreadsheet"),
    "presentation": ("a.docx", _zip({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "这是演示文稿", "hand in the report"),
    "other_archive": ("a.rar", lambda path, _: path.write_bytes(b"Rar!\x1a\x07\x00"), "改用 .zip 打包", "or a .zip of them"),
    "is_archive": ("a.zip", _zip({"a.txt": REPORT}), "fazhi check", "run fazhi check"),
    "nothing_inside": ("a.zip", _zip({}), "没有可检查的文件", "no file to check"),
    "too_many_inside": ("a.zip", _many, "请分开打包", "pack them apart"),
    "too_deep_inside": ("a.zip", _deep, "请直接打包报告文件", "pack the reports themselves"),
    "archive_bomb": ("a.zip", _zip({"a.txt": "x" * 10_000_000}), "（1,0", "out of all proportion"),
    "link_inside": ("a.zip", _link, "请打包文件本身", "pack the file itself"),
    "needs_office": ("a.rtf", _without_office, "请安装 LibreOffice", "install LibreOffice"),
    "office_failed": ("a.rtf", _with_broken_office, "没有运行起来", "does not run"),
    "not_converted": ("a.rtf", _not_converted, "另存为 .docx", "save it as .docx"),
    "too_slow": ("a.png", _act("sleep"), "另存为 .docx 或 .txt", "save it as .docx or .txt"),
    "too_much_memory": ("a.png", _act("allocate"), "内存超过 200 MB", "more than 200 MB of memory"),
    "given_up": ("a.zip", _zip({f"{n}.png": f"{PNG}die" for n in range(9)}), "其余不再尝试", "are not tried"),
    "crashed": ("a.png", _act("die"), "程序出错（3）", "reading failed (3)"),
    "no_article": ("a.html", lambda path, _: path.write_text("<html><body><script>a</script></body></html>"), "另存为", "open it in a browser"),
    "needs_ocr": ("a.png", _without_ocr, "请安装", "install"),
    PUT_OFF_CODE: ("a.png", lambda path, _: path.write_bytes(png(80, 80, zlib.compress(bytes(11 * 80)))), "请允许识别后再读", "with recognition"),
    "ocr_failed": ("a.png", _with_broken_ocr, "请重新安装", "install it anew"),
    "no_characters": ("a.ofd", lambda path, _: path.write_bytes(ofd(DRAWING * 200)), "请用阅读器另存为 PDF", "save the file as PDF"),
    "too_many_pages": ("a.pdf", _many_pages, "页数过多", "too many pages"),
    "image_too_large": ("a.png", lambda path, _: path.write_bytes(png(60_000, 60_000, b"")), "请降低分辨率", "200 dpi is enough"),
    "only_pictures": ("a.docx", _word(**{"media/image1.png": "x"}), "扫描件的 PDF", "the scan as a PDF"),
    "only_embedded": ("a.docx", _word(**{"_rels/document.xml.rels": CHUNK}), "另存为新的 .docx", "save it anew as .docx"),
}


@pytest.mark.parametrize("code", MESSAGES)
def test_each_code_names_the_way_out(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if code in ("image_too_large", PUT_OFF_CODE) and not ocr.available():
        pytest.skip("rapidocr is not installed: images are not opened without it")
    name, make, chinese, english = WAYS[code]
    path = tmp_path / name
    make(path, monkeypatch)
    error = the_error(path, code)
    assert error.code == code and error.source.startswith(str(path))
    assert chinese in error.message("zh") and english in error.message("en")
    assert str(error).startswith(str(path)) and "\n" not in str(error)
    assert not re.search("[\u3000-\u9fff\uff00-\uffef]", error.message("en"))


def test_a_file_that_cannot_be_told_is_told_what_it_may_be(tmp_path: Path) -> None:
    (tmp_path / "report").write_bytes(bytes(500))
    with pytest.raises(ReadError, match=r"\.docx .*\.pdf .*\.txt") as caught:
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
