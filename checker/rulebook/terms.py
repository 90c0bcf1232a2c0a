"""Which fields of a rulebook hold terms: one list, used by the checks, the lexicon and the tools for authors."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from checker.rulebook.schema import RequirementBase, Vocabulary

Location = tuple[str | int, ...]
TERM_FIELDS = (
    "mention",
    "nil_return",
    "not_in",
    "deeds",
    "specific",
    "kinds",
    "partial",
    "unfinished",
    "about",
    "not_about",
    "collective",
    "collective_specific",
    "subject",
    "series",
    "stock",
    "acts",
)


def term_lists(requirement: RequirementBase) -> Iterator[tuple[Location, str]]:
    """Every term of a requirement with its location in it, e.g. (("parts", 0, "terms", 3), "听证")."""
    for field in TERM_FIELDS:
        for number, term in enumerate(getattr(requirement, field, ())):
            yield (field, number), term
    for index, part in enumerate(getattr(requirement, "parts", ())):
        for field in ("terms", "not_in", "exempt"):
            for number, term in enumerate(getattr(part, field)):
                yield ("parts", index, field, number), term
    threshold = getattr(requirement, "threshold", None)
    if threshold is not None:
        for number, term in enumerate(threshold.terms):
            yield ("threshold", "terms", number), term


def vocabulary_term_lists(vocabulary: Vocabulary) -> Iterator[tuple[Location, str]]:
    """Every term of the vocabulary with its location in it, e.g. (("cues", "plan", 0), "下一步")."""
    for field in ("headings", "cues", "units", "quantities"):
        model: BaseModel = getattr(vocabulary, field)
        for name in type(model).model_fields:
            if field == "quantities" and name != "words":
                continue
            for number, term in enumerate(getattr(model, name)):
                yield (field, name, number), term
    for number, term in enumerate(vocabulary.not_in):
        yield ("not_in", number), term
