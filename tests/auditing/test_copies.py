"""Copies: planted ones are found, common wording is not, and passages are the words of both texts."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import numpy as np
import pytest

from checker.auditing.copies import Sketch, find_copies, resemble
from checker.auditing.passages import shared_passages
from checker.auditing.sketch import pieces, sketch


def some(rnd: Random, count: int) -> set[int]:
    return {rnd.getrandbits(48) for _ in range(count)}


def sketches(*sets: set[int]) -> list[Sketch]:
    return [np.array(sorted(pieces), dtype=np.uint64) for pieces in sets]


@pytest.fixture
def county() -> list[set[int]]:
    """Sixty reports: forty sentences of each one's own, and twenty that all have."""
    rnd = Random(1)
    common = some(rnd, 20)
    return [some(rnd, 40) | common for _ in range(60)]


def test_what_all_have_makes_no_pair(county: list[set[int]]) -> None:
    found = find_copies(sketches(*county))
    assert found.pairs == () and len(found.common) == 20


def test_copies_are_found_with_their_share(county: list[set[int]]) -> None:
    rnd = Random(2)
    own = sorted(county[3])[:60]
    county.append(set(own[:45]) | some(rnd, 15))
    county.append(set(county[7]))
    county.append(set(sorted(county[9])[:12]) | some(rnd, 40))  # a few sentences in common are nothing
    pairs = find_copies(sketches(*county)).pairs
    assert [(pair.first, pair.second) for pair in pairs] == [(7, 61), (3, 60)]
    assert pairs[0].share == 1.0 and pairs[0].sentences == 40
    assert 0.5 < pairs[1].share < 0.9


def test_a_ring_of_copyists_in_a_small_county() -> None:
    rnd = Random(3)
    ring = some(rnd, 30)
    found = find_copies(sketches(*(some(rnd, 30) for _ in range(20)), *(ring | some(rnd, 4) for _ in range(4))))
    assert {(pair.first, pair.second) for pair in found.pairs} == {(a, b) for a in range(20, 24) for b in range(a + 1, 24)}


def test_an_earlier_season(county: list[set[int]]) -> None:
    rnd = Random(4)
    before = [set(county[5]), set(county[0]) | some(rnd, 10), set(county[0]) | some(rnd, 11)]
    found = find_copies(sketches(*county, *before), earlier=3)
    assert {(pair.first, pair.second) for pair in found.pairs} == {(5, 60), (0, 61), (0, 62)}, "not the pair within the earlier one"


def test_a_units_own_two_years_are_looked_at_in_any_case() -> None:
    rnd = Random(5)
    own = some(rnd, 50)
    now, before = own | some(rnd, 60), set(sorted(own)[:24]) | some(rnd, 30)
    assert find_copies(sketches(now, before), earlier=1, known=[(0, 1)]).pairs[0].share == pytest.approx(24 / 54, abs=1e-3)


def test_the_same_reports_give_the_same_pairs(county: list[set[int]]) -> None:
    county += [set(county[n]) for n in range(10)]
    first, second = find_copies(sketches(*county)), find_copies(sketches(*county))
    assert first.pairs == second.pairs and len(first.pairs) == 10


def test_nothing() -> None:
    assert find_copies([]).pairs == ()


def test_two_drafts_resemble_and_two_towns_do_not() -> None:
    rnd = Random(6)
    one = some(rnd, 40)
    assert resemble(one, set(sorted(one)[:30]) | some(rnd, 20)) and not resemble(one, some(rnd, 40)) and not resemble(one, set())


# -- texts ----------------------------------------------------------------------------------------

LINES = (
    "针对老街修缮引起的12户补偿异议，村干部会同工作人员入户核对台账。",
    "林地权属之争经6次上门调处签下协议，双方当场握手。",
    "短句。",
    "青岩镇把合同交由专人审看，改动条款4处后才盖章！",
)


def stored(text: str, unit: str) -> dict[str, object]:
    spans, start = [], 0
    for line, words in enumerate(text.split("\n"), start=1):
        spans.append([start, start + len(words), "paragraph", None, line, None, None, None])
        start += len(words) + 1
    return {"text": text, "unit": unit, "passages": spans}


def test_figures_marks_and_the_units_name_do_not_matter() -> None:
    other = "\n".join(LINES).replace("12", "97").replace("青岩镇", "白溪乡").replace("，", ", ")
    assert sketch("\n".join(LINES), "云岫县青岩镇人民政府") == sketch(other, "白溪乡人民政府")


def test_pieces_are_where_they_say() -> None:
    text = "\n".join(LINES)
    found = pieces(text, "青岩镇")
    assert [text[start:end].strip() for (start, end), _ in found] == [LINES[0], LINES[1], LINES[3]]
    assert all(a[0][1] <= b[0][0] for a, b in pairwise(found))


def test_passages_are_the_words_of_both_with_their_places() -> None:
    first = "\n".join((LINES[0], LINES[1], "本镇自己的一句话写在这里，别处没有的。", LINES[3]))
    second = "\n".join(("白溪乡开头的一句话与众不同，谁也没有写过。", f"　　{LINES[0].replace('12', '3')}", LINES[1], LINES[3].replace("青岩镇", "白溪乡")))
    found = shared_passages(stored(first, "青岩镇人民政府"), stored(second, "白溪乡人民政府"), ())
    assert [(p["text"], p["place"], p["other_place"]) for p in found] == [(f"{LINES[0]}\n{LINES[1]}", "第 1 行", "第 2 行"), (LINES[3], "第 4 行", "第 4 行")]
    for p in found:
        assert first[p["start"] : p["end"]] == p["text"] and second[p["other_start"] : p["other_end"]] == p["other_text"]
    assert found[1]["other_text"] == LINES[3].replace("青岩镇", "白溪乡")
    common = sketch(LINES[3], "青岩镇")
    assert len(shared_passages(stored(first, "青岩镇"), stored(second, "白溪乡"), common)) == 1
