from __future__ import annotations

from dataclasses import replace

from checker.judging.checklist import Checklist, Evidence
from checker.output.masking import masked


def test_every_quote_is_masked_and_nothing_else_changes(checklist: Checklist) -> None:
    safe = masked(checklist)
    assert safe.verdicts[0].evidence[0].quote == "公开征求意见2次，联系人手机1381234****"
    assert safe.verdicts[1] == checklist.verdicts[1]
    assert safe.sha256 == checklist.sha256


def test_what_a_personal_data_finding_covers_is_masked_wherever_it_is_quoted(checklist: Checklist, text: str) -> None:
    quote = "没有聘请法律顾问，住溪口村3组7号"
    start = text.index(quote)
    verdict = replace(checklist.verdicts[2], near_misses=(Evidence(quote, "", start, start + len(quote), "shortcoming"),))
    safe = masked(replace(checklist, verdicts=(verdict,)))
    assert safe.verdicts[0].near_misses[0].quote == "没有聘请法律顾问，住溪口*****"
    assert safe.findings[0].quote == "溪口*****"
    assert safe.findings[0].message == "出现住址“溪口*****”"
