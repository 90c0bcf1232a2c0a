"""The output formats: their names, the suffixes that choose them, and the function that writes each.

A writer is a function `(checklists, failures, book, **options) -> str | bytes`, called with the
options that its format names, of those of `checker.output.write`. This module imports nothing of
the program, so that a command's help can list the formats at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `writer` is `module:function`; `binary` ones are bytes and need a file to go to.

    In those `for_programs` names that are keys (of parts) stay as they are in every language.
    """

    name: str
    suffixes: tuple[str, ...]
    writer: str
    options: tuple[str, ...] = ("lang",)
    binary: bool = False
    for_programs: bool = False

    def load(self) -> Callable[..., str | bytes]:
        """The function that writes the format, imported now."""
        module, _, function = self.writer.partition(":")
        writer: Callable[..., str | bytes] = getattr(import_module(module), function)
        return writer


_ALL = (
    Format("table", (".txt", ""), "checker.output.terminal:write_table", ("lang", "colour", "width", "brief")),
    Format("json", (".json",), "checker.output.json_format:write_json", for_programs=True),
    Format("docx", (".docx",), "checker.output.notice:write_notice", ("letter",), binary=True),
    Format("html", (".html", ".htm"), "checker.output.html:write_html"),
    Format("markdown", (".md", ".markdown"), "checker.output.markdown:write_markdown", ("lang", "brief")),
    Format("csv", (".csv",), "checker.output.csv_format:write_csv"),
    Format("xlsx", (".xlsx",), "checker.output.xlsx:write_xlsx", binary=True),
)
# Only what to mend.
_TODO = (
    Format("table", (".txt", ""), "checker.output.todo_terminal:write_todo_table", ("lang", "colour", "width")),
    Format("markdown", (".md", ".markdown"), "checker.output.markdown:write_todo_markdown"),
    Format("xlsx", (".xlsx",), "checker.output.xlsx:write_todo_xlsx", binary=True),
    Format("docx", (".docx",), "checker.output.todo_docx:write_todo_docx", binary=True),
)
# Two results side by side; these writers take comparisons.
_COMPARE = (
    Format("table", (".txt", ""), "checker.comparison.writing:write_table", ("width",)),
    Format("markdown", (".md", ".markdown"), "checker.comparison.writing:write_markdown", ()),
    Format("json", (".json",), "checker.comparison.writing:write_json", ()),
)
FORMATS: Mapping[str, Format] = {format.name: format for format in _ALL}
TODO_FORMATS: Mapping[str, Format] = {format.name: format for format in _TODO}
COMPARE_FORMATS: Mapping[str, Format] = {format.name: format for format in _COMPARE}


def suffixes(formats: Mapping[str, Format] = FORMATS) -> dict[str, str]:
    """The name of the format that each suffix asks for."""
    return {suffix: format.name for format in formats.values() for suffix in format.suffixes}


def format_of(path: str, formats: Mapping[str, Format] = FORMATS) -> str | None:
    """The name of the format that a file's suffix asks for; None for a suffix that no format has."""
    return suffixes(formats).get(PurePath(path).suffix.lower())
