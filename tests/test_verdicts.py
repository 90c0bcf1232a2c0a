"""Every verdict is as pinned. `make refresh` pins them anew; read the difference before you keep it.

Here the labelled reports, the samples and a twenty-fifth of the corpus; `make bench` compares all of it.
"""

from __future__ import annotations

import os

import pytest
from benchmarks import verdicts
from benchmarks.corpus import LEAST, MOST, repetition, reports

from checker.reading import Reader
from checker.rulebook import load_rulebook


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_rulebook())


def test_verdicts_are_as_pinned(reader: Reader) -> None:
    if os.environ.get("FAZHI_REFRESH") == "1":
        now = verdicts.lines((*verdicts.files(), *verdicts.corpus()), reader)
        print("\n".join(verdicts.differences(verdicts.pinned(), now)))
        verdicts.write(now)
    found = verdicts.differences(verdicts.pinned(), verdicts.lines((*verdicts.files(), *verdicts.corpus(25)), reader))
    assert not found, "\n".join(("verdicts are not as pinned; if that is meant, make refresh, and read the difference", *found))


def test_every_report_is_pinned_once() -> None:
    names = [line.split("\t")[0] for line in verdicts.pinned()[1:]]
    assert names == [*(name for name, _ in verdicts.files()), *(name for name, _ in verdicts.corpus())]


def test_a_difference_is_told_by_requirement() -> None:
    header, line, *_ = verdicts.pinned()
    name, letters, *rest = line.split("\t")
    other = "\t".join((name, ("M" if letters[0] != "M" else "P") + letters[1:], *rest))
    [told] = verdicts.differences([header, line], [header, other])
    assert told.startswith(f"{name}: {header.split(chr(9))[1].split()[0]} ")
    reworded = "\t".join((name, letters, *rest[:2], " ".join(("0" * 10, *rest[2].split()[1:]))))
    [told] = verdicts.differences([header, line], [header, reworded])
    assert told.endswith("in: requirements")
    assert not verdicts.differences([header, line], [header, line])


def test_the_corpus_is_as_long_and_as_varied_as_promised() -> None:
    texts = [report.text for report in reports(250)]
    assert min(map(len, texts)) >= LEAST and max(map(len, texts)) <= MOST
    assert max(map(len, texts)) > 2 * min(map(len, texts))
    assert repetition(texts).repeated_characters < 0.05
    assert texts[7] == next(reports(1, first=7)).text  # whatever was made before
    assert texts[7] != next(reports(1, series=2, first=7)).text
