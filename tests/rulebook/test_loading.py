"""A folder of YAML to a rulebook; and every way in which it can be wrong, told by file, line, key and what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.rulebook import DEFAULT, Defect, RulebookError, load_rulebook, rules_folder
from checker.rulebook.schema import Chapter, Level, Parts, Reason, Specific

Write = Callable[..., Path]


# -- whole books ----------------------------------------------------------------------------------


def test_the_shipped_book_is_the_default() -> None:
    book = load_rulebook()
    assert book == load_rulebook(DEFAULT) == load_rulebook(rules_folder() / DEFAULT)
    assert book.id == DEFAULT and book.period == (2021, 2026)
    assert [chapter.id for chapter in book.chapters] == list(dict.fromkeys(book.chapter_of[r.id] for r in book.requirements))


def test_every_requirement_of_the_shipped_book_can_be_explained() -> None:
    book = load_rulebook()
    titles = {instrument.id: instrument.title for instrument in book.instruments}
    for requirement in book.requirements:
        assert [titles[basis.instrument] for basis in requirement.basis], requirement.id
        assert requirement.remedy[Reason.ABSENT], requirement.id


def test_a_book_cannot_be_changed_once_loaded() -> None:
    book = load_rulebook()
    with pytest.raises(ValueError, match="frozen"):
        book.requirements[0].weight = 0  # type: ignore[misc]


def test_a_small_book(write: Write) -> None:
    book = load_rulebook(write())
    steps, review, title = book.requirements
    assert isinstance(steps, Parts) and isinstance(review, Specific) and not isinstance(title, Chapter)
    assert [part.id for part in steps.parts] == ["公众参与", "集体讨论决定"]
    assert [part.mandatory for part in steps.parts] == [False, True]
    assert steps.parts[1].terms == ("<会议>…{讨论|研究}", "集体讨论")
    assert book.profiles[Level.TOWNSHIP].weights == {"decision.steps": 12}
    assert book.chapter_of == {"decision.steps": "decision", "decision.legality_review": "decision", "structure.title": "structure"}


def test_a_signature_at_the_start_of_a_file_is_no_defect(write: Write, files: dict[str, str]) -> None:
    assert load_rulebook(write(vocabulary_yaml=files["vocabulary.yaml"].encode("utf-8-sig"))).vocabulary.not_in == ("十四五",)


# -- one defect each ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Broken:
    """A file with one change, and what is said of it. `at`: words of the line that is named (of the changed file)."""

    name: str
    file: str
    old: str
    new: str
    at: str
    key: str
    message: str


D, S, V, N, R = "decision.yaml", "requirements/structure.yaml", "vocabulary.yaml", "instruments.yaml", "rulebook.yaml"
BROKEN = [
    Broken("unknown key", D, "  note: ", "  notes: ", "notes", "specific.notes", "没有“notes”这个键，是否想写“note”？"),
    Broken("a key of another kind", D, "  mention:", "  collective: [五步]\n  mention:", "collective", "specific.collective", "没有“collective”这个键"),
    Broken("unknown key in a basis", D, "item: ", "items: ", "items", "specific.basis.items", "是否想写“item”？"),
    Broken("unknown key in the vocabulary", V, "not_in:", "notin:", "notin:", "notin", "是否想写“not_in”？"),
    Broken("unknown cue", V, "cues:\n  plan:", "cues:\n  plans:", "plans:", "cues.plans", "是否想写“plan”？"),
    Broken("unknown key of an instrument", N, "misquotations", "misquotation", "misquotation:", "misquotation", "是否想写“misquotations”？"),
    Broken("unknown key of a profile", R, "not_applicable:", "not_aplicable:", "not_aplicable:", "profiles.department.not_aplicable", "“not_applicable”？"),
    Broken("unknown key of the book", R, "findings:", "titel: 样例\nfindings:", "titel", "titel", "是否想写“title”？"),
    Broken("missing key", D, "  weight: 3\n", "", "decision.legality_review", "specific.weight", "缺少“weight”"),
    Broken("missing part of the vocabulary", V, "units:\n  township: [镇, 乡]\n", "", "groups:", "units", "缺少“units”"),
    Broken("bad id", D, "id: decision.legality_review", "id: Decision.Legality-Review", "Legality-Review", "specific.id", "小写英文字母"),
    Broken("bad id of an instrument", N, "id: document-regulation", "id: 公文条例", "公文条例", "id", "写法不对"),
    Broken(
        "duplicate id",
        D,
        "- id: decision.legality_review\n",
        "- id: decision.steps\n",
        "- id: decision.steps\n  title: 合法性审查",
        "id",
        "重复，已见于 decision.yaml",
    ),
    Broken("duplicate key", D, "  weight: 3\n", "  weight: 3\n  weight: 4\n", "weight: 4", "", "键“weight”重复"),
    Broken("bad kind", D, "kind: specific", "kind: specifik", "decision.legality_review", "", "没有“specifik”这种 kind，是否想写“specific”？"),
    Broken("no kind", D, "  kind: specific\n", "", "decision.legality_review", "", "缺少“kind”；可用：specific"),
    Broken("bad severity", D, "severity: general", "severity: genral", "genral", "specific.severity", "“genral”不是可用的值，是否想写“general”？"),
    Broken("bad place of identification", S, "where: title", "where: titel", "titel", "identification.where", "是否想写“title”？"),
    Broken("bad reason in a remedy", D, "{absent: 补写合", "{absnt: 补写合", "absnt", "specific.remedy.absnt.[key]", "是否想写“absent”？"),
    Broken("bad level of a profile", R, "county:", "countie:", "countie:", "profiles.countie.[key]", "是否想写“county”？"),
    Broken("a weight that is no number", D, "weight: 3", "weight: 三", "weight: 三", "specific.weight", "“三”的类型不对"),
    Broken("a weight of nothing", D, "weight: 3", "weight: 0", "weight: 0", "specific.weight", "须大于 0，现为“0”"),
    Broken(
        "text where a list is due",
        D,
        "mention: [合法性审查]",
        "mention: 合法性审查",
        "mention:",
        "specific.mention",
        "须为列表（每项以“- ”开头，或写成 [a, b]），现为“合法",
    ),
    Broken("list where text is due", D, "title: 合法性审查", "title: [合法性审查]", "title: [合法性审查]", "specific.title", "类型不对"),
    Broken("a period of one year", R, "[2021, 2026]", "[2021]", "[2021]", "period", "缺少“1”"),
    Broken("unknown instrument", D, "{instrument: document-regulation", "{instrument: documents", "documents", "basis.instrument", "“document-regulation”？"),
    Broken("unknown word group", D, "<会议>", "<会义>", "<会义>", "parts.terms", "没有名为“会义”的词组，是否想写“会议”？"),
    Broken("unbalanced brace", D, "{讨论|研究}", "{讨论|研究", "{讨论|研究", "parts.terms", "括号不成对"),
    Broken("nested braces", V, "将{继续|在}", "将{继续|{在}}", "{在}}", "cues.plan", "括号不成对"),
    Broken("empty term", D, "- 集体讨论\n", '- ""\n', '- ""', "parts.terms", "为空"),
    Broken("empty braces", V, "将{继续|在}", "将{|}", "将{|}", "cues.plan", "有空的备选词"),
    Broken("a term of signs that clean text has not", D, "- 集体讨论\n", '- "“ ”"\n', "“ ”", "parts.terms", "有空的备选词"),
    Broken("gap at the end", D, "征求…意见", "征求意见…", "征求意见…", "parts.terms", "“…”须夹在两段文字之间"),
    Broken("gap at the start", D, "征求…意见", "…征求意见", "…征求意见", "parts.terms", "“…”须夹在两段文字之间"),
    Broken("two gaps side by side", D, "征求…意见", "征求………意见", "征求………意见", "parts.terms", "“…”须夹在两段文字之间"),
    Broken("a start that may be left out", D, "征求…意见", '"{公开|}征求"', "{公开|}征求", "parts.terms", "开头的一段不能省略"),
    Broken("bad term in a misquotation", N, "条例…》", "条例》…", "条例》…", "misquotations.text", "“…”须夹在两段文字之间"),
    Broken("unknown requirement weighed", R, "decision.steps: 12", "decision.step: 12", "township:", "profiles.township", "是否想写“decision.steps”？"),
    Broken("unknown requirement left out", R, "[structure.title]", "[structure.tilte]", "department:", "profiles.department", "是否想写“structure.title”？"),
    Broken("unknown blank in a remedy", D, "补写{lacking}", "补写{lackin}", "lackin}", "remedy.incomplete", "没有“{lackin}”这个填空，是否想写“lacking”？"),
    Broken("remedy without absent", D, "{absent: 补写合法性审查。}", "{generic: 补写。}", "{generic:", "remedy", "remedy 至少要有 absent"),
    Broken("remedy for what is there", D, "{absent: 补写合法性审查。}", "{absent: 补写。, full: 好。}", "full: 好", "remedy.full", "“full”无需补写建议"),
    Broken("wrong element of identification", S, "{id: 年度}", "{id: 年份}", "年份", "parts.id", "没有“年份”这个要素，是否想写“年度”？"),
    Broken("wrong element, nothing like it", S, "{id: 年度}", "{id: 文号}", "文号", "parts.id", "没有“文号”这个要素；可用：单位、年度、法治政府建设"),
    Broken("bad YAML", D, "parts:\n    - id: 公众参与", "parts: [\n    - id: 公众参与", "    - id: 公众参与", "", "YAML 写法有误"),
    Broken("tab as indentation", D, "  weight: 3", "\tweight: 3", "\tweight: 3", "", "YAML 写法有误"),
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_defect_is_told_by_file_line_key_and_remedy(broken: Broken, write: Write, files: dict[str, str]) -> None:
    assert files[broken.file].count(broken.old) >= 1, broken.old
    text = files[broken.file].replace(broken.old, broken.new, 1)
    folder = write(**{broken.file.replace("/", "__").replace(".yaml", "_yaml"): text})
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    assert [(Path(d.file).relative_to(folder).as_posix(), d.line, d.key) for d in caught.value.defects] == [
        (broken.file, 1 + text[: text.index(broken.at)].count("\n"), broken.key)
    ]
    [defect] = caught.value.defects
    assert broken.message in defect.message


MORE = [
    Broken("unknown key of kind parts", D, "  about:", "  abaut:", "abaut", "parts.abaut", "是否想写“about”？"),
    Broken("bad value in kind parts", D, "weight: 10", "weight: 十", "weight: 十", "parts.weight", "类型不对"),
    Broken("unknown key in a part", D, "mandatory", "mandatry", "mandatry", "parts.parts.mandatry", "是否想写“mandatory”？"),
    Broken("unclosed blank in a remedy", D, "补写{lacking}", "补写{lacking", "补写{lacking", "remedy.incomplete", "括号不成对"),
    Broken("a pattern in a word group", V, "[党委会, 班子会]", '["{党委|班子}会"]', "{党委", "groups.会议", "词组"),
    Broken("tab as indentation", D, "  weight: 3", "\tweight: 3", "\tweight: 3", "", "缩进须用空格，不能用制表符"),
]


@pytest.mark.parametrize("broken", MORE, ids=lambda broken: broken.name)
def test_defects_that_take_a_second_look(broken: Broken, write: Write, files: dict[str, str]) -> None:
    test_a_defect_is_told_by_file_line_key_and_remedy(broken, write, files)


@pytest.mark.parametrize("text", ["a: 1\n", "只是文字\n", ""])
def test_a_file_that_is_no_list(text: str, write: Write) -> None:
    folder = write(requirements__structure_yaml=text)
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    [defect] = caught.value.defects
    assert (defect.file, defect.key) == (str(folder / S), "") and defect.line <= 1
    assert "须为列表" in defect.message


@pytest.mark.parametrize("name", ["rulebook.yaml", "instruments.yaml", "vocabulary.yaml", "requirements/structure.yaml"])
def test_a_file_that_is_not_there(name: str, write: Write) -> None:
    folder = write(**{name.replace("/", "__").replace(".yaml", "_yaml"): None})
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    [defect] = caught.value.defects
    if name == "rulebook.yaml":
        assert (defect.file, defect.line) == (str(folder), 0) and "须有 rulebook.yaml" in defect.message
    else:
        assert (defect.file, defect.line, defect.message) == (str(folder / name), 0, "找不到文件")


@pytest.mark.parametrize("name", ["rulebook.yaml", "vocabulary.yaml", "decision.yaml"])
def test_a_file_that_is_not_utf_8(name: str, write: Write, files: dict[str, str]) -> None:
    folder = write(**{name.replace(".yaml", "_yaml"): files[name].encode("gb18030")})
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    [defect] = caught.value.defects
    assert (defect.file, defect.line) == (str(folder / name), 0)
    assert "须为 UTF-8" in defect.message


@pytest.mark.parametrize("text", ["", "[]\n", "只是文字\n"])
def test_a_book_that_says_nothing(text: str, write: Write) -> None:
    folder = write(rulebook_yaml=text)
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    assert caught.value.defects == (Defect(str(folder / "rulebook.yaml"), 1, "", "须为“键: 值”的形式"),)


def test_an_unknown_book_by_name() -> None:
    with pytest.raises(RulebookError, match=r"outline-2021-2026: 没有这个规则库.*是否想写“outline-2021-2025”？"):
        load_rulebook("outline-2021-2026")


# -- several at once ------------------------------------------------------------------------------


def lines_of(error: RulebookError) -> list[tuple[str, int]]:
    return [(Path(d.file).name, d.line) for d in error.defects]


def test_all_defects_of_form_are_told_at_once_in_order_of_place(write: Write, files: dict[str, str]) -> None:
    folder = write(
        decision_yaml=files[D].replace("severity: general", "severity: x").replace("weight: 3", "weight: x").replace("mention", "mentions"),
        requirements__structure_yaml=files[S].replace("where: title", "where: titel"),
        vocabulary_yaml=files[V].replace("groups", "group"),
        instruments_yaml=files[N].replace("title: 《党政机关", "name: 《党政机关"),
    )
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    assert lines_of(caught.value) == [
        ("decision.yaml", 24),
        ("decision.yaml", 25),
        ("decision.yaml", 29),
        ("instruments.yaml", 5),
        ("instruments.yaml", 6),
        ("structure.yaml", 6),
        ("vocabulary.yaml", 1),
    ]
    assert len(str(caught.value).splitlines()) == 7


def test_all_defects_of_meaning_are_told_at_once(write: Write, files: dict[str, str]) -> None:
    folder = write(
        decision_yaml=files[D].replace("征求…意见", "征求…").replace("{讨论|研究}", "{讨论").replace("{lacking}", "{what}").replace("document-", "documents-"),
        rulebook_yaml=files[R].replace("[structure.title]", "[structure.x, decision.y]"),
        vocabulary_yaml=files[V].replace("- 下一步", "- 下一步…"),
    )
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    assert lines_of(caught.value) == [
        ("decision.yaml", 11),
        ("decision.yaml", 15),
        ("decision.yaml", 19),
        ("decision.yaml", 28),
        ("rulebook.yaml", 11),
        ("rulebook.yaml", 11),
        ("vocabulary.yaml", 7),
    ]


def test_a_defect_of_the_book_is_told_with_those_of_its_files(write: Write, files: dict[str, str]) -> None:
    folder = write(rulebook_yaml=files[R].replace("pass_at: 80", "pass: 80"), decision_yaml=files[D].replace("severity: core", "severity: cor"))
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    assert {name for name, _ in lines_of(caught.value)} == {"decision.yaml", "rulebook.yaml"}


def test_a_message_begins_with_the_place_that_an_editor_opens(write: Write, files: dict[str, str]) -> None:
    folder = write(decision_yaml=files[D].replace("severity: general", "severity: genral"))
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    assert str(caught.value) == f"{folder / D}:24: specific.severity: “genral”不是可用的值，是否想写“general”？"


@pytest.mark.parametrize("field", ["secrecy", "drafts", "beside"])
def test_marks_are_words_and_no_patterns(write: Write, files: dict[str, str], field: str) -> None:
    vocabulary = files["vocabulary.yaml"] + f"marks:\n  {field}: [秘密, 送审…稿]\n"
    with pytest.raises(RulebookError) as error:
        load_rulebook(write(vocabulary_yaml=vocabulary))
    [defect] = error.value.defects
    assert (Path(defect.file).name, defect.key) == ("vocabulary.yaml", f"marks.{field}")
    assert "送审…稿" in defect.message


def test_a_rulebook_may_do_without_marks(write: Write) -> None:
    assert load_rulebook(write()).vocabulary.marks.secrecy == ()
