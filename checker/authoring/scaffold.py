"""A new rulebook that extends another: a folder with everything explained and nothing changed yet."""

from __future__ import annotations

from pathlib import Path

from checker.rulebook.schema import Rulebook

_HEAD = """\
# {title}
# 只写与所扩展的规则库不同的地方。改完运行：
#   fazhi rules check {folder}
#   fazhi rules test {folder}
#   fazhi check --rulebook {folder} 报告.txt
id: {id}
extends: {extends}
title: {title}
version: "1"

# 增加或改动的要求写在 local.yaml。chapters 里 id 与原有分组相同的并入该组，不同的成为新的一组。
chapters:
  - {{id: local, title: 本地要求, file: local.yaml}}

# 改分值（township 乡镇、街道；county 县级政府；department 部门），例如：
# profiles:
#   township: {{weights: {{{first}: 12}}}}

# 改通过线，例如：
# scoring: {{pass_at: 85}}

# 不要的要求，例如：
# without: [{last}]
"""
_LOCAL = """\
# 新增一条要求的样子（编号、名称、词条、例句都换成自己的）。
- id: local.sample
  title: 本地要求样例
  severity: general
  weight: 2
  kind: specific
  basis:
    - {{instrument: {instrument}}}
  note: 这条要求问的是什么，怎样算写到。
  mention: [法治观察员]
  nil_return: [未聘请…法治观察员]
  remedy:
    absent: 补写{{year}}年聘请法治观察员____名、开展观察____次的情况。
    generic: 已提到法治观察员，请补写人数、次数或办理的具体事项。
  examples:
    present: [聘请法治观察员6名，开展执法观察4次。]
    vague: [发挥法治观察员作用。]
    missing: [组织干部参加法治培训3期。]

# 改动一条原有要求：只写编号和要改的键；往列表里加词，写在 add 里。
# - id: {first}
#   weight: 12
#   add:
#     examples: {{present: [……]}}
"""


def scaffold(folder: Path, base: Rulebook, *, extends: str, title: str = "") -> tuple[Path, ...]:
    """Writes the files of a new rulebook into `folder`, which must not be there or be empty; returns them.

    `base` is what it extends, `extends` the name or path by which it does.

    Raises `FileExistsError` where the folder holds anything, `OSError` where it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(folder)
    folder.mkdir(parents=True, exist_ok=True)
    values = {
        "id": "".join(c if c.isascii() and c.isalnum() else "-" for c in folder.name.lower()).strip("-") or "local",
        "folder": folder.as_posix(),
        "extends": extends,
        "title": title or f"{folder.name}规则库",
        "first": base.requirements[0].id,
        "last": base.requirements[-1].id,
        "instrument": base.instruments[0].id,
    }
    files = {"rulebook.yaml": _HEAD, "local.yaml": _LOCAL}
    for name, text in files.items():
        (folder / name).write_text(text.format(**values), "utf-8", newline="\n")
    return tuple(folder / name for name in files)
