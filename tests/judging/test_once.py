"""What is worked out for a rulebook is worked out once, and never for another."""

from __future__ import annotations

from checker.ingest import document_from_text
from checker.judging import judge
from checker.judging.once import once
from checker.reading import Reader
from checker.rulebook import load_rulebook

TEXT = "青石镇2025年度法治政府建设工作报告\n一、主要做法\n全年调解纠纷36件。\n青石镇人民政府\n2026年1月20日"


def test_one_answer_for_the_same_thing_and_another_for_an_equal_one() -> None:
    asked: list[list[int]] = []

    @once
    def total(numbers: list[int]) -> int:
        asked.append(numbers)
        return sum(numbers)

    first, second = [1, 2], [1, 2]
    assert [total(first), total(first), total(second), total(first)] == [3, 3, 3, 3]
    assert [numbers is first for numbers in asked] == [True, False]


def test_only_the_last_few_are_kept() -> None:
    asked: list[int] = []
    keep = once(lambda numbers: asked.append(len(numbers)))
    things = [[0] * n for n in range(20)]
    for thing in things:
        keep(thing)
    keep(things[0])
    assert asked == [*range(20), 0]


def test_a_changed_rulebook_is_not_taken_for_the_old_one() -> None:
    book = load_rulebook()
    requirement = next(r for r in book.requirements if r.kind == "specific")
    heavier = requirement.model_copy(update={"weight": requirement.weight + 7, "title": "另一个名称"})
    profiles = {level: p.model_copy(update={"weights": {}, "not_applicable": ()}) for level, p in book.profiles.items()}
    plain = book.model_copy(update={"profiles": profiles})
    changed = plain.model_copy(update={"requirements": tuple(heavier if r.id == requirement.id else r for r in book.requirements)})
    reading = Reader(book).understand(document_from_text(TEXT))
    before, after, again = (judge(reading, b).verdict(requirement.id) for b in (plain, changed, plain))
    assert (after.weight, after.title) == (before.weight + 7, "另一个名称")
    assert again == before
