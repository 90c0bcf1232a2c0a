"""`fazhi doctor`: what of the optional parts is on this machine, and how to get the rest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from checker.commands.common import FAILED, PASSED, emit, lang_option, say, width

if TYPE_CHECKING:
    from checker.doctor import Part

_MARKS = {"ok": "✔", "warning": "▲", "missing": "○", "broken": "✘"}
_WORDS = {"ok": ("有", "here"), "warning": ("注意", "look at"), "missing": ("没有", "not here"), "broken": ("损坏", "broken")}


@click.command()
@click.option("--format", type=click.Choice(("table", "json")), default="table", show_default=True, help="输出格式。")
@lang_option
@click.pass_context
def doctor(context: click.Context, format: str, lang: str) -> None:
    """看本机有哪些可选的部分，没有的怎样装，不连网怎样装。只看，不安装，不改动。

    退出码：0 程序本身正常（可选的部分缺了也是 0）；2 程序本身不能用。
    """
    from checker.doctor import State, examine

    parts = examine()
    emit(_json(parts, lang) if format == "json" else _table(parts, lang), None, lang)
    context.exit(FAILED if any(part.state is State.BROKEN for part in parts) else PASSED)


def _json(parts: Sequence[Part], lang: str) -> str:
    told = [
        {"id": part.id, "state": part.state.value, **{key: getattr(part, key).in_(lang) for key in ("title", "purpose", "found", "remedy", "offline")}}
        for part in parts
    ]
    return json.dumps({"schema": "1", "parts": told}, ensure_ascii=False, indent=2) + "\n"


def _table(parts: Sequence[Part], lang: str) -> str:
    from checker.output.layout import wrap

    names = [say(lang, *pair) for pair in (("用处", "for"), ("本机", "here"), ("怎样装", "get it"), ("不连网", "offline"))]
    lines: list[str] = []
    for part in parts:
        lines.append(f"{_MARKS[part.state]} {say(lang, *_WORDS[part.state])}  {part.title.in_(lang)}")
        for name, text in zip(names, (part.purpose, part.found, part.remedy, part.offline), strict=True):
            if text.in_(lang):
                first, *rest = wrap(text.in_(lang), width() - 12)
                lines += [f"    {name}{' ' * (8 - _columns(name))}{first}", *(f"{' ' * 12}{line}" for line in rest)]
        lines.append("")
    return "\n".join(lines)


def _columns(text: str) -> int:
    from checker.output.layout import columns

    return columns(text)
