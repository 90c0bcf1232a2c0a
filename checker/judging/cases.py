"""Requirements as they stand for a level of unit and a reporting year: what every verdict on them has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from checker.judging import scoring
from checker.judging.checklist import Verdict
from checker.judging.explain import basis_lines
from checker.judging.once import once
from checker.rulebook.schema import Basis, Instrument, Level, Requirement, Rulebook, Status
from checker.wording import Wording

_YEARS = 64  # levels and years that are kept: what a rulebook is used for, and a few that were misread


@dataclass(frozen=True, slots=True)
class Case:
    """A requirement, its title, group, weight and basis; `inapplicable` is the verdict where the level has no such requirement."""

    requirement: Requirement
    title: str
    chapter: str
    weight: float
    basis: tuple[str, ...]
    inapplicable: Verdict | None = None


class Cases:
    """The cases of a rulebook, each level and year worked out once."""

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._instruments: Mapping[str, Instrument] = {i.id: i for i in book.instruments}
        self.of = lru_cache(maxsize=_YEARS)(self._of)
        self.basis = lru_cache(maxsize=_YEARS * len(book.advice))(self._basis)

    def _of(self, level: Level, year: int | None) -> tuple[Case, ...]:
        """All requirements of the rulebook, in its order."""
        return tuple(self.one(requirement, level, year) for requirement in self._book.requirements)

    def one(self, requirement: Requirement, level: Level, year: int | None) -> Case:
        """One requirement; it need not be of the rulebook's own."""
        book = self._book
        title, chapter = book.heading(requirement.title), book.chapter_of[requirement.id]
        profile = book.profiles.get(level)
        inapplicable = None
        if profile is not None and requirement.id in profile.not_applicable:
            inapplicable = Verdict(
                requirement=requirement.id,
                title=title,
                chapter=chapter,
                severity=requirement.severity,
                status=Status.NOT_APPLICABLE,
                reason=None,
                explanation=_inapplicable(profile.title, book),
            )
        basis = self._lines(requirement.basis, level, year)
        return Case(requirement, title, chapter, scoring.weight_of(requirement, book, level), basis, inapplicable)

    def _basis(self, code: str, level: Level, year: int | None) -> tuple[str, ...]:
        """The legal basis of the advice on a finding or publication note."""
        return self._lines(self._book.advice[code].basis, level, year)

    def _lines(self, sources: tuple[Basis, ...], level: Level, year: int | None) -> tuple[str, ...]:
        return basis_lines(sources, self._instruments, level, year, self._book.english)


cases = once(Cases)


def _inapplicable(profile: str, book: Rulebook) -> str:
    return Wording(f"不适用于{profile}", f"does not apply to {book.english.get(profile) or f'“{profile}”'}")
