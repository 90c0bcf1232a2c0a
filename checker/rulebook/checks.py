"""Cross-references of a rulebook that the schema alone cannot see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import Formatter

from checker.rulebook.errors import did_you_mean
from checker.rulebook.patterns import CLASSES, PatternError, parse
from checker.rulebook.schema import Identification, Reason, RequirementBase, Rulebook
from checker.rulebook.terms import term_lists, vocabulary_term_lists

Found = tuple[str, tuple[str | int, ...], str]
_PLACEHOLDERS = ("found", "lacking", "mandatory_lacking", "conditional_lacking", "year", "next_year", "unit")
_ADVICE_PLACEHOLDERS = ("year", "next_year", "unit")
# What the program can see; a rulebook may look for fewer findings and still hold advice on all.
_CODES = (
    *("year_mismatch", "outline_misquoted", "foreign_unit", "artifact", "arithmetic", "numbering", "late", "duplicate_paragraph", "personal_data"),
    *("residual_markup", "comments", "hidden_text", "metadata", "secrecy_mark"),
)
_IDENTIFICATION = {"title": ("单位", "年度", "法治政府建设", "报告/总结/情况"), "signoff": ("署名", "成文日期")}
_GAPS = {Reason.ABSENT, Reason.INCOMPLETE, Reason.GENERIC, Reason.MISPLACED, Reason.PLAN_ONLY, Reason.PROBLEM_ONLY, Reason.NEGATED}


def cross_check(book: Rulebook) -> Iterator[Found]:
    """Defects as (part, location in it, message); a part is `rulebook`, `vocabulary`, `instruments` or a requirement's id."""
    instruments = [instrument.id for instrument in book.instruments]
    ids = [requirement.id for requirement in book.requirements]
    yield from _groups(book)
    for location, term in vocabulary_term_lists(book.vocabulary):
        yield from _term("vocabulary", location, term, book)
    yield from _marks(book)
    for index, instrument in enumerate(book.instruments):
        for number, wrong in enumerate(instrument.misquotations):
            yield from _term("instruments", (index, "misquotations", number, "text"), wrong.text, book)
    for requirement in book.requirements:
        for number, basis in enumerate(requirement.basis):
            if basis.instrument not in instruments:
                near = did_you_mean(basis.instrument, instruments)
                yield requirement.id, ("basis", number, "instrument"), f"instruments.yaml 里没有“{basis.instrument}”{near}"
        for location, term in term_lists(requirement):
            yield from _term(requirement.id, location, term, book)
        yield from _remedies(requirement)
        if isinstance(requirement, Identification):
            for number, part in enumerate(requirement.parts):
                if part.id not in _IDENTIFICATION[requirement.where]:
                    yield requirement.id, ("parts", number, "id"), f"没有“{part.id}”这个要素{did_you_mean(part.id, _IDENTIFICATION[requirement.where])}"
    yield from _advice(book, instruments)
    for level, profile in book.profiles.items():
        for key in (*profile.weights, *profile.not_applicable):
            if key not in ids:
                yield "rulebook", ("profiles", level.value), f"没有编号为“{key}”的要求{did_you_mean(key, ids)}"


def _groups(book: Rulebook) -> Iterator[Found]:
    for name, words in book.vocabulary.groups.items():
        if not words:
            yield "vocabulary", ("groups", name), f"词组“{name}”没有词"
        for number, word in enumerate(words):
            if not word or set(word) & set("{}<>|…"):
                yield "vocabulary", ("groups", name, number), f"词组里只能是词，“{word}”不是；带 … 或 {{|}} 的写在各条要求里"


def _marks(book: Rulebook) -> Iterator[Found]:
    for field in ("secrecy", "drafts", "beside"):
        for number, word in enumerate(getattr(book.vocabulary.marks, field)):
            if not word.strip() or set(word) & set("{}<>|…"):
                yield "vocabulary", ("marks", field, number), f"标志只能是词，“{word}”不是；用到 … 或 {{|}} 的写成几个词"


def _term(part: str, location: tuple[str | int, ...], term: str, book: Rulebook) -> Iterator[Found]:
    try:
        parse(term, book.vocabulary.groups)
    except PatternError as error:
        groups = list(book.vocabulary.groups)
        wrong = next((w for w in term.replace(">", "<").split("<")[1::2] if w not in groups and w not in CLASSES), "")
        yield part, location, f"词条“{term}”：{error}{did_you_mean(wrong, groups) if wrong else ''}"


def _remedies(requirement: RequirementBase) -> Iterator[Found]:
    if Reason.ABSENT not in requirement.remedy:
        yield requirement.id, ("remedy",), "remedy 至少要有 absent（缺失时的补写建议）"
    for reason, text in requirement.remedy.items():
        if reason not in _GAPS:
            yield requirement.id, ("remedy", reason.value), f"“{reason.value}”无需补写建议"
        yield from _blanks(text, _PLACEHOLDERS, requirement.id, ("remedy", reason.value))


def _advice(book: Rulebook, instruments: Sequence[str]) -> Iterator[Found]:
    for code, advice in book.advice.items():
        at = ("advice", code)
        if code not in _CODES:
            yield "rulebook", at, f"没有“{code}”这个代码{did_you_mean(code, _CODES)}"
        for number, basis in enumerate(advice.basis):
            if basis.instrument not in instruments:
                near = did_you_mean(basis.instrument, instruments)
                yield "rulebook", (*at, "basis", number, "instrument"), f"instruments.yaml 里没有“{basis.instrument}”{near}"
        yield from _blanks(advice.remedy, _ADVICE_PLACEHOLDERS, "rulebook", (*at, "remedy"))


def _blanks(text: str, known: Sequence[str], part: str, location: tuple[str | int, ...]) -> Iterator[Found]:
    """Defects of the blanks ({lacking}) in a text."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(text)]
    except ValueError:
        yield part, location, f"填空的括号不成对；填空写成 {{{known[-1]}}}"
        return
    for name in names:
        if name is not None and name not in known:
            yield part, location, f"没有“{{{name}}}”这个填空{did_you_mean(name, known)}"
