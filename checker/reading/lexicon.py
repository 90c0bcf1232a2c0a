"""All terms of a rulebook, compiled into one Aho–Corasick automaton.

Every literal piece of every term goes into one automaton, so that a text is scanned once however
many terms there are. (Aho & Corasick 1975, "Efficient string matching".)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import ahocorasick

from checker.rulebook.patterns import parse
from checker.rulebook.schema import Rulebook
from checker.rulebook.terms import term_lists, vocabulary_term_lists

Span = tuple[int, int]
Chain = tuple[tuple[int, int, bool], ...]  # (step, gap before it, whether it may be left out)
StepKey = tuple[tuple[int, ...], tuple[str, ...]]
_A_FIGURE: StepKey = ((), ("量",))
_END = 1 << 60


@dataclass(frozen=True, slots=True)
class Use:
    """What a term is used for: a requirement's field (and part), or a vocabulary list (owner empty)."""

    owner: str
    field: str
    part: str = ""


class Match(NamedTuple):
    """A term found: half-open offsets in the clean text, and the term as its author wrote it."""

    start: int
    end: int
    term: str


@dataclass(frozen=True)
class Lexicon:
    """Compiled terms. `find` gives every match, by use.

    A *step* is one piece of a term: any of several literals, or a class of spans. Steps that occur in
    several terms are kept once and looked up once for each text.
    """

    automaton: ahocorasick.Automaton
    terms: tuple[str, ...]
    uses: tuple[tuple[Use, ...], ...]  # by term
    simple: Mapping[int, int]  # atom -> the term that is just this literal
    steps: tuple[StepKey, ...]  # step -> its atoms and its classes
    chains: tuple[Chain, ...]  # by term; empty for simple ones
    steps_of: tuple[tuple[int, ...], ...]  # atom -> the steps that it is a word of
    steps_of_class: Mapping[str, tuple[int, ...]]  # class -> the steps that it is
    leads: Mapping[int, tuple[int, ...]]  # step -> the terms that begin with it

    def scan(self, text: str) -> list[tuple[int, int, int]]:
        """Every literal in `text` as (start, end, atom), by end."""
        if not len(self.automaton):
            return []
        return [(end - length + 1, end + 1, atom) for end, (atom, length) in self.automaton.iter(text)]

    def find(self, hits: Iterable[tuple[int, int, int]], classes: Mapping[str, list[Span]], boundaries: list[int], commas: list[int]) -> dict[Use, list[Match]]:
        """Matches by use, each list by start.

        `hits` is what `scan` gave; `classes` has the spans of 量, 书, 名 and 日期 in order;
        `boundaries` are the ascending offsets of sentence ends, which no gap crosses; `commas` those
        of all clause ends, which the gap after a leading figure does not cross: a figure belongs to
        what stands beside it (12次，培训…… is not twelve trainings).
        """
        text = _TextIndex(self, hits, classes, boundaries)
        found: dict[int, list[Span]] = {term: text.at[atom] for atom, term in self.simple.items() if atom in text.at}
        for term in text.candidates():
            steps = self.chains[term]
            viable = text.segments[steps[0][0]]
            for step, _, optional in steps[1:]:
                if not optional:
                    viable &= text.segments.get(step, 0)
                    if not viable:
                        break
            else:
                leading_figure = self.steps[steps[0][0]] == _A_FIGURE
                spans = text.match(steps, viable, commas if leading_figure else boundaries)
                if spans:
                    found[term] = spans
        by_use: dict[Use, list[Match]] = {}
        for term, spans in found.items():
            source = self.terms[term]
            matches = [Match(start, end, source) for start, end in spans]
            for use in self.uses[term]:
                by_use.setdefault(use, []).extend(matches)
        for matches in by_use.values():
            matches.sort()
        return by_use


class _TextIndex:
    """What of a lexicon occurs in one text, and in which sentences: a bit for each sentence."""

    def __init__(self, lexicon: Lexicon, hits: Iterable[tuple[int, int, int]], classes: Mapping[str, list[Span]], boundaries: list[int]) -> None:
        self.lexicon = lexicon
        self.classes = classes
        self.boundaries = boundaries
        self.at: dict[int, list[Span]] = {}
        at = self.at
        bits: dict[int, int] = {}
        segment, bit = 0, 1
        until = boundaries[0] if boundaries else _END
        for start, end, atom in hits:  # by end, so that the sentence only moves on
            while end > until:
                segment += 1
                bit <<= 1
                until = boundaries[segment] if segment < len(boundaries) else _END
            if atom in at:
                at[atom].append((start, end))
                bits[atom] |= bit
            else:
                at[atom] = [(start, end)]
                bits[atom] = bit
        # For each step that occurs, the sentences that it occurs in.
        self.segments: dict[int, int] = {}
        segments = self.segments
        for atom, where in bits.items():
            for step in lexicon.steps_of[atom]:
                segments[step] = segments.get(step, 0) | where
        for name, spans in classes.items():
            where = 0
            for start, _ in spans:
                where |= 1 << bisect_left(boundaries, start)
            if where:
                for step in lexicon.steps_of_class.get(name, ()):
                    segments[step] = segments.get(step, 0) | where
        self._spans: dict[int, list[Span]] = {}

    def candidates(self) -> Iterator[int]:
        """The terms whose first step occurs."""
        leads = self.lexicon.leads
        for step in self.segments:
            yield from leads.get(step, ())

    def spans(self, step: int) -> list[Span]:
        """Where a step occurs, by start."""
        known = self._spans.get(step)
        if known is None:
            atoms, classes = self.lexicon.steps[step]
            found = [self.at[atom] for atom in atoms if atom in self.at] + [self.classes[name] for name in classes if self.classes.get(name)]
            known = (found[0] if found else []) if len(found) <= 1 else sorted(chain.from_iterable(found))
            self._spans[step] = known
        return known

    def match(self, steps: Chain, viable: int, limits: list[int]) -> list[Span]:
        """For each place where the first step begins in a viable sentence, the shortest chain within the gaps.

        Each step looks only at the occurrences that begin inside its gap, so the work is bounded by
        the number of first steps times the gaps, whatever the terms are.
        """
        first_spans = self.spans(steps[0][0])
        if len(steps) == 1:
            return first_spans
        found: list[Span] = []
        rest = [(self.spans(step), gap, optional) for step, gap, optional in steps[1:]]
        boundaries = self.boundaries
        for start, end in first_spans:
            if not viable >> bisect_left(boundaries, start) & 1:
                continue
            at_limit = bisect_left(limits, end)
            limit = limits[at_limit] if at_limit < len(limits) else _END
            reached = [end]
            for spans, gap, optional in rest:
                following = list(reached) if optional else []
                for here in reached:
                    last_start = min(here + gap, limit)
                    for index in range(bisect_left(spans, (here, 0)), len(spans)):
                        first, last = spans[index]
                        if first > last_start:
                            break
                        if last <= limit and last not in following:
                            following.append(last)
                reached = following
                if not reached:
                    break
            else:
                found.append((start, min(reached)))
        return found


def compile_lexicon(book: Rulebook) -> Lexicon:
    """The lexicon of all requirements, the vocabulary and the instruments' misquotations."""
    uses: dict[str, list[Use]] = {}
    for use, term in _terms(book):
        listed = uses.setdefault(term, [])
        if use not in listed:
            listed.append(use)
    atoms: dict[str, int] = {}
    steps: dict[StepKey, int] = {}
    chains: list[Chain] = []
    simple: dict[int, int] = {}
    leads: dict[int, list[int]] = {}
    for number, term in enumerate(uses):
        pieces = parse(term, book.vocabulary.groups).steps
        words = [(tuple(atoms.setdefault(word, len(atoms)) for word in sorted(piece.words)), tuple(sorted(piece.classes))) for piece in pieces]
        first = words[0][0]
        if len(pieces) == 1 and len(first) == 1 and not words[0][1] and first[0] not in simple:
            simple[first[0]] = number
            chains.append(())
            continue
        chains.append(tuple((steps.setdefault(key, len(steps)), piece.gap, piece.optional) for key, piece in zip(words, pieces, strict=True)))
        leads.setdefault(steps[words[0]], []).append(number)
    steps_of: list[list[int]] = [[] for _ in atoms]
    steps_of_class: dict[str, list[int]] = {}
    for (words_of_step, classes), step in steps.items():
        for name in classes:
            steps_of_class.setdefault(name, []).append(step)
        for atom in words_of_step:
            steps_of[atom].append(step)
    automaton = ahocorasick.Automaton()
    for word, atom in atoms.items():
        automaton.add_word(word, (atom, len(word)))
    if atoms:
        automaton.make_automaton()
    return Lexicon(
        automaton=automaton,
        terms=tuple(uses),
        uses=tuple(tuple(u) for u in uses.values()),
        simple=simple,
        steps=tuple(steps),
        chains=tuple(chains),
        steps_of=tuple(tuple(s) for s in steps_of),
        steps_of_class={name: tuple(s) for name, s in steps_of_class.items()},
        leads={step: tuple(terms) for step, terms in leads.items()},
    )


def _terms(book: Rulebook) -> Iterator[tuple[Use, str]]:
    for location, term in vocabulary_term_lists(book.vocabulary):
        yield Use("", ".".join(str(step) for step in location[:-1])), term
    for requirement in book.requirements:
        for location, term in term_lists(requirement):
            if location[0] == "parts":
                part = requirement.parts[int(location[1])].id
                yield Use(requirement.id, f"parts.{location[2]}", part), term
            else:
                yield Use(requirement.id, str(location[0])), term
    for instrument in book.instruments:
        for wrong in instrument.misquotations:
            yield Use(f"instrument:{instrument.id}", "misquotations"), wrong.text
