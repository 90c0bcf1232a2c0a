"""The corpus of the benchmarks: `reports(n)` are invented reports of 1,500 to 6,000 characters, the same on every machine.

    python -m benchmarks.corpus FOLDER N [SERIES]

Their sentences are put together from `corpus.yaml`: a shape of clauses, clauses of twenty-five topics with choices
within, and figures, names and days of their own. So hardly a sentence occurs twice, and nothing that remembers
sentences is flattered; `Repetition` measures it. They do not depend on the rulebook. A report depends on its number
and its series alone; a round of measurement takes a series of its own, so that no text is seen twice.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from auditing.season_maker import BUREAUS, FIRST, SECOND

LEAST, MOST = 1_500, 6_000  # characters of a report
_NUMERALS = "一二三四五六七八九十"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_LEVELS = ("township", *["township"] * 7, "department", "county")
_FAULTY = 0.15  # the share of reports with a fault


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the corpus."""

    name: str
    text: str


def reports(n: int, series: int = 1, first: int = 0) -> Iterator[Report]:
    """The reports with the numbers `first` to `first + n` of a series."""
    for number in range(first, first + n):
        yield report(number, series)


def report(number: int, series: int = 1) -> Report:
    """The report of this number and series."""
    return Report(f"{series}-{number:06}", _Writer(Random(f"fazhi {series} {number}")).text())


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("corpus.yaml").read_text("utf-8"))
    return words


class _Writer:
    """Writes one report, from chance alone. Only `Random.random` is used, whose sequence Python promises to keep."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._words = _words()
        self._year = 2023 + self._below(3)
        self._area, self._unit = self._named(self._of(_LEVELS))
        self._topic: dict[str, Any] = self._words["topics"][0]
        self._said: set[str] = set()

    def text(self) -> str:
        length = LEAST + 150 + self._below(MOST - LEAST - 350)
        lines = [self._title(), "", *self._body(length)]
        return "\n".join(lines) + "\n"

    # The parts of a report

    def _title(self) -> str:
        subject = f"{self._year}年度法治政府建设"
        return self._of(
            (f"{self._unit}{subject}工作报告", f"{self._unit}关于{subject}情况的报告", f"{self._unit}\n{subject}情况报告", f"{self._unit}{subject}工作总结")
        )

    def _body(self, length: int) -> list[str]:
        indent = self._of(("　　", "　　", ""))
        careful = 0.3 + 0.7 * self._chance.random()
        ends = self._ends(careful)
        room = length - sum(map(len, ends)) - 200
        lines = [
            self._filled(self._of(self._words["preambles"])),
            f"一、{self._filled(self._of(self._words['headings']['achievements']))}",
            *self._topics(careful, room),
            *ends,
        ]
        if self._chance.random() < _FAULTY:
            lines.insert(2 + self._below(len(lines) - 4), self._sentence(self._of(self._words["faults"]), self._of(self._words["topics"])))
        return [indent + line for line in lines]

    def _topics(self, careful: float, room: int) -> list[str]:
        """The achievements, in about `room` characters."""
        topics = [topic for topic in self._words["topics"] if self._chance.random() < careful] or self._words["topics"][:3]
        said: list[list[str]] = [[] for _ in topics]
        while room > 0:
            at = (
                min(range(len(topics)), key=lambda place: (len(said[place]), self._chance.random()))
                if self._chance.random() < 0.7
                else self._below(len(topics))
            )
            said[at].append(self._sentence(self._of(self._words["shapes"]), topics[at]))
            room -= len(said[at][-1]) + (15 if len(said[at]) == 1 else 4)
        style = self._below(3)
        lines: list[str] = []
        for place, (topic, sentences) in enumerate(zip(topics, said, strict=True)):
            head = self._of(topic["heads"])
            if not sentences:
                continue
            if style == 0:
                lines += [f"（{_numeral(place + 1)}）{head}", "".join(sentences)]
            elif style == 1:
                lines.append(f"（{_numeral(place + 1)}）{head}。{''.join(sentences)}")
            else:
                lines += [f"（{_numeral(place + 1)}）{head}", *(f"{number}.{sentence}" for number, sentence in enumerate(sentences, 1))]
        return lines

    def _ends(self, careful: float) -> list[str]:
        """The chapters after the achievements, and the signature."""
        lines: list[str] = []
        number = 2
        for chapter, key, most in (("duty", "duties", 3), ("problems", "problems", 5), ("plan", "plans", 6)):
            if self._chance.random() < careful + 0.15:
                heading = self._filled(self._of(self._words["headings"][chapter]))
                lines += [f"{_numeral(number)}、{heading}", *self._some(self._words[key], 1 + self._below(most))]
                number += 1
        if self._chance.random() < 0.95:
            lines += [self._unit, f"{self._year + 1}年{1 + self._below(3)}月{1 + self._below(28)}日"]
        return lines

    def _some(self, patterns: list[str], n: int) -> list[str]:
        chosen = sorted(patterns, key=lambda _: self._chance.random())[:n]
        return [f"（{_numeral(place)}）{self._filled(pattern)}" for place, pattern in enumerate(chosen, 1)]

    # Sentences and names

    def _sentence(self, shape: str, topic: dict[str, Any]) -> str:
        self._topic, self._said = topic, set()
        return self._filled(shape)

    def _new(self, patterns: list[str]) -> str:
        """One of the patterns that the sentence has not had yet, filled."""
        left = [pattern for pattern in patterns if pattern not in self._said] or patterns
        pattern = self._of(left)
        self._said.add(pattern)
        return self._filled(pattern)

    def _filled(self, pattern: str) -> str:
        """A pattern with its choices made and its slots filled, to the last."""
        while (chosen := _CHOICE.sub(lambda m: self._of(m[1].split("|")), pattern)) != pattern:
            pattern = chosen
        return _SLOT.sub(lambda m: self._slot(m[1]), pattern) if "{" in pattern else pattern

    def _slot(self, name: str) -> str:
        match name:
            case "A":
                return self._new(self._topic["deeds"])
            case "D":
                return self._new(self._topic["details"])
            case "R":
                return self._new(self._words["results"])
            case "M":
                return self._new(self._words["means"])
            case "T":
                return self._new(self._words["times"])
            case "n":
                return str(2 + self._below(97))
            case "k":
                return str(2 + self._below(11))
            case "m":
                return str(101 + self._below(4_700))
            case "w":
                return f"{1 + self._below(80) / 10:.1f}万"
            case "p":
                return f"{80 + self._below(200) / 10:.1f}%"
            case "d":
                return f"{1 + self._below(12)}月{1 + self._below(28)}日"
            case "year":
                return str(self._year)
            case "next":
                return str(self._year + 1)
            case "unit":
                return self._unit
            case "area":
                return self._area
            case "village":
                return self._name() + self._of(("村", "村", "村", "社区"))
            case "place":
                return self._name()
        return self._filled(self._of(self._words["slots"][name]))

    def _named(self, level: str) -> tuple[str, str]:
        """The name of an area and that of the unit that reports on it."""
        if level == "township":
            area = self._name() + self._of(("镇", "镇", "乡"))
            return area, f"{area}人民政府"
        county = self._name()[:2] + "县"
        return county, f"{county}人民政府" if level == "county" else county + self._of(BUREAUS)

    def _name(self) -> str:
        return self._of(FIRST) + self._of(SECOND) + self._of(("", self._of(FIRST + SECOND)))

    def _below(self, n: int) -> int:
        return int(self._chance.random() * n)

    def _of(self, choices: Any) -> Any:
        return choices[int(self._chance.random() * len(choices))]


def _numeral(n: int) -> str:
    """Chinese numerals, 1 to 39."""
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens - 1] + "十") + (_NUMERALS[ones - 1] if ones else "")


@dataclass(frozen=True, slots=True)
class Repetition:
    """How much of a corpus occurs more than once: shares of its sentences, to the letter and whatever the figures, and of its characters."""

    sentences: int
    repeated: float
    repeated_but_for_figures: float
    repeated_characters: float


def repetition(texts: Iterable[str]) -> Repetition:
    """What of the sentences in `texts` (up to 。！？, titles and headings without these aside) occurs more than once."""
    sentences = [sentence.strip("　 ") for text in texts for sentence in _SENTENCE.findall(text)]
    counted = Counter(sentences)
    repeated = [(sentence, count) for sentence, count in counted.items() if count > 1]
    but_for_figures = [count for count in Counter(_FIGURE.sub("0", sentence) for sentence in sentences).values() if count > 1]
    total, characters = max(len(sentences), 1), max(sum(map(len, sentences)), 1)
    return Repetition(
        len(sentences),
        sum(count for _, count in repeated) / total,
        sum(but_for_figures) / total,
        sum(len(sentence) * count for sentence, count in repeated) / characters,
    )


if __name__ == "__main__":
    folder, count, *more = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    for made in reports(int(count), int(more[0]) if more else 1):
        Path(folder, f"{made.name}.txt").write_text(made.text, "utf-8")
