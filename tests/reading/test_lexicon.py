"""Terms in a text: found where they stand, with their gaps, as a brute search would; in time that grows with the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.vocab import Vocab

from checker.reading.compiling import compile_lexicon
from checker.reading.lexicon import Lexicon, Match, Use
from checker.reading.model import Reading
from checker.reading.pipeline import CharacterTokenizer, TermMatcher, term_spans
from checker.reading.quantities import QuantityFinder
from checker.rulebook import Rulebook
from checker.rulebook.patterns import FAR_GAP, GAP, Step, parse
from checker.rulebook.schema import Vocabulary

GROUPS = {"会议": ["党委会", "班子会", "会议"], "动": ["甲", "乙乙"]}
VOCAB = Vocab()
FINDER = QuantityFinder(["次", "人次", "份"], ["次", "份"])


def lexicon_of(terms: Sequence[str], groups: Mapping[str, Sequence[str]] = GROUPS) -> Lexicon:
    nothing: dict[str, object] = {"headings": {}, "cues": {}, "units": {}, "quantities": {}}
    vocabulary = Vocabulary.model_validate({**nothing, "groups": groups, "not_in": terms})
    return compile_lexicon(Rulebook.model_construct(vocabulary=vocabulary, requirements=(), instruments=()))


def facts(lexicon: Lexicon, text: str, quoted: Sequence[tuple[int, int]] = ()) -> dict[str, object]:
    doc = CharacterTokenizer(VOCAB, FINDER)(text)
    doc.user_data["facts"]["quoted"] = list(quoted)
    found: dict[str, object] = TermMatcher(lexicon)(doc).user_data["facts"]
    return found


def find(text: str, *terms: str, quoted: Sequence[tuple[int, int]] = ()) -> list[Match]:
    matches = facts(lexicon_of(terms), text, quoted)["matches"]
    assert isinstance(matches, dict)
    found: list[Match] = matches.get(Use("", "not_in"), [])
    return found


# -- one term, one text, and its near miss --------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("合法性审查", "开展合法性审查，未经合法性审查不得上会", ["合法性审查", "合法性审查"]),
        ("合法性审查", "合法合规性审查", []),
        ("审审", "审审审", ["审审", "审审"]),
        ("征求…意见", "征求意见", ["征求意见"]),
        ("征求…意见", f"征求{'群' * GAP}意见", [f"征求{'群' * GAP}意见"]),
        ("征求…意见", f"征求{'群' * (GAP + 1)}意见", []),
        ("征求……意见", f"征求{'群' * FAR_GAP}意见", [f"征求{'群' * FAR_GAP}意见"]),
        ("征求……意见", f"征求{'群' * (FAR_GAP + 1)}意见", []),
        ("征求…意见", "征求群众，意见", ["征求群众，意见"]),
        ("征求…意见", "征求群众。意见", []),
        ("征求…意见", "征求群众；意见", []),
        ("征求…意见", "征求群众！意见", []),
        ("征求…意见", "征求群众\n意见", []),
        ("征求…意见", "意见征求", []),
        ("征求…意见", "征求意见和意见", ["征求意见"]),
        ("征求…意见", "征求征求意见", ["征求征求意见", "征求意见"]),
        ("征求…意见…公布", "征求意见后意见汇总公布", ["征求意见后意见汇总公布"]),
        ("{提交|报请}…审议", "提交会议审议，报请党委审议", ["提交会议审议", "报请党委审议"]),
        ("{提交|报请}审议", "提交审议，提交会议审议", ["提交审议"]),
        ("开展{专项|}清理", "开展专项清理，开展清理，开展大清理", ["开展专项清理", "开展清理"]),
        ("开展…{专项|}…清理", "开展多次清理", ["开展多次清理"]),
        ("听证{会|}", "听证会", ["听证", "听证会"]),
        ("检查…{企业|}<量>", "检查企业12次", ["检查企业12次"]),
        ("检查…{企业|}<量>", "检查全镇12次", ["检查全镇12次"]),
        ("检查{企业|}<量>", "检查全镇12次", []),
        ("<会议>…研究", "党委会专题研究", ["党委会专题研究"]),
        ("召开<会议>", "召开班子会议", ["召开班子会"]),
        ("召开<会议>", "召开大会", []),
        ("培训<量>", "培训12次，培训3人次", ["培训12次", "培训3人次"]),
        ("培训<量>", "培训多次", []),
        ("<量>…培训", "12次培训", ["12次培训"]),
        ("<量>…培训", "12次集中培训", ["12次集中培训"]),
        ("<量>…培训", "检查12次，培训执法人员", []),
        ("<量>…培训", "检查12次：培训执法人员", []),
        ("<量>…培训", "检查企业。12次集中培训", ["12次集中培训"]),
        ("检查…<量>", "走访。检查12次", ["检查12次"]),
        ("检查…<量>", "检查企业。12次", []),
        ("检查…<量>", "检查了企业，共12次", ["检查了企业，共12次"]),
        ("印发<书>", "印发《工作方案》", ["印发《工作方案》"]),
        ("印发<书>", "印发工作方案", []),
        ("自<日期>起", "自2025年7月1日起", ["自2025年7月1日起"]),
        ("反馈{<量>|整改}", "反馈3次，反馈整改，反馈情况", ["反馈3次", "反馈整改"]),
        ("{<会议>|听证}研究", "班子会研究，听证研究", ["班子会研究", "听证研究"]),
        ("（八五）普法", "（八五）普法", ["（八五）普法"]),
        ("12,345热线", "拨打12,345热线", ["12,345热线"]),
        ("讲…法{，|。}", "讲解民法。", ["讲解民法。"]),
        ("不足。", "有不足。", ["不足。"]),
    ],
)
def test_terms(term: str, text: str, words: list[str]) -> None:
    assert [text[m.start : m.end] for m in find(text, term)] == words


def test_a_name_in_quotation_marks() -> None:
    text = "打造枫桥驿站品牌"
    assert [text[m.start : m.end] for m in find(text, "打造<名>", quoted=[(2, 6)])] == ["打造枫桥驿站"]
    assert find(text, "打造<名>") == []


def test_a_match_names_its_term_as_written() -> None:
    assert find("提交会议审议", "{提交|报请}…审议") == [Match(0, 6, "{提交|报请}…审议")]


def test_terms_that_share_words_or_spelling_are_all_found_in_order_of_place() -> None:
    found = find("法律顾问审查合同", "法律顾问", "顾问", "法律顾问…合同", "审查(合同)", "{审查|把关}")
    assert [(m.start, m.end) for m in found] == [(0, 4), (0, 8), (2, 4), (4, 6)]
    assert {m.term for m in find("互联网+监管", "互联网+监管", "互联网＋监管")} == {"互联网+监管", "互联网＋监管"}


def test_uses_keep_requirement_field_and_part(book: Rulebook, understand: Callable[[str], Reading]) -> None:
    reading = understand("云岫镇2025年法治政府建设年度报告\n一、主要举措\n重大行政决策均经专家论证。\n")
    [match] = reading.find("decision.five_steps", "parts.terms", "专家论证")[:1]
    assert reading.text[match.start : match.end].startswith("专家论证")
    assert reading.find("decision.five_steps", "parts.terms", "风险评估") == []


def test_terms_are_spans_of_the_doc(understand: Callable[[str], Reading]) -> None:
    reading = understand("云岫镇2025年法治政府建设年度报告\n一、主要举措\n重大行政决策均经专家论证2次。\n")
    assert reading.doc.text == reading.text
    spans = term_spans(reading.doc, "decision.five_steps")
    found = [m for use, matches in reading.matches.items() if use.owner == "decision.five_steps" for m in matches]
    assert found and {(s.start_char, s.end_char) for s in spans} == {(m.start, m.end) for m in found}


def test_an_empty_lexicon_finds_nothing() -> None:
    assert find("征求意见") == []


# -- against a brute search -----------------------------------------------------------------------


def brute(term: str, text: str, figures: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """All matches by trying every chain of occurrences."""
    steps = parse(term, GROUPS).steps

    def occurrences(step: Step) -> set[tuple[int, int]]:
        places = {(at, at + len(w)) for w in step.words for at in range(len(text)) if text.startswith(w, at)}
        return places | set(figures) if "量" in step.classes else places

    ends = [at + 1 for at, sign in enumerate(text) if sign in "。；！？\n"]
    commas = [at for at, sign in enumerate(text) if sign in "，。；：！？\n"]
    if len(steps) == 1:
        return occurrences(steps[0])
    found = set()
    for start, end in occurrences(steps[0]):
        leading_figure = steps[0].classes == {"量"} and not steps[0].words
        limit = min((at for at in (commas if leading_figure else ends) if at >= end), default=len(text))
        reached = {(end, 0)}  # and the gap of a piece that was left out
        for step in steps[1:]:
            gaps = {(here, max(step.gap, skipped)) for here, skipped in reached}
            reached = {(b, 0) for here, gap in gaps for a, b in occurrences(step) if here <= a <= here + gap and b <= limit}
            reached |= gaps if step.optional else set()
        if reached:
            found.add((start, min(reached)[0]))
    return found


words = st.text("甲乙丙", min_size=1, max_size=3)
alternatives = st.lists(words, min_size=1, max_size=3).map(lambda found: "{" + "|".join(found) + "}")
optional = st.lists(words, min_size=1, max_size=2).map(lambda found: "{" + "|".join(found) + "|}")
first_pieces = st.one_of(words, alternatives, st.just("<动>"), st.just("<量>"), words.map(lambda word: "{<量>|" + word + "}"))
later_pieces = st.one_of(first_pieces, optional)
terms = st.builds(
    lambda first, rest: first + "".join(gap + piece for gap, piece in rest),
    first_pieces,
    st.lists(st.tuples(st.sampled_from(["", "…", "……"]), later_pieces), max_size=3),
)
texts = st.text("甲甲乙乙丙1次，。；：\n", max_size=60)


@given(terms=st.lists(terms, min_size=1, max_size=6, unique=True), text=texts)
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_the_lexicon_finds_what_a_brute_search_finds(terms: list[str], text: str) -> None:
    known = facts(lexicon_of(terms), text)
    matches, quantities = known["matches"], known["quantities"]
    assert isinstance(matches, dict) and isinstance(quantities, list)
    found: list[Match] = matches.get(Use("", "not_in"), [])
    figures = [(q.start, q.end) for q in quantities]
    for term in terms:
        assert {(m.start, m.end) for m in found if m.term == term} == brute(term, text, figures), term
    assert found == sorted(found)


# -- time -----------------------------------------------------------------------------------------

MANY = "{" + "|".join("甲" * n for n in range(1, 6)) + "}"


def seconds(terms: list[str], text: str) -> float:
    """The processor's time for one text: the least of several, so that other work on the machine does not count."""
    lexicon = lexicon_of(terms)
    best = float("inf")
    for _ in range(5):
        start = process_time()
        facts(lexicon, text)
        best = min(best, process_time() - start)
    return best


@pytest.mark.parametrize(
    ("terms", "first", "unit"),
    [
        pytest.param(["甲"], "", "甲", id="one sign everywhere"),
        pytest.param(["甲……甲……甲……甲……甲"], "", "甲", id="gaps over one sign"),
        pytest.param([f"{MANY}……{MANY}……乙"], "乙", "甲", id="alternatives that overlap, and no end"),
        pytest.param(["甲…{甲|}…{甲|}…{甲|}……乙"], "乙", "甲", id="pieces that may be left out, and no end"),
        pytest.param(["<量>……<量>……<量>……乙"], "乙", "1次", id="figures, and no end"),
        pytest.param([f"甲…{'乙' * n}" for n in range(1, 60)], "", "甲。", id="many terms, many sentences"),
    ],
)
def test_time_grows_with_the_text(terms: list[str], first: str, unit: str) -> None:
    once, four_times = (seconds(terms, first + unit * (length // len(unit))) for length in (2_000, 8_000))
    assert four_times < 4 * once * 2.5 + 0.01


def test_time_grows_with_the_pieces_of_a_term() -> None:
    two, three = (seconds(["甲" + "……甲" * pieces + "……乙"], "乙" + "甲" * 400) for pieces in (1, 2))
    assert three < 2 * two * 2.5 + 0.01


def test_time_hardly_grows_with_the_terms() -> None:
    text = "镇政府组织执法人员开展培训12次，征求群众意见后公布结果。" * 150
    usual = ["征求…意见", "开展…{培训|演练}", "<量>…公布", "执法人员", "公布…结果"]
    # Terms of a rulebook ten and a hundred times as large, in words of their own but for the commonest piece.
    few, many = (usual + [f"{chr(0x6000 + n)}{chr(0x7000 + n)}…{{开展|公布}}" for n in range(count)] for count in (200, 2_000))
    assert seconds(many, text) < 2 * seconds(few, text) + 0.005
