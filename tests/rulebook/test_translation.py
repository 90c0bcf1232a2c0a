"""en.yaml: whole, or an error that names what is missing; what a county words anew loses its English."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.rulebook import DEFAULT, RulebookError, load_rulebook, rules_folder
from checker.rulebook.schema import Reason
from checker.wording import say

ENGLISH = rules_folder() / DEFAULT / "en.yaml"
GENERIC = '      generic: "It is only said that management'


@pytest.fixture
def county(tmp_path: Path) -> Path:
    (tmp_path / "rulebook.yaml").write_text(f'id: county\nextends: {DEFAULT}\ntitle: 某县规则库\nversion: "1"\n', "utf-8")
    return tmp_path


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The national rulebook in a folder of its own."""
    for path in (rules_folder() / DEFAULT).rglob("*.yaml"):
        target = tmp_path / path.relative_to(rules_folder() / DEFAULT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return tmp_path


def defects(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    return [f"{Path(d.file).name}:{d.line}: {d.key}: {d.message}" for d in caught.value.defects]


def test_every_text_has_its_english() -> None:
    book = load_rulebook()
    for requirement in book.requirements:
        assert requirement.title in book.english
        assert all(text in book.english for text in requirement.remedy.values())
        assert all(part.id in book.english for part in getattr(requirement, "parts", ()))
    assert all(i.title in book.english for i in book.instruments)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (GENERIC, GENERIC.replace("generic", "gneric"), "requirements.rules.normative_documents.remedy.generic: 缺少英文：只写了加强规范性文件管理"),
        (GENERIC, GENERIC.replace("generic", "gneric"), "normative_documents.remedy.gneric: 规则库里没有这一项，是否想写“generic”？"),
        ("  decision.five_steps:", "  decision.five_step:", "requirements.decision.five_steps.title: 缺少英文：重大行政决策五步程序"),
        ("  公众参与: public participation\n", "", "names.公众参与: 缺少英文：公众参与"),
        ("  late: Submitted", "  late:\n  #", "findings.late: 须为英文文字"),
        ("states {found} but not {lacking}.", "states {found}.", "requirements.structure.problems.remedy.incomplete: 填空须与中文一致：found、lacking"),
        ("title: Rulebook for", "titel: Rulebook for", "titel: 规则库里没有这一项，是否想写“title”？"),
        ("names:\n", "names: [\n", "YAML 写法有误"),
    ],
)  # fmt: skip
def test_a_gap_is_an_error_that_names_it(copied: Path, old: str, new: str, expected: str) -> None:
    path = copied / "en.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = defects(copied)
    assert any(expected in defect for defect in found), found
    assert all(defect.startswith("en.yaml:") for defect in found)


def test_a_defect_names_its_line(copied: Path) -> None:
    path = copied / "en.yaml"
    lines = path.read_text("utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("  decision: "))
    lines[at] = "  decisoin: Lawful"
    path.write_text("\n".join(lines), "utf-8")
    assert f"en.yaml:{at + 1}: chapters.decisoin: 规则库里没有这一项，是否想写“decision”？" in defects(copied)


def test_without_the_file_there_is_no_english(copied: Path) -> None:
    (copied / "en.yaml").unlink()
    assert load_rulebook(copied).english == {}


def test_a_county_has_the_english_of_the_national_rulebook(county: Path) -> None:
    assert load_rulebook(county).english == load_rulebook().english


def test_what_a_county_words_anew_is_chinese_until_it_has_english(county: Path) -> None:
    (county / "own.yaml").write_text("- id: disputes.petition\n  title: 信访工作\n  remedy: {absent: 补写信访件数____。}\n", "utf-8")
    with (county / "rulebook.yaml").open("a", encoding="utf-8") as head:
        head.write("chapters: [{id: disputes, title: 社会矛盾化解, file: own.yaml}]\n")
    book = load_rulebook(county)
    changed = next(r for r in book.requirements if r.id == "disputes.petition")
    assert say(book.heading(changed.title), "en") == "信访工作"
    assert changed.remedy[Reason.ABSENT] not in book.english
    assert changed.remedy[Reason.GENERIC] in book.english

    own = {
        "title": "Rulebook of a county",
        "requirements": {"disputes.petition": {"title": "Petitions", "remedy": {"absent": "Add the number of petitions ____."}}},
    }
    (county / "en.yaml").write_text(yaml.safe_dump(own), "utf-8")
    book = load_rulebook(county)
    assert say(book.heading("信访工作"), "en") == "Petitions"
    assert say(book.say(changed.remedy[Reason.ABSENT]), "en") == "Add the number of petitions ____."

    del own["requirements"]
    (county / "en.yaml").write_text(yaml.safe_dump(own), "utf-8")
    assert [d.split(": ", 1)[1] for d in defects(county)] == [
        "requirements.disputes.petition.remedy.absent: 缺少英文：补写信访件数____。",
        "requirements.disputes.petition.title: 缺少英文：信访工作",
    ]


def test_the_file_holds_no_key_twice_and_reads_as_text() -> None:
    def leaves(value: object) -> list[object]:
        return [leaf for child in value.values() for leaf in leaves(child)] if isinstance(value, dict) else [value]

    assert all(isinstance(leaf, str) for leaf in leaves(yaml.safe_load(ENGLISH.read_text("utf-8"))))
