"""Accepted exceptions: a YAML list that an office keeps, read as strictly as a rulebook.

Each says what is accepted (`item`), of whom (`unit`), why (`reason`), who answers for it (`author`)
and until when (`expires`); all five are required, and no other key is known.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError, field_validator

from checker.rulebook import yaml_source
from checker.rulebook.errors import Defect, RulebookError, did_you_mean
from checker.rulebook.schema import Model, Rulebook

EVERY_UNIT = "*"
# What a unit's name may end in beyond the way it is written in a list (青砚镇: 青砚镇人民政府).
_ENDINGS = ("", "人民政府", "办事处", "人民政府办公室")
_HOW = {
    "item": "写要求的编号或者一致性问题的代码",
    "unit": '写单位名称；对所有单位有效的写 "*"',
    "reason": "写明同意豁免的理由",
    "author": "写明由谁同意",
    "expires": "写到期日期，例如 2026-12-31",
}


class Waiver(Model):
    """An accepted exception, in force up to and including the day `expires`."""

    item: str = Field(min_length=1)
    unit: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    author: str = Field(min_length=1)
    expires: date

    @field_validator("unit", "reason", "author", "item", mode="before")
    @classmethod
    def _stripped(cls, value: Any) -> Any:
        return value.strip() if isinstance(value, str) else value

    def covers(self, unit: str) -> bool:
        """Whether it is meant for `unit`."""
        return self.unit == EVERY_UNIT or unit in {self.unit + ending for ending in _ENDINGS}

    def expired(self, today: date) -> bool:
        """Whether it has run out on `today`."""
        return today > self.expires


def load_waivers(path: Path, book: Rulebook) -> tuple[Waiver, ...]:
    """The waivers in `path`, in the order of the file.

    Raises `RulebookError` with every defect: unknown keys and items (with the nearest known name),
    what is missing or empty, dates that are none, the same exception twice.
    """
    data = yaml_source.load(path)
    if data is None:
        return ()
    if not isinstance(data, list):
        raise RulebookError([Defect(str(path), 1, "", "须为列表，每条豁免以“- item: …”开头")])
    defects: list[Defect] = []

    def defect(location: tuple[str | int, ...], message: str) -> None:
        key = ".".join(str(step) for step in location if not isinstance(step, int))
        defects.append(Defect(str(path), yaml_source.line_of(path, location), key, message))

    waivers: tuple[Waiver, ...] = ()
    try:
        waivers = TypeAdapter(tuple[Waiver, ...]).validate_python(data)
    except ValidationError as error:
        for detail in error.errors():
            defect(detail["loc"], _message(detail))
    known = [*(r.id for r in book.requirements), *book.findings]
    seen: set[tuple[str, str]] = set()
    for index, entry in enumerate(data):
        item, unit = (entry.get("item"), entry.get("unit")) if isinstance(entry, dict) else (None, None)
        if isinstance(item, str) and item.strip() and item.strip() not in known:
            defect((index, "item"), f"规则库里没有“{item}”{did_you_mean(item.strip(), known)}")
        if (pair := (str(item), str(unit))) in seen and isinstance(entry, dict):
            defect((index, "item"), f"“{unit}”的“{item}”已在上文豁免，请合并为一条")
        seen.add(pair)
    if defects:
        raise RulebookError(defects)
    return waivers


def _message(detail: Any) -> str:
    """Pydantic's detail in the words of an office."""
    kind, key, value = detail["type"], str(detail["loc"][-1]), detail.get("input")
    if kind == "extra_forbidden":
        return f"没有“{key}”这个键{did_you_mean(key, list(Waiver.model_fields))}"
    if kind == "missing":
        return f"缺少“{key}”：{_HOW[key]}"
    if kind == "model_type":
        return f"须为“键: 值”的形式，现为“{value}”；可用的键：{'、'.join(Waiver.model_fields)}"
    if key in _HOW:
        return f"“{'' if value is None else value}”不能用：{_HOW[key]}"
    return f"{detail['msg']}（现为“{value}”）"
