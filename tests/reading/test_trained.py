"""A trained pipeline with the components of `zh_core_web_sm`, trained here on a dozen sentences, and what stands in for it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from click.testing import CliRunner
from spacy.training import Example
from spacy.util import fix_random_seed

from checker import cli
from checker.ingest import document_from_text
from checker.judging import judge
from checker.reading import Reader
from checker.reading.trained import DEFAULT, TrainedModelError, load_trained, pipeline_name
from checker.rulebook import Rulebook

SENTENCES = [
    (f"{who}审查合同{many}。", [(0, 3, "ORG"), (7, 9, "CARDINAL")]) for who in ("青石镇", "云岫镇", "石碾乡") for many in ("三份", "六件", "九宗", "两卷")
]
NEW = "云岫镇审查合同九宗。"
EXPECTED = [("云岫镇", "ORG"), ("九宗", "CARDINAL")]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small pipeline: tok2vec, tagger, parser, ner."""
    fix_random_seed(0)
    nlp = spacy.blank("zh", meta={"name": "tiny", "version": "1.2"})
    for name in ("tok2vec", "tagger", "parser", "ner"):
        nlp.add_pipe(name, config={"min_action_freq": 1} if name == "parser" else {})
    examples = []
    for text, entities in SENTENCES:
        doc = nlp.make_doc(text)
        chain = {"heads": [0, *range(len(doc) - 1)], "deps": ["ROOT"] + ["dep"] * (len(doc) - 1)}
        examples.append(Example.from_dict(doc, {"entities": entities, "tags": ["N"] * len(doc), **chain}))
    nlp.initialize(lambda: examples)
    for _ in range(20):
        for _ in range(10):
            nlp.update(examples)
        if [(e.text, e.label_) for e in nlp(NEW).ents] == EXPECTED:
            break
    path = tmp_path_factory.mktemp("trained") / "tiny"
    nlp.to_disk(path)
    return path


def package(folder: Path, name: str, version: str, files: dict[str, str]) -> None:
    """An installed distribution: a folder of code with what `pip` writes beside it."""
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    (info / "RECORD").write_text("".join(f"{path},,\n" for path in files))


# -- by path --------------------------------------------------------------------------------------


def test_its_entities_reach_the_reading(saved: Path, book: Rulebook) -> None:
    reader = Reader(book, load_trained(str(saved)))
    reading = reader.understand(document_from_text(f"云岫镇2025年法治政府建设年度报告\n一、主要举措\n{NEW}\n"))
    last = reading.block_starts[-1]
    found = [(reading.text[a:b], label) for a, b, label in reading.entities if a >= last]
    assert found == EXPECTED
    assert reading.pipeline == "blank-zh+zh_tiny-1.2"
    assert list(reading.entities) == sorted(reading.entities)


def test_the_checklist_names_it(saved: Path, book: Rulebook) -> None:
    document = document_from_text(f"云岫镇2025年法治政府建设年度报告\n一、主要举措\n{NEW}\n")
    for trained, name in ((None, "blank-zh"), (load_trained(str(saved)), "blank-zh+zh_tiny-1.2")):
        reader = Reader(book, trained)
        assert judge(reader.understand(document), book).pipeline == name


def test_without_it_there_are_no_entities(reader: Reader) -> None:
    reading = reader.understand(document_from_text(NEW))
    assert (reading.entities, reading.pipeline, pipeline_name(None)) == ((), "blank-zh", "blank-zh")


def test_only_what_finds_entities_is_loaded(saved: Path) -> None:
    assert set(load_trained(str(saved)).pipe_names) <= {"tok2vec", "ner"}


def test_the_command_takes_its_path(saved: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(f"云岫镇2025年法治政府建设年度报告\n一、主要举措\n{NEW}\n", "utf-8")
    result = CliRunner().invoke(cli.main, ["check", "--format", "json", "--model", str(saved), str(report)])
    assert json.loads(result.stdout)["pipeline"] == "blank-zh+zh_tiny-1.2"


# -- by name --------------------------------------------------------------------------------------


def test_none_and_auto_without_a_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.reading.trained.DEFAULT", "zh_core_web_absent")
    assert load_trained("none") is None
    assert load_trained("auto") is None


def test_a_real_package_is_found_by_its_name(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "zh_tiny_real"
    meta = json.dumps({"lang": "zh", "name": "tiny_real", "version": "1.2", "spacy_version": ">=3.8,<4.0"})
    init = "from spacy.util import load_model_from_init_py\n\n\ndef load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n"
    package(tmp_path, name, "1.2", {f"{name}/__init__.py": init, f"{name}/meta.json": meta})
    shutil.copytree(saved, tmp_path / name / "zh_tiny_real-1.2")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("checker.reading.trained.DEFAULT", name)
    for asked in ("auto", name):
        trained = load_trained(asked)
        assert trained is not None and "ner" in trained.pipe_names


def test_a_strangers_placeholder_is_refused_unimported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, DEFAULT, "999.9.9", {f"{DEFAULT}/__init__.py": "raise SystemExit('imported')\n"})
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, DEFAULT, raising=False)
    assert load_trained("auto") is None
    with pytest.raises(TrainedModelError, match=DEFAULT):
        load_trained(DEFAULT)
    assert DEFAULT not in sys.modules


@pytest.mark.parametrize("name", ["zh_core_web_absent", "no/such/folder", "a name with blanks"])
def test_a_named_pipeline_that_is_missing(name: str) -> None:
    with pytest.raises(TrainedModelError) as caught:
        load_trained(name)
    message = str(caught.value)
    assert name in message and "\n" not in message
    assert "explosion/spacy-models" in message and "--model none" in message and "不要用 pip 按名称安装" in message


def test_a_folder_that_is_no_pipeline(tmp_path: Path) -> None:
    with pytest.raises(TrainedModelError, match="装载失败"):
        load_trained(str(tmp_path))


def test_a_pipeline_without_entities(tmp_path: Path) -> None:
    spacy.blank("zh").to_disk(tmp_path / "blank")
    with pytest.raises(TrainedModelError, match=r"没有实体识别（ner）.*--model none"):
        load_trained(str(tmp_path / "blank"))


def test_the_command_says_what_to_do_about_a_missing_pipeline(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("云岫镇2025年法治政府建设年度报告\n", "utf-8")
    result: Any = CliRunner().invoke(cli.main, ["check", "--model", "zh_core_web_absent", str(report)])
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert "zh_core_web_absent" in line and "--model none" in line
