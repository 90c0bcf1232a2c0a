"""What must happen to a verdict when the text is changed in a known way, for every requirement.

Take the words away and the status falls; move them into next year's plans or among the shortcomings
and they are no deed; negate them and they are none; change blanks, widths, the unit's name or the
order of paragraphs and nothing changes.
"""

import random
import re

import pytest

from checker.evaluation.examples import examples_of, report_of
from checker.ingest import document_from_text
from checker.judging.context import Context
from checker.judging.judge import judge_one
from checker.rulebook import load_rulebook
from checker.rulebook.schema import Reason, Specific, Status

_BOOK = load_rulebook()
_ORDER = {Status.MISSING: 0, Status.VAGUE: 1, Status.PRESENT: 2}
_HEAD = "示例镇人民政府2025年度法治政府建设工作报告\n\n"
_REPORTED = [r for r in _BOOK.requirements if r.kind in ("specific", "parts")]


def verdict(text, requirement, reader):
    return judge_one(reader.understand(document_from_text(text)), _BOOK, requirement)


def present_examples(requirement):
    """Present examples of one paragraph, which can be moved about."""
    for status, example in examples_of(requirement):
        if status is Status.PRESENT and not example.whole and example.reason is not Reason.NIL_RETURN and "\n" not in example.text.strip():
            yield example


@pytest.mark.parametrize("requirement", _REPORTED, ids=lambda r: r.id)
def test_without_its_evidence_the_status_falls(requirement, reader):
    for example in present_examples(requirement):
        text = report_of(example)
        before = verdict(text, requirement, reader)
        for _ in range(4):  # what was quoted may not have been all that was said
            for evidence in sorted(before.evidence, key=lambda e: e.start, reverse=True):
                text = text.replace(evidence.quote, "有关工作平稳有序")
            after = verdict(text, requirement, reader)
            if after.status is not Status.PRESENT:
                break
            before = after
        assert _ORDER[after.status] < _ORDER[Status.PRESENT], example.text


@pytest.mark.parametrize("requirement", _REPORTED, ids=lambda r: r.id)
def test_moved_into_the_plan_it_is_only_planned(requirement, reader):
    for example in present_examples(requirement):
        text = f"{_HEAD}一、主要举措和成效\n\n各项工作平稳有序。\n\n二、2026年工作打算\n\n{example.text}\n"
        after = verdict(text, requirement, reader)
        assert after.status is Status.MISSING, example.text
        assert after.reason in (Reason.PLAN_ONLY, Reason.ABSENT), example.text
        assert after.reason is Reason.PLAN_ONLY or not after.near_misses or after.near_misses[0].discount, example.text


@pytest.mark.parametrize("requirement", _REPORTED, ids=lambda r: r.id)
def test_moved_among_the_shortcomings_it_is_no_deed(requirement, reader):
    for example in present_examples(requirement):
        if re.search("今年|年内|本年|当年|目前|现已|已", example.text):
            continue  # 「今年已……」 among the shortcomings is a deed
        text = f"{_HEAD}一、主要举措和成效\n\n各项工作平稳有序。\n\n二、存在的问题\n\n{example.text}\n"
        assert verdict(text, requirement, reader).status is Status.MISSING, example.text


@pytest.mark.parametrize("requirement", [r for r in _REPORTED if isinstance(r, Specific)], ids=lambda r: r.id)
def test_negated_it_is_not_present(requirement, reader):
    for example in present_examples(requirement):
        if re.search("[，；]", example.text):
            continue  # of several clauses one negation leaves some standing
        text = report_of(example)
        document = document_from_text(text)
        reading = reader.understand(document)
        context = Context(reading, _BOOK)
        said = [m.match for field in ("mention", "deeds", "specific") for m in context.mentions(requirement, field) if m.live]
        places, reached = set(), (-1, 0)
        for match in sorted(said):
            # Once in each clause, and again where the first one reaches no further.
            clause = reading.clause_at(match.start)
            if clause != reached[0] or match.start > reached[1]:
                places.add(reading.source_span(match.start, match.end)[0])
                reached = (clause, match.start + 12)
        for place in sorted(places, reverse=True):
            text = f"{text[:place]}没有开展{text[place:]}"
        assert verdict(text, requirement, reader).status is not Status.PRESENT, text


def _spaced(text):
    rng = random.Random(7)
    out = []
    for line in text.split("\n"):
        out.append("".join(c + (rng.choice([" ", "\u3000", "\u200b"]) if rng.random() < 0.08 and "\u4e00" <= c <= "\u9fff" else "") for c in line))
    return "\n".join(out)


def _wide(text):
    return text.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})


def _half_width_marks(text):
    return text.translate(str.maketrans("，；：（）", ",;:()"))


def _renamed(text):
    return text.replace("示例镇", "翠屏镇").replace("示例县", "翠屏县")


@pytest.mark.parametrize("change", [_spaced, _wide, _half_width_marks, _renamed], ids=lambda f: f.__name__.strip("_"))
@pytest.mark.parametrize("requirement", _BOOK.requirements, ids=lambda r: r.id)
def test_blanks_widths_and_names_change_nothing(requirement, change, reader):
    for status, example in examples_of(requirement):
        if example.whole and change is _spaced:
            continue  # blanks at a line's start are indents, which say where paragraphs begin
        text = report_of(example)
        before, after = verdict(text, requirement, reader), verdict(change(text), requirement, reader)
        assert (after.status, after.reason, after.parts) == (before.status, before.reason, before.parts), f"{status}: {example.text}"


@pytest.mark.parametrize("requirement", _REPORTED, ids=lambda r: r.id)
def test_the_order_of_paragraphs_changes_nothing(requirement, reader):
    others = ["（一）抓项目建设。全镇经济运行总体平稳。", "（二）抓乡村振兴。粮食喜获丰收。"]
    for example in present_examples(requirement):
        head = f"{_HEAD}一、主要举措和成效\n\n"
        first = verdict(head + "\n".join([example.text, *others]) + "\n", requirement, reader)
        last = verdict(head + "\n".join([*others, example.text]) + "\n", requirement, reader)
        assert (first.status, first.reason) == (last.status, last.reason), example.text
