"""What the commands share: exit statuses, options, files in, words and bytes out."""

from __future__ import annotations

import glob
import io
import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from checker.output.formats import FORMATS, Format, format_of, suffixes
from checker.wording import say as worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.reading import Reader
    from checker.rulebook import Rulebook

PASSED, NOT_PASSED, FAILED, INTERRUPTED = 0, 1, 2, 130
# Said again here, because the modules that define them are slow to import; a test compares them.
LEVELS = ("auto", "township", "county", "department")
LANGUAGES = ("zh", "en")
_WIDEST = 120  # longer lines are hard to read
_PLAIN_MARKS = str.maketrans("✔✘", "√×")  # for consoles in GBK, which has no dingbats

rulebook_option = click.option("--rulebook", metavar="NAME-or-PATH", help="规则库的名称或文件夹。  [default: outline-2021-2025]")
level_option = click.option("--level", type=click.Choice(LEVELS), default="auto", show_default=True, help="单位层级；auto 从报告读出。")
model_option = click.option("--model", metavar="auto|none|NAME-or-PATH", default="auto", show_default=True, help="spaCy 训练模型；auto 有则用，none 不用。")
lang_option = click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="界面语言。")


def rulebook_or_exit(name: str | None) -> Rulebook:
    """The rulebook of a name or folder. Where it has defects, they are told and the program ends with `FAILED`."""
    from checker.rulebook import DEFAULT, load_rulebook

    with _defects_told():
        return load_rulebook(name or DEFAULT)


def reader_or_exit(rulebook: str | None, model: str) -> Reader:
    """The reader of a rulebook, with the trained pipeline that `model` names; ends as `rulebook_or_exit`. What is loaded is never collected."""
    import gc

    gc.disable()  # there is nothing to collect until the reports come
    from dataclasses import replace

    from checker.reading.readers import reader_of
    from checker.rulebook import DEFAULT

    with _defects_told():
        reader = reader_of(rulebook or DEFAULT)
    reader = replace(reader, trained=trained(model))
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # a report makes many small values and hardly a cycle
    gc.enable()
    return reader


@contextmanager
def _defects_told() -> Iterator[None]:
    from checker.rulebook import RulebookError

    try:
        yield
    except RulebookError as error:
        complain(map(str, error.defects), prefix="")
        click.get_current_context().exit(FAILED)


def say(lang: str, chinese: str, english: str) -> str:
    """One of two wordings."""
    return english if lang == "en" else chinese


def chosen_format(wanted: str | None, output: str | None, lang: str, formats: Mapping[str, Format] = FORMATS) -> str:
    """The format to write: the one wanted, else the one that the output file's suffix asks for, else a table."""
    format = wanted or (format_of(output, formats) if output is not None else "table")
    if format is None:
        known = " ".join(filter(None, suffixes(formats)))
        raise click.UsageError(
            say(lang, f"-o {output}：扩展名不表示任何输出格式；可用：{known}", f"-o {output}: no output format has this suffix; use one of {known}")
        )
    if formats[format].binary and output is None:
        name = f"FILE{formats[format].suffixes[0]}"
        raise click.UsageError(say(lang, f"{format} 不能在屏幕显示，请写明 -o {name}", f"{format} cannot be shown on a screen; give -o {name}"))
    return format


def expand(files: Iterable[str]) -> list[Path]:
    """The paths, with patterns that no shell expanded (as on Windows) expanded here, in order of name."""
    paths: list[Path] = []
    for name in files:
        found = sorted(glob.glob(name, recursive=True)) if glob.has_magic(name) and not os.path.lexists(name) else []
        paths.extend(map(Path, found or [name]))
    return paths


def keep(output: str | None, paths: Iterable[Path], lang: str) -> None:
    """Raises `click.UsageError` where the output would overwrite one of the files that are read."""
    if output is not None and any(same_file(output, path) for path in paths):
        raise click.UsageError(say(lang, f"-o {output} 会覆盖要检查的报告", f"-o {output} would overwrite a report"))


def same_file(output: str, path: Path) -> bool:
    """Whether a file to write is one that is read."""
    try:
        return path.samefile(output)
    except OSError:
        return False


def trained(model: str) -> Any:
    """The trained pipeline that `--model` names, None for none."""
    if model == "none":
        return None
    from checker.reading.trained import TrainedModelError, load_trained

    try:
        return load_trained(model)
    except TrainedModelError as error:
        lang = click.get_current_context().params.get("lang", "zh")
        raise click.ClickException(worded(error.message, lang)) from None


def complain(messages: Iterable[str], *, prefix: str = "fazhi: ") -> None:
    """Each message as one line on stderr, without the personal data that a file's name may hold."""
    from checker.privacy import mask

    prepare(sys.stderr)
    for message in messages:
        line = mask(" ".join(message.split()))
        click.echo(fit(f"{prefix}{line}", sys.stderr), err=True)


def emit(result: str | bytes, output: str | None, lang: str) -> None:
    """A text to the screen or into a file as UTF-8; bytes into a file as they are."""
    if output is None:
        if isinstance(result, bytes):
            raise TypeError("bytes have no screen to go to")
        prepare(sys.stdout)
        click.echo(fit(result, sys.stdout), nl=False)
        return
    try:
        Path(output).write_bytes(result if isinstance(result, bytes) else result.encode("utf-8", errors="replace"))
    except OSError as error:
        raise click.ClickException(f"{output}: {say(lang, '写不了文件', 'cannot be written')} ({error.strerror})") from None


def prepare(stream: TextIO) -> None:
    """UTF-8 into files and pipes whatever the system's code page; a console keeps its own and never fails."""
    if isinstance(stream, io.TextIOWrapper):
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def fit(text: str, stream: TextIO) -> str:
    """`text` with marks that the stream's encoding has."""
    try:
        "✔✘".encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return text.translate(_PLAIN_MARKS)
    return text


def has_colour(stream: TextIO) -> bool:
    """Whether colour may be used."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The columns to draw in."""
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
