"""All terms of a rulebook, compiled into one Aho–Corasick automaton.

Every literal piece of every term goes into one automaton, so that a text is scanned once however
many terms there are. (Aho & Corasick 1975, "Efficient string matching".)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import ahocorasick

from checker.rulebook.patterns import Pattern, Step, parse
from checker.rulebook.schema import Rulebook
from checker.rulebook.terms import term_lists, vocabulary_term_lists

Span = tuple[int, int]
CompiledStep = tuple[tuple[int, ...], str | None, int, bool]  # atoms, class, gap, optional


@dataclass(frozen=True, slots=True)
class Use:
    """What a term is used for: a requirement's field (and part), or a vocabulary list (owner empty)."""

    owner: str
    field: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A term found: half-open offsets in the clean text, and the term as its author wrote it."""

    start: int
    end: int
    term: str


@dataclass(frozen=True)
class Lexicon:
    """Compiled terms. `find` gives every match, by use."""

    automaton: ahocorasick.Automaton
    patterns: tuple[Pattern, ...]
    uses: tuple[tuple[Use, ...], ...]  # by pattern
    simple: Mapping[int, int]  # atom -> pattern that is just this atom
    leads: Mapping[int, tuple[int, ...]]  # atom -> patterns whose first step has it
    class_leads: Mapping[str, tuple[int, ...]]  # class -> patterns whose first step is it
    steps: tuple[tuple[CompiledStep, ...], ...]  # by pattern

    def scan(self, text: str) -> list[tuple[int, int, int]]:
        """Every literal in `text` as (start, end, atom), by end."""
        if not len(self.automaton):
            return []
        return [(end - length + 1, end + 1, atom) for end, (atom, length) in self.automaton.iter(text)]

    def find(
        self, hits: Iterable[tuple[int, int, int]], classes: Mapping[str, list[Span]], boundaries: list[int], commas: list[int]
    ) -> dict[Use, list[Match]]:
        """Matches by use, each list by start.

        `hits` is what `scan` gave; `classes` has the spans of 量, 书, 名 and 日期 in order;
        `boundaries` are the ascending offsets of sentence ends, which no gap crosses; `commas` those
        of all clause ends, which the gap after a leading figure does not cross: a figure belongs to
        what stands beside it (12次，培训…… is not twelve trainings).
        """
        at: dict[int, list[Span]] = {}
        found: dict[int, list[Span]] = {}
        for start, end, atom in hits:
            pattern = self.simple.get(atom)
            if pattern is not None:
                found.setdefault(pattern, []).append((start, end))
            at.setdefault(atom, []).append((start, end))
        candidates: set[int] = set()
        for atom in at:
            candidates.update(self.leads.get(atom, ()))
        for name, spans in classes.items():
            if spans:
                candidates.update(self.class_leads.get(name, ()))
        merged: dict[tuple[int, ...], list[Span]] = {}
        for pattern in candidates:
            steps = self.steps[pattern]
            occurrences = [_occurrences(step, at, classes, merged) for step in steps]
            if not all(spans or step[3] for spans, step in zip(occurrences, steps, strict=True)):
                continue
            spans = _chains(occurrences, steps, commas if steps[0][1] == "量" else boundaries)
            if spans:
                found[pattern] = spans
        by_use: dict[Use, list[Match]] = {}
        for pattern, spans in found.items():
            term = self.patterns[pattern].source
            matches = [Match(start, end, term) for start, end in spans]
            for use in self.uses[pattern]:
                by_use.setdefault(use, []).extend(matches)
        for matches in by_use.values():
            matches.sort(key=_by_place)
        return by_use


def _by_place(match: Match) -> Span:
    return match.start, match.end


def _occurrences(
    step: CompiledStep, at: Mapping[int, list[Span]], classes: Mapping[str, list[Span]], merged: dict[tuple[int, ...], list[Span]]
) -> list[Span]:
    atoms, cls, _, _ = step
    if cls is not None:
        return classes.get(cls, [])
    if len(atoms) == 1:
        return at.get(atoms[0], [])
    spans = merged.get(atoms)
    if spans is None:
        spans = merged[atoms] = sorted(span for atom in atoms for span in at.get(atom, ()))
    return spans


def _chains(occurrences: list[list[Span]], steps: tuple[CompiledStep, ...], boundaries: list[int]) -> list[Span]:
    """For each place where the first step begins, the shortest chain of steps within their gaps.

    Each step looks only at the occurrences that begin inside its gap, so the work is bounded by
    the number of first steps times the gaps, whatever the terms are.
    """
    chains: list[Span] = []
    for start, end in occurrences[0]:
        limit = boundaries[bisect_left(boundaries, end)] if boundaries and boundaries[-1] >= end else end + 10_000
        reached = {end}
        for spans, (_, _, gap, optional) in zip(occurrences[1:], steps[1:], strict=True):
            following: set[int] = set(reached) if optional else set()
            for here in reached:
                low = bisect_left(spans, (here, 0))
                high = bisect_right(spans, (min(here + gap, limit), 1 << 60))
                following.update(span[1] for span in spans[low:high] if span[1] <= limit)
            reached = following
            if not reached:
                break
        if reached:
            chains.append((start, min(reached)))
    return chains


def compile_lexicon(book: Rulebook) -> Lexicon:
    """The lexicon of all requirements, the vocabulary and the instruments' misquotations."""
    uses: dict[str, list[Use]] = {}
    for use, term in _terms(book):
        listed = uses.setdefault(term, [])
        if use not in listed:
            listed.append(use)
    atoms: dict[str, int] = {}
    patterns: list[Pattern] = []
    steps = []
    simple: dict[int, int] = {}
    leads: dict[int, list[int]] = {}
    class_leads: dict[str, list[int]] = {}
    for number, term in enumerate(uses):
        pattern = parse(term, book.vocabulary.groups)
        patterns.append(pattern)
        compiled = tuple(_compiled_step(step, atoms) for step in pattern.steps)
        steps.append(compiled)
        first, cls, _, _ = compiled[0]
        if len(compiled) == 1 and cls is None and len(first) == 1:
            simple[first[0]] = number
        elif cls is not None:
            class_leads.setdefault(cls, []).append(number)
        else:
            for atom in first:
                leads.setdefault(atom, []).append(number)
    automaton = ahocorasick.Automaton()
    for word, atom in atoms.items():
        automaton.add_word(word, (atom, len(word)))
    if atoms:
        automaton.make_automaton()
    return Lexicon(
        automaton=automaton,
        patterns=tuple(patterns),
        uses=tuple(tuple(u) for u in uses.values()),
        simple=simple,
        leads={atom: tuple(p) for atom, p in leads.items()},
        class_leads={name: tuple(p) for name, p in class_leads.items()},
        steps=tuple(steps),
    )


def _compiled_step(step: Step, atoms: dict[str, int]) -> CompiledStep:
    return tuple(atoms.setdefault(word, len(atoms)) for word in sorted(step.words)), step.cls, step.gap, step.optional


def _terms(book: Rulebook) -> Iterator[tuple[Use, str]]:
    for location, term in vocabulary_term_lists(book.vocabulary):
        yield Use("", ".".join(str(step) for step in location[:-1])), term
    for requirement in book.requirements:
        for location, term in term_lists(requirement):
            if location[0] == "parts":
                part = requirement.parts[int(location[1])].id  # type: ignore[union-attr]
                yield Use(requirement.id, f"parts.{location[2]}", part), term
            else:
                yield Use(requirement.id, str(location[0])), term
    for instrument in book.instruments:
        for wrong in instrument.misquotations:
            yield Use(f"instrument:{instrument.id}", "misquotations"), wrong.text
