"""A rulebook's texts in English: `en.yaml` beside `rulebook.yaml`, and what is missing in it.

The file has the ids of the rulebook and nothing else, so that whoever changes a text sees what to
change with it: `chapters`, `profiles`, `findings`, `advice`, `instruments` and `requirements` by
id, `names` (of parts, conditions, parts of an instrument) and `messages` (on misquotations) by
their Chinese wording. It is whole or an error; a rulebook without one is told in Chinese.

What comes of it is pairs of Chinese and English texts. So a county's rulebook that words a title
anew no longer has the English of the old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import TYPE_CHECKING, Any

from checker.rulebook.errors import did_you_mean

if TYPE_CHECKING:
    from checker.rulebook.layers import Layers

FILE = "en.yaml"
ARTICLES = re.compile(r"第(\d+)(?:至(\d+))?条")  # such articles need no English wording
Path = tuple[str, ...]
Problem = tuple[Path, str]


def paired(layers: Layers, data: Any, known: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """The English of each Chinese text, and what is wrong with the file as (location in it, message).

    `data` is the file's; `known` are the pairs of the rulebook beneath, which need not be said again.
    """
    wanted = {path: chinese for path, chinese in _texts(layers) if chinese}
    given = dict(_leaves(data, ()))
    pairs = dict(known)
    problems: list[Problem] = []
    # A name may be a title too (合法性审查); it is then written as a name is, in small letters.
    for path, english in sorted(given.items(), key=lambda item: item[0][0] == "names"):
        if path not in wanted:
            siblings = [p[-1] for p in wanted if p[:-1] == path[:-1]] or sorted({p[0] for p in wanted})
            problems.append((path, f"规则库里没有这一项{did_you_mean(path[-1], siblings)}"))
        elif not isinstance(english, str) or not english.strip():
            problems.append((path, "须为英文文字"))
        elif _blanks(english) != _blanks(wanted[path]):
            problems.append((path, f"填空须与中文一致：{'、'.join(sorted(_blanks(wanted[path]) or ())) or '没有填空'}"))
        else:
            pairs[wanted[path]] = english
    for path, chinese in wanted.items():
        if path not in given and chinese not in pairs:
            problems.append((path, f"缺少英文：{chinese[:30]}"))
    return pairs, problems


def _texts(layers: Layers) -> Iterator[tuple[Path, Any]]:
    """Every text that a person reads, by its place in the English file. Broken entries are passed over; the schema tells them."""
    head = layers.head.plain()
    yield ("title",), head.get("title")
    for chapter in _entries(head.get("chapters")):
        yield ("chapters", chapter["id"]), chapter.get("title")
    for level, profile in _mapping(head.get("profiles")):
        yield ("profiles", level), _mapping_value(profile, "title")
    for code, title in _mapping(head.get("findings")):
        yield ("findings", code), title
    for code, advice in _mapping(head.get("advice")):
        for key in ("title", "remedy"):
            yield ("advice", code, key), _mapping_value(advice, key)
        yield from _items(advice)
    for instrument in _entries(layers.instruments.plain()):
        yield ("instruments", instrument["id"]), instrument.get("title")
        for wrong in instrument.get("misquotations") or ():
            message = _mapping_value(wrong, "message")
            yield ("messages", str(message)), message
    for source in layers.requirements:
        requirement = source.node.plain()
        for entry in _entries([requirement]):
            yield ("requirements", entry["id"], "title"), entry.get("title")
            for reason, text in _mapping(entry.get("remedy")):
                yield ("requirements", entry["id"], "remedy", reason), text
            yield from _items(entry)
            for part in _entries(entry.get("parts")):
                for name in (part["id"], part.get("condition")):
                    yield ("names", str(name)), name


def _items(entry: Any) -> Iterator[tuple[Path, Any]]:
    """The parts of instruments that are named in words."""
    for basis in _mapping_value(entry, "basis") or ():
        named = [_mapping_value(basis, "item"), *(_mapping_value(basis, "articles") or ())]
        for name in named:
            if isinstance(name, str) and not name.isdigit() and not ARTICLES.fullmatch(name):
                yield ("names", name), name


def _entries(value: Any) -> list[dict[str, Any]]:
    return [e for e in value if isinstance(e, dict) and isinstance(e.get("id"), str)] if isinstance(value, list) else []


def _mapping(value: Any) -> list[tuple[str, Any]]:
    return [(str(k), v) for k, v in value.items()] if isinstance(value, dict) else []


def _mapping_value(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _leaves(child, (*path, str(key)))
    elif path:
        yield path, value


def _blanks(text: str) -> frozenset[str] | None:
    """The names of the blanks ({lacking}) in a text; None where its braces are broken."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None
