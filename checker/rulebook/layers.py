"""A rulebook's files as they were written, those of the rulebook it extends beneath them.

A county's own rulebook says only what is different: `extends: outline-2021-2025` in rulebook.yaml, and
then in any file

- a requirement, instrument or chapter with a new `id` is added; one with a known `id` overrides it;
- in what overrides, a mapping is merged key by key and anything else is replaced; `null` takes a key away;
- under `add:` lists are appended instead, and entries with an `id` are merged into those they name;
- `without: [id …]` in rulebook.yaml switches requirements off.

Every value remembers the file and place it came from, so that a defect is told where it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.rulebook import yaml_source
from checker.rulebook.errors import Defect, RulebookError, did_you_mean
from checker.rulebook.translation import FILE as ENGLISH
from checker.rulebook.translation import paired

Location = tuple[str | int, ...]
_ADD = "add"
_VOCABULARY, _INSTRUMENTS = "vocabulary.yaml", "instruments.yaml"


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file with the place it was written at: mappings and lists hold nodes, anything else is itself."""

    value: Any
    file: Path
    at: Location = ()

    def plain(self) -> Any:
        """The value without its places."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def origin(self, location: Location) -> tuple[Path, Location]:
        """Where the deepest part of `location` that there is was written. Steps that are no keys are passed over."""
        node = self
        for step in location:
            known = step in node.value if isinstance(node.value, dict) else isinstance(node.value, list) and isinstance(step, int) and step < len(node.value)
            node = node.value[step] if known else node
        return node.file, node.at


@dataclass(slots=True)
class RequirementSource:
    """A requirement as written, and the chapter that lists it."""

    node: Node
    chapter: str


@dataclass(slots=True)
class Layers:
    """What the files of a rulebook and of those beneath it say together."""

    head: Node
    vocabulary: Node
    instruments: Node
    requirements: list[RequirementSource] = field(default_factory=list)
    english: dict[str, str] = field(default_factory=dict)  # Chinese text: the English of it
    defects: list[Defect] = field(default_factory=list)


def find_rulebook(name: str | Path, shipped: Path, beside: Path | None = None) -> Path | None:
    """The folder of a rulebook: a path (also one relative to the folder `beside`), or a name under `shipped`."""
    places = [beside / name] if beside else []
    places += [Path(name), shipped / name]
    return next((place for place in places if (place / "rulebook.yaml").is_file()), None)


def read_layers(folder: Path, shipped: Path) -> Layers:
    """The files in `folder`, over those of the rulebooks that it extends.

    Raises `RulebookError` where there is no telling what is extended; other defects are in the answer.
    """
    *above, (lowest, head) = _stack(folder, shipped)
    layers = _read(lowest, head, None)
    for place, head in reversed(above):
        layers = _read(place, head, layers)
    return layers


def layer_files(folder: Path, shipped: Path) -> list[list[Path]]:
    """The files that `read_layers` reads, whether they are there or not: those of each layer, the topmost first. Raises as it does."""
    return [
        [place / name for name in ("rulebook.yaml", _VOCABULARY, _INSTRUMENTS, ENGLISH, *(name for _, name in _files(_chapters(head))))]
        for place, head in _stack(folder, shipped)
    ]


def _stack(folder: Path, shipped: Path) -> list[tuple[Path, Node]]:
    """The folder of each layer and what its rulebook.yaml says, the topmost first."""
    folders = [folder]
    heads = [_head(folder)]
    while (base := heads[-1].value.get("extends")) is not None:
        name = base.value
        found = find_rulebook(name, shipped, folders[-1]) if isinstance(name, str) and name else None
        if found is None:
            known = sorted(p.parent.name for p in shipped.glob("*/rulebook.yaml"))
            raise _error(base, "extends", f"没有“{name}”这个规则库（名称，或相对本文件夹的路径）{did_you_mean(str(name), known)}")
        if found.resolve() in [f.resolve() for f in folders]:
            raise _error(base, "extends", f"“{name}”又扩展回本规则库，成了循环")
        folders.append(found)
        heads.append(_head(found))
    return list(zip(folders, heads, strict=True))


def merge(base: Node, over: Node) -> Node:
    """`over` laid over `base`, as the module says."""
    if not isinstance(base.value, dict) or not isinstance(over.value, dict):
        return over
    merged = dict(base.value)
    for key, value in over.value.items():
        if key == _ADD:
            continue
        if value.value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge(merged[key], value) if key in merged else value
    node = Node(merged, over.file, over.at)
    return _append(node, over.value[_ADD]) if _ADD in over.value else node


def _append(base: Node, extra: Node) -> Node:
    if isinstance(base.value, dict) and isinstance(extra.value, dict):
        merged = dict(base.value)
        for key, value in extra.value.items():
            merged[key] = _append(merged[key], value) if key in merged else value
        return Node(merged, base.file, base.at)
    if isinstance(base.value, list) and isinstance(extra.value, list):
        return Node(_by_id(base.value, extra.value, _append), base.file, base.at)
    return extra


def _by_id(base: Iterable[Node], extra: Iterable[Node], join: Any) -> list[Node]:
    """The entries of both lists; those of `extra` with a known id are joined to the entry they name."""
    merged = list(base)
    known = {_id(node): index for index, node in enumerate(merged) if _id(node)}
    for node in extra:
        index = known.get(_id(node), -1) if _id(node) else -1
        if index < 0:
            merged.append(node)
        else:
            merged[index] = join(merged[index], node)
    return merged


def _id(node: Node) -> str:
    if isinstance(node.value, dict) and "id" in node.value and isinstance(node.value["id"].value, str):
        return node.value["id"].value
    return ""


def _head(folder: Path) -> Node:
    file = folder / "rulebook.yaml"
    node = _nodes(yaml_source.load(file), file)
    if not isinstance(node.value, dict):
        raise RulebookError([Defect(str(file), 1, "", "须为“键: 值”的形式")])
    return node


def _read(folder: Path, head: Node, base: Layers | None) -> Layers:
    """The files of one folder, laid over `base`. Only the lowest rulebook must have a vocabulary and instruments."""
    defects = list(base.defects) if base else []
    own = Node({key: value for key, value in head.value.items() if key not in ("extends", "without", "chapters")}, head.file)
    chapters = _chapters(head)
    merged = merge(base.head, own) if base else own
    if base and isinstance(chapters.value, list):
        known = base.head.value["chapters"]
        everything = Node(_by_id(known.value, chapters.value, merge), known.file, known.at)
    else:
        everything = chapters
    layers = Layers(
        head=Node({**merged.value, "chapters": everything}, head.file),
        vocabulary=_beneath(base.vocabulary if base else None, folder / _VOCABULARY, defects, _over_vocabulary),
        instruments=_beneath(base.instruments if base else None, folder / _INSTRUMENTS, defects, _over_instruments),
        requirements=list(base.requirements) if base else [],
        english=dict(base.english) if base else {},
        defects=defects,
    )
    _read_requirements(folder, chapters, layers)
    _switch_off(head.value.get("without"), layers)
    _read_english(folder / ENGLISH, layers)
    return layers


def _beneath(base: Node | None, file: Path, defects: list[Defect], over: Any) -> Node:
    if base is not None and not file.is_file():
        return base
    own = _load(file, defects)
    return own if base is None else over(base, own) if own.value is not None else base


def _over_vocabulary(base: Node, own: Node) -> Node:
    """Words are always added: a county that needs fewer has another rulebook in mind."""
    return _append(base, own)


def _over_instruments(base: Node, own: Node) -> Node:
    if not isinstance(base.value, list) or not isinstance(own.value, list):
        return own
    return Node(_by_id(base.value, own.value, merge), base.file, base.at)


def _read_requirements(folder: Path, chapters: Node, layers: Layers) -> None:
    known = {_id(source.node): index for index, source in enumerate(layers.requirements)}
    here: dict[str, str] = {}
    for chapter, name in _files(chapters):
        file = folder / name
        listed = _load(file, layers.defects)
        if not isinstance(listed.value, list):
            if file.is_file() and not any(defect.file == str(file) for defect in layers.defects):
                text = f"须为列表（每项以“- ”开头，或写成 [a, b]），现为“{listed.value}”"
                layers.defects.append(Defect(str(file), min(1, file.stat().st_size), "", text))
            continue
        for node in listed.value:
            id_ = _id(node)
            if id_ and id_ in here:
                line = yaml_source.line_of(file, (*node.at, "id"))
                layers.defects.append(Defect(str(file), line, "id", f"编号“{id_}”重复，已见于 {here[id_]}"))
            elif id_ in known:
                source = layers.requirements[known[id_]]
                layers.requirements[known[id_]] = RequirementSource(merge(source.node, node), source.chapter)
            elif known and id_ and "kind" not in node.value:
                text = f"没有编号为“{id_}”的要求可以改动（新增的要求须写全，从 kind 起）{did_you_mean(id_, list(known))}"
                layers.defects.append(_defect(node, "id", text))
            else:
                layers.requirements.append(RequirementSource(node, chapter))
            here.setdefault(id_, name)


def _read_english(file: Path, layers: Layers) -> None:
    if not file.is_file():
        return
    try:
        layers.english, problems = paired(layers, yaml_source.load(file), layers.english)
    except RulebookError as error:
        layers.defects.extend(error.defects)
        return
    layers.defects.extend(Defect(str(file), yaml_source.line_of(file, location), ".".join(location), message) for location, message in problems)


def _chapters(head: Node) -> Node:
    chapters: Node = head.value.get("chapters", Node([], head.file))
    return chapters


def _files(chapters: Node) -> Iterator[tuple[str, str]]:
    """Each chapter with its file, where it has both; what is wrong with others the schema says."""
    for chapter in chapters.value if isinstance(chapters.value, list) else ():
        plain = chapter.plain()
        if isinstance(plain, dict) and isinstance(plain.get("id"), str) and isinstance(plain.get("file"), str):
            yield plain["id"], plain["file"]


def _switch_off(without: Node | None, layers: Layers) -> None:
    if without is None:
        return
    if not isinstance(without.value, list):
        layers.defects.append(_defect(without, "without", "须为列表，写要求的编号"))
        return
    ids = [_id(source.node) for source in layers.requirements]
    for node in without.value:
        if node.value not in ids:
            layers.defects.append(_defect(node, "without", f"没有编号为“{node.value}”的要求{did_you_mean(str(node.value), ids)}"))
    gone = {node.value for node in without.value if isinstance(node.value, str)}
    layers.requirements = [source for source in layers.requirements if _id(source.node) not in gone]
    # What the rulebook beneath weighed goes with it; the schema would call it unknown.
    profiles = layers.head.value.get("profiles")
    if profiles is not None and isinstance(profiles.value, dict):
        layers.head.value["profiles"] = Node({level: _without(profile, gone) for level, profile in profiles.value.items()}, profiles.file, profiles.at)


def _without(profile: Node, gone: set[str]) -> Node:
    if not isinstance(profile.value, dict):
        return profile
    kept = dict(profile.value)
    for key in ("weights", "not_applicable"):
        node = kept.get(key)
        if node is not None and isinstance(node.value, dict):
            kept[key] = Node({k: v for k, v in node.value.items() if k not in gone}, node.file, node.at)
        elif node is not None and isinstance(node.value, list):
            kept[key] = Node([v for v in node.value if v.value not in gone], node.file, node.at)
    return Node(kept, profile.file, profile.at)


def _load(file: Path, defects: list[Defect]) -> Node:
    try:
        return _nodes(yaml_source.load(file), file)
    except RulebookError as error:
        defects.extend(error.defects)
        return Node(None, file)


def _nodes(raw: Any, file: Path, at: Location = ()) -> Node:
    if isinstance(raw, dict):
        return Node({key: _nodes(value, file, (*at, key)) for key, value in raw.items()}, file, at)
    if isinstance(raw, list):
        return Node([_nodes(value, file, (*at, index)) for index, value in enumerate(raw)], file, at)
    return Node(raw, file, at)


def _error(node: Node, key: str, message: str) -> RulebookError:
    return RulebookError([_defect(node, key, message)])


def _defect(node: Node, key: str, message: str) -> Defect:
    return Defect(str(node.file), yaml_source.line_of(node.file, node.at), key, message)
