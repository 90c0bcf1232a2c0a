"""A folder of YAML to a `Rulebook`, checked once, with every defect reported at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from checker.rulebook import yaml_source
from checker.rulebook.checks import cross_check
from checker.rulebook.errors import Defect, RulebookError, did_you_mean
from checker.rulebook.schema import ChapterOfRules, Instrument, Requirement, Rulebook, Vocabulary

_KINDS = ("specific", "parts", "acts", "chapter", "identification")
DEFAULT = "outline-2021-2025"


def rules_folder() -> Path:
    """The folder of the rulebooks that come with the program: in the wheel, or beside a checkout."""
    packaged = Path(__file__).parent.parent / "_rules"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "rules"


def load_rulebook(name: str | Path = DEFAULT) -> Rulebook:
    """The rulebook `name`: one that ships with the program, or the path of a folder.

    Raises `RulebookError` with every defect found.
    """
    folder = Path(name)
    if not (folder / "rulebook.yaml").is_file():
        shipped = rules_folder() / str(name)
        if not (shipped / "rulebook.yaml").is_file():
            known = sorted(p.parent.name for p in rules_folder().glob("*/rulebook.yaml"))
            raise RulebookError([Defect(str(name), 0, "", f"没有这个规则库（文件夹里须有 rulebook.yaml）{did_you_mean(str(name), known)}")])
        folder = shipped
    return _Loading(folder).rulebook()


class _Loading:
    """One pass over a rulebook's folder, collecting defects."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.defects: list[Defect] = []

    def rulebook(self) -> Rulebook:
        """The rulebook. Raises `RulebookError` with all defects."""
        head = yaml_source.load(self.folder / "rulebook.yaml")
        if not isinstance(head, dict):
            raise RulebookError([Defect(str(self.folder / "rulebook.yaml"), 1, "", "须为“键: 值”的形式")])
        chapters = self._validated("rulebook.yaml", head.get("chapters", []), TypeAdapter(tuple[ChapterOfRules, ...]), ("chapters",)) or ()
        instruments = self._file("instruments.yaml", TypeAdapter(tuple[Instrument, ...])) or ()
        vocabulary = self._file("vocabulary.yaml", TypeAdapter(Vocabulary))
        requirements: list[Any] = []
        chapter_of: dict[str, str] = {}
        places: dict[str, tuple[str, int]] = {}
        for chapter in chapters:
            for index, requirement in enumerate(self._file(chapter.file, TypeAdapter(tuple[Requirement, ...])) or ()):
                if requirement.id in places:
                    first = places[requirement.id][0]
                    self._defect(chapter.file, (index, "id"), f"编号“{requirement.id}”重复，已见于 {first}")
                requirements.append(requirement)
                chapter_of[requirement.id] = chapter.id
                places.setdefault(requirement.id, (chapter.file, index))
        data = {**head, "chapters": chapters, "instruments": instruments, "vocabulary": vocabulary or Vocabulary.model_construct()}
        if self.defects or vocabulary is None:
            self._validated("rulebook.yaml", {**data, "requirements": (), "chapter_of": {}}, TypeAdapter(Rulebook))
            raise RulebookError(self.defects)
        book: Rulebook | None = self._validated("rulebook.yaml", {**data, "requirements": tuple(requirements), "chapter_of": chapter_of}, TypeAdapter(Rulebook))
        if book is not None:
            for file, location, message in cross_check(book, places):
                self._defect(file, location, message)
        if self.defects or book is None:
            raise RulebookError(self.defects)
        return book

    def _file(self, name: str, adapter: TypeAdapter[Any]) -> Any:
        try:
            data = yaml_source.load(self.folder / name)
        except RulebookError as error:
            self.defects.extend(error.defects)
            return None
        return self._validated(name, data, adapter)

    def _validated(self, file: str, data: Any, adapter: TypeAdapter[Any], under: tuple[str | int, ...] = ()) -> Any:
        try:
            return adapter.validate_python(data)
        except ValidationError as error:
            details = error.errors()
            for detail in details:
                if detail["type"] == "too_short" and any(d["loc"][: len(detail["loc"])] == detail["loc"] for d in details if d is not detail):
                    continue  # a list with a wrong item is not short of one
                location = (*under, *detail["loc"])
                self._defect(file, location, _message(detail, adapter), at=_in_file(location))
            return None

    def _defect(self, file: str, location: tuple[str | int, ...], message: str, *, at: tuple[str | int, ...] | None = None) -> None:
        path = self.folder / file
        line = yaml_source.line_of(path, location if at is None else at) if path.is_file() else 0
        key = ".".join(str(step) for step in location if not isinstance(step, int))
        self.defects.append(Defect(str(path), line, key, message))


def _in_file(location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A location without the name of a requirement's kind, which pydantic puts between (0, "parts", "weight")."""
    if len(location) > 2 and isinstance(location[0], int) and location[1] in _KINDS:
        return (location[0], *location[2:])
    return location


def _message(detail: Any, adapter: TypeAdapter[Any]) -> str:
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
            return sorted(model.model_fields) if len(location) <= 3 else sorted(keys)
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
