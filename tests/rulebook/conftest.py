"""A small rulebook in a folder, whole and valid, for tests to break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = {
    "rulebook.yaml": """\
id: sample
title: 样例规则库
version: "1"
period: [2021, 2026]
chapters:
  - {id: decision, title: 依法决策, file: decision.yaml}
  - {id: structure, title: 报告结构, file: requirements/structure.yaml}
profiles:
  township: {title: 乡镇、街道, weights: {decision.steps: 12}}
  county: {title: 县级政府}
  department: {title: 部门, not_applicable: [structure.title]}
scoring:
  share: {full: 1.0, incomplete: 0.5, generic: 0.3}
  pass_at: 80
  revise_at: 50
findings:
  late: 报送超期
""",
    "instruments.yaml": """\
- id: major-decision-regulation
  title: 《重大行政决策程序暂行条例》
  misquotations:
    - text: 《重大行政决策程序条例…》
- id: document-regulation
  title: 《党政机关公文处理工作条例》
""",
    "vocabulary.yaml": """\
groups:
  会议: [党委会, 班子会]
headings:
  plan: [下一步, 打算]
cues:
  plan:
    - 下一步
    - "将{继续|在}"
units:
  township: [镇, 乡]
quantities:
  units: [次, 件]
not_in: [十四五]
""",
    "decision.yaml": """\
- id: decision.steps
  title: 重大行政决策五步程序
  severity: core
  weight: 10
  kind: parts
  basis:
    - {instrument: major-decision-regulation, articles: [14, 19]}
  about: [重大行政决策]
  parts:
    - id: 公众参与
      terms: [听证, 征求…意见]
    - id: 集体讨论决定
      mandatory: true
      terms:
        - "<会议>…{讨论|研究}"
        - 集体讨论
  remedy:
    absent: 补写{year}年五步程序。
    incomplete: 已写明{found}，请补写{lacking}。
  examples:
    present: [重大行政决策公开征求意见并经班子会集体讨论。]
- id: decision.legality_review
  title: 合法性审查
  severity: general
  weight: 3
  kind: specific
  note: 单独说的合法性审查
  basis: [{instrument: document-regulation, item: 第三章}, {instrument: major-decision-regulation}]
  mention: [合法性审查]
  remedy: {absent: 补写合法性审查。}
""",
    "requirements/structure.yaml": """\
- id: structure.title
  title: 标题要素
  severity: general
  weight: 2
  kind: identification
  where: title
  basis: [{instrument: document-regulation}]
  parts: [{id: 单位}, {id: 年度}]
  remedy: {absent: 补写标题。}
""",
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes the small rulebook with some files replaced: text, bytes, or None for a file that is not there."""

    def write(**changed: str | bytes | None) -> Path:
        named = {name.replace("__", "/").replace("_yaml", ".yaml"): data for name, data in changed.items()}
        assert named.keys() <= FILES.keys(), named.keys()
        for name, data in {**FILES, **named}.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            if isinstance(data, bytes):
                path.write_bytes(data)
            elif data is not None:
                path.write_text(data, "utf-8")
        return tmp_path

    return write


@pytest.fixture(scope="session")
def files() -> dict[str, str]:
    return FILES
