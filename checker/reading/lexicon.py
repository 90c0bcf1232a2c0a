"""All terms of a rulebook, compiled into one Aho–Corasick automaton.

Every literal piece of every term goes into one automaton, so that a text is scanned once however
many terms there are. (Aho & Corasick 1975, "Efficient string matching".) A term of several pieces is
looked at only in a sentence that has its rarest piece and the next rarest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import ahocorasick

from checker.reading.chains import Chain, Lead, Sentence, shortest
from checker.reading.spans import Span

__all__ = ["Lead", "Lexicon", "Match", "Span", "Use"]

_SENTENCE_END = re.compile(r"[。；！？\n]")
_CLAUSE_END = re.compile(r"[，。；：！？\n]")
_match = tuple.__new__  # takes a third of the time of Match(…)


class Use(NamedTuple):
    """What a term is used for: a requirement's field (and part), or a vocabulary list (owner empty)."""

    owner: str
    field: str
    part: str = ""


class Match(NamedTuple):
    """A term found: half-open offsets in the clean text, and the term as its author wrote it."""

    start: int
    end: int
    term: str


class Word(NamedTuple):
    """A word of some term: the uses and the terms that it is all of; the chains whose rarest piece it is, each with the words of its next rarest."""

    text: str
    alone: tuple[tuple[int, str], ...]
    leads: tuple[Lead, ...]


@dataclass(frozen=True)
class Lexicon:
    """Compiled terms. `find` gives every match, by use.

    The automaton finds every `Word` but two kinds: classes of spans (<量>, <书>, <名>, <日期>), which somebody
    else finds, and the single characters in chains. Those are two of three words in a text and are looked
    up where a rarer word asks for them; only the few that lead a chain themselves are looked for.
    """

    automaton: ahocorasick.Automaton
    classes: Mapping[str, Word]
    signs: Mapping[str, Word]  # the single characters that lead a chain
    uses: tuple[Use, ...]
    chains: tuple[Chain, ...]

    @cached_property
    def _signs(self) -> frozenset[str]:
        return frozenset(self.signs)

    def find(self, text: str, classes: Mapping[str, Sequence[Span]]) -> dict[Use, list[Match]]:
        """Matches by use, each list by start.

        `classes` has the spans of <量>, <书>, <名> and <日期> in order. No gap crosses the end of a sentence.
        """
        found: list[list[Match]] = [[] for _ in self.uses]
        for here in self._sentences(text, classes, found):
            present = set(text[here.start : here.stop])
            for sign in present & self._signs:
                here.leads.append(self.signs[sign].leads)
            present.update(here)
            for number in {number for leads in here.leads for number, other in leads if not other.isdisjoint(present)}:
                term, uses, pieces, in_clause = self.chains[number]
                reached = shortest(pieces, here, present)
                if reached and in_clause:
                    ends = dict(here["<量>"])
                    reached = [chain for chain in reached if not _CLAUSE_END.search(text, ends[chain[0]], chain[1])]
                if reached:
                    matches = [_match(Match, (start, end, term)) for start, end, _ in reached]
                    for use in uses:
                        found[use] += matches
        for matches in found:
            matches.sort()
        return {use: matches for use, matches in zip(self.uses, found, strict=True) if matches}

    def _sentences(self, text: str, classes: Mapping[str, Sequence[Span]], found: list[list[Match]]) -> list[Sentence]:
        """Where the words stand, sentence by sentence; matches of terms that are one word go to `found`."""
        stops = [mark.end() for mark in _SENTENCE_END.finditer(text)]
        stops.append(len(text) + 1)
        sentences = [Sentence(text, start, stop) for start, stop in pairwise([0, *stops])]
        here = sentences[0]
        stop = stops[0]
        for last, (word, alone, leads) in self.automaton.iter(text) if len(self.automaton) else ():
            if last >= stop:
                here = sentences[bisect_right(stops, last)]
                stop = here.stop
            end = last + 1
            start = end - len(word)
            for use, term in alone:
                found[use].append(_match(Match, (start, end, term)))
            if leads:
                here.leads.append(leads)
            if word in here:
                here[word].append((start, end))
            else:
                here[word] = [(start, end)]
        for name, (_, alone, leads) in self.classes.items():
            for start, end in classes.get(name, ()):
                for use, term in alone:
                    found[use].append(Match(start, end, term))
                here = sentences[bisect_right(stops, start)]
                if end <= here.stop:  # 《……。》 is no piece of a longer term
                    here.setdefault(name, []).append((start, end))
                    here.leads.append(leads)
        return sentences
