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
from typing import NamedTuple

import ahocorasick

from checker.reading.chains import Chain, Places, Span, shortest

_SENTENCE_END = re.compile(r"[。；！？\n]")
_CLAUSE_END = re.compile(r"[，。；：！？\n]")


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


@dataclass(frozen=True)
class Lexicon:
    """Compiled terms. `find` gives every match, by use.

    Words are numbers. A class of spans (量, 书, 名, 日期) has the number of a word too, behind those of
    the automaton: it is a word that somebody else finds.
    """

    automaton: ahocorasick.Automaton
    lengths: tuple[int, ...]  # of the automaton's words, in characters
    classes: Mapping[str, int]
    uses: tuple[Use, ...]
    alone: tuple[tuple[tuple[int, str], ...], ...]  # by word: the uses and the terms that it is all of
    chains: tuple[Chain, ...]
    anchored: tuple[tuple[tuple[int, frozenset[int]], ...], ...]  # by word: the chains whose rarest piece it is, and the words of their next rarest

    def find(self, text: str, classes: Mapping[str, Sequence[Span]]) -> dict[Use, list[Match]]:
        """Matches by use, each list by start.

        `classes` has the spans of 量, 书, 名 and 日期 in order. No gap crosses the end of a sentence.
        """
        found: list[list[Match]] = [[] for _ in self.uses]
        new = tuple.__new__  # a third of the time of Match(…)
        alone, anchored, chains = self.alone, self.anchored, self.chains
        for here in self._sentences(text, classes, found):
            for word, spans in here.items():
                for use, term in alone[word]:
                    found[use] += [new(Match, (start, end, term)) for start, end in spans]
            present = set(here)
            for number in {number for word in here for number, other in anchored[word] if not other.isdisjoint(present)}:
                term, uses, pieces, in_clause = chains[number]
                matches = [new(Match, (start, end, term)) for start, end, _ in shortest(pieces, here, present)]
                if in_clause and matches:
                    ends = dict(here[self.classes["量"]])
                    matches = [match for match in matches if not _CLAUSE_END.search(text, ends[match.start], match.end)]
                for use in uses:
                    found[use] += matches
        for matches in found:
            matches.sort()
        return {use: matches for use, matches in zip(self.uses, found, strict=True) if matches}

    def _sentences(self, text: str, classes: Mapping[str, Sequence[Span]], found: list[list[Match]]) -> list[Places]:
        """Where the words stand, sentence by sentence."""
        stops = [mark.end() for mark in _SENTENCE_END.finditer(text)]
        sentences: list[Places] = [{} for _ in range(len(stops) + 1)]
        stops.append(len(text) + 1)
        here, stop, lengths = sentences[0], stops[0], self.lengths
        for last, word in self.automaton.iter(text) if lengths else ():
            if last >= stop:
                sentence = bisect_right(stops, last)
                here, stop = sentences[sentence], stops[sentence]
            last += 1
            if word in here:
                here[word].append((last - lengths[word], last))
            else:
                here[word] = [(last - lengths[word], last)]
        for name, spans in classes.items():
            word = self.classes[name]
            for start, end in spans:
                sentence = bisect_right(stops, start)
                if end <= stops[sentence]:
                    sentences[sentence].setdefault(word, []).append((start, end))
                else:  # 《……。》 is a term by itself, but no piece of a longer one
                    for use, term in self.alone[word]:
                        found[use].append(Match(start, end, term))
        return sentences
