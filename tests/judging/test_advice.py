"""Every finding, and all that a publication check may see, says how it is mended."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from checker.checking import check_file
from checker.judging import PublicationNote
from checker.judging.advice import advised
from checker.judging.findings import FINDERS
from checker.reading import Reader
from checker.rulebook import load_rulebook

REPORTS = Path(__file__).parents[2] / "reports"
PUBLICATION = ("residual_markup", "comments", "hidden_text", "metadata", "personal_data", "secrecy_mark")


def test_every_code_has_advice_and_publication_codes_a_name() -> None:
    book = load_rulebook()
    assert set(book.advice) >= {*FINDERS, *PUBLICATION}
    assert all(book.advice[code].title for code in PUBLICATION)
    assert all(advice.remedy.startswith("请") and advice.remedy.endswith("。") for advice in book.advice.values())


def test_findings_of_a_report_carry_it() -> None:
    book = load_rulebook()
    checklist = check_file(REPORTS / "shinian.txt", Reader(book))
    assert checklist.findings
    assert all(f.remedy and not re.search(r"[{}]", f.remedy) for f in checklist.findings)
    year = next(f for f in checklist.findings if f.code == "year_mismatch")
    assert "2025年" in year.remedy
    late = next(f for f in checklist.findings if f.code == "late")
    assert late.basis == ("《法治政府建设与责任落实督察工作规定》年度报告一章",)


def test_what_was_not_read_stays_blank_and_braces_of_a_report_are_words() -> None:
    book = load_rulebook()
    checklist = check_file(REPORTS / "shinian.txt", Reader(book))
    odd = replace(checklist, reporting_year=None, unit="{0}镇", publication=(PublicationNote("comments", 1, "", ""),))
    after = advised(odd, book)
    assert "报告年度（____年）" in next(f.remedy for f in after.findings if f.code == "year_mismatch")
    assert after.publication[0].title == "批注"
    assert after.publication[0].remedy.startswith("请在公开用的文本中")
