"""A folder of YAML to a `Rulebook`, checked once, with every defect reported at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from checker.rulebook import yaml_source
from checker.rulebook.checks import cross_check
from checker.rulebook.errors import Defect, RulebookError, did_you_mean
from checker.rulebook.layers import Layers, Location, Node, find_rulebook, layer_files, read_layers
from checker.rulebook.messages import message
from checker.rulebook.schema import ChapterOfRules, Instrument, Requirement, Rulebook, Vocabulary

_KINDS = ("specific", "parts", "acts", "chapter", "identification")
DEFAULT = "outline-2021-2025"


def rules_folder() -> Path:
    """The folder of the rulebooks that come with the program: in the wheel, or beside a checkout."""
    packaged = Path(__file__).parent.parent / "_rules"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "rules"


def load_rulebook(name: str | Path = DEFAULT) -> Rulebook:
    """The rulebook `name`: one that ships with the program, or the path of a folder; what it extends is beneath it.

    Raises `RulebookError` with every defect found.
    """
    return _Validation(read_layers(_folder(name), rules_folder())).rulebook()


def source_files(name: str | Path = DEFAULT) -> list[list[Path]]:
    """The files that rulebook `name` is read from, whether they are there or not: those of each layer, the topmost first.

    Raises `RulebookError` where they cannot be told.
    """
    return layer_files(_folder(name), rules_folder())


def _folder(name: str | Path) -> Path:
    folder = find_rulebook(name, rules_folder())
    if folder is None:
        known = sorted(p.parent.name for p in rules_folder().glob("*/rulebook.yaml"))
        raise RulebookError([Defect(str(name), 0, "", f"没有这个规则库（文件夹里须有 rulebook.yaml）{did_you_mean(str(name), known)}")])
    return folder


class _Validation:
    """One pass over what the files say, collecting defects."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.defects = list(layers.defects)

    def rulebook(self) -> Rulebook:
        """The rulebook. Raises `RulebookError` with all defects."""
        layers = self.layers
        head = layers.head.plain()
        chapters = self._validated(layers.head.value["chapters"], TypeAdapter(tuple[ChapterOfRules, ...]), ("chapters",)) or ()
        instruments = self._validated(layers.instruments, TypeAdapter(tuple[Instrument, ...])) or ()
        vocabulary = self._validated(layers.vocabulary, TypeAdapter(Vocabulary))
        adapter: TypeAdapter[Any] = TypeAdapter(Requirement)
        requirements = [self._validated(source.node, adapter) for source in layers.requirements]
        data = {**head, "chapters": chapters, "instruments": instruments, "vocabulary": vocabulary or Vocabulary.model_construct()}
        if self.defects or vocabulary is None:
            self._validated(layers.head, TypeAdapter(Rulebook), data={**data, "requirements": (), "chapter_of": {}})
            raise RulebookError(self.defects)
        chapter_of = {requirement.id: source.chapter for requirement, source in zip(requirements, layers.requirements, strict=True)}
        # A requirement that a county adds to a chapter stands with the chapter's others.
        order = {chapter.id: index for index, chapter in enumerate(chapters)}
        requirements.sort(key=lambda requirement: order.get(chapter_of[requirement.id], len(order)))
        everything = {**data, "requirements": tuple(requirements), "chapter_of": chapter_of, "english": layers.english}
        book: Rulebook | None = self._validated(layers.head, TypeAdapter(Rulebook), data=everything)
        if book is not None:
            written = {"rulebook": layers.head, "vocabulary": layers.vocabulary, "instruments": layers.instruments}
            written |= {source.node.value["id"].value: source.node for source in layers.requirements}
            for part, location, text in cross_check(book):
                self._defect(written[part], location, text)
        if self.defects or book is None:
            raise RulebookError(self.defects)
        return book

    def _validated(self, node: Node, adapter: TypeAdapter[Any], under: Location = (), *, data: Any = None) -> Any:
        """What `adapter` makes of a node (or of `data`, where values of it are validated already); None with its defects noted."""
        if node.value is None and self.defects:
            return None  # the file could not be read, which has been said
        try:
            return adapter.validate_python(node.plain() if data is None else data)
        except ValidationError as error:
            details = error.errors()
            for detail in details:
                if detail["type"] == "too_short" and any(d["loc"][: len(detail["loc"])] == detail["loc"] for d in details if d is not detail):
                    continue  # a list with a wrong item is not short of one
                location = detail["loc"]
                tagged = len(location) > 1 and location[0] in _KINDS  # the kind, which pydantic puts before a requirement's keys
                self._defect(node, location[1:] if tagged else location, message(detail, adapter), key=(*under, *location))
            return None

    def _defect(self, node: Node, location: Location, text: str, *, key: Location | None = None) -> None:
        file, at = node.origin(location)
        line = yaml_source.line_of(file, at) if file.is_file() else 0
        name = ".".join(str(step) for step in (location if key is None else key) if not isinstance(step, int))
        self.defects.append(Defect(str(file), line, name, text))
