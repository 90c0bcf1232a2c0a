"""Time grows with the text, whatever stands in it and whatever a rule author writes, and hardly with the rulebook.

The whole way from text to checklist, below the limit that `fazhi` sets for a file. Processor time is compared, the least of
several runs and without the garbage collector's share, which comes in steps, with factors so generous that only what grows
faster than the text fails.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from random import Random
from time import process_time

import pytest
from benchmarks.corpus import reports

from checker.ingest import document_from_text
from checker.judging import Checklist, judge
from checker.reading import Reader
from checker.reading.compiling import terms_of
from checker.rulebook import Rulebook, load_rulebook
from checker.rulebook.schema import Specific

TIMES = 8  # as much text
SLACK = 2  # times the linear growth that still passes; what is quadratic takes eight times as long
GRAIN = 0.02  # seconds that no clock is trusted with
MANY = "{" + "|".join("甲" * n for n in range(1, 9)) + "}"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def reader(book: Rulebook) -> Reader:
    return Reader(book)


def checked(text: str, reader: Reader) -> Checklist:
    with reader.passing():
        return judge(reader.understand(document_from_text(text)), reader.book)


def seconds(texts: Sequence[str], reader: Reader, rounds: int = 2) -> float:
    """The processor's time to check the texts, the least of the rounds."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        try:
            start = process_time()
            for text in texts:
                checked(text, reader)
            best = min(best, process_time() - start)
        finally:
            gc.enable()
    return best


def assert_linear(make: Callable[[int], str], reader: Reader, length: int, rounds: int = 2) -> None:
    """That `TIMES` the text takes at most as many times as long, give or take `SLACK`. `make` gives a text of a length."""
    checked(make(length), reader)
    once, more = (seconds([make(n)], reader, rounds) for n in (length, TIMES * length))
    assert more <= TIMES * SLACK * once + GRAIN, f"{length:,} characters took {once:.3f} s, {TIMES * length:,} took {more:.3f} s"


def again(unit: str, first: str = "", last: str = "") -> Callable[[int], str]:
    return lambda length: first + unit * (length // len(unit)) + last


HEAD = "青石镇人民政府2025年度法治政府建设工作报告\n一、主要举措和成效\n"


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(again("征求意见", HEAD), id="a term, without an end"),
        pytest.param(again("公开征求群众意见12条，", HEAD), id="a clause, without an end"),
        pytest.param(again("就老街改造召开听证会2次，征求意见12条。", HEAD), id="a sentence"),
        pytest.param(again("就老街改造召开听证会2次，征求意见12条。\n", HEAD), id="a paragraph"),
        pytest.param(again("下一步将不未", HEAD), id="cues"),
        pytest.param(again("12", HEAD), id="digits"),
        pytest.param(again("12次", HEAD), id="figures"),
        pytest.param(again("2025年3月5日", HEAD), id="days"),
        pytest.param(again("《", HEAD), id="titles that never end"),
        pytest.param(again("《行政复议法》", HEAD), id="titles"),
        pytest.param(again("“", HEAD), id="quotations that never end"),
        pytest.param(again("（（", HEAD), id="brackets that never end"),
        pytest.param(again("一是", HEAD), id="enumerations"),
        pytest.param(again("一、成效\n（一）存在问题\n"), id="headings"),
        pytest.param(again("镇人民政府", HEAD), id="units"),
        pytest.param(again("　 \u200b", HEAD, "完"), id="white space"),
        pytest.param(again("**", HEAD), id="marks of Markdown"),
        pytest.param(again("| 甲 | 12 |\n", HEAD), id="rows of a table"),
        pytest.param(again("张三电话13800001234，", HEAD), id="telephone numbers"),
        pytest.param(again("排查纠纷12件，化解11件，化解率91.7%；", HEAD), id="sums"),
    ],
)
def test_hostile_texts(make: Callable[[int], str], reader: Reader) -> None:
    assert_linear(make, reader, 4_000)


@pytest.mark.parametrize(
    ("terms", "unit"),  # what matches everywhere takes as long as there are matches: terms times places
    [
        pytest.param(["甲……甲……甲……甲……甲……乙"], "甲", id="gaps over one sign, and no end"),
        pytest.param([f"{MANY}……{MANY}……{MANY}……乙"], "甲", id="alternatives that overlap, and no end"),
        pytest.param(["甲…{甲|}…{甲|}…{甲|}…{甲|}……乙"], "甲", id="pieces that may be left out"),
        pytest.param(["<量>……<量>……<量>……<量>……乙"], "1次", id="figures"),
        pytest.param([f"{'甲' * n}……{'甲' * m}" for n in range(1, 4) for m in range(1, 4)], "甲", id="many terms within one another"),
        pytest.param([f"甲乙…{'丙' * n}" for n in range(1, 120)], "甲乙丙。", id="many terms, many sentences"),
        pytest.param(["甲" * n for n in range(1, 12)], "甲", id="words of every length"),
    ],
)
def test_hostile_terms(terms: list[str], unit: str, book: Rulebook) -> None:
    assert_linear(again(unit, HEAD), Reader(with_terms(book, terms)), 400)


def with_terms(book: Rulebook, terms: Sequence[str]) -> Rulebook:
    """The rulebook with these as the mentions of one of its requirements, and as its deeds."""
    place, old = next((place, r) for place, r in enumerate(book.requirements) if isinstance(r, Specific))
    new = old.model_copy(update={"mention": (*old.mention, *terms), "deeds": (*old.deeds, *terms)})
    return book.model_copy(update={"requirements": (*book.requirements[:place], new, *book.requirements[place + 1 :])})


def test_time_hardly_grows_with_the_rulebook(book: Rulebook, reader: Reader) -> None:
    texts = [report.text for report in reports(12)]
    more = ten_times(book)
    large = Reader(more)
    few, many = (len({term for _, term in terms_of(of)}) for of in (book, more))
    assert many > 9 * few
    seconds(texts[:2], large, 1)
    taken = [(seconds(texts, reader, 1), seconds(texts, large, 1)) for _ in range(8)]  # in turn: what else the machine does hits both
    once, ten = (min(of) for of in zip(*taken, strict=True))
    assert ten <= 2 * once, f"{few:,} terms took {once:.3f} s, {many:,} took {ten:.3f} s"


OTHERS = 12  # some of them are alike, and the vocabulary stays as it is


def ten_times(book: Rulebook) -> Rulebook:
    """The rulebook with ten times the terms: beside each of its requirements' own nine others of its form, with other characters at four places of five."""
    chance = Random(8)
    common = sorted({sign for made in reports(20) for sign in made.text if sign >= "一"})

    def others(term: str) -> list[str]:
        def sign(was: str) -> str:
            return common[int(chance.random() * len(common))] if was >= "一" and chance.random() < 0.8 else was

        found: list[str] = []
        within = False
        for _ in range(OTHERS):
            made = ""
            for was in term:
                within = was == "<" or (within and was != ">")
                made += was if within else sign(was)
            found.append(made)
        return found

    def grown(terms: Sequence[str]) -> tuple[str, ...]:
        return (*terms, *(other for term in terms for other in others(term)))

    requirements = []
    for requirement in book.requirements:
        update: dict[str, object] = {
            field: grown(getattr(requirement, field))
            for field in ("mention", "deeds", "specific", "not_in", "nil_return", "about", "not_about", "kinds", "partial", "subject")
            if getattr(requirement, field, ())
        }
        if getattr(requirement, "parts", ()):
            update["parts"] = tuple(part.model_copy(update={"terms": grown(part.terms), "not_in": grown(part.not_in)}) for part in requirement.parts)  # type: ignore[union-attr]
        requirements.append(requirement.model_copy(update=update))
    return book.model_copy(update={"requirements": tuple(requirements)})


@pytest.mark.slow
def test_time_grows_with_the_text_up_to_ten_megabytes(reader: Reader) -> None:
    whole = "\n".join(report.text for report in reports(1_200))[:3_500_000]
    assert len(whole.encode()) > 8_500_000
    assert_linear(lambda length: whole[:length], reader, len(whole) // TIMES, rounds=1)
