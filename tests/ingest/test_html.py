"""Pages of government sites: the report whole, what stands around it gone, the checklist that of its text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from government_pages import MAKES, page, report_at

from checker.ingest import Document, read
from checker.ingest.web import read_html
from checker.judging import judge
from checker.reading import Reader
from checker.rulebook import load_rulebook

ROOT = Path(__file__).parents[2]
REPORTS = sorted(path for path in (*ROOT.glob("reports/*.txt"), *ROOT.glob("reports/*.md")) if path.name != "README.md")
AROUND = ("走进澄安", "示ICP备", "一图读懂", "关闭窗口", "无障碍", "JavaScript", "烟花爆竹", "分享到：微信")

Answer = tuple[dict[str, tuple[str, str]], list[str]]


@pytest.fixture(scope="session")
def answer() -> Callable[[Document], Answer]:
    """Of a document, the status and reason of each requirement and the codes of its findings."""
    reader = Reader(load_rulebook())

    def check(document: Document) -> Answer:
        result = judge(reader.understand(document), reader.book)
        verdicts = {v.requirement: (v.status.value, v.reason.value if v.reason else "") for v in result.verdicts}
        return verdicts, sorted(finding.code for finding in result.findings)

    return check


def html(words: str, head: str = "") -> Document:
    text = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{words}</body></html>"
    return read_html(text.encode(), source="页面.html", sha256="0")


# -- the same report ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("make", MAKES)
def test_a_page_of_each_make_gives_the_checklist_of_the_text(
    make: str, path: Path, answer: Callable[[Document], Answer], invariants: Callable[[Document], None]
) -> None:
    report = report_at(path)
    document = read_html(page(make, report), source=f"{path.stem}.html", sha256="0")
    invariants(document)
    assert answer(document) == answer(read(path))
    words = "".join(document.text.split())
    assert [part.text for part in report.body if "".join(part.text.split()) not in words] == []
    assert [word for word in AROUND if word in document.text] == []
    assert sum(report.title == "".join(block.text.split()) for block in document.blocks) == 1
    assert {key: document.metadata.get(key) for key, _ in report.pairs} == dict(report.pairs)
