"""A county's own rulebook over the national one: what it adds, overrides and switches off, and what it gets wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.rulebook import DEFAULT, RulebookError, load_rulebook
from checker.rulebook.schema import Level, Parts, Reason, RequirementBase, Rulebook, Specific

HEAD = f"""\
id: county
extends: {DEFAULT}
title: 某县规则库
version: "1"
"""
OWN = """\
- id: decision.steps_register
  title: 重大行政决策台账
  severity: general
  weight: 2
  kind: specific
  basis: [{instrument: major-decision-regulation}]
  mention: [决策台账]
  remedy: {absent: 补写决策台账。}
"""


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "county"
    folder.mkdir()
    return folder


def write(folder: Path, head: str = "", **files: str) -> Path:
    (folder / "rulebook.yaml").write_text(HEAD + head, "utf-8")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def requirement(book: Rulebook, id_: str) -> RequirementBase:
    return next(r for r in book.requirements if r.id == id_)


def test_a_book_that_only_extends_is_the_other_under_its_own_name(county: Path) -> None:
    national, book = load_rulebook(), load_rulebook(write(county))
    assert (book.id, book.title, book.version) == ("county", "某县规则库", "1")
    assert book.model_copy(update={"id": national.id, "title": national.title, "version": national.version}) == national


def test_a_requirement_is_added_to_a_chapter_of_the_other(county: Path) -> None:
    book = load_rulebook(write(county, "chapters: [{id: decision, title: 依法决策, file: own.yaml}]\n", own=OWN))
    ids = [r.id for r in book.requirements]
    national = [r.id for r in load_rulebook().requirements]
    assert [i for i in ids if i != "decision.steps_register"] == national
    chapters = [book.chapter_of[i] for i in ids]
    assert list(dict.fromkeys(chapters)) == [c.id for c in book.chapters]  # it stands with its chapter, not at the end
    assert next(c.title for c in book.chapters if c.id == "decision") == "依法决策"


def test_a_new_chapter_comes_last(county: Path) -> None:
    book = load_rulebook(write(county, "chapters: [{id: local, title: 本地要求, file: own.yaml}]\n", own=OWN))
    assert (book.chapters[-1].id, book.requirements[-1].id) == ("local", "decision.steps_register")


def test_a_requirement_is_overridden_key_by_key(county: Path) -> None:
    own = "- {id: enforcement.three_systems, weight: 15, title: 三项制度, remedy: {absent: 请补写。}, note: null}\n"
    book = load_rulebook(write(county, "chapters: [{id: enforcement, title: 行政执法, file: own.yaml}]\n", own=own))
    before, after = requirement(load_rulebook(), "enforcement.three_systems"), requirement(book, "enforcement.three_systems")
    assert (after.weight, after.title, after.remedy[Reason.ABSENT], after.note) == (15, "三项制度", "请补写。", "")
    assert after.remedy[Reason.INCOMPLETE] == before.remedy[Reason.INCOMPLETE]
    assert (after.mention, after.examples) == (before.mention, before.examples)
    assert book.chapter_of[after.id] == "enforcement"


def test_words_are_added_to_lists_and_to_parts_by_name(county: Path) -> None:
    own = """\
- id: enforcement.three_systems
  add:
    collective: [执法三件套]
    parts: [{id: 执法公示, terms: [阳光公示]}]
    examples: {present: [本年度执法三件套逐项落实，公示执法信息30条。]}
"""
    book = load_rulebook(write(county, "chapters: [{id: enforcement, title: 行政执法, file: own.yaml}]\n", own=own))
    before, after = requirement(load_rulebook(), "enforcement.three_systems"), requirement(book, "enforcement.three_systems")
    assert isinstance(before, Parts) and isinstance(after, Parts)
    assert after.collective == (*before.collective, "执法三件套")
    assert after.parts[0].terms == (*before.parts[0].terms, "阳光公示") and after.parts[1:] == before.parts[1:]
    assert after.examples.present[:-1] == before.examples.present


def test_weights_scoring_findings_words_and_sources(county: Path) -> None:
    head = """\
profiles: {township: {weights: {decision.five_steps: 20}}}
scoring: {pass_at: 85}
findings: {late: null, numbering: 序号}
"""
    vocabulary = "groups: {会议: [镇务会]}\ncues: {plan: [来年]}\n"
    instruments = "- {id: county-rules, title: 《某县办法》}\n- {id: outline-2021-2025, aliases: [新纲要]}\n"
    national, book = load_rulebook(), load_rulebook(write(county, head, vocabulary=vocabulary, instruments=instruments))
    assert book.profiles[Level.TOWNSHIP].weights["decision.five_steps"] == 20
    assert book.profiles[Level.TOWNSHIP].title == national.profiles[Level.TOWNSHIP].title
    assert (book.scoring.pass_at, book.scoring.revise_at) == (85, national.scoring.revise_at)
    assert "late" not in book.findings and book.findings["numbering"] == "序号"
    assert book.vocabulary.groups["会议"] == (*national.vocabulary.groups["会议"], "镇务会")
    assert book.vocabulary.cues.plan[-1] == "来年"
    assert book.instruments[-1].title == "《某县办法》"
    changed = next(i for i in book.instruments if i.id == "outline-2021-2025")
    assert changed.aliases == ("新纲要",) and changed.title == next(i.title for i in national.instruments if i.id == changed.id)


def test_requirements_are_switched_off(county: Path) -> None:
    national = [r.id for r in load_rulebook().requirements]
    book = load_rulebook(write(county, f"without: [{national[3]}, {national[-1]}]\nprofiles: {{county: {{weights: {{{national[0]}: 9}}}}}}\n"))
    assert [r.id for r in book.requirements] == [*national[:3], *national[4:-1]]


def test_three_layers_and_a_path_relative_to_the_book(tmp_path: Path) -> None:
    for name in ("province", "county"):
        (tmp_path / name).mkdir()
    write(tmp_path / "province", "without: [decision.five_steps]\nchapters: [{id: decision, title: 决策, file: own.yaml}]\n", own=OWN)
    head = HEAD.replace(DEFAULT, "../province")
    (tmp_path / "county" / "rulebook.yaml").write_text(head + "chapters: [{id: decision, title: 决策, file: own.yaml}]\n", "utf-8")
    (tmp_path / "county" / "own.yaml").write_text("- {id: decision.steps_register, weight: 4, add: {mention: [台账]}}\n", "utf-8")
    found = requirement(load_rulebook(tmp_path / "county"), "decision.steps_register")
    assert isinstance(found, Specific) and (found.weight, found.mention) == (4, ("决策台账", "台账"))


# -- what can be wrong ----------------------------------------------------------------------------

CHAPTER = "chapters: [{id: decision, title: 决策, file: own.yaml}]\n"
WRONG = {
    "extends nothing known": ("", {}, HEAD.replace(DEFAULT, "outline-2021-2026"), "rulebook.yaml", 2, "extends", "是否想写“outline-2021-2025”"),
    "switches off what is not there": ("without: [decision.five_step]\n", {}, "", "rulebook.yaml", 5, "without", "是否想写“decision.five_steps”"),
    "without is no list": ("without: decision.five_steps\n", {}, "", "rulebook.yaml", 5, "without", "须为列表"),
    "a new requirement that lacks a key": (CHAPTER, {"own": OWN.replace("  weight: 2\n", "")}, "", "own.yaml", 1, "specific.weight", "缺少“weight”"),
    "a misspelt id": (CHAPTER, {"own": "- {id: decision.five_step, weight: 3}\n"}, "", "own.yaml", 1, "id", "是否想写“decision.five_steps”"),
    "an unknown key in what overrides": (
        CHAPTER,
        {"own": "- id: decision.five_steps\n  weigth: 3\n"},
        "",
        "own.yaml",
        2,
        "parts.weigth",
        "是否想写“weight”",
    ),
    "a bad value in what overrides": (CHAPTER, {"own": "- id: decision.five_steps\n  weight: 0\n"}, "", "own.yaml", 2, "parts.weight", "须大于 0"),
    "a bad term in what is added": (
        CHAPTER,
        {"own": "- id: decision.five_steps\n  add:\n    about:\n    - 大事\n    - 决策…\n"},
        "",
        "own.yaml",
        5,
        "about",
        "“…”须夹在",
    ),
    "an unknown word group in the own vocabulary": ("", {"vocabulary": "cues:\n  plan: [<会义>]\n"}, "", "vocabulary.yaml", 2, "cues.plan", "是否想写“会议”"),
    "an unknown cue in the own vocabulary": ("", {"vocabulary": "cues:\n  plans: [来年]\n"}, "", "vocabulary.yaml", 2, "cues.plans", "是否想写“plan”"),
    "an unknown requirement weighed": (
        "profiles:\n  township:\n    weights: {decision.steps: 3}\n",
        {},
        "",
        "rulebook.yaml",
        6,
        "profiles.township",
        "没有编号为“decision.steps”的要求",
    ),
    "an unknown key of the book": ("scores: 3\n", {}, "", "rulebook.yaml", 5, "scores", "没有“scores”这个键"),
    "a chapter without a file": ("chapters: [{id: local, title: 本地}]\n", {}, "", "rulebook.yaml", 5, "chapters.file", "缺少“file”"),
    "a file that is not there": (CHAPTER, {}, "", "own.yaml", 0, "", "找不到文件"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_defect_is_told_where_it_was_written(case: str, county: Path) -> None:
    head, files, whole, file, line, key, words = WRONG[case]
    write(county, head, **files)
    if whole:
        (county / "rulebook.yaml").write_text(whole, "utf-8")
    with pytest.raises(RulebookError) as caught:
        load_rulebook(county)
    assert [(d.file, d.line, d.key) for d in caught.value.defects] == [(str(county / file), line, key)], caught.value
    assert words in caught.value.defects[0].message


def test_books_that_extend_each_other(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rulebook.yaml").write_text(HEAD.replace(DEFAULT, f"../{other}"), "utf-8")
    with pytest.raises(RulebookError, match="成了循环"):
        load_rulebook(tmp_path / "a")


def test_a_county_adds_its_own_marks_and_their_examples(county: Path) -> None:
    national, book = load_rulebook(), load_rulebook(write(county, vocabulary="marks: {secrecy: [县内掌握], examples: {lines: [县内掌握]}}\n"))
    assert book.vocabulary.marks.secrecy == (*national.vocabulary.marks.secrecy, "县内掌握")
    assert book.vocabulary.marks.examples.lines[-1] == "县内掌握"
    assert book.vocabulary.marks.drafts == national.vocabulary.marks.drafts
