"""A newcomer follows the guide for rule authors word by word: its commands are run and its YAML is taken from its pages."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker import cli
from checker.output.formats import FORMATS

GUIDE = (Path(__file__).parents[2] / "docs" / "rule-authors.md").read_text("utf-8")
BLOCK = re.compile(r"<!-- (?P<how>file|append): (?P<path>\S+) -->\n```yaml\n(?P<text>.*?)```", re.DOTALL)
COUNTY = "本县"
NEW = "local.school"
REPORT = """\
云岫镇人民政府2025年度法治政府建设年度报告
一、主要举措和成效
（一）普法。法治副校长到校讲课26次。
（二）依法决策。聘请律师担任法律顾问，审查合同41份。
二、存在的不足
执法力量不足，主要原因是编制紧张。
三、2026年打算
为中小学配备法治副校长10名。
云岫镇人民政府
2026年2月20日
"""


def run(command: str) -> Result:
    return CliRunner().invoke(cli.main, command.split()[1:], catch_exceptions=False)


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with what the guide has one write, in a folder with a report."""
    monkeypatch.chdir(tmp_path)
    Path("报告.txt").write_text(REPORT, "utf-8")
    [command] = re.findall(r"^fazhi rules new .*$", GUIDE, re.MULTILINE)
    assert run(command).exit_code == 0
    for block in BLOCK.finditer(GUIDE):
        with Path(block["path"]).open("w" if block["how"] == "file" else "a", encoding="utf-8") as file:
            file.write(block["text"])
    return tmp_path / COUNTY


def checked(*options: str) -> dict[str, dict]:
    return json.loads(run(" ".join(["fazhi check --model none --format json", *options, "报告.txt"])).stdout)["reports"][0]


def test_the_rulebook_of_the_guide_is_sound_and_its_examples_hold(county: Path) -> None:
    sound = run(f"fazhi rules check {COUNTY}")
    assert sound.exit_code == 0 and "33 项要求，没有错误" in sound.stdout
    held = run(f"fazhi rules test {COUNTY} {NEW} -v")
    assert held.exit_code == 0 and "4 条例句，0 条不符。" in held.stdout
    assert held.stdout.count(f"✔ {NEW}") == 4


def test_the_new_requirement_is_in_the_checklist_with_its_basis(county: Path) -> None:
    verdict = checked("--rulebook", COUNTY)["requirements"][NEW]
    assert (verdict["status"], verdict["weight"]) == ("present", 2)
    assert verdict["evidence"][0]["quote"] == "法治副校长到校讲课26次"
    assert verdict["basis"] == ["《某县中小学法治副校长工作方案》"]


def test_what_is_only_planned_is_told_with_the_remedy_of_the_guide(county: Path) -> None:
    Path("报告.txt").write_text(REPORT.replace("法治副校长到校讲课26次。", "开展普法宣传18场。"), "utf-8")
    verdict = checked("--rulebook", COUNTY)["requirements"][NEW]
    assert (verdict["status"], verdict["reason"]) == ("missing", "plan_only")
    assert verdict["remedy"].startswith("补写2025年法治副校长的情况")
    told = run(f"fazhi check --model none --rulebook {COUNTY} 报告.txt --trace {NEW}").stdout
    assert "为中小学配备法治副校长10名" in told and "缺失（plan_only）" in told


@pytest.mark.parametrize("format", list(FORMATS))
def test_it_is_in_every_output(county: Path, format: str) -> None:
    Path("报告.txt").write_text(REPORT.replace("法治副校长到校讲课26次。", "发挥法治副校长作用。"), "utf-8")
    output = Path(f"结果{FORMATS[format].suffixes[0]}")
    assert run(f"fazhi check --model none --rulebook {COUNTY} 报告.txt -o {output} --format {format}").exit_code == 1
    assert "法治副校长" in text_of(output.read_bytes())


def text_of(data: bytes) -> str:
    """All text of a file; of an office file, that of its parts, without markup."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(re.sub(r"<[^>]+>", "", archive.read(name).decode("utf-8")) for name in archive.namelist() if name.endswith(".xml"))


def test_it_is_in_the_reference_and_in_the_differences(county: Path) -> None:
    assert run(f"fazhi rules show all --rulebook {COUNTY} -o 参考.html").exit_code == 0
    page = Path("参考.html").read_text("utf-8")
    assert "<h2>法治副校长</h2>" in page and "为辖区中小学配备法治副校长9名。" in page and "《某县中小学法治副校长工作方案》" in page
    told = run(f"fazhi rules diff outline-2021-2025 {COUNTY}")
    assert told.exit_code == 1 and NEW in told.stdout and "adviser.coverage" in told.stdout


def test_the_weight_that_the_county_changed_changes_the_score(county: Path) -> None:
    national, local = checked(), checked("--rulebook", COUNTY)
    was, now = (report["requirements"]["adviser.coverage"] for report in (national, local))
    assert was["status"] == now["status"]
    assert (was["weight"], now["weight"]) == (6, 10)
    assert now["score"] / now["weight"] == pytest.approx(was["score"] / was["weight"])
    assert local["score"] != national["score"]


def test_a_department_is_not_asked(county: Path) -> None:
    Path("报告.txt").write_text(REPORT.replace("云岫镇人民政府", "云岫县水利局"), "utf-8")
    report = checked("--rulebook", COUNTY)
    assert report["level"] == "department"
    assert report["requirements"][NEW]["status"] == "not_applicable"


def test_a_mistake_in_it_is_told_with_file_line_and_the_word_that_was_meant(county: Path) -> None:
    file = county / "local.yaml"
    file.write_text(file.read_text("utf-8").replace("county-school-plan", "county-school-plam"), "utf-8")
    told = run(f"fazhi rules check {COUNTY}")
    assert told.exit_code == 2
    [line] = [n for n, text in enumerate(file.read_text("utf-8").splitlines(), 1) if "plam" in text]
    assert f"local.yaml:{line}" in told.stderr and "county-school-plan" in told.stderr
