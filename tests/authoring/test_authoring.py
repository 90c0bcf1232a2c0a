"""The tools for rule authors on the shipped rulebook and on small ones of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from checker.authoring.describe import describe, reference
from checker.authoring.difference import changes, flips
from checker.authoring.editor_schema import editor_schemas
from checker.authoring.page import page
from checker.authoring.remarks import documents_in, remarks
from checker.authoring.scaffold import scaffold
from checker.authoring.sources import sources_of
from checker.evaluation.examples import run_examples
from checker.ingest import document_from_text
from checker.rulebook import DEFAULT, load_rulebook

ROOT = Path(__file__).parents[2]
HEAD = f'id: county\nextends: {DEFAULT}\ntitle: 某县规则库\nversion: "1"\nchapters: [{{id: decision, title: 决策, file: own.yaml}}]\n'


def county(folder: Path, own: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "rulebook.yaml").write_text(HEAD, "utf-8")
    (folder / "own.yaml").write_text(own, "utf-8")
    return folder


# -- remarks --------------------------------------------------------------------------------------


def test_the_shipped_book_has_no_term_in_the_shadow_of_another_and_none_without_examples() -> None:
    book = load_rulebook()
    assert [str(r) for r in remarks(book, sources_of(DEFAULT)) if r.code != "silent"] == []


def test_a_shadowed_and_a_silent_term_are_told_at_their_lines(tmp_path: Path) -> None:
    own = "- id: decision.five_steps\n  add:\n    about:\n    - 观星\n    - 一种观星\n"
    folder = county(tmp_path / "county", own)
    found = [r for r in remarks(load_rulebook(folder), sources_of(folder)) if r.file == str(folder / "own.yaml")]
    assert [(r.line, r.code) for r in found] == [(4, "silent"), (5, "shadowed"), (5, "silent")]
    assert "“一种观星”不起作用" in found[1].message
    heard = [document_from_text("某镇2025年报告\n一、成效\n完成观星1件。\n")]
    after = [r for r in remarks(load_rulebook(folder), sources_of(folder), heard) if r.file == str(folder / "own.yaml")]
    assert [(r.line, r.code) for r in after] == [(5, "shadowed"), (5, "silent")]


# -- describe -------------------------------------------------------------------------------------


def test_everything_a_rule_says_is_told() -> None:
    book = load_rulebook()
    for requirement in book.requirements:
        text = describe(requirement, book)
        assert requirement.id in text and requirement.title in text and f"{requirement.weight:g} 分" in text
        assert all(remedy in text for remedy in requirement.remedy.values())
        assert all(part.id in text for part in requirement.parts)
        assert all(f"`{term}`" in text for term in requirement.mention)
    whole = reference(book)
    assert all(f"`{r.id}`" in whole for r in book.requirements) and all(f"# {c.title}\n" in whole for c in book.chapters)


def test_a_page_of_its_own_runs_nothing(tmp_path: Path) -> None:
    own = "- id: decision.five_steps\n  title: <script>alert(1)</script>决策\n"
    book = load_rulebook(county(tmp_path / "county", own))
    html = page(describe(next(r for r in book.requirements if r.id == "decision.five_steps"), book))
    assert "<script" not in html and "&lt;script&gt;" in html
    assert "src=" not in html and "href=" not in html and "default-src 'none'" in html


# -- difference -----------------------------------------------------------------------------------


def test_a_book_does_not_differ_from_itself() -> None:
    assert changes(load_rulebook(), load_rulebook()) == []


def test_changes_are_named_and_those_reports_that_turn(tmp_path: Path) -> None:
    own = """\
- id: decision.five_steps
  weight: 20
  add: {about: [超大决策]}
- id: adviser.coverage
  mention: [没有这样的词]
  deeds: []
  specific: []
  nil_return: []
  partial: []
"""
    national, local = load_rulebook(), load_rulebook(county(tmp_path / "county", own))
    found = {(c.what, c.at, c.before, c.after) for c in changes(national, local)}
    assert ("added", "decision.five_steps.about", "", "超大决策") in found
    assert ("added", "adviser.coverage.mention", "", "没有这样的词") in found
    assert ("removed", "adviser.coverage.mention", "法律顾问", "") in found
    assert ("changed", "decision.five_steps.weight", "20.0") in {(what, at, after) for what, at, _, after in found}
    documents = list(documents_in([ROOT / "reports"]))
    turned = [f for f in flips(national, local, documents) if f.requirement]
    assert turned and {f.requirement for f in turned} == {"adviser.coverage"} and {f.after for f in turned} == {"missing"}
    assert flips(national, national, documents) == []


# -- schemas --------------------------------------------------------------------------------------


def test_the_committed_schemas_are_those_of_the_models() -> None:
    folder = ROOT / "rules" / "schema"
    assert {p.name: p.read_text("utf-8") for p in folder.glob("*.json")} == editor_schemas()


def test_the_shipped_files_keep_to_the_schemas() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schemas = {name.split(".")[0]: json.loads(text) for name, text in editor_schemas().items()}
    heads = sorted((ROOT / "rules").glob("**/rulebook.yaml"))
    assert heads
    for head in heads:
        jsonschema.validate(yaml.safe_load(head.read_text("utf-8")), schemas["rulebook"])
        files = {head.parent / chapter["file"]: "requirements" for chapter in yaml.safe_load(head.read_text("utf-8")).get("chapters", ())}
        files |= {head.parent / f"{name}.yaml": name for name in ("vocabulary", "instruments") if (head.parent / f"{name}.yaml").is_file()}
        for file, kind in files.items():
            jsonschema.validate(yaml.safe_load(file.read_text("utf-8")), schemas[kind])


def test_a_mistake_breaks_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(editor_schemas()["requirements.schema.json"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{"id": "a.b", "kind": "specifik", "title": "样例"}], schema)


# -- a new book -----------------------------------------------------------------------------------


def test_a_new_book_loads_and_its_examples_hold(tmp_path: Path) -> None:
    files = scaffold(tmp_path / "某县", load_rulebook(), extends=DEFAULT, title="某县规则库")
    assert [f.name for f in files] == ["rulebook.yaml", "local.yaml"]
    book = load_rulebook(tmp_path / "某县")
    assert book.title == "某县规则库" and len(book.requirements) == len(load_rulebook().requirements) + 1
    results = list(run_examples(book, only=book.requirements[-1].id))
    assert len(results) == 3 and all(r.passed for r in results)
    with pytest.raises(FileExistsError):
        scaffold(tmp_path / "某县", load_rulebook(), extends=DEFAULT)
