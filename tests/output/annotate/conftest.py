"""Word files made by python-docx, annotated, and what can be read of them before and after."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from lxml import etree

from checker.ingest.docx import read_docx
from checker.judging import judge
from checker.output.annotate import Reviewer, annotated
from checker.reading import Reader
from checker.rulebook import load_rulebook

REPORTS = Path(__file__).parents[3] / "reports"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAY_CHANGE = ("r", "rPr", "commentRangeStart", "commentRangeEnd", "commentReference")
REVIEWER = Reviewer(datetime(2026, 4, 5, 9, 30), "云上县司法局", "司法")


@dataclass(frozen=True)
class Annotated:
    """A package after annotation."""

    before: bytes
    after: bytes

    @cached_property
    def root(self) -> etree._Element:
        return etree.fromstring(members(self.after)["word/document.xml"])

    @cached_property
    def comments(self) -> dict[str, str]:
        """The text of the new comments by number, paragraphs on lines."""
        root = etree.fromstring(members(self.after)["word/comments.xml"])
        return {
            c.get(f"{W}id"): "\n".join("".join(t.text for t in p.iter(f"{W}t")) for p in c.iter(f"{W}p"))
            for c in root
            if c.get(f"{W}author") == REVIEWER.author
        }

    def words(self, title: str) -> str:
        """The words that the comment with `title` in its first line is about."""
        number = next(n for n, text in self.comments.items() if title in text.splitlines()[0])
        return "".join(within(self.root, number))


def within(root: etree._Element, number: str) -> Iterator[str]:
    inside = False
    for element in root.iter(f"{W}t", f"{W}commentRangeStart", f"{W}commentRangeEnd"):
        if element.tag == f"{W}t":
            if inside:
                yield element.text or ""
        elif element.get(f"{W}id") == number:
            inside = element.tag.endswith("Start")


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def formatted(data: bytes) -> list[tuple[str, str]]:
    """Every character of the main part with the properties of its run, and every other element in order: what is seen of it."""
    seen: list[tuple[str, str]] = []
    for element in etree.fromstring(members(data)["word/document.xml"]).iter(etree.Element):
        if element.tag == f"{W}t":
            properties = element.getparent().find(f"{W}rPr")
            look = etree.tostring(properties, method="c14n").decode() if properties is not None else ""
            seen += [(character, look) for character in element.text or ""]
        elif etree.QName(element).localname not in _MAY_CHANGE and not any(ancestor.tag == f"{W}rPr" for ancestor in element.iterancestors()):
            seen.append((element.tag, str(sorted(element.attrib.items()))))
    return seen


def saved(document: DocumentObject) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def report(name: str = "shinian.txt") -> DocumentObject:
    """A sample report as a Word file, a paragraph for each of its paragraphs."""
    document = Document()
    text = (REPORTS / name).read_text("utf-8")
    paragraphs: list[str] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("    ") or not paragraphs:
            paragraphs.append("")
        paragraphs[-1] += line.strip()
    for index, words in enumerate(filter(None, paragraphs)):
        document.add_paragraph().add_run(words).bold = True if index == 0 else None
    return document


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_rulebook())


@pytest.fixture(scope="session")
def annotate(reader: Reader) -> Callable[[bytes], Annotated]:
    def run(data: bytes) -> Annotated:
        reading = reader.understand(read_docx(data, source="报告.docx", sha256=""))
        return Annotated(data, annotated(data, judge(reading, reader.book), reading, reader.book, REVIEWER))

    return run


def paragraph_with(document: DocumentObject, words: str) -> etree._Element:
    return next(p for p in document.element.body.iter(qn("w:p")) if words in "".join(t.text or "" for t in p.iter(qn("w:t"))))
