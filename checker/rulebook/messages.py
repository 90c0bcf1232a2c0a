"""What pydantic says of a value, in the words of a rule author: what was found, what is allowed, the nearest name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter

from checker.rulebook.errors import did_you_mean


def message(detail: Any, adapter: TypeAdapter[Any]) -> str:
    """Pydantic's detail in the words of a rule author."""
    kind, location, value = detail["type"], detail["loc"], detail.get("input")
    context = detail.get("ctx", {})
    if kind == "extra_forbidden":
        return f"没有“{location[-1]}”这个键{did_you_mean(str(location[-1]), _known_keys(adapter, location))}"
    if kind == "missing":
        return f"缺少“{location[-1]}”"
    if kind == "enum" or kind == "literal_error":
        allowed = [w.strip(" '") for w in str(context.get("expected", "")).replace(" or ", ",").split(",")]
        return f"“{value}”不是可用的值{did_you_mean(str(value), allowed)}"
    if kind == "union_tag_invalid":
        allowed = [w.strip(" '") for w in str(context.get("expected_tags", "")).split(",")]
        return f"没有“{context.get('tag')}”这种 kind{did_you_mean(str(context.get('tag')), allowed)}"
    if kind == "union_tag_not_found":
        return "缺少“kind”；可用：specific、parts、acts、chapter、identification"
    if kind == "string_pattern_mismatch":
        return f"“{value}”的写法不对，须为小写英文字母、数字、下划线，以点分段"
    if kind == "greater_than":
        return f"须大于 {context['gt']:g}，现为“{value}”"
    if kind in ("tuple_type", "list_type"):
        return f"须为列表（每项以“- ”开头，或写成 [a, b]），现为“{value}”"
    if kind in ("string_type", "float_parsing", "int_parsing", "float_type", "int_type", "bool_parsing", "bool_type"):
        return f"“{value}”的类型不对：{detail['msg']}"
    return f"{detail['msg']}（现为“{value}”）" if not isinstance(value, dict | list) else str(detail["msg"])


def _known_keys(adapter: TypeAdapter[Any], location: tuple[str | int, ...]) -> list[str]:
    """The keys that would have been allowed where an unknown one stood."""
    keys: set[str] = set()
    for model in _models(adapter._type):
        keys.update(model.model_fields)
    tags = {str(step) for step in location}
    for model in _models(adapter._type):
        field = model.model_fields.get("kind")
        if field is not None and tags & set(map(str, get_args(field.annotation))):
            return sorted(model.model_fields) if len(location) <= 2 else sorted(keys)
    return sorted(keys)


def _models(kind: Any, seen: set[Any] | None = None) -> Iterator[type[BaseModel]]:
    seen = set() if seen is None else seen
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind in seen:
            return
        seen.add(kind)
        yield kind
        for field in kind.model_fields.values():
            yield from _models(field.annotation, seen)
    for argument in get_args(kind):
        yield from _models(argument, seen)
