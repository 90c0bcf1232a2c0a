"""JSON Schemas of a rulebook's files, for editors that complete and check while one writes (JSON Schema 2020-12).

They are made from the models that load a rulebook, so they cannot say anything else. Since a rulebook
that extends another leaves out what it takes over, they ask for less than loading does; what is
lacking then, `fazhi rules check` says.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import Field, TypeAdapter

from checker.rulebook.schema import Advice, ChapterOfRules, Instrument, Level, Model, Profile, Requirement, Scoring, Vocabulary


class Head(Model):
    """`rulebook.yaml`."""

    id: str = Field(description="规则库的编号")
    extends: str = Field(default="", description="扩展哪个规则库：名称，或相对本文件夹的路径；写了它，其余各项只写不同的")
    title: str = Field(description="名称")
    version: str = Field(description="版本，加引号")
    period: tuple[int, int] = Field(description="适用的报告年度，起止")
    chapters: tuple[ChapterOfRules, ...] = Field(description="分组和文件，也是清单的次序")
    profiles: dict[Level, Profile] = Field(description="各层级的分值和不适用的要求")
    scoring: Scoring
    findings: dict[str, str | None] = Field(description="一致性问题的代码和名称；扩展时写 null 为不查")
    advice: dict[str, Advice] = Field(default_factory=dict, description="一致性问题和公开前检查的代码，各怎样改")
    without: tuple[str, ...] = Field(default=(), description="扩展时：不要的要求的编号")


_FILES: dict[str, Any] = {
    "rulebook": Head,
    "requirements": tuple[Requirement, ...],
    "vocabulary": Vocabulary,
    "instruments": tuple[Instrument, ...],
}


def editor_schemas() -> dict[str, str]:
    """The schemas by the name of their file (`requirements.schema.json` …), as text that ends with a line end."""
    return {f"{name}.schema.json": _text(name, model) for name, model in _FILES.items()}


def _text(name: str, model: Any) -> str:
    schema = TypeAdapter(model).json_schema()
    definitions = schema.pop("$defs", {})
    definitions = {key: _with_add(value) if "basis" in value.get("properties", {}) else value for key, value in definitions.items()}
    top = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{name}.yaml", **schema}
    if name == "requirements":
        # By id alone: a requirement that changes one of the rulebook beneath.
        change = {"type": "object", "required": ["id"], "not": {"required": ["kind"]}, "properties": {"id": {"type": "string"}, "add": {"type": "object"}}}
        top["items"] = {"anyOf": [top["items"], change]}
    if name == "rulebook":
        required = top.pop("required")
        for key in ("Profile", "Scoring"):
            definitions[key] = {k: v for k, v in definitions[key].items() if k != "required"}
        top["if"], top["then"], top["else"] = {"required": ["extends"]}, {"required": ["id"]}, {"required": required}
    if name == "vocabulary":
        top.pop("required", None)
    if name == "instruments":
        definitions["Instrument"] = {**definitions["Instrument"], "required": ["id"]}
    return json.dumps({**top, "$defs": definitions} if definitions else top, ensure_ascii=False, indent=2) + "\n"


def _with_add(definition: dict[str, Any]) -> dict[str, Any]:
    return {**definition, "properties": {**definition["properties"], "add": {"type": "object", "description": "扩展时：往列表里加"}}}
