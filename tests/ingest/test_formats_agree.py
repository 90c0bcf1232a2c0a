"""The sample reports in every format, through the way in that users take: the same statuses as the text; of a scan, nearly all."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import offices
import pytest
from government_pages import page, report_at
from ofd_writer import ofd

from checker.ingest import Document, ReadError, ocr, read, read_all

ROOT = Path(__file__).parents[2]
REPORTS = sorted(path for pattern in ("*.txt", "*.md") for path in (ROOT / "reports").glob(pattern) if path.name != "README.md")
BY_OFFICE = ("docx", "doc", "wps", "rtf", "odt", "pdf")
BY_HAND = ("ofd", "html", "mht")
SCANNED = 0.95  # of the statuses of a scan
DPI = 200

Answer = tuple[dict[str, tuple[str, str]], list[str]]
pytestmark = pytest.mark.slow


def lines_of(path: Path) -> str:
    """The text without Markdown's signs, which no word processor writes."""
    return "\n".join(re.sub(r"^#+\s+|\*\*", "", line) for line in path.read_text("utf-8-sig").splitlines())


def web_archive(html: bytes) -> bytes:
    """A page as browsers save it with all that belongs to it."""
    archive = EmailMessage()
    archive["From"] = "<Saved by a browser>"
    archive["Subject"] = "报告"
    archive.make_related()
    archive.add_related(html, "text", "html", cte="quoted-printable", params={"charset": "utf-8"})
    return bytes(archive)


def scanned(pdf: bytes) -> bytes:
    """A PDF of pictures of the pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    sheets = [document[number].render(scale=DPI / 72).to_pil().convert("L") for number in range(len(document))]
    made = io.BytesIO()
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:], resolution=DPI)
    return made.getvalue()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """By format and name of the report, what LibreOffice writes, each format in one start."""
    if offices.SOFFICE is None:
        pytest.skip(offices.REASON)
    folder = tmp_path_factory.mktemp("office")
    texts = {path.stem: lines_of(path) for path in REPORTS}
    made = {format: offices.written(texts, format, folder) for format in BY_OFFICE if format != "wps"}
    return {**made, "wps": made["doc"]}  # WPS Writer writes Word's binary format under its own suffix


def statuses(result: Document | ReadError, answer: Callable[[Document], Answer]) -> dict[str, str]:
    assert isinstance(result, Document), result
    return {requirement: status for requirement, (status, _) in answer(result)[0].items()}


def differences(folder: Path, files: dict[str, bytes], answer: Callable[[Document], Answer]) -> dict[str, dict[str, tuple[str, str]]]:
    """By file, the requirements whose status is another than that of the text: (of the text, of the file)."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    texts = {path.stem: statuses(read(path), answer) for path in REPORTS}
    found = {}
    for name, result in zip(files, read_all(folder / name for name in files), strict=True):
        came, expected = statuses(result, answer), texts[name.split(".")[0]]
        found[name] = {key: (expected[key], came[key]) for key in expected if came[key] != expected[key]}
    return found


@pytest.mark.parametrize("format", BY_OFFICE)
def test_what_word_processors_write(format: str, office: dict[str, dict[str, bytes]], tmp_path: Path, answer: Callable[[Document], Answer]) -> None:
    files = {f"{name}.{format}": data for name, data in office[format].items()}
    assert not any(differences(tmp_path, files, answer).values())


@pytest.mark.parametrize("format", BY_HAND)
def test_what_offices_publish(format: str, tmp_path: Path, answer: Callable[[Document], Answer]) -> None:
    write = {
        "ofd": lambda path: ofd("lines", report_at(path)),
        "html": lambda path: page("jcms", report_at(path)),
        "mht": lambda path: web_archive(page("jcms", report_at(path))),
    }[format]
    files = {f"{path.stem}.{format}": write(path) for path in REPORTS}
    assert not any(differences(tmp_path, files, answer).values())


@pytest.mark.skipif(not ocr.available(), reason="text recognition is not installed here")
def test_scans(office: dict[str, dict[str, bytes]], tmp_path: Path, answer: Callable[[Document], Answer]) -> None:
    files = {f"{name}.scan.pdf": scanned(data) for name, data in office["pdf"].items()}
    found = differences(tmp_path, files, answer)
    all_of_them = sum(len(statuses(read(path), answer)) for path in REPORTS)
    assert sum(map(len, found.values())) <= (1 - SCANNED) * all_of_them, found
