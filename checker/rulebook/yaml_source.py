"""One YAML file: its data, and the line of any key in it, found only when an error needs it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from checker.rulebook.errors import Defect, RulebookError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """The fastest safe loader there is, and one that does not let a repeated key pass in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=deep)
            if isinstance(key, str | int | float) and key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"键“{key}”重复", key_node.start_mark)
            if isinstance(key, str | int | float):
                seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping

    def _date(self, node: yaml.ScalarNode) -> Any:
        """A date, or what is written where it is none (2026-02-30), for the model to refuse by name."""
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader._date)


def load(path: Path) -> Any:
    """The data of `path`. Raises `RulebookError` where it is missing, not UTF-8 or not YAML."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise RulebookError([Defect(str(path), 0, "", "找不到文件")]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError([Defect(str(path), 0, "", f"读不出来，须为 UTF-8 文本（{error}）")]) from None
    try:
        return yaml.load(text, _Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        lines = text.splitlines()
        hint = "；缩进须用空格，不能用制表符" if 0 < line <= len(lines) and lines[line - 1].startswith("\t") else ""
        raise RulebookError([Defect(str(path), line, "", f"YAML 写法有误：{error.problem}{hint}")]) from None
    except yaml.YAMLError as error:
        raise RulebookError([Defect(str(path), 0, "", f"YAML 写法有误：{error}")]) from None


def line_of(path: Path, location: Sequence[str | int]) -> int:
    """The line (from 1) of the deepest part of `location` that is in the file."""
    node = yaml.compose(path.read_text("utf-8-sig"), Loader=yaml.SafeLoader)
    line: int = node.start_mark.line + 1 if node else 0
    for step in location:
        if isinstance(node, yaml.MappingNode):
            for key_node, value_node in node.value:
                if key_node.value == str(step):
                    node, line = value_node, key_node.start_mark.line + 1
                    break
            # A step that is no key is the tag of a union; what follows it is in the same mapping.
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line
